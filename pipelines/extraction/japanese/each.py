"""One number said of each of several things: 男女とも12人, 島根と鳥取が各9件, 9歳と8歳は7人ずつ."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from pipelines.extraction.drafts import PART_AXES
from pipelines.extraction.items import OPENING, Item
from pipelines.extraction.model import Facet, Kind, Source
from pipelines.extraction.statements import Place, Statement

_BEFORE = ("は", "に", "で", "、", "より")
_COUNTS_OF_THINGS = {"2": 2, "3": 3, "4": 4, "5": 5, "二": 2, "三": 3, "四": 4, "五": 5}
# What may join the names that a number is said of, or end their row.
_JOINTS = ("と", "や", "・", "、", "も")
_ENDS = OPENING | frozenset("は。；;▽○）)")


def for_each(items: Sequence[Item], start: int, index: int, statements: Sequence[Statement]) -> list[Statement]:
    """The statements of a number, one for each thing that it is said of.

    Args:
        items: The items of the sentence.
        start: Position of the first item behind the number before it.
        index: Position of the number.
        statements: What is said of it: one, or the two ends of a range.
    """
    row = _row_of_names(items, start, index)
    if not row:
        return list(statements)
    for axis in PART_AXES:
        codes = list(dict.fromkeys(one.code for item in row for one in item.concepts if one.axis == axis))
        if len(codes) > 1:
            words = next(item.span for item in row if item.concepts)
            return [
                replace(one, axes={**one.axes, axis: Facet(code, Source.STATED, words)})
                for code in codes
                for one in statements
            ]
    joined = sum(item.word in ("と", "、", "・") for item in row[:-1])
    return [one for one in statements for _ in range(joined + 1)] if joined < len(row) - 1 else list(statements)


def says_of_each(between: Sequence[Item]) -> bool:
    """Whether the words before a change say it of each of the levels before it: いずれも前年より1割増."""
    return any(item.cue("each") and not item.concepts for item in between)


def _row_of_names(items: Sequence[Item], start: int, index: int) -> list[Item]:
    """The words right before a number that name what it is said of each of; none where it is not."""
    after = index + 1
    while after < len(items) and items[after].phrase.qualifies_previous:
        after += 1
    # DVもストーカーも8割
    both = [k for k in range(start + 1, index) if items[k].word == "も" and items[k - 1].concepts]
    if len(both) > 1 and both[-1] >= index - 2:
        return [items[k - 1] for k in both]
    is_shared_out = after < len(items) and items[after].word == "ずつ"
    last = index - 1
    while last >= start and (
        items[last].word in _BEFORE
        or items[last].phrase.qualifies_next
        or items[last].cue("compared_with")
        or items[last].time
    ):
        last -= 1
    if last < start:
        return []
    is_of_each = items[last].cue("each") or (items[last].cue("respective") and not _another_follows(items, index))
    if not (is_shared_out or is_of_each):
        return []
    names_all = bool(items[last].concepts)  # 男女とも
    if is_of_each and not names_all:
        last -= 1
    while last >= start and (items[last].word in ("は", "が", "、", "で", "に") or items[last].time):
        last -= 1  # 殺人と強姦は2013年、ともに4.3%減った
    first = last
    while first >= start and items[first].word not in _ENDS and not items[first].time:
        first -= 1
    if first < last and items[first + 1].word in _JOINTS:
        first += 1
    row = list(items[first + 1 : last + 1])
    return row if names_all or any(item.word in _JOINTS for item in row) else []


def _another_follows(items: Sequence[Item], index: int) -> bool:
    """Whether the number at ``index`` is one of several that それぞれ gives out in turn: それぞれ91件、83人."""
    number = items[index].number
    for item in items[index + 1 :]:
        if item.word in ("。", "」"):
            break
        if item.number and number and item.number.unit == number.unit:
            return True
    return False


def joins(between: Sequence[Item], earlier: Sequence[Statement], *, is_share: bool) -> int:
    """How many things named before a number tells of together: 両者で7割, この3つで全体の半数, 合わせて8割."""
    names_part = any(meaning.axis in PART_AXES for item in between for meaning in item.concepts)
    for item in between:
        if is_share and item.cue("total") and not names_part:
            run = itertools.takewhile(lambda one: any(axis in one.axes for axis in PART_AXES), reversed(earlier))
            return sum(one.place is Place.NOW and one.kind is Kind.LEVEL for one in run)
        if item.cue("joined"):
            return 2
        if item.label and item.label.disposition == "quantity" and item.word[0] in _COUNTS_OF_THINGS:
            return _COUNTS_OF_THINGS[item.word[0]]
    return 0
