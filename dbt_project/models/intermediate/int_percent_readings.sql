with figures as (

    select * from {{ ref('int_figures') }}

),

comparisons as (

    select * from {{ ref('int_comparisons') }}

),

rises_of_percentages as (

    -- a percentage that changes by so much percent: of itself, or in points?
    select
        comparisons.*,
        comparisons.later_low - comparisons.earlier_high as points_low,
        comparisons.later_high - comparisons.earlier_low as points_high,
        100 * (cast(comparisons.later_low as double) / nullif(comparisons.earlier_high, 0) - 1) as percent_low,
        100 * (cast(comparisons.later_high as double) / nullif(comparisons.earlier_low, 0) - 1) as percent_high
    from comparisons
    inner join figures as levels on comparisons.later_figure_id = levels.figure_id
    where
        comparisons.kind in ('percent_change', 'point_change')
        and levels.unit_code = 'percent'
        -- a level reckoned from the very change would agree with it
        and comparisons.earlier_figure_id is not null

),

fitted as (

    select
        *,
        coalesce(value_low <= percent_high and value_high >= percent_low, false) as fits_percent,
        coalesce(value_low <= points_high and value_high >= points_low, false) as fits_points
    from rises_of_percentages

)

select
    figure_id,
    article_id,
    kind as stated_kind,
    later_figure_id,
    earlier_figure_id,
    value,
    later_value,
    earlier_value,
    fits_percent,
    fits_points,
    case
        when fits_percent and fits_points then 'either'
        when fits_percent then 'percent'
        when fits_points then 'points'
        else 'neither'
    end as fits
from fitted
