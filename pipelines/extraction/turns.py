"""Several names and several numbers in turn: "murder and robbery stood at 915 and 1,787, respectively", それぞれ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.extraction.expressions import Anchor, TimeExpression
from pipelines.extraction.items import Item
from pipelines.extraction.model import Facet, Kind, Source
from pipelines.extraction.statements import Opener, Place, Statement
from pipelines.extraction.vocabulary import Vocabulary

_NO_NAMES = ("unit", "measure", "motive")


def in_turn(items: Sequence[Item], statements: Sequence[Statement], vocabulary: Vocabulary) -> list[Statement]:
    """Give each number that "respectively" governs its own of the times or names that the sentence lists.

    Where there are more numbers than names, each round of them goes through the names again: "came to 102 and 241, up
    three and 28, respectively".
    """
    mark = next((item.span for item in items if item.cue("respective")), None)
    if mark is None or not statements:
        return list(statements)
    levels = [one for one in statements if one.place is Place.NOW]
    times = [item.time for item in items if item.time and item.time.anchor in (Anchor.ABSOLUTE, Anchor.PUBLICATION)]
    if levels and len(times) == len(levels):
        return _replaced(statements, levels, [_at(one, time) for one, time in zip(_alike(levels), times, strict=True)])
    before = [one for one in statements if one.numeral.span < mark]
    behind = [] if any(one.kind is Kind.LEVEL for one in before) else [one for one in statements if one not in before]
    for governed in (before, behind):
        for axis, codes in _names(items, governed[0], vocabulary).items() if governed else ():
            count = len(codes)
            if count > 1 and len(governed) % count == 0:
                rounds = [governed[start : start + count] for start in range(0, len(governed), count)]
                told = [one for turn in rounds for one in _alike(turn)]
                named = [
                    replace(one, axes={**one.axes, axis: name})
                    for one, name in zip(told, codes * len(rounds), strict=True)
                ]
                return _replaced(statements, governed, named)
    return list(statements)


def _replaced(statements: Sequence[Statement], old: Sequence[Statement], new: Sequence[Statement]) -> list[Statement]:
    instead = {id(one): other for one, other in zip(old, new, strict=True)}
    return [instead.get(id(one), one) for one in statements]


def _at(statement: Statement, time: TimeExpression) -> Statement:
    return replace(statement, time=time, opener=Opener.CLAUSE)


def _alike(turn: Sequence[Statement]) -> list[Statement]:
    """The numbers of one round count the same: what the last is of all are, and changes where the first is one."""
    first, counted = turn[0], next((one for one in reversed(turn) if one.unit), turn[-1])
    found: list[Statement] = []
    for one in turn:
        if first.place is Place.COMPARED and one.kind is Kind.LEVEL and one.unit is None:
            one = replace(one, kind=first.kind, place=first.place, sign=first.sign, rule=first.rule)
        if one.unit is None:
            one = replace(one, unit=counted.unit, measure=counted.measure, axes={**counted.axes, **one.axes})
        found.append(one)
    return found


def _names(items: Sequence[Item], first: Statement, vocabulary: Vocabulary) -> dict[str, list[Facet]]:
    """What a sentence names before its first number, in text order, by axis."""
    named: dict[str, list[Facet]] = {}
    for item in items:
        if item.span >= first.numeral.span:
            break
        for meaning in item.concepts:
            if meaning.axis in _NO_NAMES or not meaning.code:
                continue
            known = {facet.value for facet in named.get(meaning.axis, ())}
            for code in vocabulary.parts.get((meaning.axis, meaning.code), [meaning.code]):
                if code not in known:
                    named.setdefault(meaning.axis, []).append(Facet(code, Source.STATED, item.span))
    return named
