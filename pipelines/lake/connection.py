"""Opens the lake: DuckDB over Parquet files, with a catalogue in PostgreSQL or in a file.

A transaction here is one snapshot of the lake or nothing. Whoever works in one is run again from its beginning where
the server goes away for a moment, or somebody else was first. What is in the lake belongs to ``tables``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import duckdb

from pipelines.database import connect, remove_spill, spill_dir
from pipelines.lake.errors import LakeConflictError, LakeError, LakeUnreachableError, is_conflict, is_unreachable
from pipelines.lake.extensions import DUCKLAKE, POSTGRES, extension_file
from pipelines.settings import POSTGRES_PREFIX, Settings

# Under this name the lake is attached, and is the default database of the connection.
LAKE = "lake"
# Under this one, and for reading only, the staging database of this machine.
MACHINE = "machine"
# Half a minute in all: a server that restarts is back by then.
RECONNECT_AFTER_SECONDS = (0.5, 1, 2, 4, 8, 16)
# As often is a transaction begun anew that somebody else's commit made void.
TRANSACTIONS = 5
CONNECT_TIMEOUT_SECONDS = 10

Result = TypeVar("Result")


@contextmanager
def open_lake(
    settings: Settings, *, read_only: bool = False, snapshot: int | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Connect to the lake for the length of a block; one that is not there yet is made, unless it is only read.

    Args:
        settings: Where it is.
        read_only: Whether to open it for reading only.
        snapshot: The version to read; the newest when None.

    Raises:
        LakeError: It cannot be opened; with a server that does not answer, a `LakeUnreachableError`.
        duckdb.Error: What the block raises of DuckDB's.
    """
    catalogue = _catalogue(settings)
    con = connect(Path(":memory:"))
    try:
        _attach(con, settings, catalogue, read_only=read_only or snapshot is not None, snapshot=snapshot)
        con.execute(f"use {LAKE}")
        # What does not fit into memory goes where everything generated goes, not into the folder one happens to be in.
        spilled = settings.build_dir / LAKE
        remove_spill(spilled)
        con.execute(f"set temp_directory = {_quoted(spill_dir(spilled))}")
        yield con
    finally:
        # Closing takes back what was begun; where the server is gone, DuckLake ends the whole process for that, unless
        # it was told before.
        with suppress(duckdb.Error):
            con.rollback()
        con.close()


def in_one_transaction(
    settings: Settings,
    work: Callable[[duckdb.DuckDBPyConnection], Result],
    say: Callable[[str], None] = lambda _: None,
    pauses: Sequence[float] = RECONNECT_AFTER_SECONDS,
) -> tuple[Result, int]:
    """Do the work on a connection of its own, in one transaction of the lake, which becomes one snapshot.

    Beside the lake, the staging database of this machine is attached as ``machine``.

    Args:
        settings: Where the lake is.
        work: Begins with whatever is committed; may be run several times.
        say: Told why it is run again.
        pauses: Seconds to wait for a server that does not answer, one after the other.

    Returns:
        What the work gave, and the snapshot it left: the one before where nothing was written.

    Raises:
        LakeConflictError: Others were first again and again.
        LakeUnreachableError: The server did not answer through all pauses.
        LakeError: The lake cannot be opened.
    """

    def transaction() -> tuple[Result, int]:
        with open_lake(settings) as con:
            con.execute(f"attach {_quoted(settings.staging_path)} as {MACHINE} (read_only)")
            con.begin()
            result = work(con)
            before = con.execute(f"from {LAKE}.current_snapshot()").fetchall()
            con.commit()
            # Empty where nothing was written.
            committed = con.execute(f"from {LAKE}.last_committed_snapshot()").fetchall()
            return result, next(int(row[0]) for row in (*committed, *before) if row[0] is not None)

    for again in range(1, TRANSACTIONS + 1):
        try:
            return reconnecting(settings, transaction, say, pauses)
        except duckdb.Error as error:
            if not is_conflict(error):
                raise
            if again == TRANSACTIONS:
                raise LakeConflictError(
                    f"{settings.lake}: other machines changed the same tables {TRANSACTIONS} times while this one "
                    f"worked. Nothing of it was published; run it again when they are done. ({error})"
                ) from error
            say("Another machine was first; beginning anew with what it wrote.")
    raise AssertionError


def describe_snapshot(con: duckdb.DuckDBPyConnection, author: str, message: str) -> None:
    """Say who writes the snapshot that the transaction is going to be, and what it is."""
    con.execute(f"call {LAKE}.set_commit_message({_quoted(author)}, {_quoted(message)})")


def reconnecting(
    settings: Settings,
    work: Callable[[], Result],
    say: Callable[[str], None] = lambda _: None,
    pauses: Sequence[float] = RECONNECT_AFTER_SECONDS,
) -> Result:
    """Do the work, and do it again after each pause while the catalogue's server does not answer.

    Raises:
        LakeUnreachableError: It did not answer through all pauses.
    """
    for pause in (*pauses, None):
        try:
            return work()
        except (LakeUnreachableError, duckdb.Error) as error:
            if isinstance(error, duckdb.Error) and not is_unreachable(error):
                raise
            if pause is None:
                raise _unreachable(settings, error) from error
            say(f"{settings.lake} does not answer; trying again in {pause:g} seconds.")
            time.sleep(pause)
    raise AssertionError


def load_extensions(con: duckdb.DuckDBPyConnection, catalogue: str) -> None:
    """Load what a lake with this catalogue needs, from files.

    Raises:
        LakeError: A package is missing, or is of another version of DuckDB.
    """
    con.execute(f"load {_quoted(extension_file(DUCKLAKE))}")
    if catalogue.startswith(POSTGRES_PREFIX):
        con.execute(f"load {_quoted(extension_file(POSTGRES))}")


def _catalogue(settings: Settings) -> str:
    if settings.lake is None:
        raise LakeError("There is no lake: set NPA_LAKE and NPA_LAKE_DATA. docs/scale.md says to what.")
    return settings.lake


def _attach(
    con: duckdb.DuckDBPyConnection, settings: Settings, catalogue: str, *, read_only: bool, snapshot: int | None
) -> None:
    load_extensions(con, catalogue)
    if catalogue.startswith(POSTGRES_PREFIX):
        if "connect_timeout" not in catalogue:
            catalogue = f"{catalogue} connect_timeout={CONNECT_TIMEOUT_SECONDS}"
    else:
        if read_only and not Path(catalogue).exists():
            raise _missing(catalogue)
        Path(catalogue).parent.mkdir(parents=True, exist_ok=True)
    options = [f"data_path {_quoted(f'{settings.lake_data}/')}"]
    if read_only:
        options += ["read_only", "create_if_not_exists false"]
    if snapshot is not None:
        options.append(f"snapshot_version {snapshot}")
    try:
        con.execute(f"attach {_quoted(f'ducklake:{catalogue}')} as {LAKE} ({', '.join(options)})")
    except duckdb.Error as error:
        raise _explained(error, settings, snapshot) from error


def _explained(error: duckdb.Error, settings: Settings, snapshot: int | None) -> Exception:
    """What to raise when it does not open."""
    words = str(error).lower()
    if is_unreachable(error):
        return _unreachable(settings, error)
    if "could not set lock" in words:
        return LakeError(
            f"{settings.lake} is open in another process. A catalogue file is for one process at a time: wait for it, "
            f"or move the catalogue to PostgreSQL. ({error})"
        )
    if "data_path" in words or "data path" in words:
        return LakeError(
            f"{settings.lake} keeps its files elsewhere than in {settings.lake_data}. Set NPA_LAKE_DATA to the folder "
            f"the lake was made with. ({error})"
        )
    if snapshot is not None and "snapshot" in words:
        return LakeError(f"{settings.lake} has no snapshot {snapshot}. See: npa lake snapshots. ({error})")
    if "ducklake" in words and "does not exist" in words and 'database "' not in words:
        return _missing(str(settings.lake))
    if is_conflict(error):  # another machine was making it at the same moment
        return error
    return LakeError(
        f"{settings.lake} cannot be opened. Check NPA_LAKE, that the database is there and that this user may log in "
        f"(~/.pgpass or PGPASSWORD). Nothing was changed. ({error})"
    )


def _missing(catalogue: str) -> LakeError:
    return LakeError(f"There is no lake at {catalogue} yet. Run: npa lake build")


def _unreachable(settings: Settings, error: BaseException) -> LakeUnreachableError:
    if isinstance(error, LakeUnreachableError):
        return error
    return LakeUnreachableError(
        f"{settings.lake} does not answer. Check that PostgreSQL runs there and lets this machine in. Nothing is lost: "
        f"what was published is as it was, and the next build goes on. ({error})"
    )


def _quoted(text: object) -> str:
    return "'" + str(text).replace("'", "''") + "'"
