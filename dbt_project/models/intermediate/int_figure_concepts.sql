with figure_concepts as (

    select * from {{ ref('stg_figure_concepts') }}

)

select
    figure_id,
    {{ natural_key(['axis', 'code']) }} as concept_id,
    axis,
    code
from figure_concepts
