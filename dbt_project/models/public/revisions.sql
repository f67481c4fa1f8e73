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

),

conflicts as (

    -- another value of the same series and period, announced on the same day
    select
        losers.series_id,
        losers.period_code,
        losers.announced_on,
        losers.value as value_before,
        losers.status_code as status_before,
        losers.figure_id as figure_id_before,
        prevailing.value,
        prevailing.status_code,
        prevailing.figure_id,
        'conflict' as change
    from {{ mart('fct_observation') }} as losers
    inner join observations as prevailing
        on
            losers.series_id = prevailing.series_id
            and losers.period_code = prevailing.period_code
            and coalesce(losers.announced_on >= prevailing.announced_on, prevailing.announced_on is null)
            and coalesce(losers.announced_on < prevailing.superseded_on, true)
    where
        not losers.is_current
        and losers.superseded_on is not distinct from losers.announced_on
        and losers.observation_id != prevailing.observation_id

),

changes as (

    select * from successions
    union all
    select * from conflicts

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
from changes
inner join {{ mart('dim_series') }} as series on changes.series_id = series.series_id
