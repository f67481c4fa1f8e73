with concepts as (

    select * from {{ ref('int_concepts') }}

)

select
    code as platform_code,
    name_en,
    name_ja,
    parent_code as parent_platform_code
from concepts
where axis = 'platform'
