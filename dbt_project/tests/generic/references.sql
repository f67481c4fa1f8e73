{#
    Every key that is set exists where it points.

    keys: a list of {column, to, field}; one test for all keys of a table, which names the one that dangles.
#}
{% test references(model, keys) %}

{% for key in keys %}
select
    '{{ key.column }}' as dangling_column,
    {{ key.column }} as dangling_key,
    count(*) as row_count
from {{ model }}
where {{ key.column }} is not null and {{ key.column }} not in (select {{ key.field }} from {{ key.to }})
group by {{ key.column }}
{{ "union all" if not loop.last }}
{% endfor %}

{% endtest %}
