with age_groups as (

    select * from {{ ref('int_age_groups') }}

)

select
    age_group_code,
    name_en,
    name_ja,
    age_basis,
    min_age,
    max_age,
    case
        when age_basis = 'school' then 'a school, not an age'
        when max_age is null then 'no upper limit'
    end as max_age_missing_reason
from age_groups
