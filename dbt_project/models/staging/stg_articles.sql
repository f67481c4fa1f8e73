with source as (

    select * from {{ source('landing', 'articles') }}

),

renamed as (

    select
        -- the article
        article_id,
        source_path,
        title,
        url,
        language,
        publisher as publisher_name,

        -- when it was announced
        published_on,
        published_on_source,

        -- its text
        text,
        char_count,
        byte_count
    from source

)

select * from renamed
