"""Claims about the course of a series: 13年連続で増加, 4年ぶりの減少, 初めて6万件を超えた, 初の2000人超え.

A first of anything else claims nothing here: 初めて公表した, 初の調査. Years only: a streak of months or of half-years
says nothing of a yearly series.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from pipelines.extraction.claims import is_threshold, names_series
from pipelines.extraction.expressions import Anchor
from pipelines.extraction.items import Item
from pipelines.extraction.japanese.numerals import SMALL_NUMBER, value_of
from pipelines.extraction.model import ClaimKind, Span
from pipelines.extraction.statements import Claim

RISE, FALL, ABOVE, BELOW = "rise", "fall", "above", "below"

_YEARS = rf"(?<![\d一二三四五六七八九十成和正約ほぼ])(?:(?P<years>{SMALL_NUMBER})年)"
_MARK = re.compile(rf"{_YEARS}(?:(?P<streak>連続|続けて|続き)|ぶり)|初めて|はじめて|初の|初(?=\d)")
_FIRST = rf"(?:初めて|はじめて|{SMALL_NUMBER}年ぶりに)"
# How a verb goes on: 超えた, 上回った, 割り込んだ, 減少した.
_ENDING = "(?:えた|える|え|った|る|り|した|し|す|んだ|む|み|た)?"
# What follows a threshold that is crossed.
_PASSED = re.compile(
    rf"(?:の大台)?を?{_FIRST}?(?:(?P<above>超|越|上回|上まわ|突破)|(?P<below>割り込|割れ|割|下回|下まわ|切))"
    rf"{_ENDING}"
)
_VERB_ENDING = re.compile(_ENDING)
_LAST_YEAR = r"前年(?:同期|同月)?を"
_NOUN = r"(?:[^、。はが]{0,8}の)?"
# 減少は3年ぶり; 前年を上回ったのは2年連続; 増加に転じたのは4年ぶり: the topic that a claim is told of.
_TOPIC = re.compile(
    rf"(?:(?P<rise>増加|上昇|増え|増(?=は)|{_LAST_YEAR}上回)|(?P<fall>減少|低下|減っ|減る|減り|減(?=は)|{_LAST_YEAR}下回)){_NOUN}"
    r"は[^、。]{0,25}$"
)
# 5千人を下回ったのは57年ぶり; 6万件超えは初めて
_CROSSED_TOPIC = re.compile(rf"{_PASSED.pattern}{_NOUN}は[^、。]{{0,25}}$")
_TOPIC_WITHIN = 45  # characters
_REACH = 12  # items
_LINKS = frozenset("でにのがをへともし") | {"より", "から"}
_SINCE_WITHIN = 30  # characters
_SINCE = re.compile(r"以[来降](?:で|は|、)*$")
_DATA = re.compile(r"統計|調査|集計|記録|データ")


class _Course(NamedTuple):
    """What a series did, and the words that say so.

    Attributes:
        direction: ``rise``, ``fall``, ``above`` (passed or reached) or ``below``.
        span: The words.
        threshold: What was crossed, for ``above`` and ``below``.
    """

    direction: str
    span: Span
    threshold: Decimal | None = None


def find_courses(text: str, span: Span, items: Sequence[Item]) -> list[Claim]:
    """The streaks, turns and first crossings of the sentence at ``span``, in text order."""
    claims = []
    for match in _MARK.finditer(text, span.start, span.end):
        course = _ahead(text, items, match) or _around(text, items, match) or _topic(text, span, items, match)
        claim = _claim(text, span, items, match, course) if course else None
        if claim:
            claims.append(claim)
    return claims


def _claim(text: str, span: Span, items: Sequence[Item], match: re.Match[str], course: _Course) -> Claim | None:
    """The claim of a mark and its course; None for what repeats a threshold or looks back to no year of data."""
    length = int(value_of(match["years"])) if match["years"] else None
    kind = ClaimKind.STREAK if match["streak"] else ClaimKind.FIRST_CROSSING if course.threshold else ClaimKind.TURN
    if (length is not None and length < 2) or (kind is ClaimKind.STREAK and course.threshold):
        return None
    start = min(match.start(), course.span.start)
    since = None if kind is ClaimKind.STREAK else _since(items, match.start())
    if since is None and kind is not ClaimKind.STREAK and _looks_back_vaguely(text, span, start):
        return None
    period = since.time.resolve(None, None) if since and since.time else None
    return Claim(
        Span(start, max(match.end(), course.span.end)),
        course.direction,
        since=period.code if period else None,
        rank=None,
        kind=kind,
        length=length,
        threshold=course.threshold,
        names_series=names_series(items),
    )


def _ahead(text: str, items: Sequence[Item], match: re.Match[str]) -> _Course | None:
    """What the words right behind the mark say: 連続で減少, ぶりに前年を下回った, 初の6万件超え."""
    first = _item_at(items, match.end())
    has_earlier_time = False
    for position in range(first, min(first + _REACH, len(items))):
        item = items[position]
        if item.number:
            is_of_another = position > first and items[position - 1].word == "の"
            course = None if is_of_another else _crossing(text, item)
            if course:
                return course
        elif item.time:
            has_earlier_time |= item.time.anchor is Anchor.EARLIER
        elif item.cue("crossing", "below"):
            is_last_year = has_earlier_time and items[position - 1].word == "を"
            return _course_of(text, FALL if item.cue("below") else RISE, item) if is_last_year else None
        elif direction := _change(item):
            return _course_of(text, direction, item)
        elif not (item.word in _LINKS or item.concepts or item.is_counted or (item.word == "、" and position == first)):
            return None
    return None


def _around(text: str, items: Sequence[Item], match: re.Match[str]) -> _Course | None:
    """A threshold before the mark and what became of it behind: 6万件を初めて超えた."""
    position = _item_at(items, match.start()) - 1
    while position >= 0 and items[position].number is None and items[position].word in "の大台を":
        position -= 1
    if position < 0 or (position and items[position - 1].word == "の"):
        return None
    course = _crossing(text, items[position])
    return course if course and course.span.end > match.end() else None


def _topic(text: str, span: Span, items: Sequence[Item], match: re.Match[str]) -> _Course | None:
    """What the mark is told of: 減少は3年ぶり, 5千人を下回ったのは57年ぶり."""
    start = max(span.start, match.start() - _TOPIC_WITHIN)
    for position in range(_item_at(items, match.start()) - 1, _item_at(items, start) - 1, -1):
        item = items[position]
        if item.number and _CROSSED_TOPIC.match(text, item.span.end, match.start()):
            return _crossing(text, item)
    found = _TOPIC.search(text, start, match.start())
    if not found:
        return None
    return _Course(RISE if found["rise"] else FALL, Span(found.start(), match.start()))


def _crossing(text: str, item: Item) -> _Course | None:
    """The threshold at a number, where the words behind it say that it was crossed."""
    passed = _PASSED.match(text, item.span.end)
    if item.number is None or passed is None or not is_threshold(item.number):
        return None
    direction = ABOVE if passed["above"] else BELOW
    return _Course(direction, Span(item.span.start, passed.end()), item.number.value)


def _change(item: Item) -> str | None:
    if item.word.startswith("多"):
        return None
    return RISE if item.cue("increase") else FALL if item.cue("decrease") else None


def _course_of(text: str, direction: str, item: Item) -> _Course:
    ending = _VERB_ENDING.match(text, item.span.end)
    return _Course(direction, Span(item.span.start, ending.end() if ending else item.span.end))


def _since(items: Sequence[Item], start: int) -> Item | None:
    """The year that a first looks back to: 1975年以来初めて, 統計のある2000年以降で初めて."""
    return next(
        (
            item
            for item in reversed(items)
            if item.time and item.time.anchor is Anchor.SINCE and 0 <= start - item.span.end <= _SINCE_WITHIN
        ),
        None,
    )


def _looks_back_vaguely(text: str, span: Span, start: int) -> bool:
    """Whether a first looks back to something that is neither a year nor the start of the data: 震災以来初めて."""
    before = text[max(span.start, start - _SINCE_WITHIN) : start]
    return bool(_SINCE.search(before)) and not _DATA.search(before)


def _item_at(items: Sequence[Item], offset: int) -> int:
    return bisect.bisect_left(items, offset, key=lambda item: item.span.start)
