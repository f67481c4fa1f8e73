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


class Groups:
    """The rows of a query ordered by a key, handed out key by key without holding them all.

    Keys are asked for in the order of the query; those nobody asks for are passed over.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, query: str, key: str) -> None:
        """Start the query, on a cursor of its own."""
        self._key = key
        self._rows = _stream(con.cursor(), query)
        self._next = next(self._rows, None)

    def of(self, wanted: str) -> list[Row]:
        """The rows of this key."""
        found = []
        while self._next is not None and self._next[self._key] <= wanted:
            if self._next[self._key] == wanted:
                found.append(self._next)
            self._next = next(self._rows, None)
        return found


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
