with repairs as (

    select * from {{ ref('int_repairs') }}

)

select
    -- the figure, and the set it belongs to
    repair_id,
    group_id,
    set_rank,
    set_size,
    figure_id,

    -- what is printed, what would restore consistency
    value,
    needed_low,
    needed_high,
    needed_value,
    is_digit_slip,

    -- what that would do to the checks
    restored_identities,
    broken_identities
from repairs
