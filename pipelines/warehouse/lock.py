"""One writer at a time: whoever writes to the build folder holds its lock.

The lock is the operating system's, so a killed build leaves none behind.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

LOCK_NAME = ".lock"
# Who holds it: for messages alone, and without meaning once the lock is free.
_HOLDER_NAME = ".lock.holder"


class BuildRunningError(Exception):
    """Another build holds the lock for longer than we wait."""


class BuildFolderError(Exception):
    """The build folder cannot be written to; the message names it and the remedy."""


@contextmanager
def build_lock(build_dir: Path, wait_seconds: float, on_wait: Callable[[str], None] = lambda _: None) -> Iterator[None]:
    """Hold the build folder's lock for the length of a block; nested blocks of one process share it.

    Args:
        build_dir: The folder to be written to.
        wait_seconds: How long to wait for another build to end.
        on_wait: Called once, with the name of the other build, when there is one to wait for.

    Raises:
        BuildRunningError: The other build did not end in time.
        BuildFolderError: The folder cannot be created or written to.
    """
    try:
        build_dir.mkdir(parents=True, exist_ok=True)
        lock = _lock(build_dir)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            on_wait(_holder(build_dir))
            lock.acquire(timeout=wait_seconds)
    except Timeout:
        raise BuildRunningError(
            f"Another build ({_holder(build_dir)}) has been writing to {build_dir} for more than {wait_seconds:.0f} "
            "seconds. Let it end, or stop it; nothing was changed."
        ) from None
    except FileExistsError as error:
        raise BuildFolderError(
            f"{build_dir} is not a folder. Move that file away, or set NPA_BUILD_DIR to another folder."
        ) from error
    except OSError as error:
        raise BuildFolderError(
            f"{build_dir} cannot be written to ({error.strerror or error}). Give this user the right to write there, "
            "make room on its disk, or set NPA_BUILD_DIR to another folder."
        ) from error
    try:
        with suppress(OSError):
            started = datetime.now(UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S")
            (build_dir / _HOLDER_NAME).write_text(f"process {os.getpid()} since {started}", encoding="utf-8")
        yield
    finally:
        lock.release()


def is_build_running(build_dir: Path) -> bool:
    """Whether another process is building; a process that was killed is not."""
    return running_build(build_dir) is not None


def running_build(build_dir: Path) -> str | None:
    """Who else is building, in words; None where nobody is."""
    if not (build_dir / LOCK_NAME).exists():
        return None
    lock = _lock(build_dir)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return _holder(build_dir)
    lock.release()
    return None


def _lock(build_dir: Path) -> BaseFileLock:
    return FileLock(build_dir / LOCK_NAME, is_singleton=True, thread_local=False)


def _holder(build_dir: Path) -> str:
    try:
        return (build_dir / _HOLDER_NAME).read_text(encoding="utf-8")
    except OSError:
        return "of an unknown process"
