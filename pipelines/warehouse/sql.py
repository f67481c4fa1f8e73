"""Pieces of SQL that more than one module writes by hand: literals and comments."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb


def literal(text: object) -> str:
    """A text, or a path, as a string literal; NULL for None.

    For what is written rarely: a parameter of a query costs the import of pandas.
    """
    return "null" if text is None else "'" + str(text).replace("'", "''") + "'"


def comment_on(con: duckdb.DuckDBPyConnection, table: str, comment: str, columns: Mapping[str, str]) -> None:
    """Describe a table of schema ``main`` and its columns, by name."""
    con.execute(f"comment on table {table} is {literal(comment)}")
    for column, column_comment in columns.items():
        con.execute(f"comment on column {table}.{column} is {literal(column_comment)}")


def as_text(expression: str, *, is_decimal: bool = False) -> str:
    """A value as text; a decimal without the zeros that its type adds."""
    text = f"{expression}::varchar"
    return f"rtrim(rtrim({text}, '0'), '.')" if is_decimal else text
