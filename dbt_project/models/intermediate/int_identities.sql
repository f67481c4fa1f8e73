select * from {{ ref('int_identities_within_articles') }}
union all
{{ judged_identities(ref('int_identities_of_sources')) }}
