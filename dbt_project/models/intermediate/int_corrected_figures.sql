with figures as (

    select * from {{ ref('stg_figures') }}

),

corrections as (

    select * from {{ ref('int_corrections') }}
    where applies

),

dropped as (

    select figure_id from corrections
    where action = 'drop'

),

by_figure as (

    select
        figure_id,
        map_from_entries(
            list(
                {
                    'facet': facet,
                    'corrected': case when facet = 'value' then replace(corrected, ',', '') else corrected end
                }
                order by facet
            ) filter (where action = 'override')
        ) as overrides,
        string_agg(
            case
                when action = 'flag' then reason
                else
                    concat(
                        facet, ': ', coalesce(expect, 'nothing'), ' -> ', coalesce(corrected, 'nothing'), '; ', reason
                    )
            end,
            '; ' order by action, facet
        ) as correction
    from corrections
    group by figure_id

),

with_overrides as (

    select
        figures.*,
        coalesce(by_figure.overrides, map([], [])) as overrides,
        by_figure.correction
    from figures
    left join by_figure on figures.figure_id = by_figure.figure_id
    where figures.figure_id not in (select dropped.figure_id from dropped)

),

overridden as (

    select
        *,
        {{ corrected('value', 'value', 'decimal(18, 4)') }} as corrected_value,
        {{ corrected('period_code', 'period') }} as corrected_period_code,
        {{ corrected('measure_code', 'measure') }} as corrected_measure_code,
        {{ corrected('base_figure_id', 'base_figure_id') }} as corrected_base_figure_id,
        {{ corrected('level_figure_id', 'level_figure_id') }} as corrected_level_figure_id
    from with_overrides

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
    correction,

    -- its value; rounding leaves a corrected one the same room
    corrected_value as value,
    decimals,
    value_low + (corrected_value - value) as value_low,
    value_high + (corrected_value - value) as value_high,
    {{ corrected('unit_code', 'unit') }} as unit_code,
    {{ corrected('kind', 'kind') }} as kind,
    {{ corrected('qualifier', 'qualifier') }} as qualifier,
    is_provisional,
    is_quoted,

    -- the period it is about
    corrected_period_code as period_code,
    case when map_contains(overrides, 'period') then {{ period_start('corrected_period_code') }} else period_start end
        as period_start,
    case when map_contains(overrides, 'period') then {{ period_end('corrected_period_code') }} else period_end end
        as period_end,
    {{ corrected('compared_to_code', 'compared_to') }} as compared_to_code,

    -- what is counted and how it is broken down
    corrected_measure_code as measure_code,
    {{ corrected('offence_code', 'offence') }} as offence_code,
    {{ corrected('age_group_code', 'age_group') }} as age_group_code,
    {{ corrected('platform_code', 'platform') }} as platform_code,
    {{ corrected('channel_code', 'channel') }} as channel_code,
    {{ corrected('sex_code', 'sex') }} as sex_code,
    {{ corrected('motive_code', 'motive') }} as motive_code,
    {{ corrected('area_code', 'area') }} as area_code,
    other_concepts,
    case when map_contains(overrides, 'measure') and corrected_measure_code is not null then null else counted_as end
        as counted_as,
    section,

    -- the figures it refers to, unless they were dropped
    base_value,
    case
        when corrected_base_figure_id not in (select dropped.figure_id from dropped) then corrected_base_figure_id
    end as base_figure_id,
    case
        when corrected_level_figure_id not in (select dropped.figure_id from dropped) then corrected_level_figure_id
    end as level_figure_id,

    -- how each facet was settled
    {%- for facet in [
        'unit', 'kind', 'qualifier', 'period', 'compared_to', 'measure', 'offence', 'age_group', 'platform', 'channel',
        'sex', 'motive', 'area',
    ] %}
        {{ corrected_source(facet) }} as {{ facet }}_source,
    {%- endfor %}
    case when map_contains(overrides, 'base_figure_id') then 'corrected' else base_source end as base_source
from overridden
