with source as (

    select * from {{ source('landing', 'record_claims') }}

),

renamed as (

    select
        record_claim_id,
        article_id,
        figure_id,
        char_start,
        char_end,
        text,
        direction,
        since as since_period_code,
        rank
    from source

)

select * from renamed
