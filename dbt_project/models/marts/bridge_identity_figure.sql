with terms as (

    select
        identity_id,
        unnest(terms) as term
    from {{ ref('int_identities') }}

)

select
    identity_id,
    term.figure_id,
    term.role,
    term.sign
from terms
