"""One number, several figures: ranges, "each" and 男女とも, and changes said of several levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.extraction.items import Item
from pipelines.extraction.model import Facet, Kind, Qualifier, Source
from pipelines.extraction.statements import Place, Statement
from pipelines.extraction.vocabulary import Vocabulary


def ends_of_range(statement: Statement) -> list[Statement]:
    """A range of values is two figures at one span: its lower end at least, its upper end up to."""
    upper = statement.numeral.upper
    if upper is None:
        return [statement]
    words = statement.numeral.span
    return [
        replace(statement, qualifier=Facet(Qualifier.AT_LEAST, Source.STATED, words)),
        replace(
            statement,
            numeral=replace(statement.numeral, value=upper),
            qualifier=Facet(Qualifier.UP_TO, Source.STATED, words),
        ),
    ]


def in_parts(statements: Sequence[Statement], vocabulary: Vocabulary) -> list[Statement]:
    """Codes made of several by those: "Junior high and high school students each …"."""
    return [
        replace(
            one,
            axes={
                axis: facet._replace(
                    value="+".join(vocabulary.parts.get((axis, facet.value or ""), [facet.value or ""]))
                )
                for axis, facet in one.axes.items()
            },
        )
        for one in statements
    ]


def for_each(items: Sequence[Item], statements: Sequence[Statement]) -> list[Statement]:
    """A number said of several series is one figure for each: "theft and fraud each rose 5 percent", 3人ずつ.

    Args:
        items: The words that may say so.
        statements: What is said of the number.
    """
    if not any(item.cue("each") for item in items):
        return list(statements)
    spread: list[Statement] = []
    for statement in statements:
        axis = next((axis for axis, facet in statement.axes.items() if "+" in (facet.value or "")), None)
        if axis is None:
            spread.append(statement)
            continue
        facet = statement.axes[axis]
        spread += [
            replace(statement, axes={**statement.axes, axis: facet._replace(value=code)})
            for code in (facet.value or "").split("+")
        ]
    return spread


def for_all_levels(items: Sequence[Item], statements: Sequence[Statement]) -> list[Statement]:
    """One change said of all levels before it: 事故は8万件、負傷者は10万人で、ともに前年より5.8%減った."""
    spread: list[Statement] = []
    for one in statements:
        levels = [other for other in spread if other.place is Place.NOW and other.kind is Kind.LEVEL]
        start = levels[-1].numeral.span.end if levels else 0
        between = [item for item in items if start <= item.span.start < one.numeral.span.start]
        is_common = len(levels) > 1 and any(item.cue("each") for item in between)
        if one.place is Place.COMPARED and one.kind in (Kind.PERCENT_CHANGE, Kind.RATIO) and is_common:
            spread += [replace(one, segment=level.segment, opener=level.opener) for level in levels]
        else:
            spread.append(one)
    return spread


def sides_in_turn(items: Sequence[Item], statements: Sequence[Statement]) -> list[Statement]:
    """Give each side its number: "boys outnumbered girls by 341 to 71"."""
    verb = next((position for position, item in enumerate(items) if item.cue("outnumber")), None)
    levels = [one for one in statements if verb is not None and one.numeral.span > items[verb].span]
    if verb is None or len(levels) < 2:
        return list(statements)
    left = next((item for item in reversed(items[:verb]) if item.concepts), None)
    right = next((item for item in items[verb + 1 :] if item.concepts), None)
    if left is None or right is None:
        return list(statements)
    named = {id(one): item for one, item in zip(levels, (left, right), strict=False)}
    return [
        replace(
            one,
            kind=Kind.LEVEL,
            place=Place.NOW,
            sign=1,
            axes={
                **one.axes,
                **{
                    meaning.axis: Facet(meaning.code, Source.STATED, named[id(one)].span)
                    for meaning in named[id(one)].concepts
                    if meaning.axis not in ("measure", "unit")
                },
            },
        )
        if id(one) in named
        else one
        for one in statements
    ]


def changes_in_turn(statements: Sequence[Statement]) -> list[Statement]:
    """Give each change the level it belongs to: 検挙件数は458件、検挙人員は470人で、それぞれ91件、83人増加."""
    levels = [one for one in statements if one.kind is Kind.LEVEL and one.place is Place.NOW]
    turn = -1
    placed: list[Statement] = []
    for one in statements:
        is_unnamed = one.rule in ("shared_change", "also_changed_by", "changed_by") and not one.axes
        if is_unnamed and len(levels) > 1:
            # A percentage in brackets says the change before it again.
            if one.kind is not Kind.PERCENT_CHANGE or turn < 0 or placed[-1].kind is Kind.PERCENT_CHANGE:
                turn += 1
            if turn < len(levels):
                one = replace(one, segment=levels[turn].segment, opener=levels[turn].opener)
        placed.append(one)
    return placed
