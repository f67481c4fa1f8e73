"""Prints rows, of a query or otherwise, as a table, as CSV or as JSON lines."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from decimal import Decimal

import duckdb

from pipelines.cli.console import escaped, out
from pipelines.exports import harmless


def print_rows(cursor: duckdb.DuckDBPyConnection, style: str) -> None:
    """Print all rows of an executed query.

    Args:
        cursor: The connection the query was executed on.
        style: ``table``, ``csv`` or ``json``.
    """
    print_table([column[0] for column in cursor.description or []], cursor.fetchall(), style)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[object]], style: str) -> None:
    """Print rows.

    Args:
        columns: Their names.
        rows: One value per column each.
        style: ``table``, ``csv`` or ``json``.
    """
    if style == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([harmless(value) for value in row] for row in rows)
    elif style == "json":
        for row in rows:
            line = json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=_plain)
            sys.stdout.write(line + "\n")
    else:
        _print_table(columns, rows)


def _print_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
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
    """A decimal without the zeros its column type adds; anything else as it is."""
    if isinstance(value, Decimal):
        return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
    return str(value)


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else str(value)
