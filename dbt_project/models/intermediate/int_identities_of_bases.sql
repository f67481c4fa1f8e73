with figures as (

    select * from {{ ref('int_figures') }}

),

figure_axes as (

    select
        figure_id,
        string_agg(concat(axis, '=', codes), ';' order by axis) as all_axes
    from {{ ref('int_figure_axes') }}
    group by figure_id

),

shares as (

    select
        shares.figure_id,
        shares.article_id,
        shares.period_code,
        shares.measure_code,
        shares.counted_as,
        shares.value,
        shares.value_low,
        shares.value_high,
        shares.base_figure_id,
        coalesce(bases.value, shares.base_value) as base_value,
        coalesce(bases.value_low, shares.base_value) as base_low,
        coalesce(bases.value_high, shares.base_value) as base_high,
        bases.unit_code as base_unit_code,
        coalesce(figure_axes.all_axes, '') as all_axes,
        case when shares.base_figure_id is not null then coalesce(axes_of_bases.all_axes, '') end as axes_of_base
    from figures as shares
    left join figures as bases on shares.base_figure_id = bases.figure_id
    left join figure_axes on shares.figure_id = figure_axes.figure_id
    left join figure_axes as axes_of_bases on shares.base_figure_id = axes_of_bases.figure_id
    where shares.kind = 'share' and shares.period_code is not null

),

counts as (

    select
        figures.figure_id,
        figures.article_id,
        figures.char_start,
        figures.period_code,
        figures.measure_code,
        figures.counted_as,
        figures.unit_code,
        figures.value,
        figures.value_low,
        figures.value_high,
        figures.base_value,
        figures.base_figure_id,
        coalesce(figure_axes.all_axes, '') as all_axes
    from figures
    left join figure_axes on figures.figure_id = figure_axes.figure_id
    where figures.kind = 'level'

),

shares_with_count as (

    -- the count of the very part the share is of: same whole, period, thing counted and breakdown
    select
        shares.*,
        counts.figure_id as count_figure_id,
        counts.value as count_value,
        counts.value_low as count_low,
        counts.value_high as count_high
    from shares
    inner join counts
        on
            shares.article_id = counts.article_id
            and shares.period_code = counts.period_code
            and shares.all_axes = counts.all_axes
            and shares.measure_code is not distinct from counts.measure_code
            and shares.counted_as is not distinct from counts.counted_as
            and shares.base_figure_id is distinct from counts.figure_id
            and coalesce(shares.base_unit_code = counts.unit_code, counts.unit_code != 'percent')
            -- the part is told from its whole by a code, or both name the same whole
            and (shares.all_axes != shares.axes_of_base or shares.base_value = counts.base_value)
            and coalesce(shares.base_figure_id = counts.base_figure_id, true)
    where shares.base_value > 0
    qualify
        row_number() over (
            partition by shares.figure_id
            order by counts.base_figure_id is null, counts.char_start, counts.figure_id
        ) = 1

),

quotients as (

    select
        *,
        100 * cast(count_value as double) / base_value as quotient,
        100 * cast(count_low as double) / nullif(base_high, 0) as quotient_low,
        100 * cast(count_high as double) / nullif(base_low, 0) as quotient_high
    from shares_with_count

)

select
    'share_of_base' as kind,
    article_id,
    period_code,
    cast(null as varchar) as axis,
    try_cast(value as decimal(18, 4)) as expected,
    try_cast(value_low as decimal(18, 4)) as expected_low,
    try_cast(value_high as decimal(18, 4)) as expected_high,
    try_cast(round(quotient, 4) as decimal(18, 4)) as actual,
    try_cast(round(quotient_low, 4) as decimal(18, 4)) as actual_low,
    try_cast(round(quotient_high, 4) as decimal(18, 4)) as actual_high,
    cast(null as decimal(18, 4)) as remainder,
    true as must_hold,
    concat(
        {{ in_words('count_value') }},
        ' of ',
        {{ in_words('base_value') }},
        ' is ',
        {{ in_words('round(quotient, 2)') }},
        ' percent; stated ',
        {{ in_words('value') }},
        ' percent'
    ) as description,
    list_filter(
        [
            {'figure_id': count_figure_id, 'role': 'part', 'sign': cast(null as integer)},
            {'figure_id': base_figure_id, 'role': 'base', 'sign': cast(null as integer)},
            {'figure_id': figure_id, 'role': 'share', 'sign': cast(null as integer)}
        ],
        lambda term: term['figure_id'] is not null
    ) as terms
from quotients
