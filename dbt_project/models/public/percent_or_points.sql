select
    readings.figure_id,
    articles.source_path,
    figures.quote,
    figures.sentence,
    readings.stated_kind,
    readings.value,
    readings.earlier_value,
    readings.later_value,
    readings.fits,
    -- the text names the one and its numbers only fit the other
    coalesce(
        readings.stated_kind = 'percent_change' and readings.fits = 'points'
        or readings.stated_kind = 'point_change' and readings.fits = 'percent',
        false
    ) as is_misnamed
from {{ mart('fct_percent_reading') }} as readings
inner join {{ mart('fct_figure') }} as figures on readings.figure_id = figures.figure_id
inner join {{ mart('dim_article') }} as articles on readings.article_id = articles.article_id
