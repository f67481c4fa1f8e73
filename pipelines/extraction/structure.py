"""An article's text as paragraphs with a role and sentences, all by offset: the types of stage 1."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipelines.extraction.model import Span


class Role(StrEnum):
    """What a paragraph is for."""

    BODY = "body"
    HEADING = "heading"
    LINK = "link"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, with the number of its paragraph and that paragraph's role.

    ``section`` is the depth of the section that a heading opens ("1", "(1)"), 0 for everything else.
    """

    span: Span
    paragraph: int
    role: Role
    section: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its structure.

    Attributes:
        text: The article, unchanged.
        sentences: In text order; headings, links and captions are one sentence each.
        datelines: Place-and-date prefixes and date lines, which belong to no sentence.
        quotes: Direct speech, without the quotation marks.
    """

    text: str
    sentences: tuple[Sentence, ...]
    datelines: tuple[Span, ...]
    quotes: tuple[Span, ...]


# No sentence of prose is longer; a "sentence" of many pages is a table, or made to be slow.
LONGEST_SENTENCE = 1000
_CUTS = " ,、;；\t"


def in_pieces(text: str, span: Span) -> list[Span]:
    """A span in pieces of at most ``LONGEST_SENTENCE`` characters, cut behind a comma or space where there is one."""
    pieces: list[Span] = []
    start = span.start
    while span.end - start > LONGEST_SENTENCE:
        end = start + LONGEST_SENTENCE
        cut = max(text.rfind(mark, start + LONGEST_SENTENCE // 2, end) for mark in _CUTS) + 1
        pieces.append(Span(start, cut or end))
        start = cut or end
    pieces.append(Span(start, span.end))
    return pieces


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
