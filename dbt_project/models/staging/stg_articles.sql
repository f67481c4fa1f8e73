with source as (

    select
        articles.* replace (
            coalesce(articles.published_on, extractions.published_on) as published_on,
            coalesce(articles.published_on_source, extractions.published_on_source) as published_on_source,
            case when extractions.published_on is null then articles.published_within end as published_within,
            coalesce(articles.language, extractions.language) as language,
            coalesce(articles.area, extractions.area) as area
        )
    from {{ source('landing', 'articles') }} as articles
    left join {{ source('landing', 'extractions') }} as extractions on articles.article_id = extractions.article_id
    -- an article that could not be extracted, or fails a check, is among the rejected files
    where extractions.problem is null

),

renamed as (

    select
        -- the article
        article_id,
        source_path,
        title,
        url,
        language,
        area as area_code,
        publisher as publisher_name,

        -- when it was announced
        published_on,
        published_on_source,
        published_within,

        -- its text
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
    from source

)

select * from renamed
