with source as (

    select * from {{ source('landing', 'table_cells') }}

),

renamed as (

    select
        -- the cell
        {{ natural_key(['article_id', 'char_start', 'char_end']) }} as cell_id,
        article_id,
        table_number,
        row_number,
        column_number,
        role,
        char_start,
        char_end,
        text,

        -- what stands before and over it
        row_header,
        column_header,
        caption,
        section
    from source

)

select * from renamed
