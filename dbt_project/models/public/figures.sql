select
    -- the figure and its article
    figures.figure_id,
    figures.article_id,
    articles.source_path,
    articles.published_on,
    publishers.publisher_name as publisher,
    articles.language,

    -- the characters it was read from
    figures.char_start,
    figures.char_end,
    figures.quote,
    figures.sentence,
    figures.sentence_start,
    figures.sentence_end,
    figures.mention_count,

    -- its value
    figures.value,
    figures.unit_code as unit,
    figures.kind,
    figures.qualifier,
    figures.value_low,
    figures.value_high,
    figures.decimals,
    figures.correction,

    -- the period it is about
    figures.period_code as period,
    figures.period_start,
    figures.period_end,
    figures.compared_to_code as compared_to,

    -- what is counted and how it is broken down
    figures.measure_code as measure,
    figures.offence_code as offence,
    figures.age_group_code as age_group,
    figures.platform_code as platform,
    figures.channel_code as channel,
    figures.sex_code as sex,
    figures.motive_code as motive,
    figures.area_code as area,
    figures.other_concepts,
    figures.counted_as,
    figures.section,
    figures.series_id,

    -- the figures it refers to
    figures.base_value,
    figures.base_figure_id,
    figures.level_figure_id,

    -- its standing
    figures.is_provisional,
    figures.is_quoted,

    -- how each facet was settled
    figures.unit_source,
    figures.kind_source,
    figures.qualifier_source,
    figures.period_source,
    figures.compared_to_source,
    figures.measure_source,
    figures.offence_source,
    figures.age_group_source,
    figures.platform_source,
    figures.channel_source,
    figures.sex_source,
    figures.motive_source,
    figures.area_source,
    figures.base_source,
    figures.rule
from {{ mart('fct_figure') }} as figures
inner join {{ mart('dim_article') }} as articles on figures.article_id = articles.article_id
left join {{ mart('dim_publisher') }} as publishers on articles.publisher_id = publishers.publisher_id
