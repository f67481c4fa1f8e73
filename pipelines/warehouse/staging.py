"""Opens the database that every stage before publishing writes to.

Everything in it comes from ``raw/``, so one that is damaged is put aside and begun anew. What is in it belongs to
``landing`` and to dbt.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.database import connect, remove_spill
from pipelines.warehouse.seal import wal_of
from pipelines.warehouse.storage import explain, is_damage

# Holds what was checked of what is in the database; see ``stamp``.
STAMP_SCHEMA = "stamp"


class StagingError(Exception):
    """The staging database cannot be opened or is damaged; the message names it and the remedy."""


@contextmanager
def open_staging(
    path: Path, *, read_only: bool = False, keeps_stamp: bool = False
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Connect to the staging database for the length of a block.

    Opening it to write removes the stamp: whatever was checked, it may be something else from now on.

    Args:
        path: The staging database.
        read_only: Whether to open it for reading only.
        keeps_stamp: Whether nothing is written but the stamp itself.

    Raises:
        StagingError: Another process holds it, or it is damaged; then it was put aside.
        StorageError: The disk is full, or may not be written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = connect(path, read_only=read_only)
    except (duckdb.Error, OSError) as error:
        raise _explained(error, path) from error
    try:
        if not read_only and not keeps_stamp:
            connection.execute(f"drop schema if exists {STAMP_SCHEMA} cascade")
        yield connection
    except duckdb.Error as error:
        connection.close()
        if explained := explain_staging(error, path):
            raise explained from error
        raise
    finally:
        connection.close()


def begin_anew_if_damaged(path: Path) -> str | None:
    """Put a staging database that does not open aside.

    Returns:
        What was done, to be told; None where there was no need.

    Raises:
        StagingError: Another process holds it.
        StorageError: It may not be read or written to.
    """
    remove_spill(path)
    try:
        with open_staging(path):
            return None
    except StagingError as error:
        if path.exists():
            raise
        return str(error)


def explain_staging(error: duckdb.Error | str, path: Path) -> Exception | None:
    """What to raise instead, where the disk is full or the database damaged, which is then put aside.

    Args:
        error: As DuckDB raised it, or as dbt tells of it. No connection may be open any more.
        path: The staging database.
    """
    return explain(error, path) or (_put_aside(path, error) if is_damage(error) else None)


def _explained(error: duckdb.Error | OSError, path: Path) -> Exception:
    """What to raise when it does not open: whatever else the reason is, nothing in it is worth a failing build."""
    if "could not set lock" in str(error).lower():
        return StagingError(
            f"{path} is open in another process. Close it there, and query warehouse.duckdb instead. ({error})"
        )
    if not path.exists():
        return explain(error, path) or StagingError(f"There is no {path}. Run the whole refresh. ({error})")
    return explain(error, path) or _put_aside(path, error)


def _put_aside(path: Path, error: object) -> StagingError:
    aside = path.with_name(f"{path.name}.damaged")
    for name, new_name in ((path, aside), (wal_of(path), wal_of(aside))):
        new_name.unlink(missing_ok=True)
        if name.exists():
            name.replace(new_name)
    return StagingError(
        f"{path} was damaged and is put aside as {aside.name}. Everything in it comes from raw/: the next build makes "
        f"it anew. ({error})"
    )
