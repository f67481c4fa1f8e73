with vintages as (

    select * from {{ ref('int_vintages') }}

)

select
    -- what was observed
    {{ natural_key(['series_id', 'period_code', 'announced_on', 'claimed_value']) }} as observation_id,
    series_id,
    period_code,

    -- the value
    value,
    value_low,
    value_high,
    case
        when is_provisional then 'P'
        when is_estimate then 'E'
        else 'A'
    end as status_code,
    is_implied,
    basis,

    -- as known from when to when
    announced_on,
    superseded_on,
    is_current,
    is_contested,

    -- what speaks for it and against it
    confirmed_by,
    doubt,

    -- by whom
    witnesses,
    article_id,
    figure_id,
    level_figure_id
from vintages
