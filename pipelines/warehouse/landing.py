"""Keeps the landing tables in step with ``raw/``: what changed is read anew, what vanished goes.

An article's rows come and go together, each step in one transaction, so a run killed at any moment leaves
tables that the next run can go on from. What the columns hold belongs to ``rows``.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from pipelines.warehouse.landing_tables import EXTRACTED_TABLES, LANDING_TABLES
from pipelines.warehouse.rows import Row, article_row, extraction_rows, rejected_row

# For types alone, as in `rows`.
if TYPE_CHECKING:
    from pipelines.articles import Article, ReadResult
    from pipelines.extraction import Extraction


@dataclass(frozen=True, slots=True)
class Change:
    """What reading ``raw/`` changed in the landing tables, in articles."""

    added: int
    removed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class PendingArticle:
    """An article whose figures are not in the landing tables yet.

    Attributes:
        published_on: As its origin file says, None without one.
        language: As its origin file says, None without one.
    """

    article_id: str
    extraction_key: str
    source_path: str
    text: str
    published_on: date | None
    language: str | None


_EXTRACTED_COLUMNS = {
    "article_id": "VARCHAR",
    "extraction_key": "VARCHAR",
    "published_on": "DATE",
    "published_on_source": "VARCHAR",
    "language": "VARCHAR",
}


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


def land_articles(
    con: duckdb.DuckDBPyConnection, read: ReadResult, raw_fingerprint: str, extractor_version: str
) -> Change:
    """Make the articles and rejected files in the landing tables those of ``read``.

    An article is unchanged when its bytes, its path, its origin and the extractor are.

    Args:
        con: The staging database.
        read: What was read.
        raw_fingerprint: The fingerprint of ``raw/``, taken before it was read: a file that comes in between is then
            found to be new, not taken for read.
        extractor_version: Of the extractor that is going to read the articles.
    """
    wanted = {_extraction_key(article, extractor_version): article for article in read.articles}
    present = {key for (key,) in con.execute("select extraction_key from landing.articles").fetchall()}
    read_at = datetime.now(UTC).replace(tzinfo=None)
    new_rows = [article_row(article, key, read_at) for key, article in wanted.items() if key not in present]
    con.begin()
    _load(con, "wanted", {"extraction_key": "VARCHAR"}, [{"extraction_key": key} for key in wanted])
    con.execute("delete from landing.articles where extraction_key not in (select extraction_key from wanted)")
    _insert(con, "articles", new_rows)
    con.execute("delete from landing.rejected_files")
    _insert(con, "rejected_files", [rejected_row(file) for file in read.rejected])
    con.execute("delete from landing.reading")
    _insert(con, "reading", [{"raw_fingerprint": raw_fingerprint}])
    con.commit()
    return Change(added=len(new_rows), removed=len(present - wanted.keys()), unchanged=len(present & wanted.keys()))


def land_sources(con: duckdb.DuckDBPyConnection, rows: Iterable[Row]) -> None:
    """Make the sources in the landing table these, each a row keyed by column."""
    con.begin()
    con.execute("delete from landing.sources")
    _insert(con, "sources", rows)
    con.commit()


def pending_articles(con: duckdb.DuckDBPyConnection) -> list[PendingArticle]:
    """The articles that extraction has to read, in the order of their paths."""
    rows = con.execute(
        "select article_id, extraction_key, source_path, text, published_on, language from landing.articles "
        "anti join landing.extractions using (article_id, extraction_key) order by source_path"
    ).fetchall()
    return [PendingArticle(*row) for row in rows]


def land_extractions(con: duckdb.DuckDBPyConnection, extractions: Sequence[tuple[PendingArticle, Extraction]]) -> None:
    """Replace what was extracted from these articles, and forget articles that are gone."""
    rows: dict[str, list[Row]] = {table: [] for table in EXTRACTED_TABLES}
    for article, extraction in extractions:
        for table, table_rows in extraction_rows(article.article_id, extraction).items():
            rows[table] += table_rows
    con.begin()
    _load(con, "extracted", _EXTRACTED_COLUMNS, [_extracted_row(*pair) for pair in extractions])
    con.execute(
        "create or replace temp table stale as select article_id from extracted "
        "union select article_id from landing.extractions anti join landing.articles using (article_id, extraction_key)"
    )
    for table in ("figure_concepts", "figure_facets"):
        con.execute(
            f"delete from landing.{table} where figure_id in "
            "(select figure_id from landing.figures where article_id in (from stale))"
        )
    for table in ("figures", "numerals", "record_claims", "extractions"):
        con.execute(f"delete from landing.{table} where article_id in (from stale)")
    for table, table_rows in rows.items():
        _insert(con, table, table_rows)
    con.execute("insert into landing.extractions select article_id, extraction_key from extracted")
    con.execute(
        "update landing.articles set published_on = extracted.published_on, "
        "published_on_source = extracted.published_on_source, language = extracted.language "
        "from extracted where articles.article_id = extracted.article_id"
    )
    con.commit()


def _extracted_row(article: PendingArticle, extraction: Extraction) -> Row:
    """What extraction tells of the article itself; what the origin file says comes first."""
    return {
        "article_id": article.article_id,
        "extraction_key": article.extraction_key,
        "published_on": article.published_on or extraction.published_on,
        "published_on_source": "origin" if article.published_on else extraction.published_on_source,
        "language": extraction.language,
    }


def _extraction_key(article: Article, extractor_version: str) -> str:
    origin = {name: str(value) for name, value in asdict(article.origin).items()}
    parts = [article.article_id, article.source_path, origin, extractor_version]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Row]) -> None:
    """Insert rows into a landing table."""
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
