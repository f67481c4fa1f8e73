"""Plain text and Markdown: the text is what the bytes decode to, and nothing else.

Which encoding that is belongs to ``encodings``.
"""

from __future__ import annotations

import codecs
import re

from pipelines.articles.formats.encodings import decode, is_text_in_sixteen_bits
from pipelines.articles.formats.gaps import refuse_gap_in_number
from pipelines.articles.formats.reading import Reading, ReadingLimits, UnreadableArticleError, check_length, join_notes
from pipelines.articles.model import Origin, Rejection

MEDIA_TYPES = {".txt": "text/plain", ".md": "text/markdown"}
# What no text holds: C0 controls other than tab, line feed, vertical tab, form feed, carriage return and escape
# (escape starts a shift in ISO-2022-JP, which is a text).
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MARKUP = re.compile(r"\s*(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE)


def read_plain_text(content: bytes, suffix: str, encoding: str | None, limits: ReadingLimits) -> Reading:
    """Decode a text; line ends, a byte order mark and markup stay as they are.

    Args:
        content: The bytes of the file.
        suffix: ``.txt`` or ``.md``.
        encoding: What the origin file says the text is in.
        limits: How long the text may be.

    Raises:
        UnreadableArticleError: The bytes are empty, binary, or text in an encoding nobody can tell.
    """
    refuse_empty(content)
    is_bytewise = encoding is None and not is_text_in_sixteen_bits(content)
    if is_bytewise:
        _refuse_binary(content.decode("latin-1"), "Byte")
    decoded = decode(content, encoding)
    if not is_bytewise:
        _refuse_binary(decoded.text, "Character")
    if not decoded.text.strip("\ufeff \t\r\n\v\f\0"):
        raise UnreadableArticleError(Rejection.EMPTY, _empty("The file has nothing but white space."))
    check_length(decoded.text, limits)
    refuse_gap_in_number(decoded.text, decoded)
    note = decoded.note
    if _MARKUP.match(decoded.text):
        markup = "The text is the source of a web page, read as it stands. Name the file .html to read the page."
        note = join_notes(note, markup)
    return Reading(decoded.text, MEDIA_TYPES[suffix], decoded.encoding, note, Origin())


def refuse_empty(content: bytes) -> None:
    """Refuse a file with nothing in it.

    Raises:
        UnreadableArticleError: There is nothing in it.
    """
    if not content:
        raise UnreadableArticleError(Rejection.EMPTY, _empty("The file has no bytes."))
    if not content.strip(b" \t\r\n\v\f") or content == codecs.BOM_UTF8:
        raise UnreadableArticleError(Rejection.EMPTY, _empty("The file has nothing but white space."))


def _refuse_binary(text: str, unit: str) -> None:
    if control := _CONTROL.search(text):
        raise UnreadableArticleError(
            Rejection.BINARY,
            f"{unit} {control.start()} is 0x{ord(control.group()):02x}, which no text holds: the file is not plain "
            "text. Save the article's text as UTF-8.",
        )


def _empty(what: str) -> str:
    return f"{what} Put the article's text into it, or remove it."
