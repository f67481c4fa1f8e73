"""Replaces the folder of an export as a whole: written beside it under a hidden name, then renamed into its place.

Knows nothing of what is in the files, but that a descriptor lists them.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.exports.model import ExportError

DESCRIPTOR = "datapackage.json"
PACKAGE_NAME = "npa-figures"


@contextmanager
def replaced_as_a_whole(target: Path) -> Iterator[Path]:
    """A new, empty folder that takes the place of `target` when the block ends, and is gone when it fails.

    Between the two renames there is, for a moment, no folder; an export that is killed there is put back by the next.

    Raises:
        ExportError: Something lies at `target` that no export wrote, or the disk does not do what it should.
    """
    try:
        _clear_what_was_left(target)
        _check_is_ours(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        new = _beside(target, "new")
        new.mkdir()
    except OSError as error:
        raise _explained(error, target) from error
    try:
        yield new
        _swap(new, target)
    except OSError as error:
        raise _explained(error, target) from error
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


def _check_is_ours(target: Path) -> None:
    """Nothing is deleted that an export did not write."""
    if not target.exists():
        return
    if not target.is_dir():
        raise ExportError(f"{target} is not a folder. Give another one.")
    found = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_symlink() or path.is_file()}
    if not found:
        return
    listed = _listed_files(target)
    if listed is None:
        raise ExportError(
            f"{target} is not empty and holds no export of this project, so that nothing is written there. "
            "Give an empty folder or one that does not exist."
        )
    if foreign := sorted(found - listed):
        raise ExportError(
            f"{target} holds what no export wrote ({', '.join(foreign[:3])}), and would be replaced as a whole. "
            "Move that away, or give another folder."
        )


def _listed_files(target: Path) -> set[str] | None:
    """What the descriptor there lists, itself included; None where there is none of ours."""
    try:
        content = json.loads((target / DESCRIPTOR).read_bytes())
        if content["name"] != PACKAGE_NAME:
            return None
        return {DESCRIPTOR, *(str(resource["path"]) for resource in content["resources"])}
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _clear_what_was_left(target: Path) -> None:
    """What an export that was killed left; one at a time writes to a folder."""
    for old in sorted(target.parent.glob(f".{target.name}.old-*")):
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(target)
    for new in target.parent.glob(f".{target.name}.new-*"):
        shutil.rmtree(new, ignore_errors=True)


def _beside(target: Path, what: str) -> Path:
    return target.with_name(f".{target.name}.{what}-{os.getpid()}")


def _explained(error: OSError, target: Path) -> ExportError:
    kept = "; what is there is as it was" if target.exists() else ""
    return ExportError(
        f"{target} cannot be written ({error.strerror or error}){kept}. Make room on its disk, or give this user the "
        "right to write to the folder it is in, or give another one."
    )
