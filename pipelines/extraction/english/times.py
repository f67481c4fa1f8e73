"""Which expression of time each number of a segment takes: "226 in 2013", "up 77 from a year earlier"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from pipelines.extraction.english.context import TRANSPARENT
from pipelines.extraction.english.words import last_word
from pipelines.extraction.expressions import Anchor, TimeExpression
from pipelines.extraction.items import Item, brackets_behind_numbers
from pipelines.extraction.model import Kind, Span
from pipelines.extraction.statements import Place, Reading

_COMPARING = {"from", "than", "since", "before", "until"}
# Words that make a later time the span of a record and not a term of comparison: "the most in 10 years".
_SUPERLATIVES = {"highest", "lowest", "most", "fewest", "first", "worst", "largest", "time", "record"}
_VALUES = {"peak", "record", "high", "low", "number", "figure", "level", "total", "tally", "count", "toll"}
_RECORDS = {"peak", "record", "set", "high", "low", "revision", "revised"}
_RECORDED = {"set", "reached", "recorded", "logged", "marked", "registered", "hit", "posted"}
_EVENTS = {"revision", "amendment", "law", "act", "earthquake", "olympics"}
_BEHIND_THEIR_TIME = ("of_the_earlier", "of_a_time_in_brackets")
_NEXT = 3  # items between a difference or multiple and the level it is of
_REACH = 4  # items between the level a change starts from and its time


def claim_times(items: Sequence[Item], readings: Sequence[Reading]) -> Mapping[int, TimeExpression]:
    """The time that each reading's number takes, by the number's index.

    Levels that a change starts from choose first, then changes, then everything else; a level shares its
    time with others of the segment.
    """
    numbers = [reading.index for reading in readings]
    claimed: dict[int, TimeExpression] = {}
    taken: set[Span] = set()
    for reading in readings:
        own = items[reading.index - 1].time if reading.rule in _BEHIND_THEIR_TIME else _time_of_value(items, reading)
        if own:
            claimed[reading.index] = own
            taken.add(own.span)
        elif reading.place is Place.EARLIER:
            limit = min((index for index in numbers if index > reading.index), default=len(items))
            for item in items[reading.index + 1 : min(limit, reading.index + 1 + _REACH)]:
                if item.time and item.span not in taken and item.time.anchor not in (Anchor.PUBLISHED, Anchor.SINCE):
                    claimed[reading.index] = item.time
                    taken.add(item.span)
                    break
    for reading, following in pairwise(readings):
        if reading.place is Place.COMPARED and following.index in claimed and _starts_from(items, reading, following):
            claimed[reading.index] = claimed[following.index]  # "three times the 55 of five years earlier"
    for reading in readings:
        if reading.place is Place.COMPARED and reading.index not in claimed:
            for position in [*range(reading.index + 1, len(items)), *range(reading.index - 1, -1, -1)]:
                item = items[position]
                if item.time and item.span not in taken and _compares(items, position, item.time, reading):
                    taken.update({item.span} if reading.rule == "fraction_of_earlier" else ())
                    claimed[reading.index] = item.time
                    break
    comparing = {time.span for time in claimed.values()}
    for reading in readings:
        own = None
        if reading.place is Place.NOW:
            own = _own_time(items, reading.index) or (_opening_year(items, reading) if len(readings) == 1 else None)
        if own is not None:
            claimed[reading.index] = own
        elif reading.place in (Place.NOW, Place.WHOLE):
            candidates = [
                position
                for position, item in enumerate(items)
                if item.time and item.span not in comparing and dates(items, position)
            ]
            if candidates:
                best = min(
                    candidates,
                    key=lambda position: (
                        _numbers_between(reading.index, position, numbers),
                        abs(position - reading.index),
                        position < reading.index,  # "from 8.3 percent in 2009 to 17.4 percent in 2018"
                    ),
                )
                time = items[best].time
                if time:
                    claimed[reading.index] = time
    return claimed


def _time_of_value(items: Sequence[Item], reading: Reading) -> TimeExpression | None:
    """The time of an earlier level told before it: "six times the 2000 level of 121"."""
    before = items[max(0, reading.index - 3) : reading.index]
    if reading.place is not Place.EARLIER or len(before) < 3 or before[2].word != "of" or before[1].word not in _VALUES:
        return None
    return before[0].time


def _starts_from(items: Sequence[Item], reading: Reading, following: Reading) -> bool:
    """Whether a comparison is with the level told next: "twice the 55 of 2013", "84 more than the record of 1,652"."""
    between = items[reading.index + 1 : following.index]
    return (following.rule == "than_the_earlier" and len(between) < _NEXT) or (
        following.rule == "exceeded_by" and any(item.word == "than" for item in between)
    )


def _own_time(items: Sequence[Item], index: int) -> TimeExpression | None:
    """The time of an earlier record, told with its number: "2019's record of 2,037", "the high of 56, set in 2014"."""
    is_record = any(last_word(item) in _RECORDS for item in items[max(0, index - 4) : index])
    if is_record and index + 1 < len(items) and items[index + 1].word in _RECORDED:
        return next((item.time for item in items[index + 2 : index + 4] if item.time), None)
    before = [item for item in items[max(0, index - 6) : index] if item.word not in TRANSPARENT]
    if len(before) > 1 and before[-1].word == "of" and before[-2].word in _VALUES:
        return before[-3].time if len(before) > 2 and before[-3].word.endswith(("'s", "’s")) else None
    return None


def _opening_year(items: Sequence[Item], reading: Reading) -> TimeExpression | None:
    """The earlier year that a clause opens with: "…; two years earlier the share was 81.5 percent"."""
    opening = next((item.time for item in items[: min(reading.index, 2)] if item.time), None)
    return opening if opening and opening.anchor is Anchor.EARLIER else None


def dates(items: Sequence[Item], position: int) -> bool:
    """Whether the time at ``position`` says when something was counted, and not what it is compared with."""
    time = items[position].time
    if time is None or time.anchor not in (Anchor.ABSOLUTE, Anchor.PUBLICATION, Anchor.SAME):
        return False
    following = items[position + 1] if position + 1 < len(items) else None
    before = items[max(0, position - 3) : position]
    is_of_a_value = (following is not None and following.word in _VALUES) or (before and before[-1].word == "over")
    if is_of_a_value and any(item.number for item in before):
        return False
    if following is not None and following.word in _EVENTS:
        return False  # "the 2017 amendment"
    if _dates_a_record(items, position) or any(item.cue("beginning") for item in before[-2:]):
        return False
    if position and items[position - 1].cue("earlier", "more", "fewer"):
        return False  # "against 2012, victims went up by 20 percent"; "30 above last year"
    if position > 1 and items[position - 1].word == "on" and items[position - 2].number:
        return False  # "up 18.4 percent on 2020"
    behind = position - 2 if position > 1 and items[position - 1].word == "in" else position - 1
    return position == 0 or items[behind].word not in _COMPARING  # "than in 2019's same months"


def _dates_a_record(items: Sequence[Item], position: int) -> bool:
    """Whether a time only says when a record was set: "569 below the peak in 2019", "the record set in 2017"."""
    for item in reversed(items[max(0, position - 3) : position]):
        if item.number:
            return False
        if item.word in _RECORDS:
            return True
    return False


def first_date(items: Sequence[Item], excluded: Sequence[TimeExpression] = ()) -> TimeExpression | None:
    """The first time of a row of items that dates something, leaving out those already taken for comparing.

    A time in brackets behind a number is that of the numbers in the brackets: "1,665 (2022: 1,732)".
    """
    asides = brackets_behind_numbers(items)
    for position, item in enumerate(items):
        if (
            item.time
            and item.time not in excluded
            and not any(aside.start < position < aside.stop for aside in asides)
            and dates(items, position)
            and not _dates_an_earlier_level(items, position)
        ):
            return item.time
    return None


def _dates_an_earlier_level(items: Sequence[Item], position: int) -> bool:
    start = max(0, position - _REACH)
    window = items[start:position]
    return any(item.number for item in window) and any(
        item.word in ("from", "against", "of") or item.cue("earlier") or _is_than(items, start + k)
        for k, item in enumerate(window)
    )


def _is_than(items: Sequence[Item], position: int) -> bool:
    """Whether "than" compares, and is no part of a qualifier: not "more than halved", "fewer than 300"."""
    if items[position].word != "than":
        return False
    is_qualifier = position and items[position - 1].word in ("more", "fewer", "less")
    return not (is_qualifier and position + 1 < len(items) and items[position + 1].number)


def _compares(items: Sequence[Item], position: int, time: TimeExpression, reading: Reading) -> bool:
    window = items[max(0, position - 3) : position]
    is_difference = any(_is_than(items, k) for k in range(max(0, position - 6), position))
    if any(item.word in _SUPERLATIVES for item in window) and not is_difference:
        return False
    if time.anchor is Anchor.EARLIER or time.earlier_than:
        return True
    if time.anchor is Anchor.SINCE:
        return reading.kind is Kind.RATIO
    if time.anchor in (Anchor.ABSOLUTE, Anchor.PUBLICATION):
        if items[position - 1].cue("more", "fewer") and reading.index < position <= reading.index + 3:
            return True  # "30 above last year"
        if items[position - 1].word == "over" and reading.index < position <= reading.index + 3:
            return True  # "an increase of 271 over 2003"
        if position + 1 < len(items) and items[position + 1].word in _VALUES and 0 < position - reading.index <= _REACH:
            return True  # "2.4 times the 2008 level"
        if reading.rule == "fraction_of_earlier" and 0 < position - reading.index <= _REACH + 2:
            return True
        wide = items[max(0, position - 5) : position]
        if reading.rule in ("compared_more", "multiple") and _is_of_a_value(window):
            return True  # "300 below the peak in 2019", "double the number for 2017"
        compares = (
            is_difference
            or any(item.word in ("from", "since", "as") for item in window)
            or (items[position - 1].word == "on" and _changes(items[position - 2]))
            or any(item.word == "what" for item in wide)
        )
        return compares and not any(item.number and item is not items[reading.index] for item in window)
    return False


def _changes(item: Item) -> bool:
    return item.cue("increase", "decrease") or item.number is not None


def _is_of_a_value(window: Sequence[Item]) -> bool:
    """Whether a time says of which value it is: "the number for 2017", "the peak in 2019"."""
    if len(window) < 2 or window[-1].word not in ("in", "of", "for"):
        return False
    return last_word(window[-2]) in (*_VALUES, "those", "that") and not any(item.number for item in window[-2:])


def _numbers_between(index: int, position: int, numbers: Sequence[int]) -> int:
    low, high = sorted((index, position))
    return sum(low < number < high for number in numbers)
