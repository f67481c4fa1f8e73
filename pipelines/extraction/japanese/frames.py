"""Stage 5: the rules that give each number of a Japanese sentence its kind, its sign and its place in time.

Japanese says what became of a number after it: 77人増, 前年の1813人を超え, 38件に増えた. They are tried in the order
of ``RULES``; the first that fits reads the number. Those of numbers that compare two times are in ``comparisons``,
those of counts, shares and wholes here.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from pipelines.extraction.expressions import Anchor, Form
from pipelines.extraction.items import Item
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
    return tuple(_with_shared_change(items, readings) if is_shared else readings)


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
    """A negated count."""
    number = context.number
    return Sense(Kind.LEVEL, Place.NOW) if number and number.form is Form.ZERO else None


@rule(
    Example("被害児童1640人のうち、高校生は917人だった。", "1640人", Kind.LEVEL, Place.WHOLE),
    Example("回答した1501人のうち91.4%が利用していた。", "1501人", Kind.LEVEL, Place.WHOLE),
)
def of_the_whole(context: Context) -> Sense | None:
    """The whole that parts are taken of."""
    item = context.after()
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
    share,
    level,
)
