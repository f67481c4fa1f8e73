with identities as (

    select * from {{ ref('int_identities') }}

)

select
    -- the check
    identity_id,
    kind,
    article_id,
    period_code,
    axis,
    description,

    -- what arithmetic expects, what the text says
    expected,
    expected_low,
    expected_high,
    actual,
    actual_low,
    actual_high,
    residual,
    remainder,
    verdict
from identities
