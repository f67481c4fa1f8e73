"""The versions of the lake: what each is, who wrote it and when."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.lake.connection import LAKE, open_lake, reconnecting
from pipelines.settings import Settings


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One version of the lake, as a transaction left it.

    Attributes:
        written_at: When it was committed, by the clock of the machine that did, in its time zone.
        author: The collection whose machine wrote it; None for what was written by other means.
        message: What it is: shared by a machine, or published.
        is_publication: Whether the warehouse is another than in the snapshot before.
    """

    snapshot: int
    written_at: str
    author: str | None
    message: str | None
    is_publication: bool


PUBLISHED = "published: "


def list_snapshots(settings: Settings) -> list[Snapshot]:
    """Every version that can still be read, the newest first.

    Raises:
        LakeError: The lake cannot be read.
    """

    def read() -> list[Snapshot]:
        with open_lake(settings, read_only=True) as con:
            # As text: a time with a zone would need another package to become one of Python's.
            rows = con.execute(
                "select snapshot_id, strftime(snapshot_time, '%Y-%m-%d %H:%M:%S'), author, commit_message "
                f"from ducklake_snapshots('{LAKE}') order by snapshot_id desc"
            ).fetchall()
        return [
            Snapshot(number, written_at, author, message, (message or "").startswith(PUBLISHED))
            for number, written_at, author, message in rows
        ]

    return reconnecting(settings, read)
