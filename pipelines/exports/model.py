"""What an export is made of, and how it fails. No reading and no writing here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

Format = Literal["parquet", "csv", "sdmx"]
FORMATS: tuple[Format, ...] = get_args(Format)


class ExportError(Exception):
    """Nothing was exported and what was exported before is as it was; the message names the place and the remedy."""


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file of an export.

    Attributes:
        path: Relative to the folder of the export, with slashes.
        format: What it belongs to; None for the descriptor of all.
        rows: Rows of data in it; None where it holds none.
        bytes: Its size.
        sha256: Hex digest of its bytes.
    """

    path: str
    format: Format | None
    rows: int | None
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Exported:
    """What came of an export.

    Attributes:
        folder: Where it lies.
        input_fingerprint: Of the publication that was exported.
        files: In the order they were written, the descriptor last.
    """

    folder: Path
    input_fingerprint: str
    files: Sequence[ExportedFile]

    @property
    def bytes(self) -> int:
        """Size of all files together."""
        return sum(file.bytes for file in self.files)
