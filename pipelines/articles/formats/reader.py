"""Chooses how a file is read: by its suffix, unless its bytes say that the suffix is wrong.

Text is decoded here; pages and PDF files are handed to a process of their own. What they hold belongs to ``plain``,
``html`` and ``pdf``.
"""

from __future__ import annotations

import re
from types import TracebackType
from typing import Self

from pipelines.articles.formats.encodings import decode
from pipelines.articles.formats.gaps import refuse_gap_in_number
from pipelines.articles.formats.isolated import IsolatedProcess
from pipelines.articles.formats.page_encoding import declared_encoding
from pipelines.articles.formats.plain import MEDIA_TYPES, read_plain_text, refuse_empty
from pipelines.articles.formats.reading import (
    Reading,
    ReadingLimits,
    check_length,
    join_notes,
)

_PAGES = (".html", ".htm", ".xhtml")
SUFFIXES: tuple[str, ...] = (*MEDIA_TYPES, *_PAGES, ".pdf")
_PDF_STARTS_WITHIN = 1024
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|meta|p|div|h[1-6]|title|article|table|ul|br)\b", re.IGNORECASE)


class DocumentReader:
    """Reads files; owns the process that takes pages and PDF files apart, started when first needed.

    A context manager: leaving it ends the process.

    Attributes:
        limits: What reading one file may take.
    """

    def __init__(self, limits: ReadingLimits) -> None:
        self.limits = limits
        self._process = IsolatedProcess(limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process, if there is one; reading again would start another."""
        self._process.stop()

    def read(self, content: bytes, suffix: str, encoding: str | None) -> Reading:
        """Read one file.

        Args:
            content: Its bytes.
            suffix: One of ``SUFFIXES``, in small letters.
            encoding: What its origin file says the text is in; None leaves that to the bytes.

        Raises:
            UnreadableArticleError: There is no article in it.
            IsolationError: The process that reads pages and PDF files cannot be started: no fault of the file.
        """
        refuse_empty(content)
        is_pdf = _is_pdf(content)
        if is_pdf or (suffix == ".pdf" and not _is_page(content)):
            reading = self._read_pdf(content)
        elif suffix in _PAGES or suffix == ".pdf":
            reading = self._read_page(content, encoding)
        else:
            return read_plain_text(content, suffix, encoding, self.limits)
        wrong_suffix = is_pdf and suffix != ".pdf", not is_pdf and suffix == ".pdf"
        if not any(wrong_suffix):
            return reading
        what = "a PDF file" if is_pdf else "a web page"
        note = f"The file is {what} by its bytes and was read as one, although its name ends in {suffix}."
        return Reading(
            reading.text, reading.media_type, reading.encoding, join_notes(note, reading.note), reading.document
        )

    def _read_page(self, content: bytes, encoding: str | None) -> Reading:
        decoded = decode(content, encoding, declared_encoding(content))
        answer = self._process.ask("html", decoded.text.encode("utf-8", "replace"))
        check_length(answer.text, self.limits)
        refuse_gap_in_number(answer.text, decoded)
        note = join_notes(decoded.note, answer.note)
        return Reading(answer.text, "text/html", decoded.encoding, note, answer.document)

    def _read_pdf(self, content: bytes) -> Reading:
        answer = self._process.ask("pdf", content)
        check_length(answer.text, self.limits)
        return Reading(answer.text, "application/pdf", None, answer.note, answer.document)


def _is_pdf(content: bytes) -> bool:
    """As readers of PDF have it: the mark may stand anywhere in the first kilobyte, behind what a server left there."""
    start = content[:_PDF_STARTS_WITHIN]
    at = start.find(b"%PDF-")
    return at == 0 or (at > 0 and not _MARKUP.search(start[:at].decode("latin-1")) and b"startxref" in content)


def _is_page(content: bytes) -> bool:
    return _MARKUP.search(content[:_PDF_STARTS_WITHIN].decode("latin-1").replace("\0", "")) is not None
