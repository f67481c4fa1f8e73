{#
    Every row fulfils every rule. A rule that comes out NULL is not fulfilled.

    never_null: columns that must be set.
    one_of:     column to the values it may take (NULL is allowed; name the column in never_null if it is not).
    between:    column to [lowest, highest]; either may be null for no limit.
    reasons:    column to the column that says why it is NULL; exactly one of the two is set.
    rules:      name to a condition on the row, in SQL.

    One test for all rules of a table; the rows it returns name the rule they break.
#}
{% test every_row(model, never_null=[], one_of={}, between={}, reasons={}, rules={}) %}

{%- set conditions = {} -%}
{%- for column in never_null -%}
    {%- do conditions.update({column ~ " is set": column ~ " is not null"}) -%}
{%- endfor -%}
{%- for column, values in one_of.items() -%}
    {%- do conditions.update({
        column ~ " is a known value": "coalesce(" ~ column ~ " in ('" ~ values | join("', '") ~ "'), true)"
    }) -%}
{%- endfor -%}
{%- for column, limits in between.items() -%}
    {%- if limits[0] is not none -%}
        {%- do conditions.update({column ~ " >= " ~ limits[0]: "coalesce(" ~ column ~ " >= " ~ limits[0] ~ ", true)"}) -%}
    {%- endif -%}
    {%- if limits[1] is not none -%}
        {%- do conditions.update({column ~ " <= " ~ limits[1]: "coalesce(" ~ column ~ " <= " ~ limits[1] ~ ", true)"}) -%}
    {%- endif -%}
{%- endfor -%}
{%- for column, reason in reasons.items() -%}
    {%- do conditions.update({
        column ~ " is set or its reason is": "(" ~ column ~ " is null) = (" ~ reason ~ " is not null)"
    }) -%}
{%- endfor -%}
{%- do conditions.update(rules) -%}

select
    -- a row that breaks no rule has an empty list and so vanishes
    unnest(list_filter(
        [
            {%- for name, condition in conditions.items() %}
            case when ({{ condition }}) is not true then '{{ name | replace("'", "''") }}' end{{ "," if not loop.last }}
            {%- endfor %}
        ],
        lambda rule: rule is not null
    )) as broken_rule,
    *
from {{ model }}

{% endtest %}
