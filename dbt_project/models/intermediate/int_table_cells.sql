-- the first number of a cell that states a figure; marks of notes may stand beside it
with table_cells as (

    select * from {{ ref('stg_table_cells') }}

),

stated as (

    select
        table_cells.cell_id,
        arg_min(numerals.figure_id, numerals.char_start) as figure_id
    from table_cells
    inner join {{ ref('int_numerals') }} as numerals
        on
            table_cells.article_id = numerals.article_id
            and table_cells.char_start <= numerals.char_start
            and table_cells.char_end > numerals.char_start
    where table_cells.role = 'number' and numerals.figure_id is not null
    group by table_cells.cell_id

)

select
    table_cells.*,
    stated.figure_id
from table_cells
left join stated on table_cells.cell_id = stated.cell_id
