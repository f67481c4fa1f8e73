with all_kinds as (

    select * from {{ ref('int_identities_of_parts') }}
    union all
    select * from {{ ref('int_identities_of_shares') }}
    union all
    select * from {{ ref('int_identities_of_comparisons') }}
    union all
    select * from {{ ref('int_identities_of_bases') }}

)

{{ judged_identities('all_kinds') }}
