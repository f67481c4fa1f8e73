"""Keeps the lake small: forgets old versions, joins small files, deletes what no version holds any more.

Never needed for a right answer, and never part of a build.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from pipelines.lake.connection import LAKE, open_lake, reconnecting
from pipelines.settings import Settings

# A file that no version holds may belong to a transaction that still runs. None takes this long.
ORPHANED_AFTER_HOURS = 24


@dataclass(frozen=True, slots=True)
class Tidied:
    """What tidying did.

    Attributes:
        snapshots_forgotten: Versions that can no longer be read.
        files_joined: Files that took the place of several smaller ones.
        files_deleted: Files of forgotten versions.
        orphans_deleted: Files that writers left which were killed.
    """

    snapshots_forgotten: int
    files_joined: int
    files_deleted: int
    orphans_deleted: int


def tidy(settings: Settings, keep_days: int, orphaned_after_hours: int = ORPHANED_AFTER_HOURS) -> Tidied:
    """Tidy the lake; the newest version is always kept.

    Args:
        settings: Where it is.
        keep_days: Younger versions are kept.
        orphaned_after_hours: Files that no version holds are deleted when they are older.

    Raises:
        LakeError: The lake cannot be written to.
    """

    def work() -> Tidied:
        with open_lake(settings) as con:
            return Tidied(
                snapshots_forgotten=_count(con, "expire_snapshots", f"older_than => {_ago(keep_days, 'day')}"),
                files_joined=_count(con, "merge_adjacent_files", None),
                # A reader may still be at work on a version that was forgotten a moment ago.
                files_deleted=_count(con, "cleanup_old_files", f"older_than => {_ago(orphaned_after_hours, 'hour')}"),
                orphans_deleted=_count(
                    con, "delete_orphaned_files", f"older_than => {_ago(orphaned_after_hours, 'hour')}"
                ),
            )

    return reconnecting(settings, work)


def _ago(count: int, unit: str) -> str:
    # Without a zone, the arithmetic of which is another extension's.
    return f"cast(now() as timestamp) - interval {count} {unit}"


def _count(con: duckdb.DuckDBPyConnection, function: str, arguments: str | None) -> int:
    call = f"ducklake_{function}('{LAKE}'{f', {arguments}' if arguments else ''})"
    return len(con.execute(f"select 1 from {call}").fetchall())
