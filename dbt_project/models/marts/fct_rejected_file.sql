with rejected_files as (

    select * from {{ ref('int_rejected_files') }}

)

select
    source_path,
    sha256,
    file_format,
    reason,
    message
from rejected_files
