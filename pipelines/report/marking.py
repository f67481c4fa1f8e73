"""Cuts an article's text at its numerals, so that each can be marked; pure functions.

How a mark looks belongs to templates and style sheets.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text, in code points, with what became of it.

    Attributes:
        start: First character.
        end: One past the last character.
        disposition: As in the ledger.
        figure_ids: The figures it states or repeats.
        is_stated: Whether it is where these figures are read; a repeat is not.
        title: What to say of it in a few words.
    """

    start: int
    end: int
    disposition: str
    figure_ids: tuple[str, ...] = ()
    is_stated: bool = False
    title: str = ""

    @property
    def look(self) -> str:
        """The group of dispositions it is coloured by."""
        if self.disposition in ("figure", "repeat", "unresolved"):
            return self.disposition
        return "other"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text, with the mark that covers it or None, and where it starts."""

    text: str
    mark: Mark | None
    start: int


def cut(text: str, marks: Iterable[Mark], edges: Iterable[int] = ()) -> Sequence[Piece]:
    """The whole text in order, in pieces with and without a mark, none of which goes over an edge.

    A mark that overlaps an earlier one, goes over an edge, or lies outside the text, is left out: the text itself is
    always whole.
    """
    inner = sorted({edge for edge in edges if 0 < edge < len(text)})
    pieces: list[Piece] = []

    def add_plain(start: int, end: int) -> None:
        between = inner[bisect_right(inner, start) : bisect_left(inner, end)]
        for first, last in pairwise([start, *between, end]):
            pieces.append(Piece(text[first:last], None, first))

    at = 0
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        if mark.start < at or not mark.start < mark.end <= len(text):
            continue
        if bisect_right(inner, mark.start) < bisect_left(inner, mark.end):
            continue
        if at < mark.start:
            add_plain(at, mark.start)
        pieces.append(Piece(text[mark.start : mark.end], mark, mark.start))
        at = mark.end
    if at < len(text):
        add_plain(at, len(text))
    return pieces


def browser_positions(text: str) -> Callable[[int], int]:
    """From a position in code points to one as JavaScript counts: in UTF-16, where some characters are two."""
    double = [] if text.isascii() else [at for at, character in enumerate(text) if character > "\uffff"]
    return lambda position: position + bisect_left(double, position)
