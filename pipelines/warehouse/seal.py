"""Tells whether the published file is still the one that was published.

A file that was cut short, overwritten, or opened and changed by somebody may still open and answer some queries. So
publishing leaves the hash of the file beside it; a file of the same size and time of change is not read again.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any


def prepare_seal(new: Path, target: Path) -> None:
    """Before `new` takes the place of `target`: a seal that holds for either, so that no moment is without one."""
    before = _read(target)
    _write(target, [_hash(new), *([before["sha256"][0]] if before else [])], None)


def seal(target: Path) -> None:
    """Once the published file is in its place."""
    content = _read(target)
    _write(target, content["sha256"][:1] if content else [_hash(target)], _stamp(target))


def is_intact(target: Path) -> bool:
    """Whether the published file is there, whole, and nothing was written to it since.

    A file without a seal was published by other code, or copied here: it is taken as it is.
    """
    if not target.exists() or wal_of(target).exists():
        return False
    content = _read(target)
    if content is None:
        return True
    if content["stamp"] == _stamp(target):
        return True
    is_ours = _hash(target) in content["sha256"]
    if is_ours:
        with suppress(OSError):
            _write(target, content["sha256"], _stamp(target))
    return is_ours


def wal_of(database: Path) -> Path:
    """The file DuckDB keeps beside a database while it is written to, and leaves there when it is killed."""
    return database.with_name(f"{database.name}.wal")


def _seal_path(target: Path) -> Path:
    return target.with_name(f"{target.name}.seal")


def _read(target: Path) -> dict[str, Any] | None:
    try:
        content = json.loads(_seal_path(target).read_bytes())
        return content if isinstance(content["sha256"], list) and content["sha256"] and "stamp" in content else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _write(target: Path, hashes: list[str], stamp: list[int] | None) -> None:
    path = _seal_path(target)
    new = target.with_name(f".{target.name}.seal-{os.getpid()}")
    new.write_text(json.dumps({"sha256": hashes, "stamp": stamp}), encoding="utf-8")
    new.replace(path)


def _stamp(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns]


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
