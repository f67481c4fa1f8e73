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

linked as (

    -- every article that can be reached from one by way of copies, itself included
    select
        article_id,
        article_id as linked_id
    from articles
    union
    select
        linked.article_id,
        copies.other_article_id as linked_id
    from linked
    inner join copies on linked.linked_id = copies.article_id

),

first_prints as (

    select
        linked.article_id,
        arg_min(
            {'article_id': prints.article_id, 'publisher_name': prints.publisher_name},
            {'published_on': coalesce(prints.published_on, date '9999-12-31'), 'article_id': prints.article_id}
        ) as first_print,
        cast(count(*) as integer) as prints
    from linked
    inner join articles as prints on linked.linked_id = prints.article_id
    group by linked.article_id

)

select
    article_id,
    first_print['article_id'] as story_id,
    prints,
    coalesce(first_print['publisher_name'], first_print['article_id']) as witness
from first_prints
