{{ config(meta={'dagster': {'ref': {'name': 'fct_figure'}}}) }}
-- The days that extraction gives a period are those its code stands for.
select
    figures.figure_id,
    figures.period_code,
    figures.period_start,
    figures.period_end,
    periods.start_date,
    periods.end_date
from {{ ref('fct_figure') }} as figures
inner join {{ ref('dim_period') }} as periods on figures.period_code = periods.period_code
where figures.period_start != periods.start_date or figures.period_end != periods.end_date
