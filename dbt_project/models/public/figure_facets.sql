select
    figure_id,
    article_id,
    facet,
    facet_value as value,
    settled_by as source,
    char_start,
    char_end,
    reason,
    antecedent_figure_id,
    otherwise
from {{ mart('fct_figure_facet') }}
