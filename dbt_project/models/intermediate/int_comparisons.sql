with figures as (

    select * from {{ ref('int_figures') }}

),

comparisons as (

    select
        figures.figure_id,
        figures.article_id,
        figures.kind,
        figures.char_start,
        figures.series_id,
        figures.period_code,
        figures.compared_to_code,
        figures.value,
        figures.value_low,
        figures.value_high,
        later.figure_id as later_figure_id,
        later.series_id as later_series_id,
        later.value as later_value,
        later.value_low as later_low,
        later.value_high as later_high,
        later.decimals as later_decimals
    from figures
    inner join figures as later on figures.level_figure_id = later.figure_id
    where
        figures.kind in ('change', 'percent_change', 'point_change', 'ratio')
        -- a change that is compared with a change leads to no level
        and later.kind in ('level', 'share')
        -- a rise in one prefecture is no rise in the country
        and figures.area_code is not distinct from later.area_code

),

stated_earlier as (

    -- the earlier level, where the same article states it: of the later level's series, else of the comparison's own
    select
        comparisons.figure_id,
        earlier.figure_id as earlier_figure_id,
        earlier.value as earlier_value,
        earlier.value_low as earlier_low,
        earlier.value_high as earlier_high
    from comparisons
    inner join figures as earlier
        on
            comparisons.article_id = earlier.article_id
            and comparisons.compared_to_code = earlier.period_code
            and earlier.series_id in (comparisons.later_series_id, comparisons.series_id)
            and earlier.kind in ('level', 'share')
    qualify
        row_number() over (
            partition by comparisons.figure_id
            order by
                earlier.series_id = comparisons.later_series_id desc,
                earlier.char_start asc,
                earlier.figure_id asc
        ) = 1

),

changes as (

    -- an absolute change of the same level over the same time gives the earlier level as well
    select
        later_figure_id,
        compared_to_code,
        figure_id as change_figure_id,
        later_value - value as earlier_value,
        later_low - value_high as earlier_low,
        later_high - value_low as earlier_high
    from comparisons
    where kind in ('change', 'point_change')
    qualify row_number() over (partition by later_figure_id, compared_to_code order by char_start, figure_id) = 1

),

implied as (

    -- the earlier level that the comparison itself gives, as an interval
    select
        figure_id,
        kind,
        later_decimals,
        case kind
            when 'percent_change' then 100 * cast(later_value as double) / nullif(100 + value, 0)
            when 'ratio' then later_value / nullif(value, 0)
            else later_value - value
        end as implied_value,
        case
            when kind in ('change', 'point_change') then later_low - value_high
            when kind = 'percent_change' and value_high > -100 then 100 * cast(later_low as double) / (100 + value_high)
            when kind = 'ratio' and value_high > 0 then later_low / value_high
        end as implied_low,
        case
            when kind in ('change', 'point_change') then later_high - value_low
            when kind = 'percent_change' and value_low > -100 then 100 * cast(later_high as double) / (100 + value_low)
            when kind = 'ratio' and value_low > 0 then later_high / value_low
        end as implied_high
    from comparisons

),

implied_rounded as (

    -- a difference as it is, all else with as many decimals as the later level has, unless that leaves the interval
    select
        figure_id,
        try_cast(
            case
                when kind in ('change', 'point_change') then implied_value
                when round(implied_value, later_decimals) < implied_low then implied_value
                when round(implied_value, later_decimals) > implied_high then implied_value
                else round(implied_value, later_decimals)
            end as decimal(18, 4)
        ) as implied_value,
        try_cast(implied_low as decimal(18, 4)) as implied_low,
        try_cast(implied_high as decimal(18, 4)) as implied_high
    from implied

)

select
    -- the comparison
    comparisons.figure_id,
    comparisons.article_id,
    comparisons.kind,
    comparisons.series_id,
    comparisons.period_code,
    comparisons.compared_to_code,
    comparisons.value,
    comparisons.value_low,
    comparisons.value_high,

    -- the later level it leads to
    comparisons.later_figure_id,
    comparisons.later_value,
    comparisons.later_low,
    comparisons.later_high,
    comparisons.later_decimals,

    -- the earlier level: as stated, else by an absolute change
    stated_earlier.earlier_figure_id,
    case when stated_earlier.figure_id is null then changes.change_figure_id end as change_figure_id,
    coalesce(stated_earlier.earlier_value, changes.earlier_value) as earlier_value,
    case when stated_earlier.figure_id is null then changes.earlier_low else stated_earlier.earlier_low end
        as earlier_low,
    case when stated_earlier.figure_id is null then changes.earlier_high else stated_earlier.earlier_high end
        as earlier_high,

    -- the earlier level this comparison alone implies
    implied_rounded.implied_value,
    implied_rounded.implied_low,
    implied_rounded.implied_high,
    -- only a difference of exact numbers is exact; a percentage or a ratio never is
    coalesce(
        comparisons.kind in ('change', 'point_change') and implied_rounded.implied_low = implied_rounded.implied_high,
        false
    ) as is_exactly_implied
from comparisons
inner join implied_rounded on comparisons.figure_id = implied_rounded.figure_id
left join stated_earlier on comparisons.figure_id = stated_earlier.figure_id
left join changes
    on
        comparisons.later_figure_id = changes.later_figure_id
        and comparisons.compared_to_code = changes.compared_to_code
        and comparisons.figure_id != changes.change_figure_id
