with figure_concepts as (

    select * from {{ ref('int_figure_concepts') }}

)

select
    figure_id,
    axis,
    string_agg(code, '+' order by code) as codes
from figure_concepts
where axis != 'measure'
group by figure_id, axis
