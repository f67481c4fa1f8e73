"""Stage 3: expressions of time in English, and what period each denotes.

An expression is found first and resolved later: "a year earlier" has no meaning until the period
it is earlier than is known. Which figure a period belongs to is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from dataclasses import replace
from datetime import date

from pipelines.extraction import calendar
from pipelines.extraction.english.document import MONTH
from pipelines.extraction.english.numerals import SMALL_NUMBER, value_of
from pipelines.extraction.expressions import Anchor, TimeExpression
from pipelines.extraction.model import Period, Span
from pipelines.extraction.scanning import Rows, by_name, row, scan

Got = Mapping[str, str]
Reader = Callable[[Got, Span], TimeExpression | None]

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}

_YEAR = r"(?:19|20)\d{2}"
_COUNT = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
# The year a half, a quarter or a month belongs to: "of 2018", "last year", "this year"; or none.
_OF_YEAR = (
    rf"(?:(?:of\s|in\s)?(?:the\s)?(?:calendar\s)?(?:year\s)?(?P<year>{_YEAR})"
    r"|(?:of\s|in\s)?(?P<which>this\syear|last\syear|that\syear|the\s(?:same\s|current\s)?year)(?!\s(?:before|earlier)))"
)
_DAY = r"\d{1,2}(?!\d|,\d)"
_MONTHS_LONG = rf"(?P<count>{_COUNT})[-\s]months?(?:\speriod)?"
_PREVIOUS_YEAR = r"(?:(?:the\s)?(?:previous|preceding|last|prior)\syear|year\s(?:earlier|before|ago))"
_DATA = r"(?:data|records?|statistics|figures|count|counting|comparable|available|first\s\w+)"
_START = r"(?:began|begin|begins|start|starts|started|kept|available|introduced|first\s(?:made|compiled|taken))"
_WHICH_YEAR = rf"(?:{_YEAR}|last\s(?:calendar\s)?year|this\syear)"
_COUNTED_NOUNS = r"(?:cases|victims|people|children|minors|yen|pupils|students|incidents)"


def find_periods(text: str, span: Span, words: Set[str] | None = None) -> list[TimeExpression]:
    """All expressions of time in ``text`` at ``span``, which has these normal words, in text order.

    Where two kinds of expression overlap, the one that stands first in ``_SOURCES`` is meant.
    """
    return scan(_ROWS, text, span, words)


def _absolute(span: Span, period: Period, earlier: Period | None = None) -> TimeExpression:
    return TimeExpression(span, Anchor.ABSOLUTE, lambda _published, _current: period, earlier)


def _earlier(span: Span, by: int) -> TimeExpression:
    return TimeExpression(
        span, Anchor.EARLIER, lambda _published, current: calendar.shifted(current, -by) if current else None
    )


def _in_year(got: Got, span: Span, make: Callable[[int], Period]) -> TimeExpression:
    """A part of a year that is named, relative to publication, or left open (the latest that had ended)."""
    if "year" in got:
        return _absolute(span, make(int(got["year"])))
    which = got.get("which", "").lower()

    def resolve(published: date | None, current: Period | None) -> Period | None:
        if "that" in which and current:
            return make(current.start.year)
        if which.startswith("the ") and current and published and current.end.year < published.year:
            return make(current.start.year)  # "in the latter half of the year", of a story about the year before
        if published is None:
            return make(current.start.year) if current and not which else None
        if "last" in which:
            return make(published.year - 1)
        period = make(published.year)
        return period if which or period.end < published else make(published.year - 1)

    return TimeExpression(span, Anchor.PUBLICATION, resolve)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _since(got: Got, span: Span) -> TimeExpression:
    start = calendar.year(int(got["year"])) if "year" in got else None
    return TimeExpression(span, Anchor.SINCE, lambda _published, _current: start)


def _same_months(got: Got, span: Span) -> TimeExpression:
    if "year" not in got:
        return _earlier(span, 1)
    number = int(got["year"])
    return TimeExpression(
        span,
        Anchor.EARLIER,
        lambda _published, current: calendar.shifted(current, number - current.start.year) if current else None,
    )


def _up_to_a_day(got: Got, span: Span) -> TimeExpression:
    month = _month(got["month"])
    return replace(_in_year(got, span, lambda number: calendar.months(number, 1, number, month)), is_state=True)


def _years_to(got: Got, span: Span) -> TimeExpression:
    last = int(got["year"])
    return _absolute(span, calendar.years(last - int(value_of(got["count"])) + 1, last))


def _half(got: Got, span: Span) -> TimeExpression:
    half = 1 if got["half"].lower() == "first" else 2
    return _in_year(got, span, lambda number: calendar.half_year(number, half))


def _first_months(got: Got, span: Span) -> TimeExpression:
    count = min(12, int(value_of(got["count"])))
    return _in_year(got, span, lambda number: calendar.months(number, 1, number, count))


def _quarter(got: Got, span: Span) -> TimeExpression:
    place = _QUARTERS[got["quarter"].lower()]
    return _in_year(got, span, lambda number: calendar.quarter(number, place))


def _months(got: Got, span: Span) -> TimeExpression:
    first, last = _month(got["from"]), _month(got["to"])

    def make(number: int) -> Period:
        start = int(got["from_year"]) if "from_year" in got else number - (1 if last < first else 0)
        return calendar.months(start, first, number, last)

    return _in_year(got, span, make)


def _months_from(got: Got, span: Span) -> TimeExpression:
    first, length = _month(got["from"]), int(value_of(got.get("count", "six")))

    def make(number: int) -> Period:
        last = first + length - 1
        return calendar.months(number, first, number + (last - 1) // 12, (last - 1) % 12 + 1)

    return _in_year(got, span, make)


def _months_through(got: Got, span: Span) -> TimeExpression:
    last, length = _month(got["to"]), int(value_of(got.get("count", "six")))

    def make(number: int) -> Period:
        first = last - length + 1
        return calendar.months(number - (1 if first < 1 else 0), (first - 1) % 12 + 1, number, last)

    return _in_year(got, span, make)


def _year_up_to(got: Got, span: Span) -> TimeExpression:
    last = _month(got["to"])
    return _in_year(got, span, lambda number: calendar.months(number, 1, number, last))


def _months_across(got: Got, span: Span) -> TimeExpression:
    first, last = _month(got["from"]), _month(got["to"])

    def number(which: str, published: date | None) -> int | None:
        if which.isdigit():
            return int(which)
        return published.year - which.lower().startswith("last") if published else None

    def resolve(published: date | None, _current: Period | None) -> Period | None:
        start, end = number(got["from_which"], published), number(got["to_which"], published)
        if start is None or end is None or (start, first) > (end, last):
            return None
        return calendar.months(start, first, end, last)

    is_absolute = got["from_which"].isdigit() and got["to_which"].isdigit()
    return TimeExpression(span, Anchor.ABSOLUTE if is_absolute else Anchor.PUBLICATION, resolve)


_ERAS = {"reiwa": 2018, "heisei": 1988, "showa": 1925}


def _era_year(got: Got, span: Span) -> TimeExpression:
    number = int(got["year"]) if "year" in got else _ERAS[got["era"].lower()] + int(got["number"])
    return _absolute(span, calendar.year(number))


def _short_fiscal(got: Got, span: Span) -> TimeExpression:
    return _absolute(span, calendar.fiscal_year(2000 + int(got["short"])))


def _split_year(got: Got, span: Span) -> TimeExpression | None:
    first, last = int(got["first"]), int(got["last"])
    if (first + 1) % 100 != last:
        return None
    return _absolute(span, calendar.fiscal_year(first))


def _year_to(got: Got, span: Span) -> TimeExpression:
    last, number = _month(got["month"]), int(got["year"])
    return _absolute(span, calendar.months(number - (1 if last < 12 else 0), last % 12 + 1, number, last))


def _one_month(got: Got, span: Span) -> TimeExpression:
    month = _month(got["month"])
    return _in_year(got, span, lambda number: calendar.months(number, month, number, month))


def _nearest_month(got: Got, span: Span) -> TimeExpression:
    """The latest month of that name that had begun; "last" is never the month of publication itself."""
    month = _month(got["month"])

    def resolve(published: date | None, _current: Period | None) -> Period | None:
        if published is None:
            return None
        latest = published.month - ("last" in got["nearest"].lower())
        number = published.year - (month > latest)
        return calendar.months(number, month, number, month)

    return TimeExpression(span, Anchor.PUBLICATION, resolve)


def _two_years(got: Got, span: Span) -> TimeExpression:
    return _absolute(span, calendar.year(int(got["last"])), calendar.year(int(got["first"])))


def _ago(got: Got, span: Span) -> TimeExpression:
    count = got["count"].lower()
    return _earlier(span, 1 if count == "a" else int(value_of(count)))


def _relative_year(got: Got, span: Span) -> TimeExpression:
    back = {"last year": 1, "the year before last": 2}.get(" ".join(got["which"].lower().split()), 0)
    return TimeExpression(
        span,
        Anchor.PUBLICATION,
        lambda published, _current: calendar.year(published.year - back) if published else None,
    )


_SEASONS = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11}  # the month in which each ends


def _season(got: Got, span: Span) -> TimeExpression:
    """The year of a season; "last summer" is the latest that had ended."""
    end, is_last = _SEASONS[got["season"].lower()], got["which"].lower() == "last"

    def resolve(published: date | None, _current: Period | None) -> Period | None:
        return calendar.year(published.year - (is_last and published.month <= end)) if published else None

    return TimeExpression(span, Anchor.PUBLICATION, resolve)


def _same(got: Got, span: Span) -> TimeExpression:
    """The period spoken of; "over the year" with none spoken of is the last year that had ended."""

    def resolve(published: date | None, current: Period | None) -> Period | None:
        if current or published is None or got["what"].lower() != "year":
            return current
        return calendar.year(published.year - 1)

    return TimeExpression(span, Anchor.SAME, resolve)


def _published(_got: Got, span: Span) -> TimeExpression:
    return TimeExpression(span, Anchor.PUBLISHED, lambda _published, _current: None)


_MONTH_WORDS = " ".join(
    (*_MONTHS, "january february march april june july august sept september october november december")
)

# Words that a text must have, pattern, reader.
_SOURCES: tuple[tuple[str, str, Reader], ...] = (
    # since comparable data became available in 2008; since the count was first made in 2012
    (
        "since & 0",
        rf"\bsince\s(?:[\w'-]+\s){{0,7}}?{_DATA}\b[\w\s'-]{{0,40}}?\b(?:in|from)\s(?P<year>{_YEAR})\b",
        _since,
    ),
    ("since & 0", rf"\bsince\s(?:{MONTH}\s)?(?:the\s(?:year|end\sof)\s)?(?P<year>{_YEAR})\b", _since),
    # since the law took effect in 2000
    (
        "since & effect force enacted introduced revised passed law act",
        rf"\bsince\s[^.;,\d]{{0,60}}?\b(?:took\seffect|came\sinto\s(?:force|effect)|entered\sinto\sforce|went\sinto\s(?:force|effect)"
        rf"|was\s(?:enacted|introduced|revised|passed|amended))\b(?:[^.;,\d]{{0,20}}?\bin\s(?:{MONTH}\s)?(?P<year>{_YEAR})\b)?",
        _since,
    ),
    # in 2000, when the office began to collect the data
    (
        "when which after as & 0",
        rf"\b(?:when|which|after|as)\s[^.;,]{{0,40}}?\b{_DATA}\b[^.;,]{{0,40}}?\b{_START}\b"
        rf"[^.;,]{{0,15}}?\bin\s(?P<year>{_YEAR})\b",
        _since,
    ),
    # stimulant cases in the same months fell to 6,720
    (
        "same",
        r"(?<!than\s)(?<!from\s)\bin\sthe\ssame\s(?P<what>months|period|half|quarter|six\smonths)"
        r"(?=\s(?:was|were|came|fell|rose|dropped|declined|increased|decreased|grew|totaled|numbered|reached|stood)\b)",
        _same,
    ),
    # the same months of the previous year; the corresponding period of 2016
    (
        "same corresponding earlier before",
        r"\b(?:in\s|from\s)?the\s(?:same|corresponding|year[-\s]earlier|year[-\s]before)\s"
        r"(?:months?|period|half|quarter|six\smonths|time|span)\b"
        rf"(?:\s(?:of|in|a|last|the)?\s?(?:{_PREVIOUS_YEAR}|(?P<year>{_YEAR})))?",
        _same_months,
    ),
    # Reiwa 5 (2023); 2022 (Reiwa 4); Heisei 30
    (
        "reiwa heisei showa",
        rf"\b(?:(?:in|of|for|during)\s)?(?:(?P<era>Reiwa|Heisei|Showa)\s(?P<number>\d{{1,2}})\b(?:\s?\({_YEAR}\))?"
        rf"|(?P<year>{_YEAR})\s?\((?:Reiwa|Heisei|Showa)\s\d{{1,2}}\))",
        _era_year,
    ),
    # FY22
    ("fy", r"\b(?:FY|fiscal)\s?['’]?(?P<short>\d{2})\b(?![,.]?\d)", _short_fiscal),
    # fiscal 2018; FY2018; the year to March 2002
    (
        "fiscal fy & 0",
        rf"\b(?:fiscal(?:\syear)?|FY)\s?(?P<year>{_YEAR})\b",
        lambda got, span: _absolute(span, calendar.fiscal_year(int(got["year"]))),
    ),
    (
        "to through ended ending & year month & 0",
        rf"(?<!half[-\s])\b(?:year|12\smonths|twelve\smonths)\s(?:to|through|ended|ending)(?:\sin|\son)?\s"
        rf"(?P<month>{MONTH})(?:\s\d{{1,2}},?)?\s(?P<year>{_YEAR})\b",
        _year_to,
    ),
    # the year's first half; last year's second half
    (
        "half",
        rf"\b(?:(?P<year>{_YEAR})|(?P<which>this\syear|last\syear|the\s(?:current\s)?year))['’]s\s"
        r"(?P<half>first|second|latter)\shalf\b",
        _half,
    ),
    # 61 in the first half and 85 in the second
    ("second & half & first", r"\bin\sthe\s(?P<half>second)(?=[.,;]|\sand\b|$)", _half),
    # the first half of 2018; the first six months of the year; the third quarter
    (
        "first second latter last & half month",
        rf"\b(?P<half>first|second|latter|last)[-\s](?:half(?:[-\s]year)?|six\smonths|6\smonths)(?![-\w])(?:\s{_OF_YEAR})?",
        _half,
    ),
    # the first ten months of 2020
    (
        "first & month",
        rf"\bfirst\s(?P<count>{_COUNT})\smonths(?![-\w])(?:\s{_OF_YEAR})?",
        _first_months,
    ),
    ("quarter", rf"\b(?P<quarter>first|second|third|fourth|last)[-\s]quarter\b(?:\s{_OF_YEAR})?", _quarter),
    # from December last year to February this year; April 2022 to March 2023
    (
        _MONTH_WORDS + " & 0 year & - – — to through and until",
        rf"\b(?:(?:from|between|in|during)\s)?(?P<from>{MONTH}),?\s(?:of\s)?(?P<from_which>{_WHICH_YEAR})"
        rf"\s?(?:-|–|—|to|through|and|until|up\sto)\s?(?:the\send\sof\s)?(?P<to>{MONTH}),?\s(?:of\s)?(?P<to_which>{_WHICH_YEAR})",
        _months_across,
    ),
    # 2012–13; 2022/23: the fiscal year that began in the first
    ("0 & - – /", rf"\b(?P<first>{_YEAR})\s?[-–/]\s?(?P<last>\d{{2}})\b(?![-–/,.]?\d)", _split_year),
    # January-June; between July and September 2007; from January to October this year
    (
        _MONTH_WORDS,
        rf"\b(?:(?:from|between|in|during|over)\s)?(?P<from>{MONTH})(?:\s{_DAY})?(?:,?\s(?P<from_year>{_YEAR}))?"
        rf"\s?(?:-|–|—|-to-|to|through|and|until|up\sto)\s?(?:the\send\sof\s)?(?P<to>{MONTH})(?:\s{_DAY},?)?"
        rf"(?:\s?(?:period|half|quarter))?(?:\s?{_OF_YEAR})?",
        _months,
    ),
    # the six months from January
    (
        "month half & from",
        rf"\b(?:{_MONTHS_LONG}|half[-\s]year)\sfrom\s(?P<from>{MONTH})(?:\s{_OF_YEAR})?",
        _months_from,
    ),
    # the six months through June
    (
        "month half & to through until ended ending",
        rf"\b(?:{_MONTHS_LONG}|half[-\s]year)\s(?:to|through|until|up\sto|ended|ending)(?:\sin|\son)?\s(?:the\send\sof\s)?"
        rf"(?P<to>{MONTH})(?:\s{_DAY},?)?(?:\s{_OF_YEAR})?",
        _months_through,
    ),
    # from the start of the year to the end of June; up to the end of October
    (
        "end & to through until by",
        rf"\b(?:from\sthe\s(?:start|beginning)\sof\s(?:the|this)\syear\s)?(?:up\sto|to|through|until|by)\sthe\send\sof\s"
        rf"(?P<to>{MONTH})(?:\s{_OF_YEAR})?",
        _year_up_to,
    ),
    # March 14, 2019; 14 March 2019; 2019-03-14
    (
        "0",
        rf"\b(?:on\s)?(?:{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{_YEAR}|\d{{1,2}}\s{MONTH}\s{_YEAR}"
        rf"|{_YEAR}[-/]\d{{1,2}}[-/]\d{{1,2}})\b",
        _published,
    ),
    # as of the end of June; as of the end of June 2018: what existed then, or had happened since January
    (
        "as & of & end",
        rf"\bas\sof\s(?:the\s)?end\sof\s(?P<month>{MONTH})(?:,?\s{_OF_YEAR})?",
        _up_to_a_day,
    ),
    # in the five years to 2009
    (
        "year & to through & 0",
        rf"\b(?:in|over|for|during)\sthe\s(?P<count>\d{{1,2}}|{SMALL_NUMBER})\syears\s(?:to|through)\s(?P<year>{_YEAR})\b",
        _years_to,
    ),
    # June 2018; November last year
    (
        _MONTH_WORDS,
        rf"(?:\b(?:in|at\sthe\send\sof|as\sof|by|during|end[-\s]of)\s)?"
        rf"\b(?P<month>{MONTH})(?:\s\d{{1,2}}(?!\d|,\d))?,?\s{_OF_YEAR}",
        _one_month,
    ),
    # at the end of 2016
    (
        "end & 0",
        rf"\b(?:at|as\sof|by)\s(?:the\s)?(?:year-)?end\sof\s(?:the\syear\s)?(?P<year>{_YEAR})\b",
        lambda got, span: _absolute(span, calendar.months(int(got["year"]), 12, int(got["year"]), 12)),
    ),
    # at the end of last year
    (
        "end & year",
        r"\b(?:at|as\sof)\sthe\send\sof\s(?P<which>last\syear|this\syear)\b",
        lambda got, span: _in_year(got, span, lambda number: calendar.months(number, 12, number, 12)),
    ),
    # this July; last December
    (_MONTH_WORDS, rf"\b(?:in\s)?(?P<nearest>this|last)\s(?P<month>{MONTH})\b(?!\s?\d)", _nearest_month),
    # in December; at the end of March
    (
        _MONTH_WORDS,
        rf"\b(?:in|during|at\sthe\send\sof)\s(?P<month>{MONTH})(?!\s?,?\s?\d|\s(?:and|or|to|through)\s)",
        _one_month,
    ),
    # on March 14; as of April 1
    (_MONTH_WORDS + " & 0", rf"\b(?:on\s|as\sof\s)?{MONTH}\s\d{{1,2}}\b(?![,.]?\d)", _published),
    # between 2014 and 2018: a change over the years; 2009-2014: the years together
    (
        "between from & 0",
        rf"\b(?:between|from)\s(?P<first>{_YEAR})\s(?:and|to|through)\s(?P<last>{_YEAR})\b",
        _two_years,
    ),
    (
        "0 & - –",
        rf"\b(?P<first>{_YEAR})\s?[-–]\s?(?P<last>{_YEAR})\b",
        lambda got, span: _absolute(span, calendar.years(int(got["first"]), int(got["last"]))),
    ),
    # a year earlier; five years ago
    (
        "year & earlier ago before previously prior",
        rf"\b(?P<count>{_COUNT}|a)[-\s]years?\s(?:earlier|ago|before|previously|prior)\b",
        _ago,
    ),
    # the previous year; the year before; on the year; year on year; than last year
    (
        "previous preceding prior year annually",
        r"\b(?:in\s|from\s|of\s|than\s|over\s)?(?:the\s)?(?:previous|preceding|prior)[-\s]"
        r"(?:calendar\s|fiscal\s)?(?:year|period|term|half|twelve\smonths|12\smonths)\b"
        r"|\b(?:the\s)?year\s(?:before|earlier|ago)\b(?!\slast)|\bon\s(?:the|a)\syear\b|\byear[-\s]on[-\s]year\b"
        r"|\b(?:from|than)\slast\syear\b|\bannually\b",
        lambda _got, span: _earlier(span, 1),
    ),
    # the year-before level; the year-earlier figure
    (
        "year & before earlier",
        r"\b(?:the\s)?year[-\s](?:before|earlier)(?=\s(?:level|figure|total|number|count|period)\b)",
        lambda _got, span: _earlier(span, 1),
    ),
    # in five years
    (
        "year & in over within",
        rf"\b(?:in|over|within)\s(?:the\s)?(?:past\s|last\s)?(?P<count>{_COUNT})\syears\b(?!\sof)",
        lambda got, span: _earlier(span, int(value_of(got["count"]))),
    ),
    (
        "decade",
        r"\ba\sdecade\s(?:earlier|ago|before|previously)\b",
        lambda _got, span: _earlier(span, 10),
    ),
    ("decade", r"\b(?:in|over|within)\s(?:a|the|the\spast|the\slast)\sdecade\b", lambda _got, span: _earlier(span, 10)),
    # last year; this year; the year before last
    (
        "year",
        r"\b(?:in\s|of\s|for\s|during\s|over\s)?"
        r"(?P<which>last\syear(?!\sof)|this\syear|the\syear\sbefore\slast|the\scurrent\syear)\b(?:'s|’s)?",
        _relative_year,
    ),
    # this summer; last autumn
    (
        "spring summer autumn fall & this last",
        r"\b(?P<which>this|last)\s(?P<season>spring|summer|autumn|fall)\b",
        _season,
    ),
    # in the half-year; over the year
    (
        "the that this & in over during for & year half period month quarter",
        r"\b(?:in|over|during|for)\s(?:the|that|this)\s(?:same\s)?"
        r"(?P<what>year|half[-\s]year|half(?![-\s]year)|period|six[-\s]months?|six[-\s]month\speriod|months?|quarter)\b"
        r"(?!\s(?:before|earlier|to|ended|ending|ago))",
        _same,
    ),
    (
        "monday tuesday wednesday thursday friday saturday sunday",
        r"\b(?:on\s|last\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b",
        _published,
    ),
    # in 2019 victims numbered …
    (
        "in & 0",
        rf"(?<=\bin\s)(?P<year>{_YEAR})\b(?![,.]\d|-\w|\s?(?:%|percent|pct|per\scent|{_COUNTED_NOUNS}\s(?:of|in|on|that)\b))",
        lambda got, span: _absolute(span, calendar.year(int(got["year"]))),
    ),
    # 2017; 2017's; but not "2017 victims"
    (
        "0",
        rf"(?<![\d,.$¥/#-])\b(?P<year>{_YEAR})\b"
        rf"(?![,.]\d|-\w|\s?(?:%|percent|pct|per\scent|{_COUNTED_NOUNS})\b)(?:'s|’s)?",
        lambda got, span: _absolute(span, calendar.year(int(got["year"]))),
    ),
)
_ROWS = Rows(row(needs, source, by_name(read), re.IGNORECASE) for needs, source, read in _SOURCES)
