with claims as (

    -- a lowest, a fall and a crossing from above are read as highest, rise and crossing of the negated values
    select
        record_claims.record_claim_id,
        record_claims.kind,
        coalesce(record_claims.rank, 1) as rank,
        record_claims.length,
        case when record_claims.direction in ('lowest', 'fall', 'below') then -1 else 1 end as sign,
        record_claims.threshold,
        try_cast(regexp_extract(record_claims.period_code, '\d{4}') as integer) as year,
        coalesce(
            try_cast(regexp_extract(record_claims.since_period_code, '\d{4}') as integer),
            case
                when record_claims.kind in ('turn', 'first_crossing')
                    then try_cast(regexp_extract(record_claims.period_code, '\d{4}') as integer) - record_claims.length
            end
        ) as since_year,
        case when figures.kind in ('level', 'share') then figures.value_low end as value_low,
        case when figures.kind in ('level', 'share') then figures.value_high end as value_high
    from {{ ref('int_record_claims') }} as record_claims
    inner join {{ ref('int_figures') }} as figures on record_claims.figure_id = figures.figure_id
    where record_claims.series_id is not null and record_claims.period_code is not null

),

signed_evidence as (

    select
        evidence.record_claim_id,
        evidence.year,
        evidence.value,
        case when claims.sign > 0 then evidence.value_low else -evidence.value_high end as low,
        case when claims.sign > 0 then evidence.value_high else -evidence.value_low end as high
    from {{ ref('int_record_evidence') }} as evidence
    inner join claims on evidence.record_claim_id = claims.record_claim_id

),

steps as (

    -- from one year to the next, where both are known
    select
        *,
        lag(year) over by_year = year - 1 and low > lag(high) over by_year as rises,
        lag(year) over by_year = year - 1 and high <= lag(low) over by_year as does_not_rise
    from signed_evidence
    window by_year as (partition by record_claim_id order by year)

),

signed_claims as (

    -- the figure's own bounds; of a claim made of a change, the level of that year
    select
        claims.record_claim_id,
        claims.kind,
        claims.rank,
        claims.length,
        claims.sign,
        claims.year,
        claims.since_year,
        claims.threshold * claims.sign as threshold,
        coalesce(case when claims.sign > 0 then claims.value_low else -claims.value_high end, own.low) as low,
        coalesce(case when claims.sign > 0 then claims.value_high else -claims.value_low end, own.high) as high
    from claims
    left join steps as own on claims.record_claim_id = own.record_claim_id and claims.year = own.year

),

counted as (

    select
        claims.record_claim_id,
        claims.kind,
        claims.rank,
        claims.length,
        claims.sign,
        claims.year,
        claims.since_year,
        claims.threshold,
        claims.low,
        claims.high,
        count(*) filter (where steps.year < claims.year) as earlier_known,
        case
            when claims.since_year is not null
                then count(*) filter (where steps.year >= claims.since_year and steps.year < claims.year)
            when claims.kind = 'streak'
                then count(*) filter (where steps.year >= claims.year - claims.length and steps.year < claims.year)
        end as known_in_scope,
        -- the year a claim looks back to may itself be the last that was higher
        count(*) filter (
            where steps.year < claims.year
            and coalesce(steps.year > claims.since_year, true)
            and steps.low > case claims.kind when 'first_crossing' then claims.threshold else claims.high end
        ) as above,
        count(*) filter (
            where steps.year < claims.year
            and steps.year > claims.since_year
            and not coalesce(
                steps.high <= case claims.kind when 'first_crossing' then claims.threshold else claims.low end, false
            )
        ) as perhaps_above,
        count(*) filter (where steps.rises and steps.year > claims.year - claims.length) as rises_of_streak,
        count(*) filter (where steps.does_not_rise and steps.year > claims.year - claims.length) as stops_of_streak,
        bool_or(steps.rises) filter (where steps.year = claims.year) as rises_now,
        bool_or(steps.does_not_rise) filter (where steps.year = claims.year) as does_not_rise_now,
        count(*) filter (
            where steps.rises and steps.year < claims.year and coalesce(steps.year > claims.since_year, true)
        ) as earlier_rises,
        count(*) filter (
            where steps.does_not_rise and steps.year < claims.year and steps.year > claims.since_year
        ) as earlier_stops,
        arg_max({'year': steps.year, 'value': steps.value}, steps.low) filter (where steps.year < claims.year)
            as extreme
    from signed_claims as claims
    left join steps on claims.record_claim_id = steps.record_claim_id
    group by
        claims.record_claim_id,
        claims.kind,
        claims.rank,
        claims.length,
        claims.sign,
        claims.year,
        claims.since_year,
        claims.threshold,
        claims.low,
        claims.high

),

judged as (

    select
        *,
        coalesce(year - since_year, case kind when 'streak' then length end) as looked_back,
        case when sign < 0 then 'lower' else 'higher' end as beyond,
        case
            when kind = 'record' and above >= rank then 'contradicted'
            when kind = 'record' and known_in_scope = year - since_year and perhaps_above = rank - 1
                then 'upheld'
            when kind = 'first_crossing' and (above > 0 or high < threshold) then 'contradicted'
            when
                kind = 'first_crossing'
                and known_in_scope = year - since_year
                and perhaps_above = 0
                and low >= threshold
                then 'upheld'
            when kind = 'streak' and stops_of_streak > 0 then 'contradicted'
            when kind = 'streak' and rises_of_streak = length then 'upheld'
            when kind = 'turn' and (does_not_rise_now or earlier_rises > 0) then 'contradicted'
            when kind = 'turn' and rises_now and earlier_stops = year - since_year - 1 then 'upheld'
            else 'cannot_tell'
        end as verdict
    from counted

)

select
    record_claim_id,
    verdict,
    cast(earlier_known as integer) as earlier_periods_known,
    -- from the period it looks back to until the one before its own
    cast(looked_back as integer) as periods_looked_back,
    case
        when low is null and high is null then 'the level of that period is not known'
        when earlier_known = 0 then 'no earlier period is known'
        else concat(
            coalesce(known_in_scope, earlier_known),
            ' of ' || looked_back,
            ' earlier periods known, ',
            case
                when
                    kind = 'streak'
                    then concat(rises_of_streak, ' steps that bear it out, ', stops_of_streak, ' against it')
                when kind = 'turn' then concat(earlier_rises, ' earlier turns')
                when
                    above = 0
                    then
                        concat(
                            'none ', beyond, '; next is ', {{ in_words("extreme['value']") }}, ' of ', extreme['year']
                        )
                else concat(above, ' ', beyond, ', up to ', {{ in_words("extreme['value']") }}, ' of ', extreme['year'])
            end
        )
    end as verdict_reason
from judged
