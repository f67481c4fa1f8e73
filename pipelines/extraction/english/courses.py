"""What a clause says became of a number, seen from a claim in it: "rose", "a decline", "topped 60,000".

Looks at the words of one clause only; what the claim is belongs to ``streaks`` and ``firsts``.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from pipelines.extraction.claims import is_round, is_threshold
from pipelines.extraction.items import Item

RISE, FALL, ABOVE, BELOW = "rise", "fall", "above", "below"

_REACH = 16  # items
_ENDS = frozenset(
    [
        "and", "but", "while", "whereas", "although", "though", "with", "which", "who", "when", "after", "because",
        "if", "as", ";", ":", "–", "—", "(", ")", ".",
    ]
)  # fmt: skip
# Words that say what else may go on for years: "had the most for the fifth year", "stayed at 40".
_ELSE = re.compile(r"(?:most|fewest|highest|lowest|largest|record|worst|best|lead(?:s|ing)?|led|top|first|unchanged)$")
_OF_AN_ASIDE = {"or", "by", "for", "in", "the", "a", "an", ","}
_DEFINITE = {"the", "this", "that", "these", "its", "their", "his", "her", "of"}
_OBJECTS = {"the", "its", "their", "his", "her", "a", "an", "this", "these", "those"}
_SIDES = {
    "above": ABOVE, "over": ABOVE, "past": ABOVE, "beyond": ABOVE, "below": BELOW, "under": BELOW, "short of": BELOW,
    "fell short of": BELOW, "reached": ABOVE, "reaching": ABOVE, "reach": ABOVE, "hit": ABOVE, "hitting": ABOVE,
}  # fmt: skip
_BEFORE_A_MARK = {"the", "a", "an"}
_BARE_AGE = re.compile(r"(under|over)_(\d+)$")


class Crossing(NamedTuple):
    """A threshold and how it was crossed.

    Attributes:
        direction: ``above`` (passed or reached) or ``below``.
        threshold: Its value.
        start: First character of the words that say so.
        end: One past its last character.
    """

    direction: str
    threshold: Decimal
    start: int
    end: int


def item_at(items: Sequence[Item], offset: int) -> int:
    """The position of the first item that starts at ``offset`` or later."""
    return bisect.bisect_left(items, offset, key=lambda item: item.span.start)


def clause_before(items: Sequence[Item], start: int) -> Iterator[int]:
    """Positions of the clause before an item, the nearest first; a comma ends it but for an aside between commas."""
    for position in range(start - 1, max(-1, start - 1 - _REACH), -1):
        item = items[position]
        if item.word in _ENDS:
            return
        if item.word == "," and not all(_is_of_an_aside(one) for one in items[position + 1 : start]):
            return
        yield position


def clause_after(items: Sequence[Item], start: int, reach: int = _REACH) -> Iterator[int]:
    """Positions of the clause that starts with an item, in text order."""
    for position in range(start, min(start + reach, len(items))):
        if items[position].word in _ENDS or items[position].word == ",":
            return
        yield position


def change_at(items: Sequence[Item], position: int) -> str | None:
    """``rise`` or ``fall`` where the item says that a number changed, and not that somebody changed something."""
    item = items[position]
    if item.word == "up for":
        return RISE
    if not item.cue("increase", "decrease"):
        return None
    before = items[position - 1].word if position else ""
    after = items[position + 1].word if position + 1 < len(items) else ""
    if before in _DEFINITE or after.split(" ")[0] in _OBJECTS or after in _SIDES:
        return None
    return named_change(item)


def named_change(item: Item) -> str | None:
    """``rise`` or ``fall`` where the item is a word for it."""
    if item.cue("increase"):
        return RISE
    return FALL if item.cue("decrease") else None


def tells_something_else(items: Sequence[Item], position: int) -> bool:
    """Whether the item is what the claim is about, and is no change: "led", "the most", "topping 20,000"."""
    item = items[position]
    is_passed = item.cue("increase", "decrease") and position + 1 < len(items) and items[position + 1].word in _SIDES
    return is_passed or item.cue("crossing") or bool(_ELSE.match(item.word))


def crossing_at(items: Sequence[Item], position: int) -> Crossing | None:
    """The threshold at an item, where the words before it say that it was crossed."""
    item = items[position]
    if item.label and item.label.age_group:
        return _crossing_of_bare_age(items, position)
    if item.number is None or not is_threshold(item.number):
        return None
    first = position - 1
    while first >= 0 and items[first].word in _BEFORE_A_MARK:
        first -= 1
    side = _side(items, first)
    if side is None:
        return None
    if items[first].word == "than" or (first and items[first - 1].cue("increase", "decrease")):
        first -= 1
    return Crossing(side, item.number.value, items[first].span.start, item.span.end)


def _crossing_of_bare_age(items: Sequence[Item], position: int) -> Crossing | None:
    """After a verb of change a number that looks like an age is none: "dip below 100"."""
    item, verb = items[position], items[position - 1] if position else None
    bare = _BARE_AGE.match(item.label.age_group or "") if item.label else None
    if bare is None or verb is None or not verb.cue("increase", "decrease") or not is_round(Decimal(bare[2])):
        return None
    side = ABOVE if bare[1] == "over" else BELOW
    return Crossing(side, Decimal(bare[2]), verb.span.start, item.span.end)


def _side(items: Sequence[Item], position: int) -> str | None:
    if position < 0:
        return None
    item = items[position]
    if item.word == "than" and position:
        return ABOVE if items[position - 1].cue("more") else BELOW if items[position - 1].cue("fewer") else None
    return _SIDES.get(item.word) or (ABOVE if item.cue("crossing") else None)


def _is_of_an_aside(item: Item) -> bool:
    return bool(item.number or item.time or item.word in _OF_AN_ASIDE)
