-- A series has one current value for a period.
select
    series_id,
    period_code,
    count(*) as current_values
from {{ ref('fct_observation') }}
where is_current
group by series_id, period_code
having count(*) != 1
