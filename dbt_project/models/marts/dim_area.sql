with concepts as (

    select * from {{ ref('int_concepts') }}

)

select
    code as area_code,
    name_en,
    name_ja
from concepts
where axis = 'area'
