select
    source_path,
    sha256,
    reason,
    message
from {{ mart('fct_rejected_file') }}
