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
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    NO_TEXT = "no_text"
    TOO_COMPLEX = "too_complex"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    DUPLICATE = "duplicate"
    INVALID_ORIGIN = "invalid_origin"
    UNSUPPORTED_FORMAT = "unsupported_format"
    SYMLINK = "symlink"
    TOO_MANY = "too_many"
    INVALID_ROW = "invalid_row"


class PassedOverReason(StrEnum):
    """Why an article of an archive is not read for figures."""

    OTHER_SUBJECT = "other_subject"
    OTHER_LANGUAGE = "other_language"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article comes from, as its origin file or the document itself says; every field is optional.

    Attributes:
        published_on: Day of publication.
        published_within: The month (``2024-03``) or the year (``2024``) of publication, where the day is not known.
        language: ``en`` or ``ja``.
        citation: How to cite the article.
        date_accessed: When the text was fetched.
        license: Terms the text is used under.
        encoding: Python's name of the encoding the file is in.
        area: Code of the area the article is about, several joined by ``+``; ``JP`` for the whole of Japan.
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
    published_within: str | None = None
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One raw text with its origin; identified by its bytes, not by its name.

    Attributes:
        article_id: Hex SHA-256 of the file's bytes; of a row in a file of many, of its text in UTF-8.
        source_path: Path relative to ``raw/``, with ``/`` on every system; of a row, with ``#`` and its id or place.
        text: The text every offset counts in. Of a plain text exactly what the bytes decode to, nothing normalised:
            line ends and a byte order mark stay.
        byte_count: Size of the file, or of the row's text in UTF-8.
        origin: What its origin file says; empty when there is none.
        media_type: ``text/plain``, ``text/markdown``, ``text/html`` or ``application/pdf``.
        encoding: Python's name of the encoding the bytes were decoded with; None for a PDF file.
        note: What a reader of the article should know about its reading; None normally.
        document: What the document says of itself; counts only where the origin file says nothing.
        row: Its place in a file of many articles, from 1; None for a file of its own.
    """

    article_id: str
    source_path: str
    text: str
    byte_count: int
    origin: Origin
    media_type: str
    encoding: str | None
    note: str | None
    document: Origin
    row: int | None = None


@dataclass(frozen=True, slots=True)
class PassedOver:
    """An article of an archive that cannot hold statistics of the kind: counted and listed, not read for figures."""

    article: Article
    reason: PassedOverReason

    @property
    def source_path(self) -> str:
        """As of its article."""
        return self.article.source_path


@dataclass(frozen=True, slots=True)
class RejectedFile:
    """A file the run went on without.

    Attributes:
        source_path: Path relative to ``raw/``.
        sha256: Hex digest of its bytes, None where they could not be read.
        reason: The class of the problem.
        message: What exactly is wrong and what to do about it.
        row: As of an article.
    """

    source_path: str
    sha256: str | None
    reason: Rejection
    message: str
    row: int | None = None


Outcome = Article | PassedOver | RejectedFile


@dataclass(frozen=True, slots=True)
class ReadResult:
    """Everything found in ``raw/``, in the order of ``source_path``."""

    articles: tuple[Article, ...]
    rejected: tuple[RejectedFile, ...]
