with concepts as (

    select * from {{ ref('int_concepts') }}

)

select
    -- the offence as the agency names it
    code as offence_code,
    name_en,
    name_ja,
    parent_code as parent_offence_code,

    -- where it stands in the International Classification of Crime for Statistical Purposes
    iccs_code,
    iccs_match,
    case when iccs_code is null then 'no category matches' end as iccs_missing_reason
from concepts
where axis = 'offence'
