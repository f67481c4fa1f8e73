with record_claims as (

    select
        claims.record_claim_id,
        claims.series_id,
        claims.period_code,
        figures.announced_on,
        regexp_extract(claims.period_code, '\d{4}') as year_in_code
    from {{ ref('int_record_claims') }} as claims
    inner join {{ ref('int_figures') }} as figures on claims.figure_id = figures.figure_id
    where claims.series_id is not null and claims.period_code is not null

),

counted_alike as (

    -- what one source counts as cases and another as victims is one series here
    select
        cases_series_id as series_id,
        victims_series_id as other_series_id
    from {{ ref('int_unit_conflicts') }}
    union
    select
        victims_series_id as series_id,
        cases_series_id as other_series_id
    from {{ ref('int_unit_conflicts') }}

),

series_of_claims as (

    select
        record_claim_id,
        series_id,
        0 as preference
    from record_claims
    union all
    select
        record_claims.record_claim_id,
        counted_alike.other_series_id as series_id,
        1 as preference
    from record_claims
    inner join counted_alike on record_claims.series_id = counted_alike.series_id

),

vintages as (

    select
        *,
        regexp_extract(period_code, '\d{4}') as year_in_code,
        -- a first half is set against first halves, a fiscal year against fiscal years
        regexp_replace(period_code, '\d{4}', 'year', 'g') as season
    from {{ ref('int_vintages') }}
    where vintage is not null

)

select
    record_claims.record_claim_id,
    vintages.period_code,
    try_cast(vintages.year_in_code as integer) as year,
    vintages.value,
    vintages.value_low,
    vintages.value_high
from record_claims
inner join series_of_claims on record_claims.record_claim_id = series_of_claims.record_claim_id
inner join vintages
    on
        series_of_claims.series_id = vintages.series_id
        and regexp_replace(record_claims.period_code, '\d{4}', 'year', 'g') = vintages.season
        and record_claims.year_in_code >= vintages.year_in_code
        -- as known on the day of the claim
        and coalesce(record_claims.announced_on >= vintages.announced_on, vintages.announced_on is null)
        and coalesce(record_claims.announced_on < vintages.superseded_on, true)
qualify
    row_number() over (
        partition by record_claims.record_claim_id, vintages.period_code
        order by series_of_claims.preference, vintages.is_estimate, vintages.series_id
    ) = 1
