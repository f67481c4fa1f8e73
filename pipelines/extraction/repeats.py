"""One figure, several mentions: what an article states twice is kept once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipelines.extraction.drafts import Draft
from pipelines.extraction.expressions import Numeral
from pipelines.extraction.model import Kind
from pipelines.extraction.statements import Place

# "Over 80,000" repeats 80,104; a rounder number further away is a statement of its own.
_ROUNDER_WITHIN = Decimal("1.1")
_CROSSED_WITHIN = Decimal("1.5")


def merge_repeats(drafts: list[Draft]) -> list[Draft]:
    """Fold repeats into the first mention, and rounder statements into the exact one.

    A number after "of the" that restates a level already read ("352 of the 741") is a mention of it.
    """
    kept: list[Draft] = []
    replaced: dict[int, Draft] = {}
    for draft in drafts:
        original = _original(draft, kept)
        if original is None:
            kept.append(draft)
        else:
            original.mentions.append(draft.span)
            replaced[id(draft)] = original
    for draft in list(kept):
        exact = _exact_for(draft, kept)
        if exact is not None:
            exact.mentions.append(draft.span)
            replaced[id(draft)] = exact
            kept.remove(draft)
    for draft in kept:
        draft.base = _follow(draft.base, replaced)
        draft.level = _follow(draft.level, replaced)
        if draft.base is draft:
            draft.base = None
    return kept


def find_mentioned(numeral: Numeral, drafts: Sequence[Draft]) -> Draft | None:
    """The figure that a number outside the body states again: the first with its value and sign of unit."""
    for draft in drafts:
        if abs(draft.value) == numeral.value and numeral.unit in (draft.statement.numeral.unit, draft.unit.value):
            return draft
    return None


def _follow(draft: Draft | None, replaced: dict[int, Draft]) -> Draft | None:
    while draft is not None and id(draft) in replaced:
        draft = replaced[id(draft)]
    return draft


def _original(draft: Draft, kept: list[Draft]) -> Draft | None:
    for other in kept:
        if draft.span.start == other.span.start:
            continue
        if draft.is_same_statement(other):
            return other
        whole = draft.statement.place is Place.WHOLE and draft.value == other.value and other.kind is Kind.LEVEL
        if whole and draft.unit.value == other.unit.value:
            return other
    return None


def _exact_for(draft: Draft, kept: list[Draft]) -> Draft | None:
    crossed = draft.statement.rule == "crossing"
    if draft.kind is not Kind.LEVEL or not (crossed or draft.statement.qualifier.value == "more_than"):
        return None
    within = _CROSSED_WITHIN if crossed else _ROUNDER_WITHIN
    for other in kept:
        if (
            other is not draft
            and other.kind is Kind.LEVEL
            and other.statement.qualifier.value == "exact"
            and other.unit.value == draft.unit.value
            and other.period == draft.period
            and other.is_of_the_same(draft)
            and draft.value < other.value <= draft.value * within
        ):
            return other
    return None
