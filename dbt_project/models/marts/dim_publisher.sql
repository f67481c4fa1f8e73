with articles as (

    select * from {{ ref('stg_articles') }}

)

select
    {{ natural_key(['publisher_name']) }} as publisher_id,
    publisher_name,
    count(*) as article_count,
    min(published_on) as first_published_on,
    max(published_on) as last_published_on
from articles
where publisher_name is not null
group by publisher_name
