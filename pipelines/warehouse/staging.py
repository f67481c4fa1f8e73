"""Opens the database that every stage before publishing writes to.

What is in it belongs to ``landing`` and to dbt.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

# Nothing is fetched, whatever a query asks for.
CONFIG: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": False}


class StagingError(Exception):
    """The staging database cannot be opened; the message names it and the remedy."""


@contextmanager
def open_staging(path: Path, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """Connect to the staging database for the length of a block.

    Raises:
        StagingError: Another process holds it, or the file is damaged.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = duckdb.connect(str(path), read_only=read_only, config=CONFIG)
    except duckdb.Error as error:
        remedy = (
            "Another process has it open: close it, and query warehouse.duckdb instead."
            if "lock" in str(error).lower()
            else "Everything in it comes from raw/: delete it and build again."
        )
        raise StagingError(f"{path} cannot be opened. {remedy} DuckDB says: {error}") from error
    try:
        yield connection
    finally:
        connection.close()
