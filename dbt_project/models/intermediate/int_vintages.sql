with claims as (

    select * from {{ ref('int_supported_claims') }}
    where not is_set_aside

),

ranked_claims as (

    -- the best claim of a day first: what a person or others bear out, stated before implied, exact before rounded,
    -- the narrower of two intervals, and then as they stand in the text; what is in doubt has no place among them
    select
        *,
        row_number() over (
            partition by series_id, period_code, announced_on
            order by
                coalesce(confirmed_by = 'review', false) desc,
                coalesce(confirmed_by = 'sources', false) desc,
                is_implied asc,
                is_loose asc,
                value_high - value_low asc nulls last,
                article_id asc,
                char_start asc,
                figure_id asc
        ) as rank_of_day
    from claims
    where doubt is null

),

values_of_day as (

    select
        series_id,
        period_code,
        announced_on,
        value,
        min(rank_of_day) as best_rank
    from ranked_claims
    group by series_id, period_code, announced_on, value

),

judged_values as (

    select
        series_id,
        period_code,
        announced_on,
        value,
        row_number() over (partition by series_id, period_code, announced_on order by best_rank) = 1 as prevails,
        count(*) over (partition by series_id, period_code, announced_on) > 1 as is_contested
    from values_of_day

),

prevailing as (

    select
        *,
        coalesce(
            lag(value) over (partition by series_id, period_code order by announced_on nulls first) != value,
            true
        ) as is_news
    from judged_values
    where prevails

),

runs as (

    -- a value stays one vintage for as long as every later article repeats it
    select
        *,
        sum(cast(is_news as integer)) over (
            partition by series_id, period_code
            order by announced_on nulls first
        ) as vintage
    from prevailing

),

vintages as (

    select
        series_id,
        period_code,
        vintage,
        value,
        min(announced_on) as announced_on,
        bool_or(is_contested) as is_contested
    from runs
    group by series_id, period_code, vintage, value

),

timed_vintages as (

    select
        *,
        lead(announced_on) over (partition by series_id, period_code order by vintage) as superseded_on,
        row_number() over (partition by series_id, period_code order by vintage desc) = 1 as is_current
    from vintages

),

claims_of_vintages as (

    select
        claims.*,
        runs.vintage,
        case when runs.vintage is null then claims.announced_on end as lost_on
    from claims
    left join runs
        on
            claims.series_id = runs.series_id
            and claims.period_code = runs.period_code
            and claims.announced_on is not distinct from runs.announced_on
            and claims.value = runs.value

),

ranked_evidence as (

    select
        *,
        row_number() over (
            partition by series_id, period_code, vintage, value, lost_on
            order by
                is_implied asc,
                is_loose asc,
                announced_on asc nulls last,
                value_high - value_low asc nulls last,
                article_id asc,
                char_start asc,
                figure_id asc
        ) as rank_of_evidence,
        rank() over (
            partition by series_id, period_code, vintage, value, lost_on
            order by announced_on desc nulls last
        ) = 1 as is_latest
    from claims_of_vintages

),

evidence as (

    -- what is said of a vintage, or, vintage NULL, of a value that is in doubt or lost against another on the day it
    -- was announced; all its claims hold of it, so its bounds are where theirs overlap
    select
        series_id,
        period_code,
        vintage,
        value,
        lost_on,
        cast(count(distinct witness) as integer) as witnesses,
        bool_and(is_implied) as is_implied,
        bool_and(is_loose) as is_estimate,
        case
            when bool_or(confirmed_by = 'review') then 'review'
            when bool_or(confirmed_by = 'sources') then 'sources'
            when bool_or(confirmed_by = 'arithmetic') then 'arithmetic'
        end as confirmed_by,
        case when bool_and(doubt is not null) then min_by(doubt, rank_of_evidence) end as doubt,
        -- preliminary until a later day says so no more; on one day an article may leave the word out
        bool_or(is_provisional and is_latest) as is_provisional,
        max(value_low) as value_low,
        min(value_high) as value_high,
        any_value(
            {
                'figure_id': figure_id,
                'level_figure_id': level_figure_id,
                'article_id': article_id,
                'story_id': story_id,
                'basis': basis
            }
        ) filter (where rank_of_evidence = 1) as best
    from ranked_evidence
    group by series_id, period_code, vintage, value, lost_on

),

bounded as (

    -- of exact values their own; of estimates what all of them leave, persons and cases in whole numbers
    select
        evidence.* exclude (value_low, value_high),
        case
            when not evidence.is_estimate then evidence.value
            when is_whole and ceil(evidence.value_low) <= floor(evidence.value_high) then ceil(evidence.value_low)
            when coalesce(evidence.value_low <= evidence.value_high, true) then evidence.value_low
        end as value_low,
        case
            when not evidence.is_estimate then evidence.value
            when is_whole and ceil(evidence.value_low) <= floor(evidence.value_high) then floor(evidence.value_high)
            when coalesce(evidence.value_low <= evidence.value_high, true) then evidence.value_high
        end as value_high
    from (
        select
            evidence.*,
            series.unit_code in ('persons', 'cases') as is_whole
        from evidence
        inner join {{ ref('int_series') }} as series on evidence.series_id = series.series_id
    ) as evidence

)

select
    bounded.series_id,
    bounded.period_code,
    bounded.vintage,
    bounded.value as claimed_value,

    -- the value
    -- greatest and least pass over a bound that is NULL
    try_cast(least(greatest(bounded.value, bounded.value_low), bounded.value_high) as decimal(18, 4)) as value,
    try_cast(bounded.value_low as decimal(18, 4)) as value_low,
    try_cast(bounded.value_high as decimal(18, 4)) as value_high,
    bounded.is_implied,
    bounded.is_estimate and coalesce(bounded.value_low < bounded.value_high, true) as is_estimate,
    bounded.is_provisional,

    -- as known from when to when
    coalesce(timed_vintages.announced_on, bounded.lost_on) as announced_on,
    coalesce(timed_vintages.superseded_on, bounded.lost_on) as superseded_on,
    coalesce(timed_vintages.is_current, false) as is_current,
    coalesce(timed_vintages.is_contested, bounded.doubt is null) as is_contested,

    -- what speaks for it and against it
    bounded.confirmed_by,
    bounded.doubt,

    -- by whom
    bounded.witnesses,
    bounded.best['basis'] as basis,
    bounded.best['article_id'] as article_id,
    bounded.best['story_id'] as story_id,
    bounded.best['figure_id'] as figure_id,
    bounded.best['level_figure_id'] as level_figure_id
from bounded
left join timed_vintages
    on
        bounded.series_id = timed_vintages.series_id
        and bounded.period_code = timed_vintages.period_code
        and bounded.vintage = timed_vintages.vintage
