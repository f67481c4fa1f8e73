"""The databases: landing tables, the published file, and what decides whether either is out of date.

The only code that opens DuckDB to write, dbt apart.
"""

from pipelines.warehouse.changes import NOTHING_BEFORE, ChangeCounts, Changes, Comparison, count_changes
from pipelines.warehouse.fingerprint import (
    code_fingerprint,
    combine,
    extractor_version,
    input_fingerprint,
    raw_fingerprint,
)
from pipelines.warehouse.landing import (
    Change,
    PendingArticle,
    create_landing,
    land_articles,
    land_extractions,
    land_sources,
    pending_articles,
)
from pipelines.warehouse.lock import BuildRunningError, build_lock
from pipelines.warehouse.publish import Publication, Published, PublishError, publish, read_publication
from pipelines.warehouse.staging import StagingError, open_staging

__all__ = [
    "NOTHING_BEFORE",
    "BuildRunningError",
    "Change",
    "ChangeCounts",
    "Changes",
    "Comparison",
    "PendingArticle",
    "Publication",
    "PublishError",
    "Published",
    "StagingError",
    "build_lock",
    "code_fingerprint",
    "combine",
    "count_changes",
    "create_landing",
    "extractor_version",
    "input_fingerprint",
    "land_articles",
    "land_extractions",
    "land_sources",
    "open_staging",
    "pending_articles",
    "publish",
    "raw_fingerprint",
    "read_publication",
]
