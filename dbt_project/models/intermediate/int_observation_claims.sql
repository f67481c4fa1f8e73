with figures as (

    select * from {{ ref('int_figures') }}

),

stated as (

    select
        figure_id,
        cast(null as varchar) as level_figure_id,
        series_id,
        period_code,
        'stated' as basis,
        value,
        value_low,
        value_high,
        coalesce(qualifier != 'exact', true) as is_loose,
        is_provisional
    from figures
    where kind in ('level', 'share') and series_id is not null and period_code is not null

),

implied as (

    select
        figure_id,
        level_figure_id,
        series_id,
        period_code,
        basis,
        value,
        value_low,
        value_high,
        not is_exact as is_loose,
        -- what is provisional is the later level and its change, not the settled level they start from
        false as is_provisional
    from {{ ref('int_implied_levels') }}

),

claims as (

    select
        claims.*,
        claims.basis != 'stated' as is_implied,
        -- a percentage, a ratio or a share tells of a level only as far as nobody states it
        claims.basis in ('percent_change', 'ratio', 'share') as is_indirect,
        figures.article_id,
        figures.char_start,
        figures.announced_on,
        stories.story_id,
        stories.witness
    from (
        select * from stated
        union all
        select * from implied
    ) as claims
    inner join figures on claims.figure_id = figures.figure_id
    inner join {{ ref('int_stories') }} as stories on figures.article_id = stories.article_id

),

values_claimed as (

    -- one row per value and bounds: however often a number is printed, it is compared once
    select
        series_id,
        period_code,
        value,
        value_low,
        value_high,
        is_loose,
        min(announced_on) as announced_on
    from claims
    group by series_id, period_code, value, value_low, value_high, is_loose

),

loose_values as (

    select distinct
        series_id,
        period_code,
        value,
        value_low,
        value_high,
        announced_on
    from claims
    where is_loose

),

matched_values as (

    -- a loose value bears witness to an exact one within its bounds that was known by then, else to the narrowest
    -- value whose bounds meet its own
    select
        loose.series_id,
        loose.period_code,
        loose.value,
        loose.value_low,
        loose.value_high,
        loose.announced_on,
        -- as a key: a condition on one side alone would have every claim compared with every match
        true as is_loose,
        known.value as known_value
    from loose_values as loose
    inner join values_claimed as known
        on
            loose.series_id = known.series_id
            and loose.period_code = known.period_code
            and coalesce(loose.value_low <= known.value_high, true)
            and coalesce(loose.value_high >= known.value_low, true)
            and (loose.announced_on >= known.announced_on or known.announced_on is null)
    qualify
        row_number() over (
            partition by
                loose.series_id, loose.period_code, loose.value, loose.value_low, loose.value_high, loose.announced_on
            order by
                known.is_loose asc,
                known.value_high - known.value_low asc nulls last,
                known.announced_on desc nulls last,
                abs(known.value - loose.value) asc,
                known.value asc
        ) = 1

),

valued as (

    select
        claims.* exclude (value),
        coalesce(matched_values.known_value, claims.value) as value
    from claims
    left join matched_values
        on
            claims.is_loose = matched_values.is_loose
            and claims.series_id = matched_values.series_id
            and claims.period_code = matched_values.period_code
            and claims.value = matched_values.value
            and claims.value_low is not distinct from matched_values.value_low
            and claims.value_high is not distinct from matched_values.value_high
            and claims.announced_on is not distinct from matched_values.announced_on

)

select
    figure_id,
    level_figure_id,
    article_id,
    story_id,
    witness,
    char_start,
    series_id,
    period_code,
    basis,
    value,
    value_low,
    value_high,
    is_implied,
    is_indirect,
    is_loose,
    is_provisional,
    -- where levels of the series and period are stated and none of them bears this estimate out
    bool_or(not is_indirect) over (partition by series_id, period_code)
    and not bool_or(not is_indirect) over (partition by series_id, period_code, value) as is_set_aside,
    announced_on
from valued
