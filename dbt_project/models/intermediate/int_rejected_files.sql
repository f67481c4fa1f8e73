with rejected_files as (

    select * from {{ ref('stg_rejected_files') }}

)

select
    source_path,
    sha256,
    lower(nullif(regexp_extract(source_path, '\.([^./]+)$', 1), '')) as file_format,
    reason,
    message
from rejected_files
