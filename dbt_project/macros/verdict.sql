{#
    Whether what the text states fits what arithmetic expects.

    Both sides are intervals, as rounding and qualifiers leave them; a NULL bound is an open end.
      inconsistent  the intervals do not meet
      undecidable   a side has no value, or they do not meet although the rule need not hold (parts that may overlap)
      consistent    they meet
#}
{% macro verdict(actual, actual_low, actual_high, expected, expected_low, expected_high, must_hold="true") -%}
    case
        when {{ actual }} is null or {{ expected }} is null then 'undecidable'
        when {{ actual_low }} > {{ expected_high }} or {{ actual_high }} < {{ expected_low }}
            then case when {{ must_hold }} then 'inconsistent' else 'undecidable' end
        else 'consistent'
    end
{%- endmacro %}
