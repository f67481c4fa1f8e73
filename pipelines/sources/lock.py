"""One fetch at a time, by a lock of the operating system that dies with its holder.

Not the lock of a build: a build does not wait for the network.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

LOCK_NAME = ".fetch.lock"


class FetchRunningError(Exception):
    """Another fetch holds the lock for longer than we wait."""


@contextmanager
def fetch_lock(build_dir: Path, wait_seconds: float, on_wait: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold the lock of fetching for the length of a block.

    Args:
        build_dir: The folder the lock lies in.
        wait_seconds: How long to wait for another fetch to end.
        on_wait: Called once, when there is another fetch to wait for.

    Raises:
        FetchRunningError: The other fetch did not end in time.
    """
    build_dir.mkdir(parents=True, exist_ok=True)
    lock = FileLock(build_dir / LOCK_NAME)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        on_wait()
        try:
            lock.acquire(timeout=wait_seconds)
        except Timeout:
            raise FetchRunningError(
                f"Another fetch into {build_dir} has been running for more than {wait_seconds:.0f} seconds. "
                "Let it end, or stop it; nothing was changed."
            ) from None
    try:
        yield
    finally:
        lock.release()
