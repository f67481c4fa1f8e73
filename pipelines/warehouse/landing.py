"""Keeps the landing tables in step with ``raw/``: what changed is read anew, what vanished goes.

An article's rows come and go together, each step in one transaction, so a run killed at any moment leaves
tables that the next run can go on from. What the columns hold belongs to ``rows``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb

from pipelines.articles import Article, ReadUnit, RejectedFile, Rejection
from pipelines.progress import OnProgress, unheard
from pipelines.warehouse.landing_tables import LANDING_TABLES
from pipelines.warehouse.loading import insert_rows, load_rows
from pipelines.warehouse.rows import Row, article_row, rejected_row

# So much is read and written at a time: what a killed run has to do again, and what is held in memory.
BATCH_ARTICLES = 500
BATCH_CHARACTERS = 5_000_000


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
    read: Callable[[ReadUnit], Iterable[Article | RejectedFile]],
    raw_fingerprint: str,
    reader_version: str,
    on_progress: OnProgress = unheard,
) -> Change:
    """Make the articles and rejected files in the landing tables those of ``units``, reading only what is not there.

    What was read is written in batches; a run that is killed goes on from the last of them.

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
    present = _file_keys(con)
    con.begin()
    con.execute("delete from landing.reading")
    _remove_files(con, present - wanted)
    con.commit()
    read_at = datetime.now(UTC).replace(tzinfo=None)
    articles: list[Row] = []
    rejected: list[Row] = []
    characters = 0
    unread = [unit for unit in planned if not present.issuperset(unit.keys)]
    for done, unit in enumerate(unread):
        on_progress(unit.files[0][0].source_path, done, len(unread))
        for key, outcome in zip(unit.keys, read(unit), strict=True):
            if key in present:  # left by a run that was killed between the files of one unit
                continue
            if isinstance(outcome, RejectedFile):
                # What the disk refused once it may give the next time: under this key it is never found unchanged.
                passing = outcome.reason is Rejection.UNREADABLE
                rejected.append(rejected_row(outcome, f"{key}?" if passing else key))
            else:
                articles.append(article_row(outcome, key, read_at))
                characters += len(outcome.text)
        if len(articles) + len(rejected) >= BATCH_ARTICLES or characters >= BATCH_CHARACTERS:
            _land_batch(con, articles, rejected)
            articles, rejected, characters = [], [], 0
    _land_batch(con, articles, rejected)
    insert_rows(con, "reading", [{"raw_fingerprint": raw_fingerprint, "reader_version": reader_version}])
    return Change(added=len(wanted - present), removed=len(present - wanted), unchanged=len(present & wanted))


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


def _file_keys(con: duckdb.DuckDBPyConnection) -> set[str]:
    rows = con.execute(
        "select file_key from landing.articles union all select file_key from landing.rejected_files"
    ).fetchall()
    return {key for (key,) in rows}


def _remove_files(con: duckdb.DuckDBPyConnection, keys: Iterable[str]) -> None:
    load_rows(con, "gone", {"file_key": "VARCHAR"}, [{"file_key": key} for key in keys])
    for table in ("articles", "rejected_files"):
        con.execute(f"delete from landing.{table} where file_key in (from gone)")


def _land_batch(con: duckdb.DuckDBPyConnection, articles: Sequence[Row], rejected: Sequence[Row]) -> None:
    con.begin()
    insert_rows(con, "articles", articles)
    insert_rows(con, "rejected_files", rejected)
    con.commit()
