"""The rows of a Parquet file, some at a time."""

from __future__ import annotations

import gzip
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from typing import Any

from pipelines.articles.bulk.records import COLUMNS
from pipelines.articles.formats import UnreadableArticleError
from pipelines.articles.model import Rejection

_ROWS_AT_A_TIME = 500


def records(path: str, is_compressed: bool) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each row, with its number and the columns that mean something here.

    Args:
        path: Of the file.
        is_compressed: The whole file, by gzip, which Parquet has no need of: it is unpacked into a temporary file.

    Raises:
        UnreadableArticleError: The file is damaged from here on, or no Parquet file, or has no text.
        OSError: It cannot be read.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with _unpacked(path, is_compressed) as unpacked, pq.ParquetFile(unpacked) as file:
            columns = [name for name in file.schema_arrow.names if name in COLUMNS]
            if "text" not in columns:
                raise UnreadableArticleError(
                    Rejection.UNSUPPORTED_FORMAT,
                    f"It has no column 'text', only {', '.join(file.schema_arrow.names)}. Rename the column of texts.",
                )
            batches = file.iter_batches(_ROWS_AT_A_TIME, columns=columns)
            yield from enumerate((row for batch in batches for row in batch.to_pylist()), 1)
    # What is no text or no day that Python knows is an error of value, as damage is.
    except (pa.ArrowException, EOFError, zlib.error, gzip.BadGzipFile, ValueError) as error:
        raise UnreadableArticleError(
            Rejection.DAMAGED,
            f"The file is damaged or no Parquet file ({error}); the rows before are read. Put it here again, whole.",
        ) from error


@contextmanager
def _unpacked(path: str, is_compressed: bool) -> Iterator[str]:
    if not is_compressed:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="npa-parquet-") as folder:
        unpacked = Path(folder, "rows.parquet")
        with gzip.open(path, "rb") as packed, unpacked.open("wb") as file:
            copyfileobj(packed, file, 1_000_000)
        yield str(unpacked)
