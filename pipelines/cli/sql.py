"""`npa sql`: queries on the published warehouse, one given or many typed."""

from __future__ import annotations

import sys

import duckdb

from pipelines.cli.console import OK, NoWarehouseError, fail, open_warehouse, out
from pipelines.cli.tables import print_rows
from pipelines.settings import Settings

_HELP = """Views: figures, observations, identities, numerals, record_claims, articles, rejected_files, sources.
End a query with ';'. Leave with .quit or Ctrl-D."""


def run(query: str | None, style: str) -> int:
    """Run a query, or those that come from the keyboard or a pipe.

    Returns:
        Exit code: 1 when a query that was not typed by hand fails.
    """
    try:
        with open_warehouse(Settings.from_environment()) as con:
            if query is None and sys.stdin.isatty():
                return _prompt(con, style)
            return _execute(con, query if query is not None else sys.stdin.read(), style)
    except NoWarehouseError as error:
        return fail(error)


def _execute(con: duckdb.DuckDBPyConnection, query: str, style: str) -> int:
    try:
        for statement in con.extract_statements(query):
            print_rows(con.execute(statement), style)
    except duckdb.Error as error:
        return fail(error)
    return OK


def _prompt(con: duckdb.DuckDBPyConnection, style: str) -> int:
    """Read queries until the user leaves; a failing one is reported and forgotten."""
    out.print(_HELP)
    lines: list[str] = []
    while True:
        try:
            line = input("...> " if lines else "npa> ")
        except EOFError:
            return OK
        except KeyboardInterrupt:
            lines = []
            out.print()
            continue
        if line.strip() in (".quit", ".exit"):
            return OK
        lines.append(line)
        if line.rstrip().endswith(";"):
            _execute(con, "\n".join(lines), style)
            lines = []
