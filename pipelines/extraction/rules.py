"""Rules that give a number its sense: a name, a function and examples, in every language.

A rule sees one number among the items beside it and knows nothing of other sentences. Each language has one list of
rules, tried in order; the first that finds a sense reads the number. What a rule of a language looks at is in its
``context``, the rules are in ``comparisons`` and ``frames``. The tests run every example.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from pipelines.extraction.expressions import Numeral
from pipelines.extraction.items import Item
from pipelines.extraction.model import Kind
from pipelines.extraction.statements import Place, Reading


@dataclass(frozen=True, slots=True)
class Context:
    """A number among its items, as the rules of every language see it.

    Attributes:
        items: The items that are read together: a segment, or a sentence.
        index: Position of the number.
    """

    items: tuple[Item, ...]
    index: int

    @property
    def item(self) -> Item:
        """The number's item."""
        return self.items[self.index]

    @property
    def number(self) -> Numeral | None:
        """The number."""
        return self.items[self.index].number

    @property
    def unit(self) -> str | None:
        """The unit that the number itself settles."""
        number = self.items[self.index].number
        return number.unit if number else None


class Sense(NamedTuple):
    """What a rule finds a number to be.

    Attributes:
        kind: Level, change, share, ...
        place: Its place in time.
        sign: -1 for a decrease.
    """

    kind: Kind
    place: Place
    sign: int = 1


class Example(NamedTuple):
    """A sentence and the number in it that a rule reads.

    Attributes:
        text: The sentence; its numbers are invented.
        number: The number as it stands there.
        kind: The kind it is read as.
        place: The place in time it is given.
        sign: The sign it is given.
    """

    text: str
    number: str
    kind: Kind
    place: Place
    sign: int = 1


ContextT = TypeVar("ContextT", bound=Context)


@dataclass(frozen=True, slots=True)
class Rule(Generic[ContextT]):
    """One way to say what a number is.

    Attributes:
        name: Its id, which every figure read by it carries.
        read: Gives the sense of a number; None where the rule does not fit.
        examples: Sentences with a number that it reads.
    """

    name: str
    read: Callable[[ContextT], Sense | None]
    examples: tuple[Example, ...]


def rule(*examples: Example) -> Callable[[Callable[[ContextT], Sense | None]], Rule[ContextT]]:
    """Make a function the rule of its name."""
    return lambda read: Rule(read.__name__, read, examples)


def read_number(rules: Iterable[Rule[ContextT]], context: ContextT) -> Reading | None:
    """The reading of a number by the first rule that fits; None where none does."""
    for one in rules:
        sense = one.read(context)
        if sense:
            return Reading(context.index, sense.kind, sense.sign, sense.place, one.name)
    return None


def change_kind(context: Context) -> Kind:
    """The kind of a number that is a difference, by its unit."""
    return {"percent": Kind.PERCENT_CHANGE, "percentage_points": Kind.POINT_CHANGE}.get(context.unit or "", Kind.CHANGE)


def level_kind(context: Context) -> Kind:
    """The kind of a number that is a state, by its unit."""
    return Kind.SHARE if context.unit == "percent" else Kind.LEVEL
