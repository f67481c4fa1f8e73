"""Keeps the landing tables in step with ``raw/``: what changed is read anew, what vanished goes.

An article's rows come and go together, each step in one transaction, so a run killed at any moment leaves
tables that the next run can go on from. What the columns hold belongs to ``rows``.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable, Sequence
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


def land_articles(con: duckdb.DuckDBPyConnection, read: ReadResult, extractor_version: str) -> Change:
    """Make the articles and rejected files in the landing tables those of ``read``.

    An article is unchanged when its bytes, its path, its origin and the extractor are.
    """
    wanted = {_extraction_key(article, extractor_version): article for article in read.articles}
    present = {key for (key,) in con.execute("select extraction_key from landing.articles").fetchall()}
    vanished = present - wanted.keys()
    read_at = datetime.now(UTC).replace(tzinfo=None)
    new_rows = [article_row(article, key, read_at) for key, article in wanted.items() if key not in present]
    con.begin()
    con.execute("delete from landing.articles where extraction_key in (select unnest($1::varchar[]))", [list(vanished)])
    _insert(con, "articles", new_rows)
    con.execute("delete from landing.rejected_files")
    _insert(con, "rejected_files", [rejected_row(file) for file in read.rejected])
    con.commit()
    return Change(added=len(new_rows), removed=len(vanished), unchanged=len(wanted) - len(new_rows))


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
    con.execute(
        "create or replace temp table stale as "
        "select article_id from landing.extractions anti join landing.articles using (article_id, extraction_key) "
        "union select unnest($1::varchar[])",
        [[article.article_id for article, _ in extractions]],
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
    for article, extraction in extractions:
        con.execute("insert into landing.extractions values ($1, $2)", [article.article_id, article.extraction_key])
        con.execute(
            "update landing.articles set published_on = $2, published_on_source = $3, language = $4 "
            "where article_id = $1",
            [
                article.article_id,
                extraction.published_on or article.published_on,
                "origin" if article.published_on else extraction.published_on_source,
                extraction.language,
            ],
        )
    con.execute("drop table stale")
    con.commit()


def _extraction_key(article: Article, extractor_version: str) -> str:
    origin = {name: str(value) for name, value in asdict(article.origin).items()}
    parts = [article.article_id, article.source_path, origin, extractor_version]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Row]) -> None:
    """Insert rows by way of a file of JSON lines.

    100,000 rows take a second, where `executemany` takes two minutes and a data frame the import of pandas.
    """
    columns = LANDING_TABLES[table]
    encode = json.JSONEncoder(ensure_ascii=False, default=str).encode
    with tempfile.TemporaryDirectory(prefix="npa-landing-") as folder:
        path = Path(folder, f"{table}.jsonl")
        with path.open("w", encoding="utf-8") as file:
            file.writelines(f"{encode(row)}\n" for row in rows)
        if not (size := path.stat().st_size):
            return
        shape = ", ".join(f"'{column}': '{data_type}'" for column, data_type in columns.items())
        con.execute(
            f"insert into landing.{table} by name from "
            f"read_json($1, format = 'newline_delimited', columns = {{{shape}}}, maximum_object_size = $2)",
            [str(path), max(size, 1)],
        )
