"""Opens the published warehouse for the commands that read it, and says what is wrong with it where that fails."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import duckdb

from pipelines.cli.errors import CommandError
from pipelines.database import connect
from pipelines.settings import Settings
from pipelines.warehouse import is_damage

_REMEDY = "Run: npa build"


@contextmanager
def open_warehouse(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published warehouse, for reading only.

    Raises:
        CommandError: Nothing was published yet, or what lies there cannot be read, now or in the course of the block.
    """
    path = settings.warehouse_path
    check_there_is(path)
    try:
        con = connect(path, read_only=True)
    except duckdb.Error as error:
        raise _explained(error, path) from error
    with con, stopped_by_ctrl_c(con):
        try:
            yield con
        except (duckdb.Error, UnicodeDecodeError) as error:
            raise _explained(error, path) from error


@contextmanager
def stopped_by_ctrl_c(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Tell DuckDB of a Ctrl-C: by itself it notices and stops waiting, but its threads now and then go on for ever."""
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        con.interrupt()
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def check_there_is(warehouse: Path) -> None:
    """Say what to do first, where there is no warehouse.

    Raises:
        CommandError: Nothing was published yet.
    """
    if warehouse.parent.exists() and not warehouse.parent.is_dir():
        raise CommandError(f"{warehouse.parent} is not a folder. Set NPA_BUILD_DIR to another place.")
    if not warehouse.exists():
        raise CommandError(f"There is no warehouse at {warehouse} yet. Run: npa build")


def said(error: BaseException) -> str:
    """What DuckDB says, without what it adds for its own developers."""
    return str(error).split("\n\nStack Trace")[0].strip()


def _explained(error: duckdb.Error | UnicodeDecodeError, path: Path) -> CommandError:
    words = said(error)
    if "could not set lock" in words.lower():
        return CommandError(f"{path} is open for writing in another process. Close it there. ({words})")
    if "permission denied" in words.lower():
        return CommandError(f"{path} may not be read. Give this user the right to read it. ({words})")
    if isinstance(error, duckdb.CatalogException | duckdb.BinderException):
        return CommandError(f"{path} was published by other code: what is asked for is not in it. {_REMEDY} ({words})")
    return CommandError(f"{path} is damaged, or was written by a newer DuckDB. {_REMEDY} ({words})")


def is_damaged(error: duckdb.Error) -> bool:
    """Whether a query failed because the file does not hold what was written to it."""
    return is_damage(error) or isinstance(error, duckdb.FatalException | duckdb.InternalException)
