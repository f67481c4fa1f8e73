{#
    Whether what is counted in one area may be a part of what is counted in another: in the same, in a prefecture or
    other area of the whole country (NULL), in one of several that are counted together. Another country never is.
#}
{% macro is_within_area(part, whole) -%}
    (
        {{ part }} is not distinct from {{ whole }}
        or ({{ whole }} is null and not regexp_matches({{ part }}, '(^|[+])[A-Z]{2}([+]|$)'))
        or coalesce(list_has_all(string_split({{ whole }}, '+'), string_split({{ part }}, '+')), false)
    )
{%- endmacro %}
