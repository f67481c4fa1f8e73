with corrections as (

    select * from {{ ref('int_corrections') }}
    where applies

),

dropped as (

    select figure_id from corrections
    where action = 'drop'

),

overridden as (

    select
        figure_id,
        facet
    from corrections
    where action = 'override'

),

read as (

    -- what was read of every figure and axis that no correction touches
    select
        concepts.figure_id,
        concepts.axis,
        concepts.code
    from {{ ref('stg_figure_concepts') }} as concepts
    left join overridden on concepts.figure_id = overridden.figure_id and concepts.axis = overridden.facet
    where
        overridden.figure_id is null
        and concepts.figure_id not in (select dropped.figure_id from dropped)

),

corrected as (

    select
        figure_id,
        facet as axis,
        unnest(string_split(corrected, '+')) as code
    from corrections
    where
        action = 'override'
        and facet in ('measure', 'offence', 'age_group', 'platform', 'channel', 'sex', 'motive', 'area')

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
