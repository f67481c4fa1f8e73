with readings as (

    select * from {{ ref('int_percent_readings') }}

)

select
    figure_id,
    article_id,
    stated_kind,
    later_figure_id,
    earlier_figure_id,
    value,
    later_value,
    earlier_value,
    fits_percent,
    fits_points,
    fits
from readings
