"""An article's text as paragraphs with a role and sentences, all by offset: the types of stage 1."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipelines.extraction.model import Span


class Role(StrEnum):
    """What a paragraph is for."""

    BODY = "body"
    HEADING = "heading"
    LINK = "link"
    CAPTION = "caption"


MARKED = 9


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, with the number of its paragraph and that paragraph's role.

    ``section`` is the depth of the section that a heading opens, from 1 (第1, "Chapter 1") on, or ``MARKED`` (◆DV) for
    one that opens only where it names another series; 0 for everything else.
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
LONGEST_SENTENCE = 600
_CUTS = " ,、;；\t"
# No number of prose is longer; such a run is no quantity, and is left to the ledger.
_ENDLESS_NUMBER = re.compile(r"[\d.,/:-]{60,}")


def in_pieces(text: str, span: Span) -> list[Span]:
    """A span in pieces of at most ``LONGEST_SENTENCE`` characters, cut behind a comma or space where there is one.

    Numbers without end belong to no piece.
    """
    if span.end - span.start <= LONGEST_SENTENCE and not _ENDLESS_NUMBER.search(text, *span):
        return [span]
    pieces: list[Span] = []
    start = span.start
    for run in _ENDLESS_NUMBER.finditer(text, *span):
        pieces += _cut(text, start, run.start())
        start = run.end()
    return pieces + _cut(text, start, span.end)


def _cut(text: str, start: int, end: int) -> list[Span]:
    pieces: list[Span] = []
    while end - start > LONGEST_SENTENCE:
        stop = start + LONGEST_SENTENCE
        cut = max(text.rfind(mark, start + LONGEST_SENTENCE // 2, stop) for mark in _CUTS) + 1
        pieces.append(Span(start, cut or stop))
        start = cut or stop
    return [*pieces, Span(start, end)] if end > start else pieces


_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d{2}(?![\d.,]*\d)")


def names_later_year(text: str, day: date) -> bool:
    """Whether a text tells of a later year than a day has, so that it was not published then."""
    return any(int(match.group()) > day.year for match in _YEAR.finditer(text))


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
