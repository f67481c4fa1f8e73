select
    corrections.figure_id,
    corrections.action,
    corrections.facet,
    corrections.expect,
    corrections.corrected,
    corrections.reason,
    corrections.source,
    corrections.decided_on
from {{ mart('fct_correction') }} as corrections
