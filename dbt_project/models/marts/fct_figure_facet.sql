with figure_facets as (

    select * from {{ ref('int_figure_facets') }}

)

select
    figure_facet_id,
    figure_id,
    article_id,
    facet,
    facet_value,
    settled_by,
    char_start,
    char_end,
    reason,
    antecedent_figure_id,
    otherwise
from figure_facets
