-- Subqueries, not expressions of `with`: a view keeps those as tables of their own where they are read more than once,
-- with all columns, which of a large archive takes longer than the checks.
{% set figures_in_articles %}
(
    select
        figures.*,
        articles.source_path,
        substring(articles.text, figures.char_start + 1, figures.char_end - figures.char_start) as text_at_span,
        substring(articles.text, figures.sentence_start + 1, figures.sentence_end - figures.sentence_start)
            as sentence_at_span
    from {{ mart('fct_figure') }} as figures
    inner join {{ mart('dim_article') }} as articles on figures.article_id = articles.article_id
)
{% endset %}

{% set numerals_of_figures %}
(
    -- a range states two figures and has the value of one
    select
        numerals.numeral_id,
        numerals.article_id,
        numerals.char_start,
        numerals.char_end,
        numerals.text,
        numerals.disposition_code,
        numerals.value as numeral_value,
        figures.value as figure_value,
        figures.correction,
        figures.char_start as start_of_figure,
        figures.char_end as end_of_figure,
        figures.source_path
    from {{ mart('fct_numeral') }} as numerals
    inner join {{ figures_in_articles }} as figures on numerals.figure_id = figures.figure_id
)
{% endset %}

{% set facets %}
(
    select
        figures_in_articles.source_path,
        figures_in_articles.figure_id,
        figures_in_articles.quote,
        figures_in_articles.period_code,
        figures_in_articles.period_start,
        figures_in_articles.period_end,
        facets.facet,
        facets.facet_value,
        facets.settled_by,
        case facets.facet
            when 'unit' then figures_in_articles.unit_code
            when 'kind' then figures_in_articles.kind
            when 'qualifier' then figures_in_articles.qualifier
            when 'period' then figures_in_articles.period_code
            when 'compared_to' then figures_in_articles.compared_to_code
            else facets.facet_value
        end as value_of_figure,
        -- only of a period, as one facet in a dozen is one; four digits sort as numbers do
        case
            when facets.facet = 'period'
                then regexp_extract_all(
                    substring(articles.text, facets.char_start + 1, facets.char_end - facets.char_start),
                    '\b[12][0-9]{3}\b'
                )
        end as years_in_words
    from {{ mart('fct_figure_facet') }} as facets
    inner join {{ figures_in_articles }} as figures_in_articles on facets.figure_id = figures_in_articles.figure_id
    inner join {{ mart('dim_article') }} as articles on figures_in_articles.article_id = articles.article_id
)
{% endset %}

with plain_quotes as (

    select
        figure_id,
        {{ plain_quote('quote') }} as plain_quote
    from {{ mart('fct_figure') }}

),

quoted_numbers as (

    select
        figure_id,
        {{ quoted_number('plain_quote') }} as quoted_number
    from plain_quotes

),

provenance as (

    select
        'quote_is_in_the_text' as check_name,
        source_path,
        figure_id as subject_id,
        concat('“', quote, '” against “', text_at_span, '” at ', char_start) as detail
    from {{ figures_in_articles }} as figures_in_articles
    where quote is distinct from text_at_span
    union all
    select
        'sentence_is_in_the_text' as check_name,
        source_path,
        figure_id as subject_id,
        concat('“', sentence, '” against “', sentence_at_span, '”') as detail
    from {{ figures_in_articles }} as figures_in_articles
    where sentence is distinct from sentence_at_span
    union all
    select
        'quote_is_in_its_sentence' as check_name,
        source_path,
        figure_id as subject_id,
        concat('“', quote, '” at ', char_start) as detail
    from {{ figures_in_articles }} as figures_in_articles
    where not (sentence_start <= char_start and char_end <= sentence_end)
    union all
    select
        'value_is_the_number_of_its_quote' as check_name,
        figures_in_articles.source_path,
        figures_in_articles.figure_id as subject_id,
        concat('“', figures_in_articles.quote, '” read as ', figures_in_articles.value) as detail
    from {{ figures_in_articles }} as figures_in_articles
    inner join quoted_numbers on figures_in_articles.figure_id = quoted_numbers.figure_id
    where
        figures_in_articles.correction is null
        and abs(abs(figures_in_articles.value) - quoted_numbers.quoted_number) > 0.00005
        -- not one is 0; 4割 is 40 percent or 0.4 times
        and not (figures_in_articles.value = 0 and quoted_numbers.quoted_number = 1)
        and not (
            figures_in_articles.unit_code = 'times'
            and figures_in_articles.quote like '%割%'
            and abs(100.0 * cast(abs(figures_in_articles.value) as double) - quoted_numbers.quoted_number) < 0.00005
        )
        -- the head of a table says how many yen one is: 千円, million yen
        and not (
            figures_in_articles.rule = 'table_cell'
            and figures_in_articles.unit_code = 'yen'
            and round(abs(figures_in_articles.value) / nullif(quoted_numbers.quoted_number, 0))
            in (1000, 10000, 1000000, 100000000, 1000000000)
        )
    union all
    select
        'figure_is_in_the_ledger' as check_name,
        figures_in_articles.source_path,
        figures_in_articles.figure_id as subject_id,
        concat('“', figures_in_articles.quote, '” has no row of its own that calls it a figure') as detail
    from {{ figures_in_articles }} as figures_in_articles
    left join {{ numerals_of_figures }} as numerals_of_figures
        on
            figures_in_articles.article_id = numerals_of_figures.article_id
            and figures_in_articles.char_start = numerals_of_figures.char_start
            and figures_in_articles.char_end = numerals_of_figures.char_end
            and numerals_of_figures.disposition_code = 'figure'
            -- a numeral that states two figures names the first
            and figures_in_articles.char_start = numerals_of_figures.start_of_figure
            and figures_in_articles.char_end = numerals_of_figures.end_of_figure
    where numerals_of_figures.numeral_id is null
    union all
    select
        'numeral_has_the_value_of_its_figure' as check_name,
        source_path,
        numeral_id as subject_id,
        concat('“', text, '”: ', numeral_value, ' in the ledger, ', figure_value, ' as a figure') as detail
    from {{ numerals_of_figures }} as numerals_of_figures
    where numeral_value is distinct from figure_value and correction is null
    union all
    select
        'figure_is_stated_once' as check_name,
        any_value(source_path) as source_path,
        min(figure_id) as subject_id,
        concat('“', quote, '” at ', char_start, ' ', count(*), ' times') as detail
    from {{ figures_in_articles }} as figures_in_articles
    group by
        article_id,
        char_start,
        quote,
        value,
        kind,
        period_code,
        series_id,
        level_figure_id,
        measure_code,
        counted_as,
        offence_code,
        age_group_code,
        platform_code,
        channel_code,
        sex_code,
        motive_code,
        area_code,
        other_concepts
    having count(*) > 1

),

meaning as (

    select
        'facet_is_that_of_its_figure' as check_name,
        source_path,
        figure_id as subject_id,
        concat('“', quote, '”: ', facet, ' ', facet_value, ' by its evidence, ', value_of_figure) as detail
    from {{ facets }} as facets
    where facet_value is distinct from value_of_figure
    union all
    select
        'period_has_the_year_of_its_words' as check_name,
        source_path,
        figure_id as subject_id,
        concat('“', quote, '”: ', period_code, ' from words that say ', array_to_string(years_in_words, ', ')) as detail
    from {{ facets }} as facets
    where
        facet = 'period'
        and (
            list_min(years_in_words) < cast(extract(year from period_start) as varchar)
            or list_max(years_in_words) > cast(extract(year from period_end) as varchar)
        )
    union all
    -- rounding and vague words reach as far down as up, to the last decimal; a limit lies at the value itself
    select
        'bounds_are_those_of_the_qualifier' as check_name,
        source_path,
        figure_id as subject_id,
        concat('“', quote, '” ', qualifier, ': ', value_low, ' to ', value_high) as detail
    from {{ figures_in_articles }} as figures_in_articles
    where
        not coalesce(
            case
                when qualifier in ('exact', 'about') then abs(value_high + value_low - 2 * value) <= 0.0001
                when qualifier = 'nearly' then least(value_high - value, value - value_low) = 0
                when (qualifier in ('more_than', 'at_least')) = (value >= 0)
                    then value_low = value and value_high is null
                else value_high = value and value_low is null
            end,
            false
        )

),

numerals_in_order as (

    -- before the texts are joined, so that no text is sorted along with each of its numerals
    select
        *,
        lead(char_start) over (partition by article_id order by char_start) as next_start
    from {{ mart('fct_numeral') }}

),

ledger as (

    select
        numerals.*,
        articles.source_path,
        substring(articles.text, numerals.char_start + 1, numerals.char_end - numerals.char_start) as text_at_span
    from numerals_in_order as numerals
    inner join {{ mart('dim_article') }} as articles on numerals.article_id = articles.article_id

),

digits_accounted as (

    select
        article_id,
        sum(length(regexp_replace(text, '\P{Nd}+', '', 'g'))) as digit_count
    from {{ mart('fct_numeral') }}
    group by article_id

),

ledger_checks as (

    select
        'numeral_is_in_the_text' as check_name,
        source_path,
        numeral_id as subject_id,
        concat('“', text, '” against “', text_at_span, '” at ', char_start) as detail
    from ledger
    where text is distinct from text_at_span
    union all
    select
        'numerals_are_apart' as check_name,
        source_path,
        numeral_id as subject_id,
        concat('“', text, '” at ', char_start, ' reaches into the next') as detail
    from ledger
    where next_start < char_end
    union all
    select
        'every_digit_is_accounted_for' as check_name,
        articles.source_path,
        articles.article_id as subject_id,
        concat(
            length(regexp_replace(articles.text, '\P{Nd}+', '', 'g')),
            ' digits in the text, ',
            coalesce(digits_accounted.digit_count, 0),
            ' in the ledger'
        ) as detail
    from {{ mart('dim_article') }} as articles
    left join digits_accounted on articles.article_id = digits_accounted.article_id
    where length(regexp_replace(articles.text, '\P{Nd}+', '', 'g')) != coalesce(digits_accounted.digit_count, 0)

),

terms as (

    select
        bridge.identity_id,
        bridge.role,
        bridge.sign,
        figures.value,
        figures.value_low,
        figures.value_high,
        figures.base_value
    from {{ mart('bridge_identity_figure') }} as bridge
    inner join {{ mart('fct_figure') }} as figures on bridge.figure_id = figures.figure_id

),

reckoned as (

    -- each identity anew, from the figures it joins
    select
        identities.identity_id,
        identities.kind,
        identities.actual,
        identities.residual,
        identities.verdict,
        identities.description,
        articles.source_path,
        identities.expected_low,
        identities.expected_high,
        identities.actual_low,
        identities.actual_high,
        sum(terms.sign * terms.value) - any_value(case when identities.kind = 'shares_to_100' then 100 else 0 end)
            as sum_of_signed_values,
        max(terms.value) filter (where terms.role in ('level', 'part')) as numerator,
        coalesce(
            max(terms.value) filter (where terms.role in ('earlier_level', 'base')),
            max(terms.value) filter (where terms.role = 'level')
            - max(terms.value) filter (where terms.role = 'change'),
            max(terms.base_value) filter (where terms.role = 'share')
        ) as denominator,
        max(terms.value) filter (where terms.role in ('ratio', 'percent_change', 'share') and terms.sign is null)
            as quotient
    from {{ mart('fct_identity') }} as identities
    inner join {{ mart('dim_article') }} as articles on identities.article_id = articles.article_id
    inner join terms on identities.identity_id = terms.identity_id
    group by all

),

identity_checks as (

    select
        'identity_can_be_reckoned_again' as check_name,
        source_path,
        identity_id as subject_id,
        concat(kind, ': ', description) as detail
    from reckoned
    where
        sum_of_signed_values != residual
        or kind = 'ratio_claim' and abs(numerator / nullif(denominator, 0) - actual) > 0.0001
        or kind = 'percent_change_closure' and abs(100 * (numerator / nullif(denominator, 0) - 1) - actual) > 0.0001
        or kind = 'share_of_base' and abs(100 * (numerator / nullif(denominator, 0)) - actual) > 0.0001
        or kind in ('ratio_claim', 'percent_change_closure', 'share_of_base')
        and abs(actual - quotient - residual) > 0.0001
        or verdict = 'consistent' and (actual_low > expected_high or actual_high < expected_low)
        or verdict = 'inconsistent' and not (actual_low > expected_high or actual_high < expected_low)
    union all
    select
        'identity_holds' as check_name,
        source_path,
        identity_id as subject_id,
        concat(kind, ': ', description) as detail
    from reckoned
    where verdict = 'inconsistent'

),

observation_checks as (

    select
        'observation_is_within_its_bounds' as check_name,
        articles.source_path,
        observations.observation_id as subject_id,
        concat(observations.value, ' of ', observations.period_code) as detail
    from {{ mart('fct_observation') }} as observations
    inner join {{ mart('dim_article') }} as articles on observations.article_id = articles.article_id
    where observations.value < observations.value_low or observations.value > observations.value_high
    union all
    select
        'stated_observation_is_its_figure' as check_name,
        articles.source_path,
        observations.observation_id as subject_id,
        concat(observations.value, ' against ', figures.value) as detail
    from {{ mart('fct_observation') }} as observations
    inner join {{ mart('fct_figure') }} as figures on observations.figure_id = figures.figure_id
    inner join {{ mart('dim_article') }} as articles on observations.article_id = articles.article_id
    where
        observations.basis = 'stated'
        and observations.status_code != 'E'
        and figures.qualifier = 'exact'
        and observations.value != figures.value

),

claim_checks as (

    select
        'record_claim_is_not_contradicted' as check_name,
        articles.source_path,
        claims.record_claim_id as subject_id,
        concat('“', claims.text, '” of ', claims.period_code, ': ', claims.verdict_reason) as detail
    from {{ mart('fct_record_claim') }} as claims
    inner join {{ mart('dim_article') }} as articles on claims.article_id = articles.article_id
    where claims.verdict = 'contradicted'
    union all
    select
        'percent_and_points_are_told_apart' as check_name,
        articles.source_path,
        readings.figure_id as subject_id,
        concat('from ', readings.earlier_value, ' to ', readings.later_value, ', called ', readings.value) as detail
    from {{ mart('fct_percent_reading') }} as readings
    inner join {{ mart('dim_article') }} as articles on readings.article_id = articles.article_id
    where
        readings.stated_kind = 'percent_change' and readings.fits = 'points'
        or readings.stated_kind = 'point_change' and readings.fits = 'percent'

),

violations as (

    select * from provenance
    union all
    select * from meaning
    union all
    select * from ledger_checks
    union all
    select * from identity_checks
    union all
    select * from observation_checks
    union all
    select * from claim_checks

)

select
    check_name,
    {{ severity_of('check_name') }} as severity,
    source_path,
    subject_id,
    detail
from violations
