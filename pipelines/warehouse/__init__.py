"""The databases: landing tables, the published file, and what decides whether either is out of date.

The only code that opens DuckDB to write, dbt apart.
"""

from pipelines.warehouse.change_tables import CHANGE_TABLES
from pipelines.warehouse.changes import NOTHING_BEFORE, ChangeCounts, Changes, Comparison, count_changes
from pipelines.warehouse.fingerprint import (
    code_fingerprint,
    combine,
    extractor_version,
    first_pass_version,
    input_fingerprint,
    reader_version,
)
from pipelines.warehouse.landing import (
    Change,
    create_landing,
    land_files,
    land_sources,
    last_reader_version,
)
from pipelines.warehouse.landing_extractions import (
    Pending,
    PendingArticle,
    PendingReason,
    count_pending_articles,
    find_pending,
    forget_problems,
    forget_stale,
    land_extractions,
    pending_articles,
    problems,
    set_aside,
)
from pipelines.warehouse.landing_tables import EXTRACTED_TABLES, LANDING_TABLES
from pipelines.warehouse.lock import BuildFolderError, BuildRunningError, build_lock, is_build_running, running_build
from pipelines.warehouse.problems import ProblemReason, is_tolerable
from pipelines.warehouse.publish import (
    MACROS,
    PUBLICATION_COLUMNS,
    Publication,
    Published,
    PublishError,
    create_publication,
    publish,
    read_publication,
)
from pipelines.warehouse.sql import literal
from pipelines.warehouse.staging import StagingError, begin_anew_if_damaged, explain_staging, open_staging
from pipelines.warehouse.stamp import CheckOutcome, read_stamp, stamp
from pipelines.warehouse.storage import StorageError, explain, is_damage
from pipelines.warehouse.tracing import trace_rows

__all__ = [
    "CHANGE_TABLES",
    "EXTRACTED_TABLES",
    "LANDING_TABLES",
    "MACROS",
    "NOTHING_BEFORE",
    "PUBLICATION_COLUMNS",
    "BuildFolderError",
    "BuildRunningError",
    "Change",
    "ChangeCounts",
    "Changes",
    "CheckOutcome",
    "Comparison",
    "Pending",
    "PendingArticle",
    "PendingReason",
    "ProblemReason",
    "Publication",
    "PublishError",
    "Published",
    "StagingError",
    "StorageError",
    "begin_anew_if_damaged",
    "build_lock",
    "code_fingerprint",
    "combine",
    "count_changes",
    "count_pending_articles",
    "create_landing",
    "create_publication",
    "explain",
    "explain_staging",
    "extractor_version",
    "find_pending",
    "first_pass_version",
    "forget_problems",
    "forget_stale",
    "input_fingerprint",
    "is_build_running",
    "is_damage",
    "is_tolerable",
    "land_extractions",
    "land_files",
    "land_sources",
    "last_reader_version",
    "literal",
    "open_staging",
    "pending_articles",
    "problems",
    "publish",
    "read_publication",
    "read_stamp",
    "reader_version",
    "running_build",
    "set_aside",
    "stamp",
    "trace_rows",
]
