with articles as (

    select * from {{ ref('stg_articles') }}

),

-- texts published at one address: the same page, fetched again once it had changed
versions as (

    select
        article_id,
        row_number() over pages as version,
        lead(article_id) over pages as next_version_id
    from articles
    where url is not null
    window pages as (
        partition by url
        order by accessed_on nulls first, published_on nulls first, source_path
    )

)

select
    articles.article_id,
    coalesce(versions.version, 1) as version,
    versions.next_version_id is null as is_latest_version,
    -- a page keeps its day when it is changed: what the change announces was known on the day it was found there
    case
        when versions.version > 1
            then greatest(articles.published_on, coalesce(articles.accessed_on, articles.published_on))
        else articles.published_on
    end as announced_on
from articles
left join versions on articles.article_id = versions.article_id
