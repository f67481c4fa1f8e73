{{ config(meta={'dagster': {'ref': {'name': 'fct_figure_facet'}}}) }}
-- A figure takes facets from figures of its own article alone.
select
    facets.figure_id,
    facets.facet,
    facets.article_id,
    facets.antecedent_figure_id,
    antecedents.article_id as antecedent_article_id
from {{ ref('fct_figure_facet') }} as facets
inner join {{ ref('fct_figure') }} as antecedents on facets.antecedent_figure_id = antecedents.figure_id
where facets.article_id != antecedents.article_id
