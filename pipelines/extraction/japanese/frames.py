"""Stage 5: the rules that give each number of a Japanese sentence its kind, its sign and its place in time.

Japanese says what became of a number after it: 77人増, 前年の1813人を超え, 38件に増えた. They are tried in the order
of ``RULES``; the first that fits reads the number. Those of numbers that compare two times are in ``comparisons``,
those of counts, shares and wholes here.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from pipelines.extraction.expressions import Anchor, Form
from pipelines.extraction.items import CLOSING, OPENING, Item
from pipelines.extraction.japanese.comparisons import (
    also_changed_by,
    base_of_multiple,
    change_told,
    changed_by,
    changed_from,
    crossing,
    earlier_in_brackets,
    fraction_of_earlier,
    multiple,
    of_a_time_in_brackets,
    of_the_earlier,
    of_years_before,
    points,
    revised,
    signed,
    that_became_another,
    that_was_the_earlier,
)
from pipelines.extraction.japanese.context import Context, sign_of
from pipelines.extraction.japanese.earlier import of_an_earlier_time, that_turned_into_another
from pipelines.extraction.model import Kind
from pipelines.extraction.rules import Example, Rule, Sense, change_kind, read_number, rule
from pipelines.extraction.statements import Place, Reading

_LEADING_UP = frozenset(("計", "合計", "合わせて", "も", ":", "："))


def read_numbers(items: tuple[Item, ...], is_shared: bool = False) -> tuple[Reading, ...]:
    """Read every number of a sentence, left to right.

    Args:
        items: The sentence's items.
        is_shared: The sentence says それぞれ, so that one word of change may be said of several numbers.
    """
    readings: list[Reading] = []
    for index, item in enumerate(items):
        if item.number:
            after = index + 1
            while after < len(items) and items[after].phrase.qualifies_previous:
                after += 1
            before = index - 1
            while before >= 0 and (items[before].phrase.qualifies_next or items[before].word in _LEADING_UP):
                before -= 1
            reading = read_number(RULES, Context(items, index, after, before))
            if reading:
                readings.append(reading)
    return tuple(_with_shared_change(items, readings) if is_shared else _with_change_of_last(items, readings))


def _with_change_of_last(items: Sequence[Item], readings: Sequence[Reading]) -> list[Reading]:
    """One word of change for percentages in a row: 男性は3.2%、女性は5.1%減った, 前者が8.8%、後者が9.5%の減少."""
    found = list(readings)
    for place in range(len(found) - 2, -1, -1):
        share, change = found[place], found[place + 1]
        between = [item for item in items[share.index + 1 : change.index] if not item.phrase.qualifies_next]
        particles = {items[share.index - 1].word, between[-1].word} if share.index and between else set()
        is_row = len(particles) == 1 and particles < {"は", "が", "も"} and between[0].word == "、"
        if is_row and share.kind is Kind.SHARE and change.rule in ("changed_by", "shared_change"):
            kind = change_kind(Context(tuple(items), share.index, 0, 0))
            found[place] = Reading(share.index, kind, change.sign, Place.COMPARED, "shared_change")
    return found


def _with_shared_change(items: Sequence[Item], readings: Sequence[Reading]) -> list[Reading]:
    """One word of change for several numbers: それぞれ91件(24.8%)、83人(21.4%)増加, AはX%、BはY%それぞれ減った."""
    mark = next(index for index, item in enumerate(items) if item.cue("respective"))
    end = next((k for k in range(mark, len(items)) if items[k].word == "。"), len(items))
    sign = next((sign_of(item) for item in reversed(items[mark:end]) if sign_of(item)), 0)
    follows = any(mark < reading.index < end for reading in readings)
    if follows:
        start = mark
    else:
        # Behind the numbers: those since the period they are compared with.
        run = list(itertools.takewhile(lambda one: one.kind is Kind.SHARE, _before(readings, mark)))
        first = run[-1].index - 1 if len(run) > 1 else mark  # 件数は5.8%、人数は9.1%それぞれ増え
        start = next(
            (k for k in range(mark, -1, -1) if (time := items[k].time) and time.anchor is Anchor.EARLIER), first
        )
    if not sign:
        return list(readings)
    return [
        Reading(one.index, change_kind(Context(tuple(items), one.index, 0, 0)), sign, Place.COMPARED, "shared_change")
        if start < one.index < end and one.place is Place.NOW
        else one
        for one in readings
    ]


def _before(readings: Sequence[Reading], mark: int) -> list[Reading]:
    """The readings before a position, the nearest first."""
    return [reading for reading in reversed(readings) if reading.index < mark]


@rule(
    Example("殺人の被害者はゼロだった。", "ゼロ", Kind.LEVEL, Place.NOW),
    Example("被害児童は一人もいなかった。", "一人", Kind.LEVEL, Place.NOW),
)
def zero(context: Context) -> Sense | None:
    """A negated count, of an earlier time where that is right before it."""
    number = context.number
    if number is None or number.form is not Form.ZERO:
        return None
    near = context.items[max(0, context.index - 3) : context.index]
    is_earlier = any(item.time and item.time.anchor is Anchor.EARLIER for item in near)
    return Sense(Kind.LEVEL, Place.EARLIER if is_earlier else Place.NOW)


@rule(
    Example("被害児童1640人のうち、高校生は917人だった。", "1640人", Kind.LEVEL, Place.WHOLE),
    Example("回答した1501人のうち91.4%が利用していた。", "1501人", Kind.LEVEL, Place.WHOLE),
    Example("被害児童868人(検挙1044件)のうち、高校生は504人だった。", "868人", Kind.LEVEL, Place.WHOLE),
)
def of_the_whole(context: Context) -> Sense | None:
    """The whole that parts are taken of."""
    item = context.after()
    if item is not None and item.word in OPENING:
        after = context.first_after
        closing = next((k for k, one in enumerate(context.items) if k > after and one.word in CLOSING), None)
        item = context.items[closing + 1] if closing and closing + 1 < len(context.items) else None
    if item is not None and item.cue("of_whole") and context.unit in ("persons", "cases", "yen"):
        return Sense(Kind.LEVEL, Place.WHOLE)
    return None


@rule(
    Example("高校生は全体の37.2%だった。", "37.2%", Kind.SHARE, Place.NOW),
    Example("約4割が高校生だった。", "4割", Kind.SHARE, Place.NOW),
    Example("利用者の3人に1人が中学生だった。", "3人に1人", Kind.SHARE, Place.NOW),
)
def share(context: Context) -> Sense | None:
    """A part in percent, tenths or as a fraction."""
    return Sense(Kind.SHARE, Place.NOW) if context.unit == "percent" else None


@rule(
    Example("被害児童は1813人だった。", "1813人", Kind.LEVEL, Place.NOW),
    Example("摘発は38件に増えた。", "38件", Kind.LEVEL, Place.NOW),
)
def level(context: Context) -> Sense | None:
    """A count, sum or rate as it stands."""
    return Sense(Kind.LEVEL, Place.NOW)


RULES: tuple[Rule[Context], ...] = (
    of_the_earlier,
    of_a_time_in_brackets,
    earlier_in_brackets,
    that_was_the_earlier,
    that_became_another,
    that_turned_into_another,
    base_of_multiple,
    of_years_before,
    zero,
    fraction_of_earlier,
    multiple,
    signed,
    changed_by,
    change_told,
    also_changed_by,
    points,
    of_the_whole,
    revised,
    crossing,
    changed_from,
    of_an_earlier_time,
    share,
    level,
)
