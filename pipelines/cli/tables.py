"""Prints rows, of a query or otherwise, as a table, as CSV or as JSON lines."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import duckdb

from pipelines.cli.console import escaped, out
from pipelines.cli.exact_json import exact_json, plain_decimal
from pipelines.exports import harmless

Row = Sequence[Any]

# A script may ask for millions of rows; so many are held at a time.
_FETCHED_ROWS = 10_000


def print_rows(cursor: duckdb.DuckDBPyConnection, style: str) -> None:
    """Print all rows of an executed query.

    Args:
        cursor: The connection the query was executed on.
        style: ``table``, ``csv`` or ``json``.
    """
    print_table([column[0] for column in cursor.description or []], _fetched(cursor), style)


def print_table(columns: Sequence[str], rows: Iterable[Row], style: str) -> None:
    """Print rows.

    Args:
        columns: Their names.
        rows: One value per column each.
        style: ``table``, ``csv`` or ``json``, which is an object a line.
    """
    if style == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([harmless(value) for value in row] for row in rows)
    elif style == "json":
        names = _told_apart(columns)
        for row in rows:
            print_json(dict(zip(names, row, strict=True)))
    else:
        _print_table(columns, list(rows))


def print_json(value: object) -> None:
    """Print a value as one line of JSON."""
    sys.stdout.write(exact_json(value) + "\n")


def _fetched(cursor: duckdb.DuckDBPyConnection) -> Iterator[Row]:
    while rows := cursor.fetchmany(_FETCHED_ROWS):
        yield from rows


def _told_apart(columns: Sequence[str]) -> Sequence[str]:
    """Names as they are, a repeated one with a number, as DuckDB gives it to a table: an object holds each key once."""
    names: list[str] = []
    for column in columns:
        name, number = column, 0
        while name in names:
            number += 1
            name = f"{column}_{number}"
        names.append(name)
    return names


def _print_table(columns: Sequence[str], rows: Sequence[Row]) -> None:
    from rich.table import Table

    table = Table()
    numeric = [
        any(isinstance(row[i], int | float) or hasattr(row[i], "as_tuple") for row in rows) for i in range(len(columns))
    ]
    for column, is_numeric in zip(columns, numeric, strict=True):
        table.add_column(escaped(column), justify="right" if is_numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*("" if value is None else escaped(_shown(value)) for value in row))
    out.print(table)
    out.print(f"{len(rows)} row{'' if len(rows) == 1 else 's'}")


def _shown(value: object) -> str:
    return plain_decimal(value) if isinstance(value, Decimal) else str(value)
