with concepts as (

    select * from {{ ref('int_concepts') }}

)

select
    concept_id,
    axis,
    code,
    axis_name,
    name_en,
    name_ja,
    parent_code,
    is_listed,
    parts_may_overlap
from concepts
