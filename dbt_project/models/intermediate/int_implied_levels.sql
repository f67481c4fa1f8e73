with figures as (

    select * from {{ ref('int_figures') }}

),

comparisons as (

    select * from {{ ref('int_comparisons') }}

),

earlier_levels as (

    -- 1,813, up 77 on the year before: 1,736 then, of the series of the comparison
    select
        figure_id,
        later_figure_id as level_figure_id,
        series_id,
        compared_to_code as period_code,
        kind as basis,
        implied_value as value,
        implied_low as value_low,
        implied_high as value_high,
        later_decimals as decimals
    from comparisons
    where series_id is not null and compared_to_code is not null and implied_value is not null

),

restated_levels as (

    -- 1,813 cases, 77 victims more than the year before: the later level is a number of victims as well
    select
        changes.figure_id,
        levels.figure_id as level_figure_id,
        changes.series_id,
        changes.period_code,
        changes.kind as basis,
        levels.value,
        levels.value_low,
        levels.value_high,
        levels.decimals
    from figures as changes
    inner join figures as levels
        on
            changes.level_figure_id = levels.figure_id
            and changes.period_code = levels.period_code
            and changes.measure_code = 'victims'
            and changes.unit_code = 'persons'
            and levels.measure_code = 'cases'
            and levels.unit_code = 'cases'
    where changes.kind = 'change' and changes.series_id is not null

),

comparisons_without_level as (

    select *
    from figures
    where
        kind in ('change', 'percent_change', 'point_change', 'ratio')
        and level_figure_id is null
        and period_code is not null
        and compared_to_code is not null

),

later_levels as (

    -- 226 in 2013, nearly doubled by 2017, where no level of 2017 is stated: that level is reckoned
    select
        comparisons.figure_id,
        levels.figure_id as level_figure_id,
        levels.series_id,
        comparisons.period_code,
        comparisons.kind as basis,
        case comparisons.kind
            when 'percent_change' then cast(levels.value as double) * (100 + comparisons.value) / 100
            when 'ratio' then cast(levels.value as double) * comparisons.value
            else levels.value + comparisons.value
        end as value,
        case comparisons.kind
            when 'percent_change' then cast(levels.value_low as double) * (100 + comparisons.value_low) / 100
            when 'ratio' then cast(levels.value_low as double) * comparisons.value_low
            else levels.value_low + comparisons.value_low
        end as value_low,
        case comparisons.kind
            when 'percent_change' then cast(levels.value_high as double) * (100 + comparisons.value_high) / 100
            when 'ratio' then cast(levels.value_high as double) * comparisons.value_high
            else levels.value_high + comparisons.value_high
        end as value_high,
        levels.decimals
    from comparisons_without_level as comparisons
    inner join figures as levels
        on
            comparisons.article_id = levels.article_id
            and comparisons.compared_to_code = levels.period_code
            and comparisons.breakdown_id = levels.breakdown_id
            and levels.kind = 'level'
            and (comparisons.kind in ('percent_change', 'ratio') or comparisons.unit_code = levels.unit_code)
    where levels.series_id is not null
    qualify row_number() over (partition by comparisons.figure_id order by levels.char_start, levels.figure_id) = 1

),

parts as (

    -- 51.9 percent of 1,468 victims were at high school: 762
    select
        shares.figure_id,
        bases.figure_id as level_figure_id,
        {{ series_key('shares', unit='bases.unit_code') }} as series_id,
        shares.period_code,
        'share' as basis,
        cast(bases.value as double) * shares.value / 100 as value,
        cast(bases.value_low as double) * shares.value_low / 100 as value_low,
        cast(bases.value_high as double) * shares.value_high / 100 as value_high,
        bases.decimals
    from figures as shares
    inner join figures as bases
        on
            shares.base_figure_id = bases.figure_id
            and shares.measure_code = bases.measure_code
            and shares.breakdown_id != bases.breakdown_id
            and {{ is_within_area('shares.area_code', 'bases.area_code') }}
    where
        shares.kind = 'share'
        and shares.period_code is not null
        and shares.series_id is not null
        and bases.kind = 'level'
        and bases.unit_code != 'percent'

),

reckoned as (

    select * from earlier_levels
    union all
    select * from restated_levels
    union all
    select * from later_levels
    union all
    select * from parts

),

with_qualifiers as (

    select
        reckoned.*,
        figures.article_id,
        levels.unit_code in ('persons', 'cases') as is_whole,
        figures.qualifier = 'exact' and levels.qualifier = 'exact' as is_exactly_stated
    from reckoned
    inner join figures on reckoned.figure_id = figures.figure_id
    inner join figures as levels on reckoned.level_figure_id = levels.figure_id

),

with_whole_numbers as (

    select
        *,
        coalesce(is_exactly_stated and is_whole and ceil(value_low) <= floor(value_high), false)
            as leaves_whole_number
    from with_qualifiers

),

narrowed as (

    -- to whole numbers within the bounds, where rounding is all that blurs them and it leaves one
    select
        * exclude (value_low, value_high),
        case when leaves_whole_number then ceil(value_low) else value_low end as value_low,
        case when leaves_whole_number then floor(value_high) else value_high end as value_high
    from with_whole_numbers

)

select
    figure_id,
    level_figure_id,
    article_id,
    series_id,
    period_code,
    basis,
    -- as many decimals as the level it was reckoned from, none or all, whichever first stays within the bounds
    try_cast(
        list_filter(
            [round(value, decimals), round(value, 0), least(greatest(value, value_low), value_high)],
            lambda rounded: coalesce(rounded >= value_low, true) and coalesce(rounded <= value_high, true)
        )[1] as decimal(18, 4)
    ) as value,
    try_cast(value_low as decimal(18, 4)) as value_low,
    try_cast(value_high as decimal(18, 4)) as value_high,
    coalesce(is_exactly_stated and value_low = value_high, false) as is_exact
from narrowed
-- a count below nothing comes of a misread sign or level, and bears witness to nothing
where value >= 0 or not is_whole
