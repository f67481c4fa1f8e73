with figure_facets as (

    select * from {{ ref('stg_figure_facets') }}

),

figures as (

    select * from {{ ref('stg_figures') }}

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
