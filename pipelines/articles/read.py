"""Reads the files of ``raw/``: each is an article, or a rejection with its reason and remedy.

Nothing in ``raw/`` is changed. What lies there belongs to ``inventory``, what a format's bytes mean to ``formats``.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.articles.bulk import BULK_SUFFIXES, bulk_stem, is_bulk, read_bulk
from pipelines.articles.formats import SUFFIXES, DocumentReader, ReadingLimits, UnreadableArticleError
from pipelines.articles.inventory import Inventory, RawFile, take_inventory
from pipelines.articles.model import Article, Origin, Outcome, ReadResult, RejectedFile, Rejection
from pipelines.articles.origin import ORIGIN_SUFFIX, InvalidOriginError, parse_origin

MAX_ORIGIN_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class ReadUnit:
    """Files that are read together, because the outcome of one depends on the others: those of the same bytes.

    Attributes:
        files: In the order of their paths, each with its origin file, None where it has none.
        keys: For each file, a hash of everything its outcome depends on.
    """

    files: tuple[tuple[RawFile, RawFile | None], ...]
    keys: tuple[str, ...]

    @property
    def is_bulk(self) -> bool:
        """Whether each row of the first file is an article."""
        file = self.files[0][0]
        return file.problem is None and is_bulk(file.source_path)


def plan_reading(inventory: Inventory, reader_version: str, first_pass_version: str = "") -> Iterator[ReadUnit]:
    """What to read, in the order of paths; units whose keys are known already need not be read again.

    Args:
        inventory: What lies in ``raw/``.
        reader_version: Of the code and the limits that will read it.
        first_pass_version: Of what decides which rows of files of many articles are passed over.
    """
    by_bytes: dict[str, list[tuple[RawFile, RawFile | None]]] = {}
    for file in inventory.files:
        origin = inventory.origins.get(_stem(file.source_path))
        by_bytes.setdefault(file.sha256 or file.source_path, []).append((file, origin))
    with_article = {
        stem
        for stem, suffix in (posixpath.splitext(file.source_path) for file in inventory.files)
        if suffix.lower() in SUFFIXES
    } | {bulk_stem(file.source_path) for file in inventory.files if is_bulk(file.source_path)}
    for stem, origin in inventory.origins.items():
        if stem not in with_article:
            by_bytes[origin.source_path] = [(origin, None)]
    for files in by_bytes.values():
        decided_by = first_pass_version if is_bulk(files[0][0].source_path) else ""
        group = "\n".join([reader_version + decided_by, *(_state(file, origin) for file, origin in files)])
        keys = (hashlib.sha256(f"{file.source_path}\n{group}".encode()).hexdigest()[:32] for file, _ in files)
        yield ReadUnit(tuple(files), tuple(keys))


def _state(file: RawFile, origin: RawFile | None) -> str:
    origin_state = (origin.sha256 or origin.problem) if origin else None
    return f"{file.source_path!r} {file.sha256 or file.problem} {origin_state}"


def read_unit(
    unit: ReadUnit, reader: DocumentReader, max_bytes: int, may_count: Callable[[str], bool] = lambda _: True
) -> Iterator[Outcome]:
    """The outcome of each file, in order; of files of the same bytes the first that is an article is read.

    Of a file of many articles, instead of its outcome that of each of its rows.

    Args:
        unit: What to read.
        reader: Reads files of one article.
        max_bytes: A larger file of one article, or a longer text of a row, is rejected.
        may_count: Whether a text of a row can hold what the project looks for.

    Raises:
        IsolationError: Pages and PDF files cannot be read here.
        OSError: A file of many articles cannot be read, or changed meanwhile.
    """
    if unit.is_bulk:
        yield from _read_bulk_unit(unit, reader.limits, max_bytes, may_count)
        return
    first: Article | None = None
    for file, origin in unit.files:
        outcome = _read_file(file, origin, reader, max_bytes)
        if isinstance(outcome, Article) and first is not None:
            message = f"The same bytes as {first.source_path}, which is read. Remove one of the two."
            outcome = RejectedFile(outcome.source_path, outcome.article_id, Rejection.DUPLICATE, message)
        elif isinstance(outcome, Article):
            first = outcome
        yield outcome


def _read_bulk_unit(
    unit: ReadUnit, limits: ReadingLimits, max_bytes: int, may_count: Callable[[str], bool]
) -> Iterator[Outcome]:
    (first, origin_file), *others = unit.files
    try:
        origin = _origin_of(origin_file)
    except InvalidOriginError as error:
        yield _invalid_origin(first, error)
    else:
        yield from read_bulk(first, origin, limits, max_bytes, may_count)
    for file, _ in others:
        message = f"The same bytes as {first.source_path}, which is read. Remove one of the two."
        yield RejectedFile(file.source_path, file.sha256, Rejection.DUPLICATE, message)


def read_articles(raw_dir: Path, max_bytes: int, limits: ReadingLimits | None = None) -> ReadResult:
    """Read everything in a folder at once, in the order of paths.

    Args:
        raw_dir: The folder of articles and their origin files.
        max_bytes: A larger file is rejected.
        limits: What reading one file may take; None for the defaults.

    Raises:
        RawFolderMissingError: ``raw_dir`` is no folder.
        IsolationError: Pages and PDF files cannot be read here.
    """
    units = plan_reading(take_inventory(raw_dir), "")
    with DocumentReader(limits or ReadingLimits()) as reader:
        read = [outcome for unit in units for outcome in read_unit(unit, reader, max_bytes)]
    outcomes = sorted(read, key=lambda outcome: outcome.source_path)
    return ReadResult(
        articles=tuple(outcome for outcome in outcomes if isinstance(outcome, Article)),
        rejected=tuple(outcome for outcome in outcomes if isinstance(outcome, RejectedFile)),
    )


def _read_file(
    file: RawFile, origin_file: RawFile | None, reader: DocumentReader, max_bytes: int
) -> Article | RejectedFile:
    def reject(reason: Rejection, message: str) -> RejectedFile:
        return RejectedFile(file.source_path, file.sha256, reason, message)

    if file.problem is not None:
        return reject(*file.problem)
    if file.source_path.endswith(ORIGIN_SUFFIX):
        stem = posixpath.basename(file.source_path).removesuffix(ORIGIN_SUFFIX)
        message = (
            f"No article {stem}{{{','.join(SUFFIXES)}}} lies beside this origin file. Add it, or remove this file."
        )
        return reject(Rejection.INVALID_ORIGIN, message)
    if _suffix(file) not in SUFFIXES:
        known = ", ".join((*SUFFIXES, *BULK_SUFFIXES))
        suffix = posixpath.splitext(file.source_path)[1]
        return reject(
            Rejection.UNSUPPORTED_FORMAT,
            f"The suffix '{suffix}' is not read; {known} are. Save the article's text as UTF-8 in a .txt file.",
        )
    if file.byte_count > max_bytes:
        size = f"The file has {file.byte_count:,} bytes; at most {max_bytes:,} are read."
        return reject(Rejection.TOO_LARGE, f"{size} Split it, or raise NPA_MAX_ARTICLE_BYTES.")
    try:
        content = _bytes_of(file)
        origin = _origin_of(origin_file)
        read = reader.read(content, _suffix(file), origin.encoding)
    except OSError as error:
        return reject(Rejection.UNREADABLE, f"{error.strerror or error}. Check that the file exists and may be read.")
    except InvalidOriginError as error:
        return _invalid_origin(file, error)
    except UnreadableArticleError as error:
        return reject(error.reason, error.message)
    return Article(
        article_id=str(file.sha256),
        source_path=file.source_path,
        text=read.text,
        byte_count=len(content),
        origin=origin,
        media_type=read.media_type,
        encoding=read.encoding,
        note=read.note,
        document=read.document,
    )


def _invalid_origin(file: RawFile, error: InvalidOriginError) -> RejectedFile:
    name = posixpath.basename(_stem(file.source_path)) + ORIGIN_SUFFIX
    message = f"Its origin file {name} cannot be used: {error}"
    return RejectedFile(file.source_path, file.sha256, Rejection.INVALID_ORIGIN, message)


def _bytes_of(file: RawFile) -> bytes:
    """Raises OSError where the file cannot be read, or is no longer the one that was listed."""
    with Path(file.path).open("rb") as opened:
        content = opened.read(file.byte_count + 1)
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise OSError(None, "The file changed while it was being read; the next refresh reads it again")
    return content


def _origin_of(file: RawFile | None) -> Origin:
    if file is None:
        return Origin()
    if file.problem is not None:
        raise InvalidOriginError(file.problem[1])
    if file.byte_count > MAX_ORIGIN_BYTES:
        raise InvalidOriginError(
            f"it has {file.byte_count:,} bytes; at most {MAX_ORIGIN_BYTES:,} are read. Shorten it."
        )
    try:
        return parse_origin(_bytes_of(file))
    except OSError as error:
        raise InvalidOriginError(f"{error.strerror or error}. Check that it may be read.") from None


def _stem(source_path: str) -> str:
    return bulk_stem(source_path) if is_bulk(source_path) else posixpath.splitext(source_path)[0]


def _suffix(file: RawFile) -> str:
    return posixpath.splitext(file.source_path)[1].lower()
