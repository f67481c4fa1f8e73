"""One writer at a time: whoever writes to the build folder holds its lock.

The lock is the operating system's, so a killed build leaves none behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

LOCK_NAME = ".lock"


class BuildRunningError(Exception):
    """Another build holds the lock for longer than we wait."""


@contextmanager
def build_lock(build_dir: Path, wait_seconds: float, on_wait: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold the build folder's lock for the length of a block; nested blocks of one process share it.

    Args:
        build_dir: The folder to be written to.
        wait_seconds: How long to wait for another build to end.
        on_wait: Called once, when there is another build to wait for.

    Raises:
        BuildRunningError: The other build did not end in time.
    """
    build_dir.mkdir(parents=True, exist_ok=True)
    lock = FileLock(build_dir / LOCK_NAME, is_singleton=True, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        on_wait()
        try:
            lock.acquire(timeout=wait_seconds)
        except Timeout:
            raise BuildRunningError(
                f"Another build has been writing to {build_dir} for more than {wait_seconds:.0f} seconds. "
                "Let it end, or stop it; nothing was changed."
            ) from None
    try:
        yield
    finally:
        lock.release()
