"""Bytes that are not in the encoding of their text: a few become U+FFFD with a note, many mean another encoding.

What must not happen is that one is taken for the end of a number, or for nothing inside of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.articles.formats.plausibility import plausibility
from pipelines.articles.formats.reading import UnreadableArticleError
from pipelines.articles.model import Rejection

# What reads less like prose than this is in another encoding.
SURE_SCORE = 0.5
_SAMPLE_CHARS = 200_000
_GAP = "\ufffd"
# A few bad bytes are slips, such as one word pasted in from elsewhere; many mean another encoding.
_FEW_GAPS, _ONE_GAP_IN = 3, 50
NUMERALS = r"\d〇一二三四五六七八九十百千万億"
_GAP_IN_NUMBER = re.compile(f"[{NUMERALS}][.,，．]?\ufffd+[.,，．]?[{NUMERALS}]|[{NUMERALS}][.,，．]?\ufffd+$")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with the encoding it was decoded with.

    Attributes:
        note: Where the encoding is a weak guess, or bytes of the text are not in it.
        gaps: How many places of the text these are.
    """

    text: str
    encoding: str
    note: str | None = None
    gaps: int = 0


def refuse_gap_in_number(text: str, decoded: Decoded) -> None:
    """Refuse a text in which a number was torn by bytes that could not be read: neither part of it is one.

    Raises:
        UnreadableArticleError: It was.
    """
    if decoded.gaps and (gap := _GAP_IN_NUMBER.search(text)) is not None:
        raise UnreadableArticleError(
            Rejection.DAMAGED,
            f"{decoded.note} One of them is inside a number: {gap.group()!r}. Fetch the file again, or put the number "
            "right.",
        )


def read_with_gaps(content: bytes, encoding: str) -> Decoded | None:
    """A text with U+FFFD for its bad bytes; None where these are many, or what is between them is no prose."""
    text = content.decode(encoding, "replace")
    own = content.count(_GAP.encode()) if encoding == "utf-8" else 0
    gaps = text.count(_GAP) - own
    written = sum(not character.isascii() for character in text) - gaps
    if gaps > max(_FEW_GAPS, written // _ONE_GAP_IN) or written < 3 * gaps:
        return None
    if plausibility(text.replace(_GAP, "")[:_SAMPLE_CHARS]) < SURE_SCORE:
        return None
    at = first_bad_byte(content, encoding)
    others = f", like {gaps - 1:,} more" if gaps > 1 else ""
    note = f"Byte {at} (0x{content[at]:02x}) is not {encoding} and was read as U+FFFD{others}."
    return Decoded(text, encoding, note, gaps)


def first_bad_byte(content: bytes, encoding: str) -> int:
    """Where the first byte is that is not in an encoding; 0 where none is."""
    try:
        content.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    return 0
