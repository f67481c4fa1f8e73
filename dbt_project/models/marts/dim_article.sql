with articles as (

    select
        articles.*,
        stories.story_id,
        versions.version,
        versions.is_latest_version
    from {{ ref('stg_articles') }} as articles
    inner join {{ ref('int_stories') }} as stories on articles.article_id = stories.article_id
    inner join {{ ref('int_article_versions') }} as versions on articles.article_id = versions.article_id

)

select
    -- the article
    article_id,
    source_path,
    story_id,
    title,
    url,
    version,
    is_latest_version,
    language,
    area_code,
    case when publisher_name is not null then {{ natural_key(['publisher_name']) }} end as publisher_id,
    case when publisher_name is null then 'neither its origin file nor its text names one' end
        as publisher_missing_reason,

    -- when it was announced
    published_on,
    published_on_source,
    published_within,
    case
        when published_on is not null then null
        when published_within is not null then 'its origin file gives a month or a year only'
        else 'neither its origin file nor its text gives one'
    end as published_on_missing_reason,

    -- its text, which every span in the warehouse refers to
    text,
    char_count,
    byte_count,
    media_type,
    encoding,
    reading_note,

    -- how it may be used, and when it was fetched
    license,
    citation,
    accessed_on
from articles
