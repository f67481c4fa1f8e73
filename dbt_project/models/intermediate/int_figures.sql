with figures as (

    select * from {{ ref('int_corrected_figures') }}

),

articles as (

    select * from {{ ref('stg_articles') }}

),

versions as (

    select * from {{ ref('int_article_versions') }}

),

with_article_and_level as (

    select
        figures.*,
        versions.announced_on,
        articles.publisher_name,
        -- the unit of the numbers the figure is about: a percentage change of victims is about persons
        case
            when figures.kind in ('level', 'share', 'change') then figures.unit_code
            when figures.kind = 'point_change' then coalesce(levels.unit_code, 'percent')
            else levels.unit_code
        end as series_unit_code,
        case when figures.measure_code is null then lower(trim(figures.counted_as)) end as series_counted_as
    from figures
    inner join articles on figures.article_id = articles.article_id
    inner join versions on figures.article_id = versions.article_id
    left join figures as levels on figures.level_figure_id = levels.figure_id

),

with_reasons as (

    select
        *,
        case
            when measure_code is null and counted_as is null then 'the text does not say what is counted'
            when measure_code is null then concat('no code for what is counted: ', counted_as)
        end as measure_missing_reason,
        case when period_code is null then 'the text does not settle the period' end as period_missing_reason,
        case
            when measure_code is null and series_counted_as is null then 'the text does not say what is counted'
            when unit_code is null then 'the text does not say in which unit'
            when series_unit_code is null then 'no level is stated, so the unit of what changes is not known'
        end as series_missing_reason
    from with_article_and_level

)

select
    figures.*,
    case
        when figures.series_missing_reason is null
            then {{ series_key('figures', unit='series_unit_code') }}
    end as series_id,
    -- what is counted and how it is broken down, in whatever unit: a percentage and the level it is about share it
    case
        when figures.measure_code is not null or figures.series_counted_as is not null
            then {{ series_key('figures') }}
    end as breakdown_id
from with_reasons as figures
