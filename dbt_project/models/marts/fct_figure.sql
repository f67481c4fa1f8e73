with figures as (

    select * from {{ ref('int_figures') }}

)

select
    -- the figure and the characters it was read from
    figure_id,
    article_id,
    char_start,
    char_end,
    quote,
    sentence_start,
    sentence_end,
    sentence,
    mention_count,
    rule,

    -- its value
    value,
    decimals,
    value_low,
    value_high,
    unit_code,
    kind,
    qualifier,
    is_provisional,
    is_quoted,
    correction,

    -- the period it is about
    period_code,
    period_start,
    period_end,
    period_missing_reason,
    compared_to_code,

    -- the series it belongs to
    series_id,
    series_missing_reason,

    -- what is counted and how it is broken down
    measure_code,
    measure_missing_reason,
    counted_as,
    section,
    offence_code,
    age_group_code,
    platform_code,
    channel_code,
    sex_code,
    motive_code,
    area_code,
    other_concepts,

    -- the figures it refers to
    base_value,
    base_figure_id,
    level_figure_id,

    -- how each facet was settled
    unit_source,
    kind_source,
    qualifier_source,
    period_source,
    compared_to_source,
    measure_source,
    offence_source,
    age_group_source,
    platform_source,
    channel_source,
    sex_source,
    motive_source,
    area_source,
    base_source
from figures
