with source as (

    select * from {{ source('landing', 'passed_over_articles') }}

),

renamed as (

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
    from source

)

select * from renamed
