"""Which expression of time each number of a Japanese sentence takes: 前年の1650人, 2013年の2倍, 24人（同29人）."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extraction.expressions import Anchor, TimeExpression, unknown_time
from pipelines.extraction.items import OPENING, Item, brackets_behind_numbers
from pipelines.extraction.japanese.items import BREAKS
from pipelines.extraction.statements import Place, Reading

_WHEN = ("は", "に", "も", "、")  # behind a time that says when, and not what is compared with
_REACH = 16  # items behind a part that may date it
_CLOSE = 3  # items between an earlier level and what compares with it


def time_of(items: Sequence[Item], readings: Sequence[Reading], place: int) -> TimeExpression | None:
    """The time a number's words give it: before it in the clause, or in brackets after it."""
    reading = readings[place]
    start = readings[place - 1].index + 1 if place else 0
    if reading.place is Place.COMPARED and (peak := _peak(items, start, reading.index)):
        return peak
    wants = _compares if reading.place is Place.COMPARED else _dates
    if reading.rule == "fraction_of_earlier":
        near = [item.time for item in items[max(0, reading.index - 8) : reading.index] if item.time]
        return near[-1] if near else None
    if reading.rule == "multiple" and reading.index > 1 and items[reading.index - 1].word == "の":
        time = items[reading.index - 2].time
        if time:
            return time  # 2013年の2倍以上
    if reading.place is Place.EARLIER:
        if reading.rule == "that_was_the_earlier":
            return next(item.time for item in items[reading.index :] if item.time)
        own = [
            item
            for k, item in enumerate(items[: reading.index])
            if k >= max(start, reading.index - 5)
            and not (reading.rule == "changed_from" and _says_when_it_became(items, k))
        ]
        near = [item.time for item in own if item.time]
        range_of_years = [item.time for item in items[: reading.index] if item.time and item.time.earlier_than]
        return near[-1] if near else range_of_years[-1] if range_of_years else None
    following = items[reading.index + 1 : reading.index + 5]
    behind = next((item for item in following[2:] if not item.time), None)
    says_another = behind is not None and (behind.word in ("は", "の") or behind.number is not None)
    in_brackets = len(following) > 1 and following[0].word in OPENING and not says_another
    if in_brackets and following[1].time and wants(items, reading.index + 2):
        return following[1].time
    for position in range(reading.index - 1, start - 1, -1):
        if items[position].time and wants(items, position):
            return items[position].time
    if place and reading.place is Place.NOW and _leads_up(readings[place - 1]):
        return _time_of_change(items, readings, place)
    if reading.place is Place.NOW and any(item.cue("them") for item in items[start : reading.index]):
        return _time_of_part(items, reading.index)
    if reading.place is Place.COMPARED:
        if place and readings[place - 1].place is Place.EARLIER and reading.index - start <= _CLOSE:
            return time_of(items, readings, place - 1)  # 08年（792人）の2倍
        for position in range(start - 1, -1, -1):
            item = items[position]
            if item.time and item.time.anchor is Anchor.EARLIER and _compares(items, position):
                return item.time
    return None


def _leads_up(reading: Reading) -> bool:
    """Whether a number comes before the level that it became."""
    return reading.place is Place.COMPARED or reading.rule == "changed_from"


def _says_when_it_became(items: Sequence[Item], position: int) -> bool:
    """Whether a time is that of the later of two levels: 昨年、21.3%から24.8%へ改善した."""
    time = items[position].time
    is_earlier = time is None or time.anchor is Anchor.EARLIER
    return not is_earlier and items[position + 1].word in ("は", "、")


def _time_of_change(items: Sequence[Item], readings: Sequence[Reading], place: int) -> TimeExpression | None:
    """The time before a change that leads up to a level: 14年度は前年度を2千件上回る18万8千件."""
    change = readings[place - 1].index
    if any(item.word in ("。", *OPENING) or item.word in BREAKS for item in items[change + 1 : readings[place].index]):
        return None
    start = readings[place - 2].index + 1 if place > 1 else 0
    for position in range(change - 1, start - 1, -1):
        time = items[position].time
        if time and not time.earlier_than and _dates(items, position) and items[position + 1].word in _WHEN:
            return time
    return None


def _time_of_part(items: Sequence[Item], index: int) -> TimeExpression | None:
    """The time behind a part: うち13件が下半期, うち101件は7月以降に起きた, このうち33人は…9月の逮捕で."""
    following = items[index + 1 : index + _REACH]
    if not following or following[0].word not in ("が", "は"):
        return None
    for position, item in enumerate(following):
        if item.number or item.word in BREAKS or item.word in OPENING:
            return None
        if item.time and _dates(following, position):
            return item.time
    return None


def _peak(items: Sequence[Item], start: int, index: int) -> TimeExpression | None:
    """The time of a peak that a number is compared with: ピークだった2003年の2割; ピーク時の半分, which names none."""
    place = next((k for k in range(index - 1, max(start, index - 9) - 1, -1) if items[k].cue("peak")), None)
    if place is None:
        return None
    named = next(
        (items[k].time for k in (*range(place + 1, index), place - 1, place - 2) if k >= 0 and items[k].time), None
    )
    return named or unknown_time(items[place].span)


def _dates(items: Sequence[Item], position: int) -> bool:
    """Whether a time says when something was counted: 2018年は, 前年は; not 前年比."""
    time = items[position].time
    if time is not None and time.anchor is Anchor.EARLIER:
        behind = [item.word for item in items[position + 1 : position + 4]]
        is_of_a_noun = len(behind) == 3 and (behind[0], behind[2]) == ("の", "は") and not items[position + 2].number
        return is_of_a_noun or "".join(behind[:2]).startswith(("は", "には"))  # 前年の摘発は198件
    is_object = position + 1 < len(items) and items[position + 1].word == "を"  # 昨年を12人上回る
    return time is not None and not is_object and time.anchor in (Anchor.ABSOLUTE, Anchor.PUBLICATION, Anchor.SAME)


def _compares(items: Sequence[Item], position: int) -> bool:
    time = items[position].time
    if time is None:
        return False
    if time.anchor is Anchor.EARLIER:
        return True
    return any(
        item.word in ("から", "より", "を") or item.cue("compared_with") for item in items[position + 1 : position + 2]
    )


def first_date(items: Sequence[Item]) -> TimeExpression | None:
    """The first time of a row of items that dates something, and not an earlier level: not 2018年の1813人から.

    A time in brackets behind a number is that of the numbers in the brackets: 450件（2022年は400件）.
    """
    asides = brackets_behind_numbers(items)
    for position, item in enumerate(items):
        if item.time is None or any(aside.start < position < aside.stop for aside in asides):
            continue
        following = items[position + 1 : position + 3]
        if following and (following[0].cue("compared_with") or any(one.cue("peak") for one in items[:position][-4:])):
            continue  # ピークの03年に比べ
        earlier_level = len(following) == 2 and following[0].word in ("の", *OPENING) and following[1].number
        if item.time.anchor is not Anchor.EARLIER and _dates(items, position) and not earlier_level:
            return item.time
    return None
