with figures as (

    select * from {{ ref('int_figures') }}

),

comparisons as (

    select * from {{ ref('int_comparisons') }}

),

stated as (

    select
        figure_id,
        cast(null as varchar) as level_figure_id,
        series_id,
        period_code,
        value,
        value_low,
        value_high,
        false as is_implied,
        coalesce(qualifier != 'exact', true) as is_loose,
        is_provisional
    from figures
    where kind in ('level', 'share') and series_id is not null and period_code is not null

),

implied as (

    select
        figure_id,
        later_figure_id as level_figure_id,
        series_id,
        compared_to_code as period_code,
        implied_value as value,
        implied_low as value_low,
        implied_high as value_high,
        true as is_implied,
        not is_exactly_implied as is_loose,
        -- what is provisional is the later level and its change, not the settled level they start from
        false as is_provisional
    from comparisons
    where series_id is not null and compared_to_code is not null and implied_value is not null

),

claims as (

    select
        claims.*,
        figures.article_id,
        figures.char_start,
        figures.announced_on,
        coalesce(figures.publisher_name, figures.article_id) as witness
    from (
        select * from stated
        union all
        select * from implied
    ) as claims
    inner join figures on claims.figure_id = figures.figure_id

),

exact_claims as (

    select
        series_id,
        period_code,
        value,
        min(announced_on) as announced_on
    from claims
    where not is_loose
    group by series_id, period_code, value

),

matched as (

    -- a rounded statement made when an exact value within its bounds was known bears witness to that value
    select
        claims.*,
        exact_claims.value as exact_value
    from claims
    left join exact_claims
        on
            claims.is_loose
            and claims.series_id = exact_claims.series_id
            and claims.period_code = exact_claims.period_code
            and coalesce(claims.value_low <= exact_claims.value, true)
            and coalesce(claims.value_high >= exact_claims.value, true)
            and (claims.announced_on >= exact_claims.announced_on or exact_claims.announced_on is null)
    qualify
        row_number() over (
            partition by claims.figure_id
            order by
                exact_claims.announced_on desc nulls last,
                abs(exact_claims.value - claims.value) asc,
                exact_claims.value asc
        ) = 1

)

select
    matched.figure_id,
    matched.level_figure_id,
    matched.article_id,
    matched.char_start,
    matched.witness,
    matched.series_id,
    matched.period_code,
    coalesce(matched.exact_value, matched.value) as value,
    matched.value_low,
    matched.value_high,
    matched.is_implied,
    matched.is_loose,
    matched.exact_value is not null as is_rounding_of_exact,
    matched.is_provisional,
    matched.announced_on
from matched
-- an estimate from a percentage or a ratio counts only where nothing better is known of the series and period
where
    not (matched.is_implied and matched.is_loose and matched.exact_value is null)
    or not exists (
        select 1
        from claims as better
        where
            better.series_id = matched.series_id
            and better.period_code = matched.period_code
            and not (better.is_implied and better.is_loose)
    )
