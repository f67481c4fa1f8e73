"""Walks ``raw/`` and reads every file in it: an article, an origin file, or a rejection with its reason.

Nothing in ``raw/`` is changed. What a format's bytes mean belongs to ``formats``.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from pipelines.articles.formats import READERS, UnreadableArticleError
from pipelines.articles.model import Article, Origin, ReadResult, RejectedFile, Rejection
from pipelines.articles.origin import ORIGIN_SUFFIX, InvalidOriginError, parse_origin
from pipelines.settings import SOURCES_NAME


class RawFolderMissingError(Exception):
    """The folder of articles does not exist."""


def read_articles(raw_dir: Path, max_bytes: int) -> ReadResult:
    """Read every article in a folder and its sub-folders, in the order of their paths.

    Hidden files and editors' leftovers (``.DS_Store``, ``notes.txt~``) are passed over.

    Args:
        raw_dir: The folder of articles and their origin files.
        max_bytes: A larger file is rejected.

    Raises:
        RawFolderMissingError: ``raw_dir`` is no folder.
    """
    if not raw_dir.is_dir():
        raise RawFolderMissingError(f"There is no folder {raw_dir}. Create it, or set NPA_RAW_DIR to another.")
    articles: list[Article] = []
    rejected: list[RejectedFile] = []
    path_by_id: dict[str, str] = {}
    for path in _files(raw_dir):
        outcome = _read_file(path, raw_dir, max_bytes)
        if isinstance(outcome, Article) and outcome.article_id in path_by_id:
            first = path_by_id[outcome.article_id]
            message = f"The same bytes as {first}, which is read. Remove one of the two."
            outcome = RejectedFile(outcome.source_path, outcome.article_id, Rejection.DUPLICATE, message)
        if isinstance(outcome, Article):
            path_by_id[outcome.article_id] = outcome.source_path
            articles.append(outcome)
        elif outcome is not None:
            rejected.append(outcome)
    return ReadResult(tuple(articles), tuple(rejected))


def _files(raw_dir: Path) -> Iterator[Path]:
    """Every visible file and symbolic link below ``raw_dir``, sorted by path; folders behind links stay closed.

    The list of sources at its top is configuration and passed over.
    """
    found = []
    for folder, folder_names, file_names in os.walk(raw_dir):
        links = [name for name in folder_names if (Path(folder) / name).is_symlink()]
        folder_names[:] = [name for name in folder_names if not name.startswith(".") and name not in links]
        found += [Path(folder) / name for name in [*file_names, *links] if not _is_hidden(name)]
    found = [path for path in found if path != raw_dir / SOURCES_NAME]
    return iter(sorted(found, key=lambda path: path.relative_to(raw_dir).as_posix()))


def _is_hidden(name: str) -> bool:
    """Whether an operating system or an editor put the file there, not a person."""
    return name.startswith((".", "~$", "#")) or name.endswith(("~", ".swp", ".tmp", ".part", ".crdownload"))


def _read_file(path: Path, raw_dir: Path, max_bytes: int) -> Article | RejectedFile | None:
    """One file's outcome; None for an origin file that belongs to an article."""
    # A name that is not UTF-8 (possible on Linux) has no text form; its bytes are shown escaped.
    source_path = os.fsencode(path.relative_to(raw_dir).as_posix()).decode("utf-8", "backslashreplace")

    def reject(reason: Rejection, message: str, sha256: str | None = None) -> RejectedFile:
        return RejectedFile(source_path, sha256, reason, message)

    if path.is_symlink() and not path.resolve().is_relative_to(raw_dir.resolve()):
        return reject(Rejection.SYMLINK, "A symbolic link that leaves the folder. Put the file itself here.")
    if path.is_symlink() and path.is_dir():
        return reject(Rejection.SYMLINK, "A symbolic link to a folder. Put the folder itself here.")
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return reject(Rejection.UNREADABLE, "Not a regular file. Remove it.")
        if status.st_size > max_bytes:
            with path.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            size = f"The file has {status.st_size:,} bytes; at most {max_bytes:,} are read."
            return reject(Rejection.TOO_LARGE, f"{size} Split it, or raise NPA_MAX_ARTICLE_BYTES.", sha256)
        content = path.read_bytes()
    except OSError as error:
        return reject(Rejection.UNREADABLE, f"{error.strerror or error}. Check that the file exists and may be read.")

    sha256 = hashlib.sha256(content).hexdigest()
    if path.name.endswith(ORIGIN_SUFFIX):
        if _article_beside(path):
            return None
        stem = path.name.removesuffix(ORIGIN_SUFFIX)
        message = f"No article {stem}{{{','.join(READERS)}}} lies beside this origin file. Add it, or remove this file."
        return reject(Rejection.INVALID_ORIGIN, message, sha256)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(READERS)
        message = (
            f"The suffix '{path.suffix}' is not read; {known} are. Save the article's text as UTF-8 in a .txt file."
        )
        return reject(Rejection.UNSUPPORTED_FORMAT, message, sha256)
    try:
        text = reader(content)
        origin = _origin_beside(path)
    except UnreadableArticleError as error:
        return reject(error.reason, error.message, sha256)
    except InvalidOriginError as error:
        message = f"Its origin file {path.stem}{ORIGIN_SUFFIX} cannot be used: {error}"
        return reject(Rejection.INVALID_ORIGIN, message, sha256)
    return Article(sha256, source_path, text, len(content), origin)


def _article_beside(origin_path: Path) -> bool:
    stem = origin_path.name.removesuffix(ORIGIN_SUFFIX)
    return any(
        sibling.stem == stem and sibling.suffix.lower() in READERS
        for sibling in origin_path.parent.iterdir()
        if sibling.name != origin_path.name
    )


def _origin_beside(path: Path) -> Origin:
    origin_path = path.with_name(path.stem + ORIGIN_SUFFIX)
    try:
        return parse_origin(origin_path.read_bytes())
    except FileNotFoundError:
        return Origin()
    except OSError as error:
        raise InvalidOriginError(f"{error.strerror}. Check that it may be read.") from None
