"""Finding expressions by a list of patterns in which the first that covers a place is meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from pipelines.extraction.model import Span

Found = TypeVar("Found")


def scan(
    patterns: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str], Span], Found]]], text: str, span: Span
) -> list[Found]:
    """What the patterns' readers make of ``text`` at ``span``, in text order and without overlap.

    Args:
        patterns: Pattern and reader; where two patterns overlap, the one that stands first is meant.
        text: The text.
        span: The part of it to look at.
    """
    found: list[tuple[Span, Found]] = []
    for pattern, read in patterns:
        for match in pattern.finditer(text, span.start, span.end):
            here = Span(*match.span())
            if not any(here.overlaps(taken) for taken, _ in found):
                found.append((here, read(match, here)))
    return [one for _, one in sorted(found, key=lambda entry: entry[0])]


def by_name(
    read: Callable[[Mapping[str, str], Span], Found],
) -> Callable[[re.Match[str], Span], Found]:
    """A reader of named groups, of which it gets those that took part, as a reader of a match."""

    def read_match(match: re.Match[str], span: Span) -> Found:
        return read({name: value for name, value in match.groupdict().items() if value is not None}, span)

    return read_match
