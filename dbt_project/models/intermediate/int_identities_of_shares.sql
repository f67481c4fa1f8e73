with shares as (

    select
        figure_id,
        article_id,
        char_start,
        series_id,
        period_code,
        measure_code,
        counted_as,
        value,
        value_low,
        value_high,
        -- what the shares are taken of: the figure that states it, else its number
        coalesce(base_figure_id, cast(base_value as varchar), 'unstated') as base
    from {{ ref('int_figures') }}
    where kind = 'share' and period_code is not null

),

axes as (

    select
        figure_id,
        axis,
        codes,
        concat(axis, '=', codes) as axis_with_codes
    from {{ ref('int_figure_axes') }}

),

all_axes as (

    select
        figure_id,
        list(axis_with_codes order by axis) as axes_with_codes
    from axes
    group by figure_id

),

shares_by_axis as (

    select
        shares.*,
        axes.axis,
        axes.codes,
        axes.axis_with_codes,
        all_axes.axes_with_codes
    from shares
    inner join axes on shares.figure_id = axes.figure_id
    inner join all_axes on shares.figure_id = all_axes.figure_id

),

broken_down_by as (

    -- every axis of a share, with all its other axes: shares that differ on the one alone are shares of one whole
    select
        * exclude (axis_with_codes, axes_with_codes),
        array_to_string(list_filter(axes_with_codes, lambda other: other != axis_with_codes), ';') as other_axes
    from shares_by_axis

),

first_of_each_code as (

    select *
    from broken_down_by
    qualify
        row_number() over (
            partition by article_id, period_code, base, measure_code, counted_as, axis, other_axes, codes
            order by char_start, figure_id
        ) = 1

),

single_codes as (

    select
        figure_id,
        article_id,
        period_code,
        base,
        measure_code,
        counted_as,
        axis,
        other_axes,
        unnest(string_split(codes, '+')) as code
    from first_of_each_code

),

code_pairs as (

    -- a share inside another of the same whole (teens beside under 18) would be counted twice
    select distinct
        one.figure_id,
        one.axis
    from single_codes as one
    inner join single_codes as other
        on
            one.article_id = other.article_id
            and one.period_code = other.period_code
            and one.base = other.base
            and one.measure_code is not distinct from other.measure_code
            and one.counted_as is not distinct from other.counted_as
            and one.axis = other.axis
            and one.other_axes = other.other_axes
            and one.figure_id != other.figure_id
    inner join {{ ref('int_concept_overlaps') }} as known
        on one.axis = known.axis and one.code = known.code and other.code = known.other_code

),

overlapping_axes as (

    select distinct axis
    from {{ ref('int_concepts') }}
    where parts_may_overlap

),

sums as (

    select
        shares.article_id,
        shares.period_code,
        shares.axis,
        sum(shares.value) as total,
        case when bool_and(shares.value_low is not null) then sum(shares.value_low) end as total_low,
        case when bool_and(shares.value_high is not null) then sum(shares.value_high) end as total_high,
        bool_or(code_pairs.figure_id is not null or overlapping_axes.axis is not null) as parts_may_overlap,
        bool_and(shares.base != 'unstated') as is_of_one_whole,
        string_agg({{ in_words('shares.value') }}, ' + ' order by shares.char_start, shares.figure_id) as in_words,
        list(
            {'figure_id': shares.figure_id, 'role': 'share', 'sign': 1}
            order by shares.char_start, shares.figure_id
        ) as terms
    from first_of_each_code as shares
    left join code_pairs on shares.figure_id = code_pairs.figure_id and shares.axis = code_pairs.axis
    left join overlapping_axes on shares.axis = overlapping_axes.axis
    group by
        shares.article_id,
        shares.period_code,
        shares.base,
        shares.measure_code,
        shares.counted_as,
        shares.axis,
        shares.other_axes
    having count(*) > 1

)

select
    'shares_to_100' as kind,
    article_id,
    period_code,
    axis,
    cast(100 as decimal(18, 4)) as expected,
    cast(0 as decimal(18, 4)) as expected_low,
    cast(100 as decimal(18, 4)) as expected_high,
    try_cast(total as decimal(18, 4)) as actual,
    try_cast(total_low as decimal(18, 4)) as actual_low,
    try_cast(total_high as decimal(18, 4)) as actual_high,
    -- nothing is left over for certain where a part may be counted twice or the whole is not known
    try_cast(case when not parts_may_overlap and is_of_one_whole then 100 - total end as decimal(18, 4)) as remainder,
    not parts_may_overlap and is_of_one_whole as must_hold,
    concat(
        in_words,
        ' = ',
        {{ in_words('total') }},
        ' of 100 percent',
        case when parts_may_overlap then '; these may overlap' end,
        case when not is_of_one_whole then '; of what is not stated' end
    ) as description,
    terms
from sums
