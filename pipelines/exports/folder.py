"""The folder of an export: replaced as a whole, and only where an export was before or nothing is.

Knows nothing of what is in the files, but that a descriptor lists them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.exports.model import FORMATS, ExportError
from pipelines.folders import replaced_as_a_whole

DESCRIPTOR = "datapackage.json"
PACKAGE_NAME = "npa-figures"


@contextmanager
def replaced_export(target: Path) -> Iterator[Path]:
    """A new, empty folder that takes the place of `target` when the block ends, and is gone when it fails.

    Raises:
        ExportError: Something lies at `target` that no export wrote, or the disk does not do what it should.
    """
    try:
        _check_is_ours(target)
        with replaced_as_a_whole(target) as new:
            yield new
    except OSError as error:
        raise _explained(error, target) from error


def is_current(target: Path, input_fingerprint: str) -> bool:
    """Whether `target` holds a whole export, in every format, of the publication with this fingerprint."""
    try:
        version = json.loads((target / DESCRIPTOR).read_bytes()).get("version")
    except (OSError, ValueError, AttributeError):
        return False
    listed = _listed_files(target)
    if version != input_fingerprint or listed is None:
        return False
    has_every_format = {path.partition("/")[0] for path in listed} >= set(FORMATS)
    return has_every_format and all((target / path).is_file() for path in listed)


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


def _explained(error: OSError, target: Path) -> ExportError:
    kept = "; what is there is as it was" if target.exists() else ""
    return ExportError(
        f"{target} cannot be written ({error.strerror or error}){kept}. Make room on its disk, or give this user the "
        "right to write to the folder it is in, or give another one."
    )
