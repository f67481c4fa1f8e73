select
    source,
    kind,
    url,
    publisher,
    last_attempt_at,
    last_success_at,
    last_error,
    documents,
    newest_document_on,
    is_stale
from {{ mart('dim_source') }}
