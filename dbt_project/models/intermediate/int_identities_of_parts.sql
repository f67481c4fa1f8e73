with parts as (

    select * from {{ ref('int_breakdown_parts') }}

),

grouped as (

    -- parts that exclude one another are checked together, every other part on its own
    select
        *,
        case when role_in_sum = 'summed' then axis else figure_id end as summed_with
    from parts

),

sums as (

    select
        article_id,
        total_figure_id,
        period_code,
        any_value(axis) as axis,
        any_value(total_value) as total_value,
        any_value(total_low) as total_low,
        any_value(total_high) as total_high,
        bool_and(role_in_sum = 'summed') as is_partition,
        count(*) as part_count,
        sum(value) as parts_value,
        case when bool_and(value_low is not null) then sum(value_low) end as parts_low,
        case when bool_and(value_high is not null) then sum(value_high) end as parts_high,
        string_agg({{ in_words('value') }}, ' + ' order by char_start, figure_id) as parts_in_words,
        list({'figure_id': figure_id, 'role': 'part', 'sign': 1} order by char_start, figure_id) as part_terms
    from grouped
    group by article_id, total_figure_id, period_code, summed_with

)

select
    case when part_count > 1 then 'parts_and_total' else 'part_within_total' end as kind,
    article_id,
    period_code,
    axis,
    try_cast(total_value as decimal(18, 4)) as expected,
    cast(0 as decimal(18, 4)) as expected_low,
    try_cast(total_high as decimal(18, 4)) as expected_high,
    try_cast(parts_value as decimal(18, 4)) as actual,
    try_cast(parts_low as decimal(18, 4)) as actual_low,
    try_cast(parts_high as decimal(18, 4)) as actual_high,
    -- what an overlapping part leaves is no remainder: other parts may cover it as well
    try_cast(case when is_partition then total_value - parts_value end as decimal(18, 4)) as remainder,
    true as must_hold,
    concat(
        parts_in_words,
        case when part_count > 1 then concat(' = ', {{ in_words('parts_value') }}) end,
        ' of ',
        {{ in_words('total_value') }},
        case
            when total_value < parts_value then concat('; ', {{ in_words('parts_value - total_value') }}, ' too many')
            when part_count > 1 then concat('; ', {{ in_words('total_value - parts_value') }}, ' not broken down')
        end
    ) as description,
    list_append(part_terms, {'figure_id': total_figure_id, 'role': 'total', 'sign': -1}) as terms
from sums
