with table_cells as (

    select * from {{ ref('int_table_cells') }}

)

select
    cell_id,
    article_id,
    table_number,
    row_number,
    column_number,
    role,
    char_start,
    char_end,
    text,
    row_header,
    column_header,
    caption,
    section,
    figure_id
from table_cells
