"""What lies in ``raw/``: every file with the hash of its bytes, asked of the disk only where a file has changed.

A file whose size, inode and times of change are those of the last inventory is taken to hold the same bytes, so an
inventory of ten thousand files that did not change reads none of them. What the bytes mean belongs to ``read``.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipelines.articles.model import Rejection
from pipelines.articles.origin import ORIGIN_SUFFIX
from pipelines.settings import SOURCES_NAME

# A file that changed this short a time ago may change again without its times telling: clocks of file systems tick
# in steps of up to two seconds.
_UNCERTAIN_NS = 3_000_000_000

Stamp = tuple[int, int, int, int]


class RawFolderMissingError(Exception):
    """The folder of articles does not exist."""


@dataclass(frozen=True, slots=True)
class RawFile:
    """One file in ``raw/``.

    Attributes:
        source_path: Path relative to ``raw/``, with ``/`` on every system; bytes that are no UTF-8 are escaped.
        path: Where to read it.
        sha256: Hex digest of its bytes, None where they could not be read.
        byte_count: Its size.
        problem: Why it cannot be an article, known without reading it; None otherwise.
    """

    source_path: str
    path: str
    sha256: str | None
    byte_count: int
    problem: tuple[Rejection, str] | None = None


@dataclass(frozen=True, slots=True)
class Inventory:
    """Every visible file in ``raw/``, in the order of their paths.

    Attributes:
        files: Articles, and files that will turn out to be none.
        origins: Origin files by folder and stem: that of ``a/b.txt`` is ``origins["a/b"]``.
        fingerprint: Hex digest over the paths and bytes of all of them.
        changed_at: Seconds since 1970 of the latest change of any of them, 0.0 of an empty folder; a change by the
            clock of the file system, which a copied file's own time of modification does not hide.
    """

    files: tuple[RawFile, ...]
    origins: Mapping[str, RawFile]
    fingerprint: str
    changed_at: float


def take_inventory(raw_dir: Path, cache: Path | None = None, max_files: int | None = None) -> Inventory:
    """List a folder and its sub-folders.

    Hidden files and editors' leftovers (``.DS_Store``, ``notes.txt~``) are passed over, and so is the list of sources.

    Args:
        raw_dir: The folder of articles and their origin files.
        cache: Where the last inventory is kept, to be written anew; everything is read without one.
        max_files: What comes after so many files is one problem; no limit when None.

    Raises:
        RawFolderMissingError: ``raw_dir`` is no folder.
    """
    if not raw_dir.is_dir():
        raise RawFolderMissingError(f"There is no folder {raw_dir}. Create it, or set NPA_RAW_DIR to another.")
    known = _load(cache)
    seen: dict[str, tuple[Stamp, str]] = {}
    now = time.time_ns()
    files: list[RawFile] = []
    latest = 0
    for path, source_path in _visible(raw_dir):
        if len(files) == max_files:
            files.append(_too_many(path, source_path, max_files))
            break
        file, stamp = _look_at(path, source_path, raw_dir, known)
        files.append(file)
        if stamp is not None:
            changed = max(stamp[1], stamp[2])
            latest = max(latest, min(changed, now))
            if file.sha256 is not None and not now - _UNCERTAIN_NS < changed:
                seen[source_path] = (stamp, file.sha256)
    if cache is not None and seen != known:
        _save(cache, seen)
    lines = "\n".join(f"{file.source_path}\0{file.sha256 or file.problem}" for file in files)
    return Inventory(
        files=tuple(file for file in files if not file.source_path.endswith(ORIGIN_SUFFIX)),
        origins={
            file.source_path.removesuffix(ORIGIN_SUFFIX): file
            for file in files
            if file.source_path.endswith(ORIGIN_SUFFIX)
        },
        fingerprint=hashlib.sha256(lines.encode()).hexdigest(),
        changed_at=latest / 1e9,
    )


def _visible(raw_dir: Path) -> Iterator[tuple[str, str]]:
    """Every visible file and symbolic link with its text form, sorted; folders behind links stay closed."""
    found = []
    # Plain strings: with a path object for each, ten thousand files take three times as long.
    top = os.fspath(raw_dir)
    for folder, folder_names, file_names in os.walk(top):
        relative = os.path.relpath(folder, top)
        prefix = "" if relative == os.curdir else relative.replace(os.sep, "/") + "/"
        links = [name for name in folder_names if Path(folder, name).is_symlink()]
        folder_names[:] = [name for name in folder_names if not name.startswith(".") and name not in links]
        found += [prefix + name for name in [*file_names, *links] if not _is_hidden(name)]
    for name in sorted(found):
        if name != SOURCES_NAME:
            # A name that is not UTF-8 (possible on Linux) has no text form; its bytes are shown escaped.
            source_path = name if name.isascii() else os.fsencode(name).decode("utf-8", "backslashreplace")
            yield f"{top}/{name}", source_path


def _is_hidden(name: str) -> bool:
    """Whether an operating system, an editor or a download put the file there, not a person."""
    return name.startswith((".", "~$", "#")) or name.endswith(("~", ".swp", ".tmp", ".part", ".crdownload"))


def _look_at(
    path: str, source_path: str, raw_dir: Path, known: Mapping[str, tuple[Stamp, str]]
) -> tuple[RawFile, Stamp | None]:
    """One file, and by what to tell later whether it is still the same; None where it could not be read."""

    def problem(reason: Rejection, message: str) -> tuple[RawFile, None]:
        return RawFile(source_path, path, None, 0, (reason, message)), None

    try:
        status = os.lstat(path)
        if stat.S_ISLNK(status.st_mode):
            if not Path(path).resolve().is_relative_to(raw_dir.resolve()):
                return problem(Rejection.SYMLINK, "A symbolic link that leaves the folder. Put the file itself here.")
            status = Path(path).stat()
            if stat.S_ISDIR(status.st_mode):
                return problem(Rejection.SYMLINK, "A symbolic link to a folder. Put the folder itself here.")
        if not stat.S_ISREG(status.st_mode):
            return problem(Rejection.UNREADABLE, "Not a regular file. Remove it.")
        stamp = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        if (before := known.get(source_path)) and before[0] == stamp:
            return RawFile(source_path, path, before[1], status.st_size), stamp
        with Path(path).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, RuntimeError) as error:  # a RuntimeError is a circle of links
        what = getattr(error, "strerror", None) or error
        return problem(Rejection.UNREADABLE, f"{what}. Check that the file exists and may be read.")
    return RawFile(source_path, path, digest, status.st_size), stamp


def _too_many(path: str, source_path: str, max_files: int | None) -> RawFile:
    message = (
        f"The folder holds more than {max_files:,} files; this one and all after it, by their paths, are not read. "
        "Remove what is no article, or raise NPA_MAX_FILES."
    )
    return RawFile(source_path, path, None, 0, (Rejection.TOO_MANY, message))


def _load(cache: Path | None) -> Mapping[str, tuple[Stamp, str]]:
    """The last inventory; empty where there is none or it is damaged: then every file is read."""
    if cache is None:
        return {}
    try:
        content = json.loads(cache.read_bytes())
        return {path: (_stamp(stamp), str(sha256)) for path, (stamp, sha256) in content.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _stamp(numbers: list[int]) -> Stamp:
    size, modified, changed, inode = numbers
    return size, modified, changed, inode


def _save(cache: Path, seen: Mapping[str, tuple[Stamp, str]]) -> None:
    """Keep an inventory for the next one; not being able to costs time, and is no reason to stop."""
    new = cache.with_name(f".{cache.name}.{os.getpid()}")
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(json.dumps(seen, separators=(",", ":")).encode())
        new.replace(cache)
    except OSError:
        with suppress(OSError):
            new.unlink()
