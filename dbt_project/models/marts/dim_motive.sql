with concepts as (

    select * from {{ ref('int_concepts') }}

)

select
    code as motive_code,
    name_en,
    name_ja
from concepts
where axis = 'motive'
