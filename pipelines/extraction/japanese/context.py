"""What a frame sees of its sentence, and what frames share.

A frame is a named pattern of the language, with an example in its docstring. It sees one sentence and knows nothing of
others. The frames are in ``comparisons`` and ``frames``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipelines.extraction.items import Item
from pipelines.extraction.japanese.items import BREAKS
from pipelines.extraction.model import Kind
from pipelines.extraction.statements import Reading

_BREAKS = BREAKS | frozenset("（）()「」…")


@dataclass(frozen=True, slots=True)
class Context:
    """A number in its sentence.

    Attributes:
        items: The sentence's items.
        index: Position of the number.
        after: Position of the first item after it that is no qualifier.
        before: Position of the first item before it that is no qualifier.
    """

    items: tuple[Item, ...]
    index: int
    after: int
    before: int

    @property
    def item(self) -> Item:
        """The number's item."""
        return self.items[self.index]

    @property
    def unit(self) -> str | None:
        """The unit of its counter."""
        return self.item.number.unit if self.item.number else None

    def next(self, steps: int = 0) -> Item | None:
        """An item after the number and its qualifier."""
        position = self.after + steps
        return self.items[position] if position < len(self.items) else None

    def previous(self, steps: int = 0) -> Item | None:
        """An item before the number and its qualifier."""
        position = self.before - steps
        return self.items[position] if position >= 0 else None

    def clause_after(self, reach: int = 8) -> tuple[Item, ...]:
        """The items after the number up to the next break or number."""
        found = []
        for item in self.items[self.after : self.after + reach]:
            if item.number or item.word in _BREAKS:
                break
            found.append(item)
        return tuple(found)


Frame = Callable[[Context], Reading | None]


def change_kind(context: Context) -> Kind:
    """The kind of a number that is a difference, by its unit."""
    return {"percent": Kind.PERCENT_CHANGE, "percentage_points": Kind.POINT_CHANGE}.get(context.unit or "", Kind.CHANGE)


def level_kind(context: Context) -> Kind:
    """The kind of a number that is a state, by its unit."""
    return Kind.SHARE if context.unit == "percent" else Kind.LEVEL


def sign_of(item: Item | None) -> int:
    """1 for a word that says more, -1 for one that says less, else 0."""
    if item is None:
        return 0
    if item.cue("increase", "more"):
        return 1
    return -1 if item.cue("decrease", "fewer") else 0
