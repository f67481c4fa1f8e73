"""The elements of a sentence, in every language: numbers, times, labels, phrases of the vocabulary, other words."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence, Set
from typing import NamedTuple

from pipelines.extraction.expressions import PER_100000, Anchor, Label, Numeral, TimeExpression
from pipelines.extraction.model import Span
from pipelines.extraction.vocabulary import NO_PHRASE, PROPERTY, Meaning, Phrase

OPENING = frozenset("（(［[")
CLOSING = frozenset("）)］]")


class Item(NamedTuple):
    """One element of a sentence; exactly one of the optional parts is set, or none for a plain word.

    Attributes:
        span: Its characters.
        word: The text in lower case.
        number: A quantity.
        time: An expression of time.
        label: A number that is no quantity.
        phrase: What a phrase of the vocabulary, or the age of a label, says.
    """

    span: Span
    word: str
    number: Numeral | None = None
    time: TimeExpression | None = None
    label: Label | None = None
    phrase: Phrase = NO_PHRASE

    def cue(self, *codes: str) -> bool:
        """Whether this is a cue with one of the codes."""
        return not self.phrase.cues.isdisjoint(codes)

    @property
    def is_counted(self) -> bool:
        """Whether this names something that is counted."""
        return self.phrase.is_counted

    @property
    def names_place(self) -> bool:
        """Whether this names an area."""
        return any(meaning.axis == "area" for meaning in self.phrase.concepts)

    @property
    def concepts(self) -> tuple[Meaning, ...]:
        """What this says on the axes of the series."""
        return self.phrase.concepts


def brackets_behind_numbers(items: Sequence[Item]) -> list[range]:
    """The brackets behind a number that hold numbers themselves: 450件（2022年は400件）, "1,665 (2022: 1,732)"."""
    found: list[range] = []
    opened: int | None = None
    if not any(item.word in OPENING for item in items):
        return found
    for position, item in enumerate(items):
        if item.word in OPENING and any(one.number for one in items[max(0, position - 3) : position]):
            opened = position
        elif item.word in CLOSING and opened is not None:
            if any(one.number for one in items[opened:position]):
                found.append(range(opened, position))
            opened = None
    return found


def outside_brackets(items: Sequence[Item]) -> list[Item]:
    """The items without what stands in brackets: 被害児童868人（検挙1044件）のうち; an open bracket stays."""
    found: list[Item] = []
    opened: list[int] = []
    for item in items:
        if item.word in OPENING:
            opened.append(len(found))
        found.append(item)
        if item.word in CLOSING and opened:
            del found[opened.pop() :]
    return found


# Codes that only point back to one of two things named before: "the former", 後者. They stand on the axis channel,
# until it is known which axis the two things are of.
FORMER, LATTER = "former", "latter"
POINTED_AXES = ("channel", "platform", "offence", "sex", "age_group")
_POINTERS = {code: (Meaning("channel", code, PROPERTY),) for code in (FORMER, LATTER)}


def with_pointers(items: Sequence[Item], cues: Set[str]) -> tuple[Item, ...]:
    """Let "the former" and 後者 narrow the series, to whichever is meant; ``cues`` are those of the items."""
    if cues.isdisjoint(_POINTERS):
        return tuple(items)
    return tuple(_pointing(item) for item in items)


def _pointing(item: Item) -> Item:
    code = next((code for code in _POINTERS if item.cue(code)), None)
    return item._replace(phrase=item.phrase._replace(concepts=_POINTERS[code])) if code else item


def named_by(items: Iterable[Item]) -> tuple[tuple[str, str], ...]:
    """What the items name that "the former" and "the latter" may mean: axis and code, in text order."""
    named = [(one.axis, one.code) for item in items for one in item.concepts if one.axis in POINTED_AXES]
    return tuple(dict.fromkeys(entry for entry in named if entry[1] not in _POINTERS))


def cues_of(items: Iterable[Item]) -> frozenset[str]:
    """The codes of all cues among the items."""
    return frozenset().union(*(item.phrase.cues for item in items if item.phrase.cues))


def labelled(label: Label, word: str) -> Item:
    """The item of a label; an age narrows a series, unless it only names the population of the data."""
    phrase = _per(label.rate) if label.rate else _aged(label.age_group, label.is_population, label.counts_people)
    return Item(label.span, word, label=label, phrase=phrase)


@functools.lru_cache(maxsize=32)
def _per(rate: str) -> Phrase:
    """A rate is a series apart from the count; per 100,000 it has a unit of its own."""
    return NO_PHRASE if rate == PER_100000 else Phrase(concepts=(Meaning("rate", rate, PROPERTY),))


@functools.lru_cache(maxsize=1024)
def _aged(age_group: str | None, is_population: bool, counts_people: bool) -> Phrase:
    concepts = (Meaning("age_group", age_group, PROPERTY),) if age_group and not is_population else ()
    return Phrase(concepts=concepts, is_counted=counts_people)


_LABEL_REASONS = {
    "unresolved": "no well-formed number",
    "vague": "says only roughly how many",
}
_TIME_REASONS = {Anchor.PUBLISHED: ("date", "a day"), Anchor.SINCE: ("record_since", "start of a series")}


def recognised(items: Sequence[Item]) -> dict[Span, tuple[str, str]]:
    """The numbers that are no quantities, each with its disposition and the reason."""
    found: dict[Span, tuple[str, str]] = {}
    for item in items:
        if item.label:
            disposition = item.label.disposition
            found[item.span] = (disposition, _LABEL_REASONS.get(disposition, disposition.replace("_", " ")))
        elif item.time:
            found[item.span] = _TIME_REASONS.get(item.time.anchor, ("period", "a period named in the text"))
    return found


def is_note(text: str, sentence: Span, items: Iterable[Item]) -> bool:
    """Whether a sentence is a note on rounding or an address; one in brackets beside a figure is none."""
    notes = (text[sentence.start : item.span.start] for item in items if item.cue("note"))
    return any(sum(map(OPENING.__contains__, before)) <= sum(map(CLOSING.__contains__, before)) for before in notes)


def of_a_note(items: Sequence[Item]) -> dict[Span, tuple[str, str]]:
    """The numbers of a note or an address, which count nothing."""
    return {item.span: ("reference", "stands in a note or an address") for item in items if item.number}
