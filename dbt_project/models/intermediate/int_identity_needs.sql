with identities as (

    select
        identity_id,
        kind,
        expected_low,
        expected_high,
        actual_low,
        actual_high,
        verdict,
        unnest(terms) as term
    from {{ ref('int_identities') }}
    where verdict != 'undecidable'

),

terms as (

    select
        identities.identity_id,
        identities.kind,
        identities.expected_low,
        identities.expected_high,
        identities.actual_low,
        identities.actual_high,
        identities.verdict,
        identities.term['figure_id'] as figure_id,
        identities.term['role'] as role,
        identities.term['sign'] as sign,
        figures.value,
        figures.value_low,
        figures.value_high,
        figures.base_value,
        case when identities.kind = 'shares_to_100' then 100 else 0 end as sum_due
    from identities
    inner join {{ ref('int_figures') }} as figures on identities.term['figure_id'] = figures.figure_id

),

sums as (

    -- sums: what the other figures of the check leave for this one; parts and shares may fall short of their whole
    select
        *,
        kind = 'change_closure' as is_equation,
        sum_due - (
            sum(sign * case when sign > 0 then value_high else value_low end) over others_too
            - sign * case when sign > 0 then value_high else value_low end
        ) as left_low,
        sum_due - (
            sum(sign * case when sign > 0 then value_low else value_high end) over others_too
            - sign * case when sign > 0 then value_low else value_high end
        ) as left_high,
        bool_and(value_low is not null and value_high is not null) over others_too as is_bounded
    from terms
    where sign is not null
    window others_too as (partition by identity_id)

),

needs_of_sums as (

    select
        identity_id,
        figure_id,
        case
            when not is_bounded then null
            when sign < 0 then -left_high
            when is_equation then left_low
        end as need_low,
        case
            when not is_bounded then null
            when sign > 0 then left_high
            when is_equation then -left_low
        end as need_high
    from sums

),

quotients as (

    -- level / earlier level and part / whole, with what the text says the quotient is
    select
        identity_id,
        any_value(kind) as kind,
        bool_or(role = 'change') as starts_from_change,
        max(value_low) filter (where role in ('level', 'part')) as numerator_low,
        max(value_high) filter (where role in ('level', 'part')) as numerator_high,
        coalesce(
            max(value_low) filter (where role in ('earlier_level', 'base')),
            max(base_value) filter (where role = 'share')
        ) as denominator_low,
        coalesce(
            max(value_high) filter (where role in ('earlier_level', 'base')),
            max(base_value) filter (where role = 'share')
        ) as denominator_high,
        any_value(actual_low) as quotient_low,
        any_value(actual_high) as quotient_high,
        max(case role
            when 'ratio' then value_low
            when 'percent_change' then 1 + value_low / 100
            when 'share' then value_low / 100
        end) as factor_low,
        max(case role
            when 'ratio' then value_high
            when 'percent_change' then 1 + value_high / 100
            when 'share' then value_high / 100
        end) as factor_high
    from terms
    where kind in ('ratio_claim', 'percent_change_closure', 'share_of_base')
    group by identity_id

),

needs_of_quotients as (

    select
        terms.identity_id,
        terms.figure_id,
        case
            when terms.role in ('ratio', 'percent_change', 'share') then quotients.quotient_low
            -- a level that the earlier one was reckoned from moves both sides
            when quotients.starts_from_change then null
            when terms.role in ('level', 'part') then quotients.denominator_low * quotients.factor_low
            when quotients.factor_high > 0 then quotients.numerator_low / quotients.factor_high
        end as need_low,
        case
            when terms.role in ('ratio', 'percent_change', 'share') then quotients.quotient_high
            when quotients.starts_from_change then null
            when terms.role in ('level', 'part') then quotients.denominator_high * quotients.factor_high
            when quotients.factor_low > 0 then quotients.numerator_high / quotients.factor_low
        end as need_high
    from terms
    inner join quotients on terms.identity_id = quotients.identity_id

),

needs_of_statements as (

    select
        identity_id,
        figure_id,
        case role when 'statement' then expected_low when 'known_statement' then actual_low end as need_low,
        case role when 'statement' then expected_high when 'known_statement' then actual_high end as need_high
    from terms
    where kind = 'cross_article_agreement'
    -- an implied statement is one of two figures: neither alone has the value
    qualify bool_and(role in ('statement', 'known_statement')) over (partition by identity_id)

),

needs as (

    select * from needs_of_sums
    union all
    select * from needs_of_quotients
    union all
    select * from needs_of_statements

)

select
    terms.identity_id,
    terms.figure_id,
    terms.role,
    terms.verdict,
    -- what would have to be printed: its own rounding reaches beyond that
    try_cast(needs.need_low - coalesce(terms.value_high - terms.value, 0) as decimal(18, 4)) as need_low,
    try_cast(needs.need_high + coalesce(terms.value - terms.value_low, 0) as decimal(18, 4)) as need_high
from terms
left join needs on terms.identity_id = needs.identity_id and terms.figure_id = needs.figure_id
