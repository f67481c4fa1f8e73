with figure_concepts as (

    select * from {{ ref('int_figure_concepts') }}

)

select
    figure_id,
    concept_id,
    axis,
    code
from figure_concepts
