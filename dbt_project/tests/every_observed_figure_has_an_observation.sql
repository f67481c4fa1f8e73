{{ config(meta={'dagster': {'ref': {'name': 'fct_figure'}}}) }}
-- No level or share with a series and a period is lost on its way to an observation.
select
    figures.figure_id,
    figures.series_id,
    figures.period_code
from {{ ref('fct_figure') }} as figures
left join {{ ref('fct_observation') }} as observations
    on figures.series_id = observations.series_id and figures.period_code = observations.period_code
where
    figures.kind in ('level', 'share')
    and figures.series_id is not null
    and figures.period_code is not null
    and observations.observation_id is null
