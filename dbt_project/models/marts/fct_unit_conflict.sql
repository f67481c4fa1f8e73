with conflicts as (

    select * from {{ ref('int_unit_conflicts') }}

)

select
    cases_series_id,
    victims_series_id,
    period_code,
    value,
    cases_figure_id,
    victims_figure_id,
    found
from conflicts
