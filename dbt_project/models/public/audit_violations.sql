with article_texts as (

    select * from {{ mart('dim_article') }}

),

all_figures as (

    select * from {{ mart('fct_figure') }}

),

all_numerals as (

    select * from {{ mart('fct_numeral') }}

),

all_observations as (

    select * from {{ mart('fct_observation') }}

),

figures_in_articles as (

    select
        figures.*,
        articles.source_path,
        substring(articles.text, figures.char_start + 1, figures.char_end - figures.char_start) as text_at_span,
        substring(articles.text, figures.sentence_start + 1, figures.sentence_end - figures.sentence_start)
            as sentence_at_span,
        -- the runs of digits of the quote, in plain digits
        regexp_extract_all(
            translate(figures.quote, '０１２３４５６７８９，．', '0123456789,.'), '[0-9][0-9,]*(?:[.][0-9]+)?'
        ) as runs_of_digits
    from all_figures as figures
    inner join article_texts as articles on figures.article_id = articles.article_id

),

provenance as (

    select
        'quote_is_in_the_text' as check_name,
        source_path,
        figure_id as subject_id,
        concat('“', quote, '” against “', text_at_span, '” at ', char_start) as detail
    from figures_in_articles
    where quote is distinct from text_at_span
    union all
    select
        'sentence_is_in_the_text' as check_name,
        source_path,
        figure_id as subject_id,
        concat('“', sentence, '” against “', sentence_at_span, '”') as detail
    from figures_in_articles
    where sentence is distinct from sentence_at_span
    union all
    select
        'quote_is_in_its_sentence' as check_name,
        source_path,
        figure_id as subject_id,
        concat('“', quote, '” at ', char_start) as detail
    from figures_in_articles
    where not (sentence_start <= char_start and char_end <= sentence_end)
    union all
    -- 1,813, 45万 and 20.7 have the digits of their values, noughts at either end aside; words and fractions have none
    select
        'value_has_the_digits_of_its_quote' as check_name,
        source_path,
        figure_id as subject_id,
        concat('“', quote, '” read as ', value) as detail
    from figures_in_articles
    where
        len(runs_of_digits) = 1
        and correction is null
        and trim(regexp_replace(runs_of_digits[1], '[^0-9]', '', 'g'), '0')
        != trim(regexp_replace(cast(value as varchar), '[^0-9]', '', 'g'), '0')
    union all
    select
        'figure_is_in_the_ledger' as check_name,
        figures_in_articles.source_path,
        figures_in_articles.figure_id as subject_id,
        concat('“', figures_in_articles.quote, '” has no row that calls it a figure') as detail
    from figures_in_articles
    left join all_numerals as numerals
        on
            figures_in_articles.article_id = numerals.article_id
            and figures_in_articles.char_start < numerals.char_end
            and figures_in_articles.char_end > numerals.char_start
            and numerals.disposition_code = 'figure'
    where numerals.numeral_id is null

),

numerals_in_order as (

    -- before the texts are joined, so that no text is sorted along with each of its numerals
    select
        *,
        lead(char_start) over (partition by article_id order by char_start) as next_start
    from all_numerals

),

ledger as (

    select
        numerals.*,
        articles.source_path,
        substring(articles.text, numerals.char_start + 1, numerals.char_end - numerals.char_start) as text_at_span
    from numerals_in_order as numerals
    inner join article_texts as articles on numerals.article_id = articles.article_id

),

digits_accounted as (

    select
        article_id,
        sum(length(regexp_replace(text, '\P{Nd}', '', 'g'))) as digit_count
    from all_numerals
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
            length(regexp_replace(articles.text, '\P{Nd}', '', 'g')),
            ' digits in the text, ',
            coalesce(digits_accounted.digit_count, 0),
            ' in the ledger'
        ) as detail
    from article_texts as articles
    left join digits_accounted on articles.article_id = digits_accounted.article_id
    where length(regexp_replace(articles.text, '\P{Nd}', '', 'g')) != coalesce(digits_accounted.digit_count, 0)

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
    inner join all_figures as figures on bridge.figure_id = figures.figure_id

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
    inner join article_texts as articles on identities.article_id = articles.article_id
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
        or kind = 'share_of_base' and abs(100 * numerator / nullif(denominator, 0) - actual) > 0.0001
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
    from all_observations as observations
    inner join article_texts as articles on observations.article_id = articles.article_id
    where observations.value < observations.value_low or observations.value > observations.value_high
    union all
    select
        'stated_observation_is_its_figure' as check_name,
        articles.source_path,
        observations.observation_id as subject_id,
        concat(observations.value, ' against ', figures.value) as detail
    from all_observations as observations
    inner join all_figures as figures on observations.figure_id = figures.figure_id
    inner join article_texts as articles on observations.article_id = articles.article_id
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
    inner join article_texts as articles on claims.article_id = articles.article_id
    where claims.verdict = 'contradicted'
    union all
    select
        'percent_and_points_are_told_apart' as check_name,
        articles.source_path,
        readings.figure_id as subject_id,
        concat('from ', readings.earlier_value, ' to ', readings.later_value, ', called ', readings.value) as detail
    from {{ mart('fct_percent_reading') }} as readings
    inner join article_texts as articles on readings.article_id = articles.article_id
    where
        readings.stated_kind = 'percent_change' and readings.fits = 'points'
        or readings.stated_kind = 'point_change' and readings.fits = 'percent'

),

violations as (

    select * from provenance
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
    -- ours: the warehouse is at fault; theirs: what an article says does not add up, or was misread
    case
        when
            check_name in (
                'identity_holds', 'record_claim_is_not_contradicted', 'percent_and_points_are_told_apart'
            )
            then 'finding'
        else 'fault'
    end as severity,
    source_path,
    subject_id,
    detail
from violations
