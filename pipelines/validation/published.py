"""What is published now, in short, for the frames that compare with it.

Tables of the same shape are there when nothing can be compared with, because nothing is published yet or the file is
damaged or of another layout: then they are empty, and guards against drift have nothing to object to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.database import connect

_ARTICLES = """
with figure_counts as (
    select article_id, count(*) as figures from {published}.main.figures group by article_id
),

numeral_counts as (
    select article_id, count(*) as numerals, count(*) filter (where disposition = 'unresolved') as unresolved
    from {published}.main.numerals
    group by article_id
)

select
    article_id,
    source_path,
    coalesce(figures, 0) as figures,
    coalesce(numerals, 0) as numerals,
    coalesce(unresolved, 0) as unresolved,
    coalesce(unresolved / numerals, 0) as unresolved_share
from {published}.main.articles
left join figure_counts using (article_id)
left join numeral_counts using (article_id)
"""
_OBSERVATIONS = "select series_id, period, value from {published}.main.observations where is_current"

_TABLES: Mapping[str, tuple[str, str]] = {
    "published_articles": (
        "article_id varchar, source_path varchar, figures bigint, numerals bigint, unresolved bigint, "
        "unresolved_share double",
        _ARTICLES,
    ),
    "published_observations": ("series_id varchar, period varchar, value decimal(18, 4)", _OBSERVATIONS),
}


@contextmanager
def open_beside_published(staging_path: Path, warehouse_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The staging database, read only, with the temporary tables of what is published."""
    con = _connect(staging_path)
    try:
        try:
            _read(con, warehouse_path)
        except duckdb.Error:
            con.close()  # an error in one database may leave the connection unusable for the other
            con = _connect(staging_path)
        yield con
    finally:
        con.close()


def _connect(staging_path: Path) -> duckdb.DuckDBPyConnection:
    # The refresh goes on meanwhile, with the whole.
    con = connect(staging_path, read_only=True, memory_share=2)
    create_published(con)
    return con


def create_published(con: duckdb.DuckDBPyConnection) -> None:
    """Create the temporary tables, empty."""
    for table, (columns, _) in _TABLES.items():
        con.execute(f"create or replace temp table {table} ({columns})")


def fill_published(con: duckdb.DuckDBPyConnection, database: str) -> None:
    """Fill the temporary tables from an attached database.

    Raises:
        duckdb.Error: It is of another layout.
    """
    for table, (_, query) in _TABLES.items():
        con.execute(f"insert into {table} by name {query.format(published=database)}")


def _read(con: duckdb.DuckDBPyConnection, warehouse_path: Path) -> None:
    if not warehouse_path.exists():
        return
    location = str(warehouse_path).replace("'", "''")
    con.execute(f"attach '{location}' as published (read_only)")
    fill_published(con, "published")
    con.execute("detach published")
