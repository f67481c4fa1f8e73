"""How every part of the project opens a DuckDB file: nothing is fetched, and nothing but results is printed.

What is read or written there belongs to the stages.
"""

from __future__ import annotations

import functools
from pathlib import Path

import duckdb

from pipelines.settings import Settings


def connect(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection to the file.

    Raises:
        duckdb.Error: It is no database, of another version of DuckDB, or held by another process.
    """
    con = duckdb.connect(str(path), read_only=read_only, config=_configuration())
    # DuckDB draws a bar on standard output, where results go, as soon as a query takes more than two seconds.
    con.execute("set enable_progress_bar = false")
    return con


@functools.cache
def _configuration() -> dict[str, str | bool | int | float | list[str]]:
    return {
        "autoinstall_known_extensions": False,
        # DuckDB would take four fifths of the machine, and the cache of the operating system does as well.
        "memory_limit": f"{Settings.from_environment().duckdb_memory_mb}MB",
    }
