"""The elements of a sentence, in every language: numbers, times, labels, phrases of the vocabulary, other words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extraction.expressions import Anchor, Label, Numeral, TimeExpression
from pipelines.extraction.model import Span
from pipelines.extraction.vocabulary import COUNTED, CUE, Meaning


@dataclass(frozen=True, slots=True)
class Item:
    """One element of a sentence; exactly one of the optional parts is set, or none for a plain word.

    Attributes:
        span: Its characters.
        word: The text in lower case.
        number: A quantity.
        time: An expression of time.
        label: A number that is no quantity.
        meanings: What a phrase of the vocabulary says.
    """

    span: Span
    word: str
    number: Numeral | None = None
    time: TimeExpression | None = None
    label: Label | None = None
    meanings: tuple[Meaning, ...] = ()

    def cue(self, *codes: str) -> bool:
        """Whether this is a cue with one of the codes."""
        return any(meaning.role == CUE and meaning.code in codes for meaning in self.meanings)

    @property
    def is_counted(self) -> bool:
        """Whether this names something that is counted."""
        return any(meaning.role == COUNTED for meaning in self.meanings) or bool(
            self.label and self.label.counts_people
        )

    @property
    def concepts(self) -> tuple[Meaning, ...]:
        """What this says on the axes of the series."""
        if self.label and self.label.age_group and not self.label.is_population:
            return (Meaning("age_group", self.label.age_group, "property"),)
        return tuple(meaning for meaning in self.meanings if meaning.role != CUE)


_TIME_REASONS = {Anchor.PUBLISHED: ("date", "a day"), Anchor.SINCE: ("record_since", "start of a series")}


def recognised(items: Sequence[Item]) -> dict[Span, tuple[str, str]]:
    """The numbers that are no quantities, each with its disposition and the reason."""
    found: dict[Span, tuple[str, str]] = {}
    for item in items:
        if item.label:
            found[item.span] = (item.label.disposition, item.label.disposition.replace("_", " "))
        elif item.time:
            found[item.span] = _TIME_REASONS.get(item.time.anchor, ("period", "a period named in the text"))
    return found
