select
    -- the number both give
    conflicts.period_code as period,
    conflicts.value,
    series.series_name as victims_series,
    conflicts.found,

    -- called cases here
    conflicts.cases_figure_id,
    articles_of_cases.source_path as cases_source_path,
    figures_of_cases.sentence as cases_sentence,

    -- and victims there
    conflicts.victims_figure_id,
    articles_of_victims.source_path as victims_source_path,
    figures_of_victims.sentence as victims_sentence
from {{ mart('fct_unit_conflict') }} as conflicts
inner join {{ mart('dim_series') }} as series on conflicts.victims_series_id = series.series_id
inner join {{ mart('fct_figure') }} as figures_of_cases on conflicts.cases_figure_id = figures_of_cases.figure_id
inner join {{ mart('dim_article') }} as articles_of_cases
    on figures_of_cases.article_id = articles_of_cases.article_id
inner join {{ mart('fct_figure') }} as figures_of_victims on conflicts.victims_figure_id = figures_of_victims.figure_id
inner join {{ mart('dim_article') }} as articles_of_victims
    on figures_of_victims.article_id = articles_of_victims.article_id
