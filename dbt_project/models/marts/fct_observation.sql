with claims as (

    select * from {{ ref('int_observation_claims') }}

),

ranked_claims as (

    -- the best claim of a day first: stated before implied, exact before rounded, the narrower of two intervals, and
    -- then as they stand in the text
    select
        *,
        row_number() over (
            partition by series_id, period_code, announced_on
            order by
                is_implied asc,
                is_loose asc,
                value_high - value_low asc nulls last,
                article_id asc,
                char_start asc,
                figure_id asc
        ) as rank_of_day
    from claims

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
        ranked_claims.*,
        runs.vintage
    from ranked_claims
    left join runs
        on
            ranked_claims.series_id = runs.series_id
            and ranked_claims.period_code = runs.period_code
            and ranked_claims.announced_on is not distinct from runs.announced_on
            and ranked_claims.value = runs.value

),

evidence as (

    -- what is said of a vintage, or, vintage NULL, of a value that lost against another on the day it was announced
    select
        series_id,
        period_code,
        vintage,
        value,
        case when vintage is null then announced_on end as lost_on,
        cast(count(distinct witness) as integer) as witnesses,
        bool_and(is_implied) as is_implied,
        bool_and(is_loose) as is_estimate,
        bool_and(is_provisional) as is_provisional,
        list(
            {
                'figure_id': figure_id,
                'level_figure_id': level_figure_id,
                'article_id': article_id,
                'value_low': value_low,
                'value_high': value_high
            }
            order by
                is_implied asc,
                is_loose asc,
                announced_on asc nulls last,
                value_high - value_low asc nulls last,
                article_id asc,
                char_start asc,
                figure_id asc
        )[1] as best
    from claims_of_vintages
    group by series_id, period_code, vintage, value, lost_on

),

dated as (

    select
        evidence.*,
        coalesce(timed_vintages.announced_on, evidence.lost_on) as announced_on,
        coalesce(timed_vintages.superseded_on, evidence.lost_on) as superseded_on,
        coalesce(timed_vintages.is_current, false) as is_current,
        coalesce(timed_vintages.is_contested, true) as is_contested
    from evidence
    left join timed_vintages
        on
            evidence.series_id = timed_vintages.series_id
            and evidence.period_code = timed_vintages.period_code
            and evidence.vintage = timed_vintages.vintage

)

select
    -- what was observed
    {{ natural_key(['series_id', 'period_code', 'announced_on', 'value']) }} as observation_id,
    series_id,
    period_code,

    -- the value
    value,
    best['value_low'] as value_low,
    best['value_high'] as value_high,
    case
        when is_provisional then 'P'
        when is_estimate then 'E'
        else 'A'
    end as status_code,
    is_implied,

    -- as known from when to when
    announced_on,
    superseded_on,
    is_current,
    is_contested,

    -- by whom
    witnesses,
    best['article_id'] as article_id,
    best['figure_id'] as figure_id,
    best['level_figure_id'] as level_figure_id
from dated
