"""Cuts an article's text at its numerals, so that each can be marked; pure functions.

How a mark looks belongs to templates and style sheets.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


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
    """A part of the text, with the mark that covers it or None."""

    text: str
    mark: Mark | None


def cut(text: str, marks: Iterable[Mark]) -> Sequence[Piece]:
    """The whole text in order, in pieces with and without a mark.

    A mark that overlaps an earlier one, or lies outside the text, is left out: the text itself is always whole.
    """
    pieces = []
    at = 0
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        if mark.start < at or not mark.start < mark.end <= len(text):
            continue
        if at < mark.start:
            pieces.append(Piece(text[at : mark.start], None))
        pieces.append(Piece(text[mark.start : mark.end], mark))
        at = mark.end
    if at < len(text):
        pieces.append(Piece(text[at:], None))
    return pieces


def browser_positions(text: str) -> Callable[[int], int]:
    """From a position in code points to one as JavaScript counts: in UTF-16, where some characters are two."""
    double = [] if text.isascii() else [at for at, character in enumerate(text) if character > "\uffff"]
    return lambda position: position + bisect_left(double, position)
