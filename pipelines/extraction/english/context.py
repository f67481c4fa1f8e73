"""What the rules see of a segment, and what they share; the rules are in ``comparisons`` and ``frames``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extraction import rules
from pipelines.extraction.items import Item
from pipelines.extraction.statements import Reading

# Words between a preposition and its number that change neither.
TRANSPARENT = {
    "a", "about", "again", "almost", "also", "an", "annual", "another", "approximately", "around", "as", "at", "close",
    "combined", "either", "estimated", "fewer", "further", "initial", "just", "least", "less", "many", "mere", "more",
    "most", "nearly", "only", "over", "preliminary", "previous", "provisional", "record", "roughly", "second",
    "sharply", "significantly", "slightly", "some", "steeply", "still", "than", "the", "then", "total", "up to", "well",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Context(rules.Context):
    """A number in its segment.

    Attributes:
        direction: 1 or -1 when a verb of change is in force to its left, else 0.
        earlier: Readings already made in this segment.
    """

    direction: int
    earlier: tuple[Reading, ...]

    def before(self, steps: int = 1) -> Item | None:
        """The ``steps``-th item to the left that is not a qualifier, article or adjective of degree."""
        position = self.index
        while steps:
            position -= 1
            if position < 0:
                return None
            if self.items[position].word not in TRANSPARENT and not self.items[position].cue("provisional"):
                steps -= 1
        return self.items[position]

    def after(self, steps: int = 1) -> Item | None:
        """The ``steps``-th item to the right."""
        position = self.index + steps
        return self.items[position] if position < len(self.items) else None


def is_aimed_at(items: Sequence[Item], position: int) -> bool:
    """Whether "against" says at whom something is aimed: "crimes against 181 minors", "acted against 70 people"."""
    if items[position].word != "against":
        return False
    if position and items[position - 1].is_counted and items[position].span.start - items[position - 1].span.end <= 1:
        return True
    number = next((k for k in range(position + 1, min(position + 4, len(items))) if items[k].number), None)
    if number is None or not any(item.is_counted for item in items[number + 1 : number + 3]):
        return False
    return not any(item.time for item in items[number + 1 : number + 7])
