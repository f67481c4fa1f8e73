with terms as (

    select
        identity_id,
        unnest(terms) as term
    from {{ ref('int_identities') }}

)

select
    identity_id,
    term['figure_id'] as figure_id,
    term['role'] as role,
    term['sign'] as sign
from terms
