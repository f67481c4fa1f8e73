"""Why a figure has what it does not say itself: the figure or topic it is from, and what it would be otherwise.

Lists the antecedents that come into question for a number, the nearest first, each with a named reason. The reading
decides by what the sentence says; here is only what supports its choice, and which antecedent says something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from pipelines.extraction.drafts import Draft, State
from pipelines.extraction.model import Facet, Source
from pipelines.extraction.statements import Place, SentenceReading


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
        facets: What it gives, by facet.
        draft: The figure it is, None for words that are no figure.
    """

    reason: Reason
    facets: Mapping[str, Facet]
    draft: Draft | None = None


def antecedents(
    state: State, reading: SentenceReading, draft: Draft, siblings: Sequence[Draft]
) -> Iterator[Antecedent]:
    """The antecedents of a number, the nearest first.

    Args:
        state: What is known just before the number.
        reading: Its sentence.
        draft: The figure it became.
        siblings: The figures of its sentence before it.
    """
    if draft.level is not None:
        yield _of(Reason.LEVEL, draft.level)
    if draft.base is not None:
        yield _of(Reason.WHOLE if draft.base_source is Source.STATED else Reason.PART, draft.base)
    yield from (_of(Reason.LIST, one) for one in reversed(siblings) if one.statement.place is not Place.COMPARED)
    yield Antecedent(Reason.SENTENCE, {**reading.topic, **reading.noun})
    for reason, known in ((Reason.LAST, state.last_level), (Reason.TOTAL, state.total)):
        if known is not None:
            yield _of(reason, known)
    yield from (_of(Reason.TOTAL, known) for known in state.totals.values())
    yield Antecedent(Reason.TOPIC, state.topic)
    period = state.under_discussion
    about = {"period": Facet(period.code)} if period else {}
    yield Antecedent(Reason.TEXT, about | ({"area": state.area} if state.area else {}))


def explain(draft: Draft, found: Sequence[Antecedent]) -> None:
    """Note for each inherited facet of a figure the antecedent that gives it, and what the next other one gives."""
    draft.unit = _explained("unit", draft.unit, found)
    draft.period_facet = _explained("period", draft.period_facet, found)
    for axis, facet in draft.axes.items():
        draft.axes[axis] = _explained(axis, facet, found)


def _of(reason: Reason, draft: Draft) -> Antecedent:
    return Antecedent(reason, {**draft.axes, "unit": draft.unit, "period": draft.period_facet}, draft)


def _explained(name: str, facet: Facet, found: Sequence[Antecedent]) -> Facet:
    if facet.source is not Source.INHERITED or not facet.value:
        return facet
    place = next((k for k, one in enumerate(found) if _gives(one, name) == facet.value), None)
    if place is None:
        return facet
    chosen = found[place]
    others = (_gives(one, name) for one in found[place + 1 :])
    return facet._replace(
        reason=chosen.reason.value,
        antecedent=chosen.draft.span if chosen.draft else None,
        otherwise=next((value for value in others if value and value != facet.value), None),
    )


def _gives(one: Antecedent, name: str) -> str | None:
    facet = one.facets.get(name)
    return facet.value if facet else None
