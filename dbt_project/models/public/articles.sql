select
    -- the article
    articles.article_id,
    articles.source_path,
    articles.story_id,
    articles.title,
    publishers.publisher_name as publisher,
    articles.url,
    articles.version,
    articles.is_latest_version,
    articles.language,
    articles.area_code as area,

    -- when it was announced
    articles.published_on,
    articles.published_on_source,
    articles.published_within,

    -- its text
    articles.text,
    articles.char_count,
    articles.byte_count,
    articles.media_type,
    articles.encoding,
    articles.reading_note,

    -- how it may be used, and when it was fetched
    articles.license,
    articles.citation,
    articles.accessed_on
from {{ mart('dim_article') }} as articles
left join {{ mart('dim_publisher') }} as publishers on articles.publisher_id = publishers.publisher_id
