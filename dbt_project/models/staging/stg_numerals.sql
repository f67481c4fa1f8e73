with source as (

    select * from {{ source('landing', 'numerals') }}

),

renamed as (

    select
        -- the numeral
        {{ natural_key(['article_id', 'char_start', 'char_end']) }} as numeral_id,
        article_id,
        char_start,
        char_end,
        text,
        value,

        -- what became of it
        disposition,
        figure_id,
        reason
    from source

)

select * from renamed
