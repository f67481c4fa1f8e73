"""Puts a complete new folder in the place of an old one, or leaves the old one as it is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A new, empty folder beside ``target`` that takes its place at the end, unless an error is raised.

    A folder cannot be replaced in one step on every system: between two renames there is none for a moment. A process
    that dies right there leaves the old one beside it, and the next call puts it back.
    """
    _restore(target)
    new = target.with_name(f".{target.name}.{os.getpid()}")
    old = target.with_name(f"{new.name}.old")
    new.mkdir(parents=True)
    try:
        yield new
        if target.exists():
            target.rename(old)
        try:
            new.rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise
    finally:
        for leftover in (new, old):
            shutil.rmtree(leftover, ignore_errors=True)


def _restore(target: Path) -> None:
    """Put back what a killed process moved away, and remove what it left half written."""
    for leftover in sorted(target.parent.glob(f".{target.name}.*")):
        if leftover.suffix == ".old" and not target.exists():
            leftover.rename(target)
        else:
            shutil.rmtree(leftover, ignore_errors=True)
