with source as (

    select
        source_path,
        sha256,
        reason,
        message
    from {{ source('landing', 'rejected_files') }}
    union all
    select
        articles.source_path,
        articles.article_id as sha256,
        extractions.problem_reason as reason,
        extractions.problem as message
    from {{ source('landing', 'extractions') }} as extractions
    inner join {{ source('landing', 'articles') }} as articles on extractions.article_id = articles.article_id
    where extractions.problem is not null

),

renamed as (

    select
        source_path,
        sha256,
        reason,
        message
    from source

)

select * from renamed
