"""The public views of a published database: their columns, and their rows in an order that is always the same.

Knows nothing of file formats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from pipelines.exports.relations import RELATIONS, Relations

_SCHEMA = "main"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a view: its name, DuckDB's name of its type, and what it says of itself."""

    name: str
    type: str
    description: str | None


@dataclass(frozen=True, slots=True)
class View:
    """A public view, with what is known of its rows."""

    name: str
    description: str | None
    columns: Sequence[Column]
    relations: Relations


def public_views(con: duckdb.DuckDBPyConnection) -> Sequence[View]:
    """Every view of schema ``main``, by name; not the star below them."""
    columns: dict[str, list[Column]] = {}
    for view, name, kind, comment in con.execute(
        "select table_name, column_name, data_type, comment from duckdb_columns() "
        f"where database_name = current_database() and schema_name = '{_SCHEMA}' and not internal "
        "order by table_name, column_index"
    ).fetchall():
        columns.setdefault(view, []).append(Column(name, kind, comment))
    views = con.execute(
        "select view_name, comment from duckdb_views() "
        f"where database_name = current_database() and schema_name = '{_SCHEMA}' and not internal order by view_name"
    ).fetchall()
    return [View(name, comment, columns[name], RELATIONS.get(name, Relations())) for name, comment in views]


@contextmanager
def ordered_rows(con: duckdb.DuckDBPyConnection, view: View) -> Iterator[str]:
    """The rows of a view, reckoned once and sorted, as a table that lives as long as the block.

    Yields:
        The name of the table.
    """
    order = _order(view)
    table = 'temp.main."exported rows"'
    con.execute(
        f'create temp table "exported rows" as from "{_SCHEMA}"."{view.name}" '
        f"order by {', '.join(quoted(column) for column in order)}"
    )
    try:
        yield table
    finally:
        con.execute(f"drop table {table}")


def _order(view: View) -> Sequence[str]:
    """The columns to sort by: by the key in the end, or by all, so that alike rows have an order too."""
    columns = [column.name for column in view.columns]
    # What comes after a key decides nothing, and every column sorted by is held twice while rows are sorted.
    last = view.relations.key if set(view.relations.key) & set(columns) else columns
    return [column for column in dict.fromkeys((*view.relations.order, *last)) if column in columns]


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'
