with corrections as (

    select * from {{ ref('int_corrections') }}
    where applies

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
        facets.char_end
    from {{ ref('stg_figure_facets') }} as facets
    left join corrections
        on
            facets.figure_id = corrections.figure_id
            and (corrections.action = 'drop' or corrections.action = 'override' and facets.facet = corrections.facet)
    where corrections.figure_id is null

),

corrected as (

    -- no words of the article say what the register says
    select
        figure_id,
        facet,
        corrected as facet_value,
        'corrected' as settled_by,
        cast(null as integer) as char_start,
        cast(null as integer) as char_end
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
    figure_facets.char_end
from figure_facets
left join figures on figure_facets.figure_id = figures.figure_id
