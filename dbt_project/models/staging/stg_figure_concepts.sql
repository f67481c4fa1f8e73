with source as (

    select * from {{ source('landing', 'figure_concepts') }}

),

renamed as (

    select
        figure_id,
        axis,
        code
    from source

)

select * from renamed
