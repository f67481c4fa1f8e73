"""How every part of the project opens a DuckDB file: nothing is fetched, and nothing but results is printed.

What does not fit into memory goes to a folder of each process: DuckDB's default is one beside the file for all who read
it, where they overwrite each other's. What is read or written belongs to the stages.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import duckdb

from pipelines.settings import Settings


def connect(path: Path, *, read_only: bool = False, memory_share: int = 1) -> duckdb.DuckDBPyConnection:
    """A connection to the file.

    Args:
        path: Of the database.
        read_only: Whether to open it for reading only.
        memory_share: Of the memory that DuckDB may take, one part in so many: for work beside other work.

    Raises:
        duckdb.Error: It is no database, of another version of DuckDB, or held by another process.
    """
    con = duckdb.connect(str(path), read_only=read_only, config=_configuration(path, memory_share))
    # DuckDB draws a bar on standard output, where results go, as soon as a query takes more than two seconds.
    con.execute("set enable_progress_bar = false")
    return con


def spill_dir(path: Path) -> Path:
    """Where DuckDB puts what this process has no memory for, while it works on a file."""
    return path.with_name(f"{path.name}.{os.getpid()}.tmp")


def remove_spill(path: Path) -> None:
    """Remove what processes left there that were killed."""
    for folder in path.parent.glob(f"{path.name}.*.tmp"):
        number = folder.name.removeprefix(f"{path.name}.").removesuffix(".tmp")
        if number.isdecimal() and not _is_alive(int(number)):
            shutil.rmtree(folder, ignore_errors=True)


def _is_alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # somebody else's
    return True


def _configuration(path: Path, memory_share: int) -> dict[str, str | bool | int | float | list[str]]:
    return {
        "temp_directory": str(spill_dir(path)),
        "autoinstall_known_extensions": False,
        # DuckDB would take four fifths of the machine, and the cache of the operating system does as well.
        "memory_limit": f"{Settings.from_environment().duckdb_memory_mb // memory_share}MB",
    }
