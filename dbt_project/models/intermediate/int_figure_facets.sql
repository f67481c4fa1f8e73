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

figures as (

    select * from {{ ref('int_corrected_figures') }}

),

read as (

    select
        facets.figure_id,
        facets.facet,
        facets.facet_value,
        facets.settled_by,
        facets.char_start,
        facets.char_end,
        facets.reason,
        case
            when facets.antecedent_figure_id not in (select dropped.figure_id from dropped)
                then facets.antecedent_figure_id
        end as antecedent_figure_id,
        facets.otherwise
    from {{ ref('stg_figure_facets') }} as facets
    left join overridden on facets.figure_id = overridden.figure_id and facets.facet = overridden.facet
    where
        overridden.figure_id is null
        and facets.figure_id not in (select dropped.figure_id from dropped)

),

corrected as (

    -- no words of the article say what the register says
    select
        figure_id,
        facet,
        corrected as facet_value,
        'corrected' as settled_by,
        cast(null as integer) as char_start,
        cast(null as integer) as char_end,
        cast(null as varchar) as reason,
        cast(null as varchar) as antecedent_figure_id,
        cast(null as varchar) as otherwise
    from corrections
    where action = 'override'

),

figure_facets as (

    select * from read
    union all
    select * from corrected

)

select
    {{ natural_key(['figure_facets.figure_id', 'figure_facets.facet']) }} as figure_facet_id,
    figure_facets.figure_id,
    figures.article_id,
    figure_facets.facet,
    figure_facets.facet_value,
    figure_facets.settled_by,
    figure_facets.char_start,
    figure_facets.char_end,
    figure_facets.reason,
    figure_facets.antecedent_figure_id,
    figure_facets.otherwise
from figure_facets
left join figures on figure_facets.figure_id = figures.figure_id
