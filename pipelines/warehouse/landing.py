"""Keeps the landing tables in step with ``raw/``: what changed is read anew, what vanished goes.

An article's rows come and go together, each step in one transaction, so a run killed at any moment leaves
tables that the next run can go on from. What the columns hold belongs to ``rows``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb

from pipelines.articles import Outcome, PassedOver, ReadUnit, RejectedFile, Rejection
from pipelines.progress import OnProgress, unheard
from pipelines.warehouse.duplicates import decide_duplicates, reread_what_lost_to_nobody
from pipelines.warehouse.landing_tables import LANDING_TABLES
from pipelines.warehouse.loading import insert_rows, load_rows
from pipelines.warehouse.rows import Row, article_row, passed_over_row, rejected_row

# So much is read and written at a time: what a killed run has to do again, and what is held in memory.
BATCH_ARTICLES = 500
BATCH_CHARACTERS = 5_000_000
BATCH_PASSED_OVER = 20_000


@dataclass(frozen=True, slots=True)
class Change:
    """What reading ``raw/`` changed in the landing tables.

    Attributes:
        added: Files that were read, new or changed.
        removed: Files that are gone, or have changed.
        unchanged: Files that were not read again.
    """

    added: int
    removed: int
    unchanged: int


def create_landing(con: duckdb.DuckDBPyConnection) -> None:
    """Create the landing tables; tables of another shape, left by other code, start over empty."""
    found = con.execute(
        "select table_name, column_name, data_type from duckdb_columns() "
        "where schema_name = 'landing' and database_name = current_database() order by table_name, column_index"
    ).fetchall()
    expected = [
        (table, column, data_type)
        for table in sorted(LANDING_TABLES)
        for column, data_type in LANDING_TABLES[table].items()
    ]
    if found == expected:
        return
    con.execute("drop schema if exists landing cascade")
    con.execute("create schema landing")
    for table, columns in LANDING_TABLES.items():
        con.execute(f"create table landing.{table} ({', '.join(f'{name} {kind}' for name, kind in columns.items())})")


def land_files(
    con: duckdb.DuckDBPyConnection,
    units: Iterable[ReadUnit],
    read: Callable[[ReadUnit], Iterable[Outcome]],
    raw_fingerprint: str,
    reader_version: str,
    on_progress: OnProgress = unheard,
) -> Change:
    """Make what is in the landing tables that of ``units``, reading only what is not there.

    What was read is written in batches; a run that is killed goes on from the last of them, or from the beginning of
    the file of many articles that it was reading.

    Args:
        con: The staging database.
        units: Everything in ``raw/``.
        read: Reads one of them.
        raw_fingerprint: The fingerprint of ``raw/`` before it was read: a file that comes in between is then found to
            be new, not taken for read.
        reader_version: Of the code that reads.
        on_progress: Told of each unit before it is read, by the path of its first file.
    """
    planned = list(units)
    wanted = {key for unit in planned for key in unit.keys}
    con.begin()
    con.execute("delete from landing.reading")
    before = _file_keys(con)
    _remove_files(con, before - wanted)
    reread_what_lost_to_nobody(con)
    con.commit()
    present = _file_keys(con)
    batch = _Batch(con, datetime.now(UTC).replace(tzinfo=None))
    unread = [unit for unit in planned if not present.issuperset(unit.keys)]
    for done, unit in enumerate(unread):
        first = unit.files[0][0]
        on_progress(first.source_path, done, len(unread))
        if unit.is_bulk:
            _land_archive(batch, unit, read)
            continue
        for key, outcome in zip(unit.keys, read(unit), strict=True):
            if key not in present:  # else left by a run that was killed between the files of one unit
                batch.add(outcome, key)
        batch.land_if_full()
    batch.land()
    decide_duplicates(con)
    insert_rows(con, "reading", [{"raw_fingerprint": raw_fingerprint, "reader_version": reader_version}])
    return Change(added=len(wanted - before), removed=len(before - wanted), unchanged=len(before & wanted))


def _land_archive(batch: _Batch, unit: ReadUnit, read: Callable[[ReadUnit], Iterable[Outcome]]) -> None:
    """Land a file of many articles: its rows in batches, and with the last of them that it was read to its end."""
    batch.land()
    archive, *others = (file for file, _ in unit.files)
    key = unit.keys[0]
    keys_of_others = dict(zip((other.source_path for other in others), unit.keys[1:], strict=True))
    _remove_files(batch.con, unit.keys)  # what a run left that was killed
    try:
        for outcome in read(unit):
            batch.add(outcome, keys_of_others.get(outcome.source_path, key))
            batch.land_if_full()
    except OSError as error:
        batch.clear()
        _remove_files(batch.con, unit.keys)
        message = f"{error.strerror or error}. Check that the file exists and may be read."
        batch.add(RejectedFile(archive.source_path, archive.sha256, Rejection.UNREADABLE, message), key)
        batch.land()
        return
    batch.land({"file_key": key, "source_path": archive.source_path})


def land_sources(con: duckdb.DuckDBPyConnection, rows: Sequence[Row]) -> None:
    """Make the sources in the landing table these, each a row keyed by column."""
    con.begin()
    con.execute("delete from landing.sources")
    insert_rows(con, "sources", rows)
    con.commit()


def last_reader_version(con: duckdb.DuckDBPyConnection) -> str | None:
    """The version of the code that read what is in the landing tables; None where nothing is, or not all of it."""
    row = con.execute("select reader_version from landing.reading").fetchone()
    return str(row[0]) if row else None


class _Batch:
    """What was read and is not written yet."""

    def __init__(self, con: duckdb.DuckDBPyConnection, read_at: datetime) -> None:
        self.con = con
        self._read_at = read_at
        self.clear()

    def clear(self) -> None:
        self._articles: list[Row] = []
        self._passed_over: list[Row] = []
        self._rejected: list[Row] = []
        self._characters = 0

    def add(self, outcome: Outcome, key: str) -> None:
        if isinstance(outcome, RejectedFile):
            # What the disk refused once it may give the next time: under this key it is never found unchanged.
            passing = outcome.reason is Rejection.UNREADABLE
            self._rejected.append(rejected_row(outcome, f"{key}?" if passing else key))
        elif isinstance(outcome, PassedOver):
            self._passed_over.append(passed_over_row(outcome, key))
        else:
            self._articles.append(article_row(outcome, key, self._read_at))
            self._characters += len(outcome.text)

    def land_if_full(self) -> None:
        rows = len(self._articles) + len(self._rejected)
        if (
            rows >= BATCH_ARTICLES
            or self._characters >= BATCH_CHARACTERS
            or len(self._passed_over) >= BATCH_PASSED_OVER
        ):
            self.land()

    def land(self, archive: Row | None = None) -> None:
        """Write it, and with it that an archive was read to its end."""
        self.con.begin()
        insert_rows(self.con, "articles", self._articles)
        insert_rows(self.con, "passed_over_articles", self._passed_over)
        insert_rows(self.con, "rejected_files", self._rejected)
        insert_rows(self.con, "archives", [archive] if archive else [])
        self.con.commit()
        self.clear()


def _file_keys(con: duckdb.DuckDBPyConnection) -> set[str]:
    """Keys of the files that were read to their end."""
    rows = con.execute(
        """
        select file_key from landing.articles where file_row is null
        union all
        select file_key from landing.rejected_files where file_row is null
        union all
        select file_key from landing.archives
        """
    ).fetchall()
    return {key for (key,) in rows}


def _remove_files(con: duckdb.DuckDBPyConnection, keys: Iterable[str]) -> None:
    load_rows(con, "gone", {"file_key": "VARCHAR"}, [{"file_key": key} for key in keys])
    for table in ("articles", "passed_over_articles", "rejected_files", "archives"):
        con.execute(f"delete from landing.{table} where file_key in (from gone)")
