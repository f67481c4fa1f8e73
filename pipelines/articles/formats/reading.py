"""What reading a file's bytes yields, within which limits, and the error where it yields nothing.

Types only, and nothing heavy to import: both the program and the process that takes files apart hold them.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.articles.model import Origin, Rejection
from pipelines.settings import (
    DEFAULT_MAX_ARTICLE_CHARS,
    DEFAULT_READ_MEMORY_MB,
    DEFAULT_READ_SECONDS,
    Settings,
)


class UnreadableArticleError(Exception):
    """The bytes are no article.

    Attributes:
        reason: The class of the problem.
        message: What is wrong, where, and the remedy; without the file's name.
    """

    def __init__(self, reason: Rejection, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a file, and what is known of it.

    Attributes:
        text: The text every offset counts in.
        media_type: ``text/plain``, ``text/markdown``, ``text/html`` or ``application/pdf``.
        encoding: Python's name of the encoding the bytes were decoded with; None for a PDF file.
        note: What a reader should know, such as a weak guess or pages without text; None normally.
        document: What the document says of itself: title, publisher, url, published_on.
    """

    text: str
    media_type: str
    encoding: str | None
    note: str | None
    document: Origin


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What reading one file may take.

    Attributes:
        max_chars: A longer text is rejected.
        seconds: So is a page or PDF file that takes longer.
        memory_mb: So is one that takes more memory, where the system can hold a process to it.
    """

    max_chars: int = DEFAULT_MAX_ARTICLE_CHARS
    seconds: int = DEFAULT_READ_SECONDS
    memory_mb: int = DEFAULT_READ_MEMORY_MB

    @classmethod
    def from_settings(cls, settings: Settings) -> ReadingLimits:
        """The limits a run is set to."""
        return cls(settings.max_article_chars, settings.read_seconds, settings.read_memory_mb)


def check_length(text: str, limits: ReadingLimits) -> None:
    """Refuse a text longer than the limit.

    Raises:
        UnreadableArticleError: It is.
    """
    if len(text) > limits.max_chars:
        raise UnreadableArticleError(
            Rejection.TOO_LARGE,
            f"The text has more than {limits.max_chars:,} characters. Split it, or raise NPA_MAX_ARTICLE_CHARS.",
        )


def join_notes(*notes: str | None) -> str | None:
    """Several notes as one, None where there is none."""
    return " ".join(note for note in notes if note) or None
