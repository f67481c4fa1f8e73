"""What reading ``raw/`` yields: articles, and the files that are none.

Frozen records only; how they come about belongs to the modules beside this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Rejection(StrEnum):
    """Why a file in ``raw/`` is not an article."""

    EMPTY = "empty"
    BINARY = "binary"
    WRONG_ENCODING = "wrong_encoding"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    DUPLICATE = "duplicate"
    INVALID_ORIGIN = "invalid_origin"
    UNSUPPORTED_FORMAT = "unsupported_format"
    SYMLINK = "symlink"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article comes from, as its origin file says; every field is optional.

    Attributes:
        published_on: Day of publication.
        language: ``en`` or ``ja``.
        citation: How to cite the article.
        date_accessed: When the text was fetched.
        license: Terms the text is used under.
        encoding: Of the file's bytes, as whoever served it said; None where nobody did.
    """

    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    published_on: date | None = None
    language: str | None = None
    citation: str | None = None
    date_accessed: date | None = None
    license: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One raw text with its origin; identified by its bytes, not by its name.

    Attributes:
        article_id: Hex SHA-256 of the file's bytes.
        source_path: Path relative to ``raw/``, with ``/`` on every system.
        text: The text as decoded, nothing normalised: line ends and a byte order mark stay, so an offset
            counts the same code points as in ``bytes.decode("utf-8")``.
        byte_count: Size of the file.
        origin: What its origin file says; empty when there is none.
    """

    article_id: str
    source_path: str
    text: str
    byte_count: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class RejectedFile:
    """A file the run went on without.

    Attributes:
        source_path: Path relative to ``raw/``.
        sha256: Hex digest of its bytes, None where they could not be read.
        reason: The class of the problem.
        message: What exactly is wrong and what to do about it.
    """

    source_path: str
    sha256: str | None
    reason: Rejection
    message: str


@dataclass(frozen=True, slots=True)
class ReadResult:
    """Everything found in ``raw/``, in the order of ``source_path``."""

    articles: tuple[Article, ...]
    rejected: tuple[RejectedFile, ...]
