"""One figure, several mentions: what an article states twice is kept once."""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from pipelines.extraction.drafts import WORDS, Draft
from pipelines.extraction.expressions import Numeral
from pipelines.extraction.model import Facet, Kind, Source
from pipelines.extraction.statements import Place

# "Over 80,000" repeats 80,104; a rounder number further away is a statement of its own.
_ROUNDER_WITHIN = Decimal("1.1")
_CROSSED_WITHIN = Decimal("1.5")

_NOT_BY_CHANCE = 100
_OF_WHICH = re.compile(r"^[-・\s]*(?:うち|内、|of which)")

# The value and, of a total, the unit of a number outside the body -> the figure that it states again.
Stated = Mapping[tuple[Decimal, str | None], Draft]


def merge_repeats(drafts: list[Draft], text: str) -> list[Draft]:
    """Fold repeats into the first mention, and rounder statements into the exact one.

    A number after "of the" that restates a level already read ("352 of the 741") is a mention of it, and so is a cell
    of a table whose row is named in the sentence that tells its number.

    Args:
        drafts: The figures.
        text: The text they were read from.
    """
    kept: list[Draft] = []
    replaced: dict[int, Draft] = {}
    statements: dict[Any, Draft] = {}
    levels: dict[Any, Draft] = {}
    told, by_value = _told_in_sentences(drafts), _by_value(drafts)
    for draft in drafts:
        original = (
            statements.get(draft.statement_key) or _told_before(draft, told, text) or _told_alike(draft, by_value)
        )
        if draft.statement.place is Place.WHOLE:
            original = original or levels.get((draft.value, draft.unit.value))
        if original is None or original.span.start == draft.span.start:
            kept.append(draft)
            statements.setdefault(draft.statement_key, draft)
            if draft.kind is Kind.LEVEL:
                levels.setdefault((draft.value, draft.unit.value), draft)
        else:
            original.mentions.append(draft.span)
            replaced[id(draft)] = original
    exact = _exact_levels(kept)
    for draft in kept:
        other = _exact_for(draft, exact)
        if other is not None:
            other.mentions.append(draft.span)
            replaced[id(draft)] = other
    kept = [draft for draft in kept if id(draft) not in replaced]
    for draft in kept:
        draft.base = _follow(draft.base, replaced)
        draft.level = _follow(draft.level, replaced)
        if draft.base is draft:
            draft.base = None
    return kept


def _told_in_sentences(drafts: Sequence[Draft]) -> dict[Any, list[Draft]]:
    """The figures of sentences, for cells of tables that state them again."""
    told: dict[Any, list[Draft]] = {}
    if any(WORDS in draft.axes for draft in drafts):
        for draft in drafts:
            if WORDS not in draft.axes:
                told.setdefault(draft.key_in_words, []).append(draft)
    return told


def _told_before(cell: Draft, told: Mapping[Any, Sequence[Draft]], text: str) -> Draft | None:
    """The figure of a sentence that a cell states again, which then is of the series of the row's name."""
    name = cell.axes.get(WORDS)
    if name is None or name.span is None:
        return None
    words = _OF_WHICH.sub("", name.span.of(text)).strip().casefold()
    for draft in told.get(cell.key_in_words, ()):
        if draft.span.start < cell.span.start and words in draft.sentence.span.of(text).casefold():
            draft.axes[WORDS] = name
            return draft
    return None


def _by_value(drafts: Sequence[Draft]) -> dict[Any, list[Draft]]:
    """The counts of sentences that are too large to be equal to a cell by chance."""
    told: dict[Any, list[Draft]] = {}
    if any(draft.is_cell for draft in drafts):
        for draft in drafts:
            if not draft.is_cell and abs(draft.value) >= _NOT_BY_CHANCE and draft.kind in (Kind.LEVEL, Kind.CHANGE):
                told.setdefault(_value_key(draft), []).append(draft)
    return told


def _value_key(draft: Draft) -> Any:
    period = draft.period.code if draft.period else None
    return draft.kind, draft.value, draft.unit.value, period


def _told_alike(cell: Draft, told: Mapping[Any, Sequence[Draft]]) -> Draft | None:
    """The count of a sentence that a cell states again, where neither says what the other denies.

    What the cell is of by its place in the table holds for the sentence too, where that does not say it itself.
    """
    if not cell.is_cell:
        return None
    for draft in told.get(_value_key(cell), ()):
        axes = {*draft.axes, *cell.axes} - {WORDS}
        if draft.span.start < cell.span.start and all(_agree(draft, cell, axis) for axis in axes):
            for axis, facet in cell.axes.items():
                # What is counted a caption says more surely than a word before the number: 被疑者と知り合った366人.
                if axis == "measure" or (axis != WORDS and not _is_stated(draft, axis)):
                    draft.axes[axis] = facet
            return draft
    return None


def _agree(draft: Draft, cell: Draft, axis: str) -> bool:
    both_stated = _is_stated(draft, axis) and _is_stated(cell, axis)
    return not both_stated or draft.code(axis) == cell.code(axis)


def _is_stated(draft: Draft, axis: str) -> bool:
    return draft.axes.get(axis, Facet()).source is Source.STATED


def stated(drafts: Sequence[Draft]) -> Stated:
    """The figures by value and unit, for ``find_mentioned``; of several the first."""
    found: dict[tuple[Decimal, str | None], Draft] = {}
    for draft in drafts:
        for unit in (draft.statement.numeral.unit, draft.unit.value):
            found.setdefault((abs(draft.value), unit), draft)
    return found


def find_mentioned(numeral: Numeral, figures: Stated) -> Draft | None:
    """The figure that a number outside the body states again: the first with its value and unit."""
    return figures.get((numeral.value, numeral.unit))


def _follow(draft: Draft | None, replaced: dict[int, Draft]) -> Draft | None:
    while draft is not None and id(draft) in replaced:
        draft = replaced[id(draft)]
    return draft


def _exact_levels(drafts: Sequence[Draft]) -> dict[Any, list[tuple[Decimal, int, Draft]]]:
    """The levels told exactly, by series and period, each row in the order of values."""
    rows: dict[Any, list[tuple[Decimal, int, Draft]]] = {}
    for number, draft in enumerate(drafts):
        if draft.kind is Kind.LEVEL and draft.statement.qualifier.value == "exact":
            rows.setdefault(draft.series_key, []).append((draft.value, number, draft))
    for row in rows.values():
        row.sort(key=lambda entry: entry[:2])
    return rows


def _exact_for(draft: Draft, exact: Mapping[Any, list[tuple[Decimal, int, Draft]]]) -> Draft | None:
    """The exact level just above, of the same series, that "over 400" states more roughly."""
    crossed = draft.statement.rule == "crossing"
    if draft.kind is not Kind.LEVEL or not (crossed or draft.statement.qualifier.value == "more_than"):
        return None
    row = exact.get(draft.series_key, [])
    place = bisect.bisect_right(row, draft.value, key=lambda entry: entry[0])
    if place == len(row) or row[place][2] is draft:
        return None
    value, _, other = row[place]
    return other if value <= draft.value * (_CROSSED_WITHIN if crossed else _ROUNDER_WITHIN) else None
