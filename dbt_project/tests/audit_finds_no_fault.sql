-- The receipt that is published with the data, asked before it is: no fault of ours is in it. Findings are no faults.
select
    check_name,
    source_path,
    subject_id,
    detail
from {{ ref('audit_violations') }}
where severity = 'fault'
