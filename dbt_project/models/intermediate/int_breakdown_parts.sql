with figures as (

    select
        figure_id,
        article_id,
        char_start,
        period_code,
        unit_code,
        value,
        value_low,
        value_high,
        base_figure_id,
        area_code
    from {{ ref('int_figures') }}
    where kind = 'level'

),

parts as (

    -- units may differ: papers write a total as cases and its parts as victims
    select
        parts.figure_id,
        parts.article_id,
        parts.char_start,
        parts.period_code,
        parts.value,
        parts.value_low,
        parts.value_high,
        totals.figure_id as total_figure_id,
        totals.value as total_value,
        totals.value_low as total_low,
        totals.value_high as total_high
    from figures as parts
    inner join figures as totals
        on
            parts.base_figure_id = totals.figure_id
            and parts.period_code is not distinct from totals.period_code
            and (
                parts.unit_code = totals.unit_code
                or (parts.unit_code in ('persons', 'cases') and totals.unit_code in ('persons', 'cases'))
            )
            and {{ is_within_area('parts.area_code', 'totals.area_code') }}

),

codes_of_both as (

    select
        parts.figure_id,
        axes.axis,
        axes.codes as part_codes,
        null as total_codes
    from parts
    inner join {{ ref('int_figure_axes') }} as axes on parts.figure_id = axes.figure_id
    union all
    select
        parts.figure_id,
        axes.axis,
        null as part_codes,
        axes.codes as total_codes
    from parts
    inner join {{ ref('int_figure_axes') }} as axes on parts.total_figure_id = axes.figure_id

),

axes_compared as (

    select
        figure_id,
        axis,
        max(part_codes) as part_codes,
        max(total_codes) as total_codes
    from codes_of_both
    group by figure_id, axis

),

broken_down_by as (

    -- the one axis on which a part differs from its total; parts that differ on several are no plain breakdown
    select
        figure_id,
        any_value(axis) as axis,
        any_value(part_codes) as codes
    from axes_compared
    where part_codes is distinct from total_codes
    group by figure_id
    having count(*) = 1

),

parts_by_axis as (

    select
        parts.*,
        broken_down_by.axis,
        broken_down_by.codes,
        broken_down_by.codes is not null
        -- what is neither a prefecture nor a country may hold one that is named beside it: Kanto and Tokyo
        and not (broken_down_by.axis = 'area' and list_contains(string_split(broken_down_by.codes, '+'), 'other'))
        and not exists (
            select 1
            from {{ ref('int_concepts') }} as concepts
            where concepts.axis = broken_down_by.axis and concepts.parts_may_overlap
        ) as is_partition
    from parts
    left join broken_down_by on parts.figure_id = broken_down_by.figure_id

),

codes_of_parts as (

    select
        figure_id,
        total_figure_id,
        char_start,
        axis,
        unnest(string_split(codes, '+')) as code
    from parts_by_axis
    where is_partition

),

code_pairs as (

    select
        one.figure_id,
        one.char_start,
        one.code,
        other.figure_id as other_figure_id,
        other.char_start as other_char_start,
        coalesce(known.code is not null, false) as is_overlapping,
        coalesce(known.is_inside, false) as is_inside
    from codes_of_parts as one
    inner join codes_of_parts as other
        on one.total_figure_id = other.total_figure_id and one.axis = other.axis and one.figure_id != other.figure_id
    left join {{ ref('int_concept_overlaps') }} as known
        on one.axis = known.axis and one.code = known.code and other.code = known.other_code

),

codes_against_parts as (

    select
        figure_id,
        char_start,
        code,
        other_figure_id,
        other_char_start,
        bool_or(is_overlapping) as is_overlapping,
        bool_or(is_inside) as is_inside
    from code_pairs
    group by figure_id, char_start, code, other_figure_id, other_char_start

),

part_pairs as (

    select
        figure_id,
        char_start,
        other_figure_id,
        other_char_start,
        bool_or(is_overlapping) as is_overlapping,
        bool_and(is_inside) as is_inside
    from codes_against_parts
    group by figure_id, char_start, other_figure_id, other_char_start

),

inside_another as (

    -- of two parts that cover the same, the first in the text stays
    select distinct pairs.figure_id
    from part_pairs as pairs
    inner join part_pairs as reverse
        on pairs.figure_id = reverse.other_figure_id and pairs.other_figure_id = reverse.figure_id
    where
        pairs.is_inside
        and (
            not reverse.is_inside
            or (pairs.char_start, pairs.figure_id) > (pairs.other_char_start, pairs.other_figure_id)
        )

),

crossing as (

    -- parts that overlap without one holding the other: nothing can be summed exactly with either
    select distinct part_pairs.figure_id
    from part_pairs
    left join inside_another as one on part_pairs.figure_id = one.figure_id
    left join inside_another as other on part_pairs.other_figure_id = other.figure_id
    where part_pairs.is_overlapping and one.figure_id is null and other.figure_id is null

)

select
    parts_by_axis.figure_id,
    parts_by_axis.article_id,
    parts_by_axis.char_start,
    parts_by_axis.period_code,
    parts_by_axis.axis,
    parts_by_axis.codes,
    parts_by_axis.value,
    parts_by_axis.value_low,
    parts_by_axis.value_high,
    parts_by_axis.total_figure_id,
    parts_by_axis.total_value,
    parts_by_axis.total_low,
    parts_by_axis.total_high,
    case
        when parts_by_axis.axis is null then 'no single axis'
        when not parts_by_axis.is_partition then 'axis may overlap'
        when inside_another.figure_id is not null then 'inside another part'
        when crossing.figure_id is not null then 'overlaps another part'
        else 'summed'
    end as role_in_sum
from parts_by_axis
left join inside_another on parts_by_axis.figure_id = inside_another.figure_id
left join crossing on parts_by_axis.figure_id = crossing.figure_id
