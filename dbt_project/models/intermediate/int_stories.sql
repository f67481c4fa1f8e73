-- Texts that share more than this of the shorter one are prints of one story.
{% set copied = 0.3 %}

with recursive

articles as (

    select * from {{ ref('stg_articles') }}

),

copies as (

    select * from {{ ref('int_article_overlaps') }}
    where overlap >= {{ copied }}

),

nearest as (

    -- an article stands with the least of its copies: links are followed from one bundle of prints to the next, since
    -- to follow them from every print to every other takes the square of their number
    select
        articles.article_id,
        least(articles.article_id, min(copies.other_article_id)) as nearest_id
    from articles
    left join copies on articles.article_id = copies.article_id
    group by articles.article_id

),

links as (

    select distinct
        one.nearest_id,
        other.nearest_id as other_nearest_id
    from copies
    inner join nearest as one on copies.article_id = one.article_id
    inner join nearest as other on copies.other_article_id = other.article_id
    where one.nearest_id != other.nearest_id

),

linked as (

    -- every bundle that can be reached from one, itself included
    select
        nearest_id,
        nearest_id as linked_id
    from nearest
    union
    select
        linked.nearest_id,
        links.other_nearest_id as linked_id
    from linked
    inner join links on linked.linked_id = links.nearest_id

),

bundles as (

    select
        nearest_id,
        min(linked_id) as least_linked_id
    from linked
    group by nearest_id

),

prints as (

    select
        articles.article_id,
        articles.publisher_name,
        articles.published_on,
        bundles.least_linked_id
    from articles
    inner join nearest on articles.article_id = nearest.article_id
    inner join bundles on nearest.nearest_id = bundles.nearest_id

),

first_prints as (

    select
        least_linked_id,
        arg_min(
            {'article_id': article_id, 'publisher_name': publisher_name},
            {'published_on': coalesce(published_on, date '9999-12-31'), 'article_id': article_id}
        ) as first_print,
        cast(count(*) as integer) as prints
    from prints
    group by least_linked_id

)

select
    prints.article_id,
    first_prints.first_print['article_id'] as story_id,
    first_prints.prints,
    coalesce(first_prints.first_print['publisher_name'], first_prints.first_print['article_id']) as witness
from prints
inner join first_prints on prints.least_linked_id = first_prints.least_linked_id
