"""A day as people and programs write it on pages and in feeds: 2016/6/29, 令和6年3月14日, Sunday,August 6,2017.

What is ambiguous (3/4/2024) is no day. Days in the running text of articles belong to extraction.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock

# A moment given in UTC is one of programs; the articles are of Japan, which is nine hours ahead and has no summer time.
_JAPAN = timedelta(hours=9)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
# The year before the first of each era.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "r": 2018, "h": 1988, "s": 1925}
_GLOSS = r"(?:\([^()]*\))?"

_MONTH_OR_YEAR = re.compile(r"([12]\d{3})(?:-(0[1-9]|1[0-2]))?")

Parts = tuple[str, ...]
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[Parts], tuple[int, int, int] | None]], ...] = (
    (re.compile(r"(?<!\d)(\d{4})([-/.]) ?(\d{1,2})\2 ?(\d{1,2})(?!\d)"), lambda p: (int(p[0]), int(p[2]), int(p[3]))),
    (re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?=\D|\d{4}(?:\d{2})?(?:\D|$)|$)"), lambda p: _numbers(p[0], p[1], p[2])),
    (re.compile(rf"(?<!\d)(\d{{4}}) ?{_GLOSS} ?年 ?{_GLOSS} ?(\d{{1,2}}) ?月 ?(\d{{1,2}}) ?日"),
     lambda p: _numbers(*p)),
    (re.compile(rf"(令和|平成|昭和) ?(元|\d{{1,2}}) ?{_GLOSS} ?年 ?{_GLOSS} ?(\d{{1,2}}) ?月 ?(\d{{1,2}}) ?日"),
     lambda p: _of_era(*p)),
    (re.compile(r"(?<![a-z0-9])([rhs]) ?(\d{1,2})[./年] ?(\d{1,2})[./月] ?(\d{1,2})(?!\d)"), lambda p: _of_era(*p)),
    (re.compile(rf"\b{_MONTH} ?(\d{{1,2}})(?:st|nd|rd|th)? ?,? ?(\d{{4}})(?!\d)"),
     lambda p: (int(p[2]), _month(p[0]), int(p[1]))),
    (re.compile(rf"\b{_MONTH} ?(\d{{1,2}}) [\d:]+ (?:[a-z]{{2,4}} )?(\d{{4}})(?!\d)"),
     lambda p: (int(p[2]), _month(p[0]), int(p[1]))),
    (re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]?{_MONTH}[ ,-]*(\d{{4}}|\d{{2}})(?!\d|:)"),
     lambda p: (_year(p[2]), _month(p[1]), int(p[0]))),
    (re.compile(r"(?<!\d)(\d{1,2})([/.])(\d{1,2})\2(\d{4})(?!\d)"), lambda p: _day_and_month(p[0], p[2], p[3])),
)  # fmt: skip
_TIME_IN_UTC = re.compile(
    r"^[t ,]*(\d{1,2}):?(\d{2})(?::?\d{2})?(?:[.,]\d+)? ?([ap]m)? ?(?:z|utc|gmt|ut|[+-]00:?00)(?![a-z0-9+])"
)


def day_in(text: str) -> date | None:
    """The first day a text names, None where it names none that exists; a time in UTC is moved to that of Japan."""
    plain = " ".join(unicodedata.normalize("NFKC", text).lower().split())
    for pattern, read in _PATTERNS:
        match = pattern.search(plain)
        parts = read(match.groups()) if match else None
        if match is None or parts is None:
            continue
        try:
            day = date(*parts)
        except ValueError:
            continue
        return _in_japan(day, plain[match.end() :])
    return None


def is_month_or_year(text: str) -> bool:
    """Whether a text is a month as 2024-03 or a year as 2024."""
    return _MONTH_OR_YEAR.fullmatch(text) is not None


def day_standing_for(month_or_year: str) -> date:
    """The day that "last year" and the like are read by where only a month or a year is known.

    The 15th of the month; the last day of the year, because what a year's articles tell of is mostly that year.
    """
    year, _, month = month_or_year.partition("-")
    return date(int(year), int(month), 15) if month else date(int(year), 12, 31)


def _in_japan(day: date, rest: str) -> date:
    time = _TIME_IN_UTC.match(rest)
    if time is None or int(time[1]) > 23 or int(time[2]) > 59:
        return day
    hour = int(time[1]) % 12 + 12 * (time[3] == "pm") if time[3] else int(time[1])
    try:
        return (datetime.combine(day, clock(hour, int(time[2])), UTC) + _JAPAN).date()
    except OverflowError:
        return day


def _numbers(year: str, month: str, day: str) -> tuple[int, int, int]:
    return int(year), int(month), int(day)


def _of_era(era: str, year: str, month: str, day: str) -> tuple[int, int, int]:
    return _ERAS[era] + (1 if year == "元" else int(year)), int(month), int(day)


def _month(name: str) -> int:
    return _MONTHS.index(name) + 1


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits) if int(digits) < 70 else 1900 + int(digits)


def _day_and_month(first: str, second: str, year: str) -> tuple[int, int, int] | None:
    """Only where one of both cannot be a month, or both are the same."""
    one, two = int(first), int(second)
    if one > 12 or one == two:
        return int(year), two, one
    return (int(year), one, two) if two > 12 else None
