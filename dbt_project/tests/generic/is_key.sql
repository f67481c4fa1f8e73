{# The columns together identify a row: none of them is NULL, no two rows agree on all. #}
{% test is_key(model, columns) %}

with nulls as (

    select
        'NULL' as fault,
        {{ columns | join(', ') }},
        1 as row_count
    from {{ model }}
    where {{ columns | join(' is null or ') }} is null

),

duplicates as (

    select
        'duplicate' as fault,
        {{ columns | join(', ') }},
        count(*) as row_count
    from {{ model }}
    group by {{ columns | join(', ') }}
    having count(*) > 1

)

select * from nulls
union all
select * from duplicates

{% endtest %}
