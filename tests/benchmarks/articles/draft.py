"""A text that is being written, and the labels of the figures in it.

A pattern is a sentence with ``[one|or another]`` wording and ``{slots}``; what fills a slot is a text or a figure with
its words. Patterns are taken apart once.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from tests.benchmarks.articles.story import FACETS, Fact


class Worded(NamedTuple):
    """A fact in words."""

    text: str
    fact: Fact
    is_repeat: bool = False


Label = Mapping[str, Any]
Slots = Mapping[str, "str | Worded"]
# A literal, the name of a slot, or alternatives that are patterns themselves.
_Piece = tuple[str, Any]
_PIECES = re.compile(r"\[([^\]]*)\]|\{(\w+)\}|([^\[{]+)")


@cache
def _pieces(pattern: str) -> Sequence[_Piece]:
    pieces: list[_Piece] = []
    for alternatives, slot, literal in _PIECES.findall(pattern):
        if literal:
            pieces.append(("literal", literal))
        elif slot:
            pieces.append(("slot", slot))
        else:
            pieces.append(("choice", [_pieces(one) for one in alternatives.split("|")]))
    return pieces


class Draft:
    """A text so far, its figures, and those that only repeat one."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.figures: list[Label] = []
        self.repeats: list[Label] = []
        self._stated: set[tuple[object, ...]] = set()
        self._written: list[str] = []
        self._length = 0

    @property
    def text(self) -> str:
        return "".join(self._written)

    def say(self, pattern: str, slots: Slots | None = None) -> None:
        """Write a sentence."""
        self._fill(_pieces(pattern), slots or {})

    def take(self, text: str, figures: Sequence[Label], repeats: Sequence[Label]) -> None:
        """Begin with another article's text, and those of its labels that lie in it."""
        self._put(text)
        self.figures += [one for one in figures if one["end"] <= len(text)]
        self.repeats += [one for one in repeats if one["end"] <= len(text)]

    def _fill(self, pieces: Sequence[_Piece], slots: Slots) -> None:
        for sort, piece in pieces:
            if sort == "literal":
                self._put(piece)
            elif sort == "choice":
                self._fill(piece[int(self.draw.random() * len(piece))], slots)
            else:
                said = slots[piece]
                if isinstance(said, Worded):
                    self._label(said)
                    said = said.text
                self._put(said)

    def _put(self, text: str) -> None:
        self._written.append(text)
        self._length += len(text)

    def _label(self, said: Worded) -> None:
        fact = said.fact
        label: dict[str, Any] = {
            "text": said.text, "start": self._length, "end": self._length + len(said.text), "value": fact.value,
            "unit": fact.unit, "kind": fact.kind, "qualifier": fact.qualifier, "period": fact.period,
            "compared_to": fact.compared_to,
        }  # fmt: skip
        label.update((facet, fact.facets.get(facet)) for facet in FACETS)
        # The same number with the same meaning, said again, is a repeat wherever it stands.
        meaning = (fact.value, fact.kind, fact.period, fact.compared_to, *fact.facets.values())
        is_repeat = said.is_repeat or meaning in self._stated
        if not said.is_repeat:
            self._stated.add(meaning)
        (self.repeats if is_repeat else self.figures).append(label)
