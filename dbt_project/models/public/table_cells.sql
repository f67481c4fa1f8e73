select
    cells.article_id,
    articles.source_path,
    cells.table_number,
    cells.row_number,
    cells.column_number,
    cells.role,
    cells.char_start,
    cells.char_end,
    cells.text,
    cells.row_header,
    cells.column_header,
    cells.caption,
    cells.section,
    cells.figure_id
from {{ mart('fct_table_cell') }} as cells
inner join {{ mart('dim_article') }} as articles on cells.article_id = articles.article_id
