select
    figure_id,
    axis,
    code
from {{ mart('bridge_figure_concept') }}
