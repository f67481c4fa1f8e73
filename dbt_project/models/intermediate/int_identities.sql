with all_kinds as (

    select * from {{ ref('int_identities_of_parts') }}
    union all
    select * from {{ ref('int_identities_of_shares') }}
    union all
    select * from {{ ref('int_identities_of_comparisons') }}
    union all
    select * from {{ ref('int_identities_of_bases') }}
    union all
    select * from {{ ref('int_identities_of_sources') }}

)

select
    {{ natural_key(['kind', 'axis', 'terms']) }} as identity_id,
    kind,
    article_id,
    period_code,
    axis,
    expected,
    expected_low,
    expected_high,
    actual,
    actual_low,
    actual_high,
    try_cast(cast(actual as decimal(38, 4)) - expected as decimal(18, 4)) as residual,
    remainder,
    {{ verdict('actual', 'actual_low', 'actual_high', 'expected', 'expected_low', 'expected_high', 'must_hold') }}
        as verdict,
    description,
    terms
from all_kinds
