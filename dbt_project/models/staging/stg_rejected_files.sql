with source as (

    select * from {{ source('landing', 'rejected_files') }}

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
