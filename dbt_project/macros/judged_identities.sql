{#
    The columns of int_identities from those of one kind of check: its name, residual and verdict beside what it says.
#}
{% macro judged_identities(relation) -%}
    select
        {{ natural_key(['kind', 'axis', 'terms']) }} as identity_id,
        kind,
        article_id,
        period_code,
        axis,
        expected,
        expected_low,
        expected_high,
        actual,
        actual_low,
        actual_high,
        try_cast(cast(actual as decimal(38, 4)) - expected as decimal(18, 4)) as residual,
        remainder,
        {{ verdict('actual', 'actual_low', 'actual_high', 'expected', 'expected_low', 'expected_high', 'must_hold') }}
            as verdict,
        description,
        terms
    from {{ relation }}
{%- endmacro %}
