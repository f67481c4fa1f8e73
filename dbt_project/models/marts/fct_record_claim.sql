with record_claims as (

    select * from {{ ref('int_record_claims') }}

)

select
    record_claim_id,
    article_id,
    figure_id,
    figure_missing_reason,
    series_id,
    period_code,
    char_start,
    char_end,
    text,
    kind,
    direction,
    since_period_code,
    rank,
    length,
    threshold
from record_claims
