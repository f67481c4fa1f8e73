"""Reads a file of many articles: each row is an article, passed over, or a rejection with its reason and remedy."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pipelines.articles.bulk import jsonl, parquet
from pipelines.articles.bulk.records import read_record, reject_row
from pipelines.articles.formats import ReadingLimits, UnreadableArticleError
from pipelines.articles.inventory import RawFile
from pipelines.articles.model import Origin, Outcome, RejectedFile

_JSON_LINES = (".jsonl", ".ndjson")
_PARQUET = (".parquet",)
_GZIP = ".gz"
BULK_SUFFIXES: tuple[str, ...] = tuple(suffix + end for suffix in (*_JSON_LINES, *_PARQUET) for end in ("", _GZIP))


def is_bulk(source_path: str) -> bool:
    """Whether a file holds many articles, by its name."""
    return source_path.lower().endswith(BULK_SUFFIXES)


def bulk_stem(source_path: str) -> str:
    """The path without the suffix, which may be two: that of ``a/b.jsonl.gz`` is ``a/b``."""
    is_packed = source_path.lower().endswith(_GZIP)
    return posixpath.splitext(source_path[: -len(_GZIP)] if is_packed else source_path)[0]


def read_bulk(
    file: RawFile, origin: Origin, limits: ReadingLimits, max_bytes: int, may_count: Callable[[str], bool]
) -> Iterator[Outcome]:
    """What comes of each row, in their order; where the file ends in damage, last of all a rejection of it.

    Args:
        file: What lies in ``raw/``; its name has one of ``BULK_SUFFIXES``.
        origin: What its origin file says of all rows.
        limits: How long a text may be.
        max_bytes: How many bytes it may have.
        may_count: Whether a text can hold what the project looks for; one that cannot is passed over.

    Raises:
        OSError: The file cannot be read, or is not the one that was listed.
    """
    name = file.source_path.lower()
    is_compressed = name.endswith(_GZIP)
    before = _stamp(file)
    rows: Iterator[tuple[int, dict[str, Any] | jsonl.Problem]] = (
        parquet.records(file.path, is_compressed)
        if name.removesuffix(_GZIP).endswith(_PARQUET)
        else jsonl.records(file.path, is_compressed, max_bytes)
    )
    try:
        for row, record in rows:
            if isinstance(record, dict):
                yield read_record(record, file.source_path, row, origin, limits, may_count)
            else:
                yield reject_row(file.source_path, row, *record)
    except UnreadableArticleError as error:
        yield RejectedFile(file.source_path, file.sha256, error.reason, error.message)
    if _stamp(file) != before:
        raise OSError(None, "The file changed while it was being read; the next refresh reads it again")


def _stamp(file: RawFile) -> tuple[int, int]:
    status = Path(file.path).stat()
    if status.st_size != file.byte_count:
        raise OSError(None, "The file changed while it was being read; the next refresh reads it again")
    return status.st_size, status.st_mtime_ns
