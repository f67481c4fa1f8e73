"""How every part of the project opens a DuckDB file: nothing is fetched, and nothing but results is printed.

What is read or written there belongs to the stages.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

_CONFIG: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": False}


def connect(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection to the file.

    Raises:
        duckdb.Error: It is no database, of another version of DuckDB, or held by another process.
    """
    con = duckdb.connect(str(path), read_only=read_only, config=_CONFIG)
    # DuckDB draws a bar on standard output, where results go, as soon as a query takes more than two seconds.
    con.execute("set enable_progress_bar = false")
    return con
