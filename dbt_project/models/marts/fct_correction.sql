with corrections as (

    select * from {{ ref('int_corrections') }}

)

select
    correction_id,
    figure_id,
    action,
    facet,
    expect,
    corrected,
    reason,
    source,
    decided_on
from corrections
