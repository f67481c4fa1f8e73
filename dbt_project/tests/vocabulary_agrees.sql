-- Whatever the vocabulary refers to, it lists: parents, containing codes, and the codes that phrases stand for.
with referred_to as (

    select
        'parent in concepts.csv' as referred_to_by,
        axis,
        parent_code as code
    from {{ ref('concepts') }}
    where parent_code is not null
    union
    select
        'code in code_containments.csv' as referred_to_by,
        axis,
        code
    from {{ ref('code_containments') }}
    union
    select
        'wider code in code_containments.csv' as referred_to_by,
        axis,
        contained_in as code
    from {{ ref('code_containments') }}

)

select referred_to.*
from referred_to
left join {{ ref('concepts') }} as concepts
    on referred_to.axis = concepts.axis and referred_to.code = concepts.code
where concepts.code is null
