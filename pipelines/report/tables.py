"""Rows of the published database, as mappings and in groups; the only place the report meets a cursor.

Which rows a page asks for belongs to the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import duckdb

Row = Mapping[str, Any]

_FETCHED_AT_ONCE = 5_000


def rows(con: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    """All rows of a query."""
    return list(_stream(con, query))


def first(con: duckdb.DuckDBPyConnection, query: str) -> Row:
    """The only row of a query that has one."""
    return rows(con, query)[0]


def grouped(con: duckdb.DuckDBPyConnection, query: str, key: str) -> Mapping[str, list[Row]]:
    """All rows of a query by the value of one column, each group in the order of the query."""
    groups: dict[str, list[Row]] = {}
    for row in _stream(con, query):
        groups.setdefault(row[key], []).append(row)
    return groups


def concept_names(con: duckdb.DuckDBPyConnection) -> Mapping[str, Mapping[str, str]]:
    """The English name of every code, by axis."""
    names: dict[str, dict[str, str]] = {}
    for row in rows(con, "select axis, code, name_en from marts.dim_concept where name_en is not null"):
        names.setdefault(row["axis"], {})[row["code"]] = row["name_en"]
    return names


def _stream(con: duckdb.DuckDBPyConnection, query: str) -> Iterator[Row]:
    con.execute(query)
    names = [column[0] for column in con.description or []]
    while fetched := con.fetchmany(_FETCHED_AT_ONCE):
        for row in fetched:
            yield dict(zip(names, row, strict=True))
