{{ config(meta={'dagster': {'ref': {'name': 'concepts'}}, 'rows_are_of': 'the vocabulary'}) }}
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
    union
    -- phrases also have axes that steer the reading and are no concepts (cue); ages follow a grammar; what has no code
    -- names something on its axis that is not listed
    select
        'phrase ' || phrases.phrase as referred_to_by,
        phrases.axis,
        phrases.code
    from {{ ref('phrases') }} as phrases
    left join {{ ref('axes') }} as axes on phrases.axis = axes.axis
    where
        phrases.axis in (select concepts.axis from {{ ref('concepts') }} as concepts)
        and phrases.code is not null
        and not coalesce(regexp_matches(phrases.code, axes.open_code_pattern), false)

)

select referred_to.*
from referred_to
left join {{ ref('concepts') }} as concepts
    on referred_to.axis = concepts.axis and referred_to.code = concepts.code
where concepts.code is null
