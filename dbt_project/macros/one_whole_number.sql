{#
    The whole number between two bounds, where there is exactly one: persons and cases come in whole numbers, so
    51.9 percent of 1,468 is 762 and nothing else. NULL where there is none or more than one.
#}
{% macro one_whole_number(low, high) -%}
    case when ceil({{ low }}) = floor({{ high }}) then ceil({{ low }}) end
{%- endmacro %}
