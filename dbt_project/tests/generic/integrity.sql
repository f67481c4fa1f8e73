{#
    What must hold of a table, row by row and key by key. One test for a whole table: a node of dbt costs twenty
    milliseconds whatever it asks, and each row it returns names the rule that is broken and holds the whole row that
    breaks it: by its keys the articles are found that it comes from.

    key:        columns that together identify a row: none is NULL, no two rows agree on all.
    references: a list of {column, to, field}: every key that is set exists where it points.
    codes:      column to axis: every code of a facet, of which it may hold several joined by '+', is a concept.
    never_null: columns that must be set.
    one_of:     column to the values it may take. NULL is allowed; name the column in never_null if it is not.
    between:    column to [lowest, highest]; either may be null for no limit. NULL is allowed.
    reasons:    column to the column that says why it is NULL: exactly one of the two is set.
    rules:      name to a condition in SQL. A rule that comes out NULL is broken.
#}
{% test integrity(model, key, references=[], codes={}, never_null=[], one_of={}, between={}, reasons={}, rules={}) %}

{%- set conditions = {} -%}
{%- for column in key + never_null -%}
    {%- do conditions.update({column ~ " is set": column ~ " is not null"}) -%}
{%- endfor -%}
{%- for column, values in one_of.items() -%}
    {%- do conditions.update({
        column ~ " is a known value": "coalesce(" ~ column ~ " in ('" ~ values | join("', '") ~ "'), true)"
    }) -%}
{%- endfor -%}
{%- for column, limits in between.items() -%}
    {%- for limit, comparison in [(limits[0], ">="), (limits[1], "<=")] if limit is not none -%}
        {%- set condition = column ~ " " ~ comparison ~ " " ~ limit -%}
        {%- do conditions.update({condition: "coalesce(" ~ condition ~ ", true)"}) -%}
    {%- endfor -%}
{%- endfor -%}
{%- for column, reason in reasons.items() -%}
    {%- do conditions.update({
        "either " ~ column ~ " or " ~ reason ~ " is set": "(" ~ column ~ " is null) = (" ~ reason ~ " is not null)"
    }) -%}
{%- endfor -%}
{%- do conditions.update(rules) -%}

with judged as (

    select
        list_filter(
            [
                {%- for name, condition in conditions.items() %}
                case
                    when ({{ condition }}) is not true then '{{ name | replace("'", "''") }}'
                end{{ "," if not loop.last }}
                {%- endfor %}
            ],
            lambda rule: rule is not null
        ) as broken_rules,
        checked
    from {{ model }} as checked

),

broken_rows as (

    select
        unnest(broken_rules) as broken_rule,
        cast(null as varchar) as example,
        checked as failing_row
    from judged
    where len(broken_rules) > 0

),

duplicate_keys as (

    select
        '{{ key | join(", ") }} is unique' as broken_rule,
        cast(null as varchar) as example,
        checked as failing_row
    from {{ model }} as checked
    where ({{ key | join(", ") }}) in (
        select ({{ key | join(", ") }}) from {{ model }} group by all having count(*) > 1
    )

)

select * from broken_rows
union all
select * from duplicate_keys
{%- for reference in references %}
union all
select
    '{{ reference.column }} exists as {{ reference.to.identifier }}.{{ reference.field }}' as broken_rule,
    cast({{ reference.column }} as varchar) as example,
    checked as failing_row
from {{ model }} as checked
where
    {{ reference.column }} is not null
    and {{ reference.column }} not in (select {{ reference.field }} from {{ reference.to }})
{%- endfor %}
{%- for column, axis in codes.items() %}
union all
select
    '{{ column }} holds concepts of {{ axis }}' as broken_rule,
    {{ column }} as example,
    checked as failing_row
from {{ model }} as checked
where {{ column }} in (
    select codes
    from (select distinct {{ column }} as codes, unnest(string_split({{ column }}, '+')) as code from {{ model }})
    where code not in (
        select concepts.code from {{ ref('dim_concept') }} as concepts where concepts.axis = '{{ axis }}'
    )
)
{%- endfor %}

{% endtest %}
