with record_claims as (

    select * from {{ ref('stg_record_claims') }}

),

figures as (

    select * from {{ ref('int_figures') }}

)

select
    record_claims.record_claim_id,
    record_claims.article_id,
    -- the figure may have been dropped by a correction
    figures.figure_id,
    record_claims.char_start,
    record_claims.char_end,
    record_claims.text,
    record_claims.kind,
    record_claims.direction,
    record_claims.since_period_code,
    record_claims.rank,
    record_claims.length,
    record_claims.threshold,
    -- the claim is about the series and period of the figure it is made of
    figures.series_id,
    figures.period_code,
    case
        when record_claims.figure_id is null then 'the text does not say which figure the claim is about'
        when figures.figure_id is null then 'a correction drops the figure'
    end as figure_missing_reason
from record_claims
left join figures on record_claims.figure_id = figures.figure_id
