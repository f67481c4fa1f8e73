with record_claims as (

    select * from {{ ref('int_record_claims') }}

),

verdicts as (

    select * from {{ ref('int_record_verdicts') }}

)

select
    -- the claim
    record_claims.record_claim_id,
    record_claims.article_id,
    record_claims.figure_id,
    record_claims.figure_missing_reason,
    record_claims.series_id,
    record_claims.period_code,
    record_claims.char_start,
    record_claims.char_end,
    record_claims.text,
    record_claims.kind,
    record_claims.direction,
    record_claims.since_period_code,
    record_claims.rank,
    record_claims.length,
    record_claims.threshold,

    -- whether what was known that day bears it out
    coalesce(verdicts.verdict, 'cannot_tell') as verdict,
    coalesce(
        verdicts.verdict_reason, record_claims.figure_missing_reason, 'the figure has no series or no period'
    ) as verdict_reason,
    verdicts.earlier_periods_known,
    verdicts.periods_looked_back
from record_claims
left join verdicts on record_claims.record_claim_id = verdicts.record_claim_id
