with dispositions as (

    select * from {{ ref('dispositions') }}

)

select
    code as disposition_code,
    description
from dispositions
