{#
    Tables and views, written in one statement each.

    dbt's own materializations build under another name, rename twice and drop, so that a reader never misses the
    relation. Nobody reads the staging database while it is written: readers have the published file, which is replaced
    as a whole. One `create or replace` and all comments in one transaction therefore do, at a third of the time, and a
    refresh runs sixty of them. Hooks and grants are not supported: this project has none.
#}
{% materialization table, adapter="duckdb", supported_languages=["sql"] -%}
    {{ return(_create_or_replace("table", compiled_code)) }}
{%- endmaterialization %}


{% materialization view, adapter="duckdb", supported_languages=["sql"] -%}
    {{ return(_create_or_replace("view", compiled_code)) }}
{%- endmaterialization %}


{% macro _create_or_replace(type, select_sql) -%}
    {%- set target_relation = this.incorporate(type=type) -%}
    {%- set existing_relation = load_cached_relation(this) -%}
    {%- if config.get("contract").enforced -%}
        {%- do get_assert_columns_equivalent(select_sql) -%}
    {%- endif -%}

    {%- call statement("main") -%}
        {%- if existing_relation is not none and existing_relation.type != type %}
            drop {{ existing_relation.type }} {{ existing_relation }} cascade;
        {%- endif %}
        create or replace {{ type }} {{ target_relation }} as (
            {{ select_sql }}
        );
        {%- if config.persist_relation_docs() and model.description %}
            {{ alter_relation_comment(target_relation, model.description) }}
        {%- endif %}
        {#- In a lake, which has no comments on the columns of a view, they stay in the yml alone. #}
        {%- if config.persist_column_docs() and not (type == "view" and adapter.is_ducklake(target_relation)) %}
            {%- for column in model.columns.values() %}
                comment on column {{ target_relation }}.{{ column.name }} is {{ duckdb_escape_comment(column.description) }};
            {%- endfor %}
        {%- endif %}
    {%- endcall -%}

    {%- do adapter.commit() -%}
    {{ return({"relations": [target_relation]}) }}
{%- endmacro %}


{#
    The contract: the query gives exactly the columns of the yml, in their order and of their types.

    dbt's own check asks DuckDB for the types of both sides and does not compare the order. Types in the yml are
    written as DuckDB spells them, in lower case, so one question is enough.
#}
{% macro duckdb__get_assert_columns_equivalent(sql) -%}
    {%- set declared = [] -%}
    {%- for column in model.columns.values() -%}
        {%- do declared.append(column.name ~ " " ~ column.data_type | lower | replace(" ", "")) -%}
    {%- endfor -%}
    {%- set found = [] -%}
    {%- for row in run_query("select column_name, column_type from (describe " ~ sql ~ ")").rows -%}
        {%- do found.append(row[0] ~ " " ~ row[1] | lower | replace(" ", "")) -%}
    {%- endfor -%}
    {%- if declared != found -%}
        {%- do exceptions.raise_compiler_error(
            "The contract of " ~ this ~ " is not met."
            ~ "\n  only in the yml: " ~ (declared | reject("in", found) | join(", ") or "nothing")
            ~ "\n  only in the query: " ~ (found | reject("in", declared) | join(", ") or "nothing")
            ~ "\n  in this order: " ~ found | join(", ")
        ) -%}
    {%- endif -%}
{%- endmacro %}
