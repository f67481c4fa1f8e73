with observations as (

    select
        *,
        lag(observation_id) over vintages as previous_id
    from {{ mart('fct_observation') }}
    -- values that lost on their day have no place in the order of vintages
    where is_current or superseded_on is distinct from announced_on
    window vintages as (partition by series_id, period_code order by announced_on nulls first)

),

successions as (

    select
        later.series_id,
        later.period_code,
        later.announced_on,
        earlier.value as value_before,
        earlier.status_code as status_before,
        earlier.figure_id as figure_id_before,
        later.value,
        later.status_code,
        later.figure_id,
        case
            when earlier.status_code = 'P' then 'final'
            when
                earlier.status_code = 'E'
                and coalesce(later.value >= earlier.value_low, true)
                and coalesce(later.value <= earlier.value_high, true)
                then 'refined'
            else 'revised'
        end as change
    from observations as later
    inner join {{ mart('fct_observation') }} as earlier on later.previous_id = earlier.observation_id

)

select
    -- what was revised
    changes.series_id,
    series.series_name as series,
    changes.period_code as period,

    -- how, and on which day
    changes.change,
    changes.announced_on,
    changes.value_before,
    changes.status_before,
    changes.value,
    changes.status_code as status,

    -- by what
    changes.figure_id_before,
    changes.figure_id
from successions as changes
inner join {{ mart('dim_series') }} as series on changes.series_id = series.series_id
