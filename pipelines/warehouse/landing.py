"""Keeps the landing tables in step with ``raw/``: what changed is read anew, what vanished goes.

An article's rows come and go together, each step in one transaction, so a run killed at any moment leaves
tables that the next run can go on from. What the columns hold belongs to ``rows``.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from pipelines.articles import Article, ReadUnit, RejectedFile, Rejection
from pipelines.progress import OnProgress, unheard
from pipelines.warehouse.landing_tables import EXTRACTED_TABLES, LANDING_TABLES
from pipelines.warehouse.rows import Row, article_row, extraction_rows, rejected_row
from pipelines.warehouse.sql import literal

# For types alone, as in `rows`.
if TYPE_CHECKING:
    from pipelines.extraction import Extraction


# So much is read, extracted and written at a time: what a killed run has to do again, and what is held in memory.
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


class PendingReason(StrEnum):
    """Why an article has to be extracted."""

    NEW = "new"
    CHANGED = "changed"
    OTHER_EXTRACTOR = "other_extractor"


@dataclass(frozen=True, slots=True)
class PendingArticle:
    """An article whose figures are not in the landing tables yet.

    Attributes:
        published_on: As its origin file says, None without one.
        language: As its origin file says, None without one.
        reason: Why it is pending.
    """

    article_id: str
    extraction_key: str
    source_path: str
    text: str
    published_on: date | None
    language: str | None
    reason: PendingReason


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
    _insert(con, "reading", [{"raw_fingerprint": raw_fingerprint, "reader_version": reader_version}])
    return Change(added=len(wanted - present), removed=len(present - wanted), unchanged=len(present & wanted))


def land_sources(con: duckdb.DuckDBPyConnection, rows: Sequence[Row]) -> None:
    """Make the sources in the landing table these, each a row keyed by column."""
    con.begin()
    con.execute("delete from landing.sources")
    _insert(con, "sources", rows)
    con.commit()


def last_reader_version(con: duckdb.DuckDBPyConnection) -> str | None:
    """The version of the code that read what is in the landing tables; None where nothing is, or not all of it."""
    row = con.execute("select reader_version from landing.reading").fetchone()
    return str(row[0]) if row else None


def pending_articles(con: duckdb.DuckDBPyConnection, extractor_version: str) -> Iterator[list[PendingArticle]]:
    """The articles that extraction has to read, in batches and in the order of their paths.

    Args:
        con: The staging database.
        extractor_version: Of the extractor that is going to read them.
    """
    pending = con.execute(
        "select article_id, articles.char_count, case "
        f"when extractions.article_id is null then '{PendingReason.NEW}' "
        f"when extractions.extraction_key != articles.extraction_key then '{PendingReason.CHANGED}' "
        f"else '{PendingReason.OTHER_EXTRACTOR}' end {_pending(extractor_version)} order by source_path"
    ).fetchall()
    while pending:
        size = 0
        characters = 0
        while size < len(pending) and size < BATCH_ARTICLES and characters < BATCH_CHARACTERS:
            characters += pending[size][1]
            size += 1
        batch, pending = pending[:size], pending[size:]
        reasons = {article_id: PendingReason(reason) for article_id, _, reason in batch}
        _load(con, "batch", {"article_id": "VARCHAR"}, [{"article_id": article_id} for article_id in reasons])
        rows = con.execute(
            "select article_id, extraction_key, source_path, text, published_on, language "
            "from landing.articles semi join batch using (article_id) order by source_path"
        ).fetchall()
        yield [
            PendingArticle(article_id, key, source_path, text, published_on, language, reasons[article_id])
            for article_id, key, source_path, text, published_on, language in rows
        ]


def count_pending_articles(con: duckdb.DuckDBPyConnection, extractor_version: str) -> int:
    """How many articles extraction has to read."""
    return int(con.execute(f"select count(*) {_pending(extractor_version)}").fetchall()[0][0])


def _pending(extractor_version: str) -> str:
    return (
        "from landing.articles left join landing.extractions using (article_id) "
        "where articles.extraction_key is distinct from extractions.extraction_key "
        f"or extractor_version != {literal(extractor_version)}"
    )


def land_extractions(
    con: duckdb.DuckDBPyConnection,
    extractions: Sequence[tuple[PendingArticle, Extraction]],
    extractor_version: str,
) -> None:
    """Replace what was extracted from these articles."""
    rows: dict[str, list[Row]] = {table: [] for table in (*EXTRACTED_TABLES, "extractions")}
    for article, extraction in extractions:
        for table, table_rows in extraction_rows(article.article_id, extraction).items():
            rows[table] += table_rows
        rows["extractions"].append(
            {
                "article_id": article.article_id,
                "extraction_key": article.extraction_key,
                "extractor_version": extractor_version,
                "published_on": extraction.published_on,
                "published_on_source": extraction.published_on_source,
                "language": extraction.language,
            }
        )
    con.begin()
    _forget(con, [article.article_id for article, _ in extractions])
    for table, table_rows in rows.items():
        _insert(con, table, table_rows)
    con.commit()


def forget_vanished(con: duckdb.DuckDBPyConnection) -> int:
    """Remove what was extracted from articles that are gone; returns how many articles that were."""
    gone = con.execute(
        "select article_id from landing.extractions anti join landing.articles using (article_id)"
    ).fetchall()
    con.begin()
    _forget(con, [article_id for (article_id,) in gone])
    con.commit()
    return len(gone)


def _forget(con: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> None:
    """Remove everything extracted from these articles."""
    _load(con, "stale", {"article_id": "VARCHAR"}, [{"article_id": article_id} for article_id in article_ids])
    known = con.execute("select count(*) from landing.extractions semi join stale using (article_id)").fetchall()
    if not known[0][0]:
        return
    for table in ("figure_concepts", "figure_facets"):
        con.execute(
            f"delete from landing.{table} where figure_id in "
            "(select figure_id from landing.figures where article_id in (from stale))"
        )
    for table in ("figures", "numerals", "record_claims", "extractions"):
        con.execute(f"delete from landing.{table} where article_id in (from stale)")


def _file_keys(con: duckdb.DuckDBPyConnection) -> set[str]:
    rows = con.execute(
        "select file_key from landing.articles union all select file_key from landing.rejected_files"
    ).fetchall()
    return {key for (key,) in rows}


def _remove_files(con: duckdb.DuckDBPyConnection, keys: Iterable[str]) -> None:
    _load(con, "gone", {"file_key": "VARCHAR"}, [{"file_key": key} for key in keys])
    for table in ("articles", "rejected_files"):
        con.execute(f"delete from landing.{table} where file_key in (from gone)")


def _land_batch(con: duckdb.DuckDBPyConnection, articles: Sequence[Row], rejected: Sequence[Row]) -> None:
    con.begin()
    _insert(con, "articles", articles)
    _insert(con, "rejected_files", rejected)
    con.commit()


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    """Insert rows into a landing table."""
    if not rows:
        return
    _load(con, "incoming", LANDING_TABLES[table], rows)
    con.execute(f"insert into landing.{table} by name from incoming")


def _load(con: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], rows: Iterable[Row]) -> None:
    """Create a temporary table of rows, by way of a file of JSON lines.

    100,000 rows take a second, where `executemany` takes two minutes, and a data frame, or a single parameter of a
    query, the import of pandas.
    """
    encode = json.JSONEncoder(ensure_ascii=False, default=str).encode
    with tempfile.TemporaryDirectory(prefix="npa-landing-") as folder:
        path = Path(folder, "rows.jsonl")
        with path.open("w", encoding="utf-8") as file:
            file.writelines(f"{encode(row)}\n" for row in rows)
        location = str(path).replace("'", "''")
        shape = ", ".join(f"'{column}': '{data_type}'" for column, data_type in columns.items())
        longest = max(path.stat().st_size, 1)
        con.execute(
            f"create or replace temp table {name} as from read_json('{location}', "
            f"format = 'newline_delimited', columns = {{{shape}}}, maximum_object_size = {longest})"
        )
