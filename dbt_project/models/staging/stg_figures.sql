with source as (

    select * from {{ source('landing', 'figures') }}

),

renamed as (

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
        unit as unit_code,
        kind,
        qualifier,
        is_provisional,
        is_quoted,

        -- the period it is about
        period as period_code,
        period_start,
        period_end,
        compared_to as compared_to_code,

        -- what is counted and how it is broken down; several codes of one axis in one order
        {{ ordered_codes('measure') }} as measure_code,
        {{ ordered_codes('offence') }} as offence_code,
        {{ ordered_codes('age_group') }} as age_group_code,
        {{ ordered_codes('platform') }} as platform_code,
        {{ ordered_codes('channel') }} as channel_code,
        {{ ordered_codes('sex') }} as sex_code,
        {{ ordered_codes('motive') }} as motive_code,
        {{ ordered_codes('area') }} as area_code,
        other_concepts,
        counted_as,
        section,

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
    from source

)

select * from renamed
