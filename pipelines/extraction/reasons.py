"""Why a figure has what it does not say itself: the figure or topic it is from, and what it would be otherwise.

Lists the antecedents that come into question for a number, the nearest first, each with a named reason. The reading
decides by what the sentence says; here is only what supports its choice, and which antecedent says something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from pipelines.extraction.drafts import Draft, Mention
from pipelines.extraction.model import Facet, Source
from pipelines.extraction.statements import Place

_NEAREST = 4  # figures of the sentence
_NOTHING: Mapping[str, Facet] = MappingProxyType({})


class Reason(StrEnum):
    """What an antecedent is to the number that takes something from it."""

    LEVEL = "level"  # the level that a change is of
    WHOLE = "whole"  # the whole that its words name: "of them", "of the 741"
    PART = "part"  # the total that its words narrow down
    LIST = "list"  # the number before it in its sentence
    SENTENCE = "sentence"  # what its sentence names elsewhere
    LAST = "last"  # the level told last
    TOTAL = "total"  # the total spoken of
    TOPIC = "topic"  # what the headline, the heading or the lead speaks of
    ARITHMETIC = "arithmetic"  # the level that its share is right of
    TEXT = "text"  # what all of the text is about


class Antecedent(NamedTuple):
    """What a number may take something from.

    Attributes:
        reason: What it is to the number.
        draft: The figure it is, None for words that are no figure.
        facets: What the words say, by facet.
    """

    reason: Reason
    draft: Draft | None
    facets: Mapping[str, Facet] = _NOTHING

    def gives(self, name: str) -> str | None:
        """The code it has for a facet."""
        if self.draft is None:
            facet = self.facets.get(name)
        elif name == "unit":
            facet = self.draft.unit
        else:
            facet = self.draft.period_facet if name == "period" else self.draft.axes.get(name)
        return facet.value if facet else None


def antecedents(mention: Mention, draft: Draft) -> Iterator[Antecedent]:
    """The antecedents of a number, the nearest first.

    Args:
        mention: The number.
        draft: The figure it became.
    """
    state, reading = mention.state, mention.reading
    if draft.level is not None:
        yield Antecedent(Reason.LEVEL, draft.level)
    if draft.base is not None:
        yield Antecedent(Reason.WHOLE if draft.base_source is Source.STATED else Reason.PART, draft.base)
    nearest = reversed(mention.siblings[-_NEAREST:])
    yield from (Antecedent(Reason.LIST, one) for one in nearest if one.statement.place is not Place.COMPARED)
    yield Antecedent(Reason.SENTENCE, None, reading.topic)
    yield Antecedent(Reason.SENTENCE, None, reading.noun)
    if state.last_level is not None:
        yield Antecedent(Reason.LAST, state.last_level)
    if state.total is not None:
        yield Antecedent(Reason.TOTAL, state.total)
    yield from (Antecedent(Reason.TOTAL, known) for known in state.totals.values())
    yield Antecedent(Reason.TOPIC, None, state.topic)
    period = state.under_discussion
    about = {"period": Facet(period.code)} if period else {}
    yield Antecedent(Reason.TEXT, None, about | ({"area": state.area} if state.area else {}))


def explain(mention: Mention, draft: Draft) -> None:
    """Note for each inherited facet of a figure the antecedent that gives it, and what the next other one gives."""
    facets = (draft.unit, draft.period_facet, *draft.axes.values())
    if not any(facet.source is Source.INHERITED for facet in facets):
        return
    found = list(antecedents(mention, draft))
    if draft.unit.source is Source.INHERITED:
        draft.unit = _explained("unit", draft.unit, found)
    if draft.period_facet.source is Source.INHERITED:
        draft.period_facet = _explained("period", draft.period_facet, found)
    for axis, facet in draft.axes.items():
        if facet.source is Source.INHERITED:
            draft.axes[axis] = _explained(axis, facet, found)


def _explained(name: str, facet: Facet, found: Sequence[Antecedent]) -> Facet:
    rest = iter(found)
    chosen = next((one for one in rest if one.gives(name) == facet.value), None)
    if chosen is None or not facet.value:
        return facet
    otherwise = next((value for one in rest if (value := one.gives(name)) and value != facet.value), None)
    antecedent = chosen.draft.span if chosen.draft else None
    return Facet(facet.value, facet.source, facet.span, chosen.reason.value, antecedent, otherwise)
