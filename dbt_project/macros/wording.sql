{#
    A number as a reader writes it: 1,813 and 20.7, without trailing zeros.
#}
{% macro in_words(expression) -%}
    regexp_replace(format('{:,.4f}', cast({{ expression }} as double)), '\.?0+$', '')
{%- endmacro %}
