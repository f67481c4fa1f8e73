"""Replaces a folder as a whole: written beside it under a hidden name, then renamed into its place.

What is in it, and whether what is there may be replaced, belongs to those who write.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replaced_as_a_whole(target: Path) -> Iterator[Path]:
    """A new, empty folder that takes the place of ``target`` when the block ends, and is gone when it fails.

    A folder cannot be replaced in one step on every system: between two renames there is none for a moment. A process
    that dies right there leaves the old one beside it, and the next call puts it back. Only one process at a time may
    write to a folder.

    Raises:
        OSError: The disk does not do what it should; what was at ``target`` is still there.
    """
    _clear_what_was_left(target)
    new = _beside(target, "new")
    new.mkdir(parents=True)
    try:
        yield new
        _swap(new, target)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _swap(new: Path, target: Path) -> None:
    old = _beside(target, "old")
    has_old = target.exists()
    if has_old:
        target.rename(old)
    try:
        new.rename(target)
    except OSError:
        if has_old:
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _clear_what_was_left(target: Path) -> None:
    """Put back what a killed process moved away, and remove what it left half written."""
    for old in sorted(target.parent.glob(f".{target.name}.old-*")):
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(target)
    for new in target.parent.glob(f".{target.name}.new-*"):
        shutil.rmtree(new, ignore_errors=True)


def _beside(target: Path, what: str) -> Path:
    return target.with_name(f".{target.name}.{what}-{os.getpid()}")
