with source as (

    select * from {{ source('landing', 'figure_facets') }}

),

renamed as (

    select
        figure_id,
        facet,
        value as facet_value,
        source as settled_by,
        char_start,
        char_end,
        reason,
        antecedent_figure_id,
        otherwise
    from source

)

select * from renamed
