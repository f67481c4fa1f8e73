{#
    What a violation of an audit check means.

      fault    the warehouse contradicts itself or its texts; with one nothing is published
      doubt    a second, coarser reading of the quote or its words differs: one of the two is wrong; only warns, since an
               odd phrase must not hold back all other articles
      finding  what articles say does not add up, or was misread; only warns
#}
{% macro severity_of(check_name) -%}
    case
        when {{ check_name }} in (
            'identity_holds', 'record_claim_is_not_contradicted', 'percent_and_points_are_told_apart'
        ) then 'finding'
        when {{ check_name }} in (
            'value_is_the_number_of_its_quote',
            'figure_is_stated_once',
            'period_has_the_year_of_its_words',
            'bounds_are_those_of_the_qualifier'
        ) then 'doubt'
        else 'fault'
    end
{%- endmacro %}
