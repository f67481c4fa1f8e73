with passed_over_articles as (

    select * from {{ ref('int_passed_over_articles') }}

)

select
    source_path,
    article_id,
    published_on,
    publisher,
    title,
    url,
    language,
    char_count,
    reason
from passed_over_articles
