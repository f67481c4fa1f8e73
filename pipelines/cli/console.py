"""What the commands share: where they print, how they end, how they open the warehouse."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
from rich.console import Console

from pipelines.settings import Settings

OK = 0
FAILED = 1

# Wide enough to print whole lines where nobody looks: redirected output is not cut to 80 columns.
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


class NoWarehouseError(Exception):
    """There is nothing to read yet."""


@contextmanager
def open_warehouse(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published warehouse, for reading only.

    Raises:
        NoWarehouseError: Nothing was published yet.
    """
    if not settings.warehouse_path.exists():
        raise NoWarehouseError(f"There is no warehouse at {settings.warehouse_path} yet. Run: npa build")
    with duckdb.connect(str(settings.warehouse_path), read_only=True) as con:
        yield con


def fail(message: object) -> int:
    """Print a message where errors go.

    Returns:
        The exit code to end with.
    """
    err.print(f"[bold red]Error:[/] {escaped(message)}")
    return FAILED


def escaped(text: object) -> str:
    """Text as it is, square brackets included."""
    from rich.markup import escape

    return escape(str(text))
