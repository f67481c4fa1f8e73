"""Lines of JSON, each an object: the records of a file, and the lines that hold none."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO, cast

from pipelines.articles.formats import UnreadableArticleError
from pipelines.articles.model import Rejection

Problem = tuple[Rejection, str]

# A character may take six in JSON.
_BYTES_PER_BYTE = 6
_OTHER_COLUMNS_BYTES = 1_000_000
# A file is taken for something else when so many lines from its beginning are no records.
_PROBED_LINES = 100


def records(path: str, is_compressed: bool, max_bytes: int) -> Iterator[tuple[int, dict[str, Any] | Problem]]:
    """Each line that is not blank, with its number, as a record or as what is wrong with it.

    Args:
        path: Of the file.
        is_compressed: By gzip.
        max_bytes: Of a text; a line that cannot hold a shorter one is rejected unread.

    Raises:
        UnreadableArticleError: The file is damaged from here on, or holds something else.
        OSError: It cannot be read.
    """
    longest = max_bytes * _BYTES_PER_BYTE + _OTHER_COLUMNS_BYTES
    found = 0
    try:
        with closing(_opened(path, is_compressed)) as file:
            for number, line in enumerate(_lines(file, longest), 1):
                record = _record(line, longest)
                if record is None:
                    continue
                found += isinstance(record, dict)
                if not found and number >= _PROBED_LINES:
                    break
                yield number, record
            else:
                return
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UnreadableArticleError(
            Rejection.DAMAGED,
            f"The compressed file is damaged ({error}); the rows before are read. Put it here again, whole.",
        ) from error
    raise UnreadableArticleError(
        Rejection.UNSUPPORTED_FORMAT,
        f"None of the first {_PROBED_LINES} lines is a JSON object. Write one object with a 'text' on each line.",
    )


def _opened(path: str, is_compressed: bool) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path, "rb")) if is_compressed else Path(path).open("rb")


def _lines(file: BinaryIO, longest: int) -> Iterator[bytes]:
    """Lines of at most so many bytes and one; of a longer one only its beginning."""
    while line := file.readline(longest + 1):
        yield line
        while len(line) > longest and not line.endswith(b"\n"):
            line = file.readline(longest + 1)


def _record(line: bytes, longest: int) -> dict[str, Any] | Problem | None:
    if len(line) > longest:
        return Rejection.TOO_LARGE, f"It has more than {longest:,} bytes. Split it, or raise NPA_MAX_ARTICLE_BYTES."
    try:
        text = line.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        return Rejection.WRONG_ENCODING, f"Byte {error.start} of it is not UTF-8. Write the file as UTF-8."
    if not text:
        return None
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Rejection.INVALID_ROW, f"It is not JSON ({error}). Write one JSON object on each line."
    if not isinstance(record, dict):
        return Rejection.INVALID_ROW, "It is JSON, but no object. Write one JSON object on each line."
    return record
