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
        kind,
        direction,
        since as since_period_code,
        rank,
        length,
        threshold
    from source

)

select * from renamed
