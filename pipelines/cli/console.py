"""What the commands share: where they print, how they end, how they open the warehouse."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
from rich.console import Console

from pipelines.database import connect
from pipelines.settings import Settings

OK = 0
FAILED = 1

# Redirected output has no screen to fit into.
REDIRECTED_WIDTH = 200

_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

out = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else REDIRECTED_WIDTH)
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
    with connect(settings.warehouse_path, read_only=True) as con:
        yield con


def fail(message: object) -> int:
    """Print a message where errors go.

    Returns:
        The exit code to end with.
    """
    err.print(f"[bold red]Error:[/] {escaped(message)}")
    return FAILED


def escaped(text: object) -> str:
    """Text as it is, square brackets included; what would steer the terminal shows as a replacement character."""
    from rich.markup import escape

    return escape(_STEERING.sub("\ufffd", str(text)))
