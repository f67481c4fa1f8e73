"""What the rules see of a sentence, and what they share; the rules are in ``comparisons`` and ``frames``."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.extraction import rules
from pipelines.extraction.items import Item
from pipelines.extraction.japanese.items import BREAKS

_BREAKS = BREAKS | frozenset("（）()「」…")


@dataclass(frozen=True, slots=True)
class Context(rules.Context):
    """A number in its sentence.

    Attributes:
        first_after: Position of the first item after it that is no qualifier.
        last_before: Position of the first item before it that is no qualifier.
    """

    first_after: int
    last_before: int

    def before(self, steps: int = 1) -> Item | None:
        """The ``steps``-th item to the left, not counting the number's qualifiers."""
        position = self.last_before + 1 - steps
        return self.items[position] if position >= 0 else None

    def after(self, steps: int = 1) -> Item | None:
        """The ``steps``-th item to the right, not counting the number's qualifiers."""
        position = self.first_after - 1 + steps
        return self.items[position] if position < len(self.items) else None

    def clause_after(self, reach: int = 8) -> tuple[Item, ...]:
        """The items after the number up to the next break or number."""
        found = []
        for item in self.items[self.first_after : self.first_after + reach]:
            if item.number or item.word in _BREAKS:
                break
            found.append(item)
        return tuple(found)


def sign_of(item: Item | None) -> int:
    """1 for a word that says more, -1 for one that says less, else 0."""
    if item is None:
        return 0
    if item.cue("increase", "more"):
        return 1
    return -1 if item.cue("decrease", "fewer") else 0
