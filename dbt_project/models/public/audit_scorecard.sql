with checks as (

    select
        'quote_is_in_the_text' as check_name,
        'Every quote is cut from the stored text at its span' as meaning,
        (select count(*) from {{ mart('fct_figure') }}) as checked
    union all
    select
        'sentence_is_in_the_text' as check_name,
        'Every sentence is cut from the stored text at its span' as meaning,
        (select count(*) from {{ mart('fct_figure') }}) as checked
    union all
    select
        'quote_is_in_its_sentence' as check_name,
        'Every quote stands in its sentence' as meaning,
        (select count(*) from {{ mart('fct_figure') }}) as checked
    union all
    select
        'value_is_the_number_of_its_quote' as check_name,
        'A value is the number that its quote says, where it says one at a glance' as meaning,
        (
            select count({{ quoted_number('figures.plain_quote') }})
            from (select {{ plain_quote('quote') }} as plain_quote from {{ mart('fct_figure') }}) as figures)
            as checked
    union all
    select
        'figure_is_in_the_ledger' as check_name,
        'Every figure has a row of its own in the ledger' as meaning,
        (select count(*) from {{ mart('fct_figure') }}) as checked
    union all
    select
        'numeral_has_the_value_of_its_figure' as check_name,
        'A number of the ledger has the value of the figure it names' as meaning,
        (
            select count(*) from {{ mart('fct_numeral') }} as numerals
            where numerals.figure_id is not null)
            as checked
    union all
    select
        'figure_is_stated_once' as check_name,
        'No figure is there twice' as meaning,
        (select count(*) from {{ mart('fct_figure') }}) as checked
    union all
    select
        'facet_is_that_of_its_figure' as check_name,
        'What the evidence of a figure is for is what the figure says' as meaning,
        (select count(*) from {{ mart('fct_figure_facet') }}) as checked
    union all
    select
        'period_has_the_year_of_its_words' as check_name,
        'A period settled by a year covers that year' as meaning,
        (
            select count(*) from {{ mart('fct_figure_facet') }} as facets
            where facets.facet = 'period' and facets.char_start is not null)
            as checked
    union all
    select
        'bounds_are_those_of_the_qualifier' as check_name,
        'Bounds are those that the qualifier allows' as meaning,
        (select count(*) from {{ mart('fct_figure') }}) as checked
    union all
    select
        'numeral_is_in_the_text' as check_name,
        'Every number of the ledger is cut from the stored text at its span' as meaning,
        (select count(*) from {{ mart('fct_numeral') }}) as checked
    union all
    select
        'numerals_are_apart' as check_name,
        'No two numbers of the ledger share a character' as meaning,
        (select count(*) from {{ mart('fct_numeral') }}) as checked
    union all
    select
        'every_digit_is_accounted_for' as check_name,
        'Every digit of every text is in the ledger' as meaning,
        (select count(*) from {{ mart('dim_article') }}) as checked
    union all
    select
        'identity_can_be_reckoned_again' as check_name,
        'Every identity gives the same result again from its figures' as meaning,
        (select count(*) from {{ mart('fct_identity') }}) as checked
    union all
    select
        'identity_holds' as check_name,
        'What must hold among figures holds' as meaning,
        (select count(*) from {{ mart('fct_identity') }}) as checked
    union all
    select
        'observation_is_within_its_bounds' as check_name,
        'Every observed value lies within its bounds' as meaning,
        (select count(*) from {{ mart('fct_observation') }}) as checked
    union all
    select
        'stated_observation_is_its_figure' as check_name,
        'An observed value that is stated is the figure that states it' as meaning,
        (
            select count(*) from {{ mart('fct_observation') }} as observations
            where observations.basis = 'stated')
            as checked
    union all
    select
        'record_claim_is_not_contradicted' as check_name,
        'No claim of a record is contradicted by what was known that day' as meaning,
        (select count(*) from {{ mart('fct_record_claim') }}) as checked
    union all
    select
        'percent_and_points_are_told_apart' as check_name,
        'What is called percent is not points, and the other way round' as meaning,
        (select count(*) from {{ mart('fct_percent_reading') }}) as checked

),

violations as (

    select
        check_name,
        count(*) as violations
    from {{ ref('audit_violations').include(database=false) }}
    group by check_name

)

select
    checks.check_name,
    {{ severity_of('checks.check_name') }} as severity,
    checks.meaning,
    checks.checked,
    coalesce(violations.violations, 0) as violations
from checks
left join violations on checks.check_name = violations.check_name
