"""The lake: a warehouse that many machines write and read, as DuckDB over Parquet files with a catalogue of its own.

Optional, and imported only where NPA_LAKE is set: how it is opened, and what each machine brings to it.
"""

from pipelines.lake.catalogue import columns_of, copy_comments, count_marts, relations_of_lake
from pipelines.lake.connection import LAKE, MACHINE, describe_snapshot, in_one_transaction, open_lake, reconnecting
from pipelines.lake.errors import LakeConflictError, LakeError, LakeUnreachableError, is_conflict, is_unreachable
from pipelines.lake.share import Shared, share
from pipelines.lake.snapshots import PUBLISHED, Snapshot, list_snapshots
from pipelines.lake.tables import COLLECTIONS, create_collections, create_landing_views
from pipelines.lake.tidy import Tidied, tidy

__all__ = [
    "COLLECTIONS",
    "LAKE",
    "MACHINE",
    "PUBLISHED",
    "LakeConflictError",
    "LakeError",
    "LakeUnreachableError",
    "Shared",
    "Snapshot",
    "Tidied",
    "columns_of",
    "copy_comments",
    "count_marts",
    "create_collections",
    "create_landing_views",
    "describe_snapshot",
    "in_one_transaction",
    "is_conflict",
    "is_unreachable",
    "list_snapshots",
    "open_lake",
    "reconnecting",
    "relations_of_lake",
    "share",
    "tidy",
]
