"""Finding expressions by a list of patterns in which the first that covers a place is meant.

Most patterns cannot match in most sentences. Each names the words it needs, so that it is tried only where they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from typing import Generic, NamedTuple, TypeVar

from pipelines.extraction.model import Span

Found = TypeVar("Found")

# Stands for a run of digits among the words of a sentence.
DIGITS = "0"


class Row(NamedTuple, Generic[Found]):
    """One pattern.

    Attributes:
        pattern: What is looked for.
        read: What a match means; None where it means nothing, so that later patterns are tried.
        needs: Groups of words; a text in which a group has no word cannot match.
    """

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Span], Found | None]
    needs: tuple[frozenset[str], ...]


def row(needs: str, source: str, read: Callable[[re.Match[str], Span], Found | None], flags: int = 0) -> Row[Found]:
    """A row from its words, "month & to through", and its pattern."""
    groups = tuple(frozenset(group.split()) for group in needs.split("&") if group.strip())
    return Row(re.compile(source, flags), read, groups)


class Rows(Generic[Found]):
    """A list of patterns, in the order in which they are tried, found by the words they need."""

    def __init__(self, rows: Iterable[Row[Found]]) -> None:
        self._rows = tuple(rows)
        self._always: set[int] = set()  # those that need no word
        self._by_word: dict[str, set[int]] = {}
        for place, one in enumerate(self._rows):
            if not one.needs:
                self._always.add(place)
            # The smallest group says most; a number is in nearly every sentence.
            for word in min(one.needs, key=lambda group: (DIGITS in group, len(group)), default=()):
                self._by_word.setdefault(word, set()).add(place)

    def that_may_match(self, words: Set[str] | None) -> Iterator[Row[Found]]:
        """The patterns whose words are there; None to try every one."""
        if words is None:
            yield from self._rows
            return
        places = self._always.union(*(self._by_word[word] for word in self._by_word.keys() & words))
        for place in sorted(places):
            if not any(map(words.isdisjoint, self._rows[place].needs)):
                yield self._rows[place]


def scan(rows: Rows[Found], text: str, span: Span, words: Set[str] | None = None) -> list[Found]:
    """What the rows make of ``text`` at ``span``, in text order and without overlap.

    Args:
        rows: Patterns; where two overlap, the one that stands first is meant.
        text: The text.
        span: The part of it to look at.
        words: The words in it, ``DIGITS`` for numbers, as the rows' needs write them; None to try every row.
    """
    found: list[tuple[Span, Found]] = []
    for pattern, read, _ in rows.that_may_match(words):
        for match in pattern.finditer(text, span.start, span.end):
            here = Span(*match.span())
            if any(here.overlaps(taken) for taken, _ in found):
                continue
            if (one := read(match, here)) is not None:
                found.append((here, one))
    if len(found) > 1:
        found.sort(key=lambda entry: entry[0])
    return [one for _, one in found]


def by_name(
    read: Callable[[Mapping[str, str], Span], Found | None],
) -> Callable[[re.Match[str], Span], Found | None]:
    """A reader of named groups, of which it gets those that took part, as a reader of a match."""

    def read_match(match: re.Match[str], span: Span) -> Found | None:
        return read({name: value for name, value in match.groupdict().items() if value is not None}, span)

    return read_match
