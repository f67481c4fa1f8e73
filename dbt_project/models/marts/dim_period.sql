with codes as (

    select period_code from {{ ref('int_figures') }}
    union
    select compared_to_code from {{ ref('int_figures') }}
    union
    select since_period_code from {{ ref('int_record_claims') }}

),

bounds as (

    select
        period_code,
        {{ period_start('period_code') }} as start_date,
        {{ period_end('period_code') }} as end_date
    from codes
    where period_code is not null

)

select
    period_code,
    case
        when period_code like '%/%' then 'range'
        when period_code like 'FY%' then 'fiscal_year'
        when period_code like '%-H_' then 'half_year'
        when period_code like '%-Q_' then 'quarter'
        when period_code like '%-__' then 'month'
        else 'year'
    end as period_type,
    start_date,
    end_date,
    cast(year(start_date) as integer) as start_year,
    cast(date_diff('day', start_date, end_date) + 1 as integer) as day_count
from bounds
