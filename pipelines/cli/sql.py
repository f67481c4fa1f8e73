"""`npa sql`: queries on the published warehouse, one given or many typed."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import duckdb

from pipelines.cli.console import OK, err, fail, out
from pipelines.cli.errors import CommandError, is_stop
from pipelines.cli.tables import print_rows
from pipelines.cli.warehouse import is_damaged, open_warehouse, said
from pipelines.settings import Settings

_HELP = """Views: figures, observations, identities, numerals, table_cells, record_claims, articles, rejected_files.
End a query with ';'. Leave with .quit or Ctrl-D."""


def run(query: str | None, file: Path | None, style: str) -> int:
    """Run a query, those of a file, or those that come from the keyboard or a pipe.

    Returns:
        Exit code: 1 when a query that was not typed by hand fails.
    """
    given = _text(file) if file else query
    with open_warehouse(Settings.from_environment()) as con:
        if given is None and sys.stdin.isatty():
            return _prompt(con, style)
        return execute(con, given if given is not None else sys.stdin.read(), style)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(
            f"{file} is not UTF-8: byte {error.object[error.start]:#04x} at position {error.start}. Save it as UTF-8."
        ) from error
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror or error}. Give a file with a query.") from error


def execute(con: duckdb.DuckDBPyConnection, query: str, style: str) -> int:
    """Run each statement of a query and print its rows.

    Returns:
        Exit code: 1 when one fails.
    """
    try:
        for statement in con.extract_statements(query):
            result = con.execute(statement)
            # A pivot comes as two statements, of which nobody wrote the first: it has no text.
            if statement.type != duckdb.StatementType.CREATE or statement.query.strip():
                print_rows(result, style)
    except duckdb.Error as error:
        if is_damaged(error):
            raise
        return fail(said(error))
    return OK


def _prompt(con: duckdb.DuckDBPyConnection, style: str) -> int:
    """Read queries until the user leaves; a failing one is reported and forgotten."""
    with suppress(ImportError):
        import readline  # noqa: F401 - gives `input` its arrow keys and what was typed before

    out.print(_HELP)
    lines: list[str] = []
    while True:
        try:
            line = input("...> " if lines else "npa> ")
            if line.strip() in (".quit", ".exit"):
                return OK
            lines.append(line)
            if line.rstrip().endswith(";"):
                execute(con, "\n".join(lines), style)
                lines = []
        except EOFError:
            return OK
        except (KeyboardInterrupt, RuntimeError) as error:
            if not is_stop(error):
                raise
            lines = []
            err.print()
