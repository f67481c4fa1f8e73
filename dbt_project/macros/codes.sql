{#
    A facet with several codes, in one order: 'line+himabu' and 'himabu+line' are the same breakdown.
#}
{% macro ordered_codes(column) -%}
    array_to_string(list_sort(string_split({{ column }}, '+')), '+')
{%- endmacro %}
