with comparisons as (

    select * from {{ ref('int_comparisons') }}

),

change_closures as (

    -- level - change = earlier level, where all three are stated
    select
        'change_closure' as kind,
        article_id,
        period_code,
        implied_value as expected,
        implied_low as expected_low,
        implied_high as expected_high,
        earlier_value as actual,
        earlier_low as actual_low,
        earlier_high as actual_high,
        concat(
            {{ in_words('later_value') }},
            case when value < 0 then ' + ' else ' - ' end,
            {{ in_words('abs(value)') }},
            ' = ',
            {{ in_words('implied_value') }},
            '; stated ',
            {{ in_words('earlier_value') }}
        ) as description,
        [
            {'figure_id': earlier_figure_id, 'role': 'earlier_level', 'sign': 1},
            {'figure_id': later_figure_id, 'role': 'level', 'sign': -1},
            {'figure_id': figure_id, 'role': 'change', 'sign': 1}
        ] as terms
    from comparisons
    where kind in ('change', 'point_change') and earlier_figure_id is not null

),

quotients as (

    -- the later level over the earlier one: what a ratio or a percentage claims
    select
        *,
        cast(later_value as double) / nullif(cast(earlier_value as double), 0) as quotient,
        cast(later_low as double) / nullif(cast(earlier_high as double), 0) as quotient_low,
        cast(later_high as double) / nullif(cast(earlier_low as double), 0) as quotient_high,
        list_filter(
            [
                {'figure_id': later_figure_id, 'role': 'level', 'sign': cast(null as integer)},
                {'figure_id': earlier_figure_id, 'role': 'earlier_level', 'sign': cast(null as integer)},
                {'figure_id': change_figure_id, 'role': 'change', 'sign': cast(null as integer)},
                {'figure_id': figure_id, 'role': kind, 'sign': cast(null as integer)}
            ],
            lambda term: term['figure_id'] is not null
        ) as terms
    from comparisons
    where kind in ('ratio', 'percent_change') and earlier_value is not null

),

ratio_claims as (

    select
        'ratio_claim' as kind,
        article_id,
        period_code,
        value as expected,
        value_low as expected_low,
        value_high as expected_high,
        round(quotient, 4) as actual,
        round(quotient_low, 4) as actual_low,
        round(quotient_high, 4) as actual_high,
        concat(
            {{ in_words('later_value') }},
            ' / ',
            {{ in_words('earlier_value') }},
            ' = ',
            coalesce({{ in_words('round(quotient, 3)') }}, 'nothing: the earlier level is 0'),
            '; stated ',
            {{ in_words('value') }},
            ' times'
        ) as description,
        terms
    from quotients
    where kind = 'ratio'

),

percent_change_closures as (

    select
        'percent_change_closure' as kind,
        article_id,
        period_code,
        value as expected,
        value_low as expected_low,
        value_high as expected_high,
        round(100 * (quotient - 1), 4) as actual,
        round(100 * (quotient_low - 1), 4) as actual_low,
        round(100 * (quotient_high - 1), 4) as actual_high,
        concat(
            {{ in_words('later_value') }},
            ' from ',
            {{ in_words('earlier_value') }},
            ' is ',
            coalesce({{ in_words('round(100 * (quotient - 1), 2)') }}, 'no'),
            ' percent; stated ',
            {{ in_words('value') }},
            ' percent'
        ) as description,
        terms
    from quotients
    where kind = 'percent_change'

),

all_identities as (

    select * from change_closures
    union all
    select * from ratio_claims
    union all
    select * from percent_change_closures

)

select
    kind,
    article_id,
    period_code,
    cast(null as varchar) as axis,
    try_cast(expected as decimal(18, 4)) as expected,
    try_cast(expected_low as decimal(18, 4)) as expected_low,
    try_cast(expected_high as decimal(18, 4)) as expected_high,
    try_cast(actual as decimal(18, 4)) as actual,
    try_cast(actual_low as decimal(18, 4)) as actual_low,
    try_cast(actual_high as decimal(18, 4)) as actual_high,
    cast(null as decimal(18, 4)) as remainder,
    true as must_hold,
    description,
    terms
from all_identities
