-- A revision moves a value by less than this part of it; what is further off is another count, or misread.
{% set most_revised = 0.1 %}
-- From one year to those beside it a count of people or cases does not change by more than this factor.
{% set most_changed = 5 %}
-- How many years away a neighbour may be.
{% set nearest = 3 %}
-- A smaller number is told of two periods by chance.
{% set not_by_chance = 100 %}

with claims as (

    select * from {{ ref('int_observation_claims') }}

),

closing as (

    -- figures on which an equation with other stated figures closes
    select distinct unnest(terms)['figure_id'] as figure_id
    from {{ ref('int_identities_within_articles') }}
    where
        verdict = 'consistent'
        and (
            kind in ('change_closure', 'percent_change_closure', 'ratio_claim', 'share_of_base')
            or (kind in ('parts_and_total', 'shares_to_100') and remainder = 0)
        )

),

reviewed as (

    -- what a person decided: confirmed as read, corrected, or flagged
    select
        figure_id,
        bool_or(action = 'flag') as is_flagged,
        min(reason) filter (where action = 'flag') as flagged_because
    from {{ ref('int_corrections') }}
    where applies
    group by figure_id

),

agreed as (

    -- values that independent witnesses tell, of the same series and period; what a person flagged bears no witness
    select
        claims.series_id,
        claims.period_code,
        claims.value
    from claims
    left join reviewed on claims.figure_id = reviewed.figure_id
    where not claims.is_indirect and not coalesce(reviewed.is_flagged, false)
    group by claims.series_id, claims.period_code, claims.value
    having count(distinct claims.witness) > 1

),

confirmed as (

    select
        claims.*,
        case
            when reviewed.is_flagged then null
            when reviewed.figure_id is not null and not claims.is_implied then 'review'
            when agreed.value is not null then 'sources'
            when closing.figure_id is not null then 'arithmetic'
        end as confirmed_by
    from claims
    left join agreed
        on
            claims.series_id = agreed.series_id
            and claims.period_code = agreed.period_code
            and claims.value = agreed.value
    left join closing on claims.figure_id = closing.figure_id
    left join reviewed on claims.figure_id = reviewed.figure_id

),

agreed_totals as (

    -- of those the totals of a channel or of a crime, which nothing else breaks down
    select
        agreed.*,
        series.measure_code,
        series.unit_code,
        series.offence_code,
        series.channel_code,
        series.area_code
    from agreed
    inner join {{ ref('int_series') }} as series on agreed.series_id = series.series_id
    where
        series.unit_code in ('persons', 'cases')
        and (series.channel_code is not null or series.offence_code is not null)
        and coalesce(
            series.age_group_code, series.platform_code, series.sex_code, series.motive_code, series.other_concepts,
            series.counted_as
        ) is null

),

-- What speaks against a value: each of these names claims that no person and no other witness bears out.

unconfirmed as (

    select
        confirmed.*,
        series.unit_code in ('persons', 'cases') as is_count
    from confirmed
    inner join {{ ref('int_series') }} as series on confirmed.series_id = series.series_id
    where coalesce(confirmed.confirmed_by not in ('review', 'sources'), true) and not confirmed.is_implied

),

contradicted_in_article as (

    -- another exact value of the same series and period: two parts that the codes do not tell apart, or one misread
    select
        one.figure_id,
        concat(
            'its article gives another value of the same series and period: ',
            {{ in_words('min(other.value)') }}
        ) as doubt
    from unconfirmed as one
    inner join confirmed as other
        on
            one.article_id = other.article_id
            and one.series_id = other.series_id
            and one.period_code = other.period_code
            and one.value != other.value
    where
        not one.is_loose
        and not other.is_loose
        -- a smaller number beside a whole that a change gives is a part of it
        and (not other.is_implied or (one.is_count and one.value < other.value))
        and (one.confirmed_by is null or other.confirmed_by is not null)
    group by one.figure_id

),

contradicted_by_arithmetic as (

    -- the part rather than its whole, the earlier level rather than the one it leads to: those are told in passing
    select
        unconfirmed.figure_id,
        concat('arithmetic does not close: ', min(broken.description)) as doubt
    from unconfirmed
    inner join (
        select
            description,
            unnest(terms) as term
        from {{ ref('int_identities_within_articles') }}
        where verdict = 'inconsistent'
    ) as broken on unconfirmed.figure_id = broken.term['figure_id']
    where unconfirmed.confirmed_by is null and broken.term['role'] in ('part', 'share', 'earlier_level')
    group by unconfirmed.figure_id

),

contradicted_by_sources as (

    -- what independent witnesses agree on is further off than a revision moves it
    select
        unconfirmed.figure_id,
        concat('other sources agree on ', {{ in_words('min(agreed.value)') }}) as doubt
    from unconfirmed
    inner join agreed on unconfirmed.series_id = agreed.series_id and unconfirmed.period_code = agreed.period_code
    group by unconfirmed.figure_id
    having bool_and(
        coalesce(unconfirmed.value_low > (1 + {{ most_revised }}) * agreed.value, false)
        or coalesce(unconfirmed.value_high < (1 - {{ most_revised }}) * agreed.value, false)
    )

),

years as (

    -- 2017, 2017-H1 and 2017-06 as their year and which part of it they are
    select
        *,
        cast(left(period_code, 4) as integer) as year,
        substring(period_code, 5) as part_of_year
    from confirmed
    where regexp_full_match(period_code, '[0-9]{4}(-(H[12]|Q[1-4]|[0-9]{2}))?') and not is_indirect and value > 0

),

values_of_years as (

    select distinct
        series_id,
        part_of_year,
        year,
        value
    from years

),

far_from_neighbours as (

    -- a part that passes for a total, or a prefecture for the country
    select
        one.figure_id,
        concat(
            'the years beside it are {{ most_changed }} times off and more: ',
            array_to_string(list_sort(list(distinct {{ in_words('other.value') }})), ', ')
        ) as doubt
    from years as one
    inner join unconfirmed on one.figure_id = unconfirmed.figure_id and unconfirmed.is_count
    inner join values_of_years as other
        on
            one.series_id = other.series_id
            and one.part_of_year = other.part_of_year
            and one.year != other.year
            and abs(one.year - other.year) <= {{ nearest }}
    where not one.is_implied
    group by one.figure_id
    having
        count(distinct other.year) > 1
        and min(greatest(other.value / one.value, one.value / other.value)) >= {{ most_changed }}

),

of_another_year as (

    -- the total of another year, told of this one
    select
        unconfirmed.figure_id,
        concat('other sources tell it of ', min(agreed.period_code)) as doubt
    from unconfirmed
    inner join agreed
        on
            unconfirmed.series_id = agreed.series_id
            and unconfirmed.value = agreed.value
            and unconfirmed.period_code != agreed.period_code
    where unconfirmed.is_count and unconfirmed.value >= {{ not_by_chance }}
    group by unconfirmed.figure_id

),

above_its_whole as (

    select
        unconfirmed.figure_id,
        concat('more than the whole it is a part of: ', {{ in_words('max(whole.value)') }}) as doubt
    from unconfirmed
    inner join {{ ref('int_series') }} as part on unconfirmed.series_id = part.series_id
    inner join agreed_totals as whole
        on
            unconfirmed.period_code = whole.period_code
            and part.series_id != whole.series_id
            and part.unit_code = whole.unit_code
            and part.measure_code = whole.measure_code
            and part.area_code is not distinct from whole.area_code
            and part.channel_code is not distinct from whole.channel_code
            and (whole.offence_code is null or part.offence_code = whole.offence_code)
    where unconfirmed.value_low > whole.value
    group by unconfirmed.figure_id

),

doubts as (

    -- of several reasons the first
    select
        figure_id,
        min_by(doubt, place) as doubt
    from (
        select
            figure_id,
            concat('flagged: ', flagged_because) as doubt,
            0 as place
        from reviewed
        where is_flagged
        union all
        select
            figure_id,
            doubt,
            1 as place
        from contradicted_by_sources
        union all
        select
            figure_id,
            doubt,
            2 as place
        from above_its_whole
        union all
        select
            figure_id,
            doubt,
            3 as place
        from of_another_year
        union all
        select
            figure_id,
            doubt,
            4 as place
        from contradicted_by_arithmetic
        union all
        select
            figure_id,
            doubt,
            5 as place
        from contradicted_in_article
        union all
        select
            figure_id,
            doubt,
            6 as place
        from far_from_neighbours
    ) as all_reasons
    group by figure_id

)

select
    confirmed.*,
    case
        when confirmed.confirmed_by in ('review', 'sources') then null
        when not confirmed.is_implied then own.doubt
        -- what is reckoned from a value in doubt is in doubt with it
        when coalesce(own.figure_id, level.figure_id) is not null
            then concat('reckoned from a value in doubt: ', coalesce(level.doubt, own.doubt))
    end as doubt
from confirmed
left join doubts as own on confirmed.figure_id = own.figure_id
left join doubts as level on confirmed.level_figure_id = level.figure_id
