{#
    Every code of a facet is a concept of its axis. A facet may hold several codes joined by '+', so that a plain
    relationship test cannot say this.

    axes: a mapping of column to axis.
#}
{% test codes_exist(model, axes) %}

with codes as (

    {% for column, axis in axes.items() %}
    select distinct
        '{{ axis }}' as axis,
        unnest(string_split({{ column }}, '+')) as code
    from {{ model }}
    {{ "union all" if not loop.last }}
    {% endfor %}

)

select
    codes.axis,
    codes.code
from codes
left join {{ ref('dim_concept') }} as concepts on codes.axis = concepts.axis and codes.code = concepts.code
where concepts.code is null

{% endtest %}
