{#
    A mart as a public view names it: without the catalog.

    DuckDB stores the text of a view with the names it was given. With the catalog left out, the same text works in
    the staging file, in the published file, and under whatever name a reader attaches that file.
#}
{% macro mart(name) -%}
    {{ ref(name).include(database=false) }}
{%- endmacro %}
