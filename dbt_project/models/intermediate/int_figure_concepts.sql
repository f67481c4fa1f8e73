with corrections as (

    select * from {{ ref('int_corrections') }}
    where applies

),

read as (

    -- what was read of every figure and axis that no correction touches
    select
        concepts.figure_id,
        concepts.axis,
        concepts.code
    from {{ ref('stg_figure_concepts') }} as concepts
    left join corrections
        on
            concepts.figure_id = corrections.figure_id
            and (corrections.action = 'drop' or corrections.action = 'override' and concepts.axis = corrections.facet)
    where corrections.figure_id is null

),

corrected as (

    select
        figure_id,
        facet as axis,
        unnest(string_split(corrected, '+')) as code
    from corrections
    where
        action = 'override'
        and facet in ('measure', 'offence', 'age_group', 'platform', 'channel', 'sex', 'motive')

),

figure_concepts as (

    select * from read
    union
    select * from corrected

)

select
    figure_id,
    {{ natural_key(['axis', 'code']) }} as concept_id,
    axis,
    code
from figure_concepts
