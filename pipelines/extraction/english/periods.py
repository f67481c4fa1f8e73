"""Stage 3: expressions of time in English, and what period each denotes.

An expression is found first and resolved later: "a year earlier" has no meaning until the period
it is earlier than is known. Which figure a period belongs to is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from pipelines.extraction import calendar
from pipelines.extraction.english.document import MONTH
from pipelines.extraction.english.numerals import value_of
from pipelines.extraction.expressions import Anchor, TimeExpression
from pipelines.extraction.model import Period, Span

_MONTH_NUMBERS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_YEAR = r"(?:19|20)\d{2}"
_SMALL = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_WHICH = rf"(?:(?:of\s|in\s)?(?:the\s)?(?:calendar\s)?(?:year\s)?(?P<y>{_YEAR})|(?:of\s|in\s)?(?P<rel>this\syear|last\syear|the\s(?:same\s|current\s)?year|that\syear)(?!\s(?:before|earlier)))"

# One named group each; the order is the precedence.
_PATTERN = re.compile(
    rf"""
      (?P<since>\b(?:since|from)\s(?:[\w'-]+\s){{0,7}}?(?:data|records?|statistics|figures|count|counting|comparable|began|begin|began\sin|start|starts|started|first\s\w+|available)\b(?:[\w\s'-]{{0,40}}?)\b(?:in|from)\s(?P<since_data>{_YEAR})\b
        | \bsince\s(?:{MONTH}\s)?(?:the\s(?:year|end\sof)\s)?(?P<since_year>{_YEAR})\b
        | \b(?:when|which|after|as)\s[^.;,]{{0,80}}?\b(?:began|start(?:s|ed)?|kept|available|first\s(?:made|compiled|taken)|introduced)\b[^.;,]{{0,30}}?\bin\s(?P<since_when>{_YEAR})\b)
    | (?P<same_of>\b(?:in\s|from\s)?the\s(?:same|corresponding|year[-\s]earlier|year[-\s]before)\s(?:months?|period|half|quarter|six\smonths|time|span)\b(?:\s(?:of|in|a|last|the)?\s?(?:(?:the\s)?(?:previous|preceding|last|prior)\syear|last\syear|year\s(?:earlier|before|ago)|(?P<same_year>{_YEAR})))?)
    | (?P<fiscal>\b(?:fiscal(?:\syear)?|FY)\s?(?P<fy>{_YEAR})\b)
    | (?P<year_to>\b(?:year|12\smonths|twelve\smonths)\s(?:to|through|ended|ending)(?:\sin|\son)?\s(?P<yt_m>{MONTH})(?:\s\d{{1,2}},?)?\s(?P<yt_y>{_YEAR})\b)
    | (?P<half>\b(?P<half_n>first|second|latter|last)[-\s](?:half|six\smonths|6\smonths)(?![-\w])(?:\s{_WHICH})?)
    | (?P<quarter>\b(?P<q_n>first|second|third|fourth|last)[-\s]quarter\b(?:\s{_WHICH.replace("?P<y>", "?P<qy>").replace("?P<rel>", "?P<qrel>")})?)
    | (?P<span>\b(?:(?:from|between|in|during|over)\s)?(?P<m1>{MONTH})(?:\s(?P<s_y1>{_YEAR}))?\s?(?:-|–|—|to|through|and|until)\s?(?P<m2>{MONTH})(?!\s?\d{{1,2}}\b)(?:\s?(?:period|half))?(?:\s?{_WHICH.replace("?P<y>", "?P<sy>").replace("?P<rel>", "?P<srel>")})?)
    | (?P<six>\b(?P<six_n>{_SMALL})\smonths\sfrom\s(?P<six_m>{MONTH})(?:\s{_WHICH.replace("?P<y>", "?P<xy>").replace("?P<rel>", "?P<xrel>")})?)
    | (?P<full_date>\b(?:{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{_YEAR}|\d{{1,2}}\s{MONTH}\s{_YEAR}|{_YEAR}-\d{{2}}-\d{{2}})\b)
    | (?P<month>(?:\b(?:in|at\sthe\send\sof|as\sof(?:\sthe\send\sof)?|by\sthe\send\sof|by|during|end[-\s]of)\s)?\b(?P<m>{MONTH})(?:\s\d{{1,2}}(?!\d|,\d))?(?:,?\s{_WHICH.replace("?P<y>", "?P<my>").replace("?P<rel>", "?P<mrel>")}))
    | (?P<day>\b(?:on\s)?{MONTH}\s\d{{1,2}}\b(?![,.]?\d)|\bas\sof\s{MONTH}\s\d{{1,2}}\b)
    | (?P<years>\b(?:between|from)\s(?P<ya>{_YEAR})\s(?:and|to|through)\s(?P<yb>{_YEAR})\b|\b(?P<yc>{_YEAR})\s?[-–]\s?(?P<yd>{_YEAR})\b)
    | (?P<ago>\b(?P<ago_n>{_SMALL}|a)[-\s]years?\s(?:earlier|ago|before|previously|prior)\b)
    | (?P<before>\b(?:in\s|from\s|of\s|than\s)?(?:the\s)?(?:previous|preceding|prior)[-\s](?:calendar\s|fiscal\s)?(?:year|period|term|half)\b|\b(?:the\s)?year\s(?:before|earlier|ago)\b|\bon\s(?:the|a)\syear\b|\byear[-\s]on[-\s]year\b|\bfrom\slast\syear\b|\bthan\slast\syear\b|\bover\sthe\s(?:previous|preceding)\syear\b|\bannually\b)
    | (?P<in_years>\b(?:in|over|within)\s(?:the\s)?(?:past\s|last\s)?(?P<in_n>{_SMALL})\syears\b(?!\sof))
    | (?P<relative>\b(?:in\s|of\s|for\s|during\s|over\s)?(?P<r>last\syear|this\syear|the\syear\sbefore\slast|the\scurrent\syear)\b(?:'s|’s)?)
    | (?P<same>\b(?:in|over|during|for)\s(?:the|that|this)\s(?:same\s)?(?:year|half[-\s]year|half|period|six[-\s]months?|six[-\s]month\speriod|months?|quarter)\b(?!\s(?:before|earlier|to|ended|ending|ago)))
    | (?P<weekday>\b(?:on\s|last\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)
    | (?P<year>(?<![\d,.$¥/#-])\b(?P<yy>{_YEAR})\b(?![,.]\d|-\w|\s?(?:%|percent|pct|per\scent|cases|victims|people|children|minors|yen|pupils|students|incidents)\b)(?:'s|’s)?)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def find_periods(text: str, span: Span) -> list[TimeExpression]:
    """All expressions of time in ``text`` at ``span``, in text order and without overlap."""
    return [_read(match) for match in _PATTERN.finditer(text, span.start, span.end)]


def _read(match: re.Match[str]) -> TimeExpression:
    got = {name: value for name, value in match.groupdict().items() if value is not None}
    span = Span(*match.span())
    name = next(name for name in _READERS if name in got)
    return _READERS[name](got, span)


def _absolute(span: Span, period: Period, earlier: Period | None = None) -> TimeExpression:
    return TimeExpression(span, Anchor.ABSOLUTE, lambda _published, _current: period, earlier)


def _earlier(span: Span, by: int) -> TimeExpression:
    return TimeExpression(
        span, Anchor.EARLIER, lambda _published, current: calendar.shifted(current, -by) if current else None
    )


def _of_year(span: Span, explicit: str | None, relative: str | None, make: Callable[[int], Period]) -> TimeExpression:
    """A part of a year that is named, relative to publication, or left open (the latest that had ended)."""
    if explicit:
        return _absolute(span, make(int(explicit)))

    def resolve(published: date | None, current: Period | None) -> Period | None:
        if published is None:
            return make(current.start.year) if current and not relative else None
        if relative and "last" in relative.lower():
            return make(published.year - 1)
        if relative and "that" in relative.lower():
            return make((current.start if current else published).year)
        if relative:
            return make(published.year)
        period = make(published.year)
        return period if period.end < published else make(published.year - 1)

    return TimeExpression(span, Anchor.PUBLICATION, resolve)


def _month(name: str) -> int:
    return _MONTH_NUMBERS[name[:3].lower()]


def _since(got: dict[str, str], span: Span) -> TimeExpression:
    start = calendar.year(int(got.get("since_data") or got.get("since_year") or got["since_when"]))
    return TimeExpression(span, Anchor.SINCE, lambda _published, _current: start)


def _same_of(got: dict[str, str], span: Span) -> TimeExpression:
    if "same_year" in got:
        number = int(got["same_year"])
        return TimeExpression(
            span,
            Anchor.EARLIER,
            lambda _published, current: calendar.shifted(current, number - current.start.year) if current else None,
        )
    return _earlier(span, 1)


def _half(got: dict[str, str], span: Span) -> TimeExpression:
    half = 1 if got["half_n"].lower() == "first" else 2
    return _of_year(span, got.get("y"), got.get("rel"), lambda number: calendar.half_year(number, half))


def _quarter(got: dict[str, str], span: Span) -> TimeExpression:
    quarter = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}[got["q_n"].lower()]
    return _of_year(
        span,
        got.get("qy"),
        got.get("qrel"),
        lambda number: calendar.months(number, 3 * quarter - 2, number, 3 * quarter),
    )


def _months(got: dict[str, str], span: Span) -> TimeExpression:
    first, last = _month(got["m1"]), _month(got["m2"])

    def make(number: int) -> Period:
        start = int(got["s_y1"]) if "s_y1" in got else number - (1 if last < first else 0)
        return calendar.months(start, first, number, last)

    return _of_year(span, got.get("sy"), got.get("srel"), make)


def _months_from(got: dict[str, str], span: Span) -> TimeExpression:
    first, length = _month(got["six_m"]), int(value_of(got["six_n"]))

    def make(number: int) -> Period:
        last = first + length - 1
        return calendar.months(number, first, number + (last - 1) // 12, (last - 1) % 12 + 1)

    return _of_year(span, got.get("xy"), got.get("xrel"), make)


def _year_to(got: dict[str, str], span: Span) -> TimeExpression:
    last, number = _month(got["yt_m"]), int(got["yt_y"])
    first = last % 12 + 1
    return _absolute(span, calendar.months(number - (1 if last < 12 else 0), first, number, last))


def _one_month(got: dict[str, str], span: Span) -> TimeExpression:
    month = _month(got["m"])
    return _of_year(span, got.get("my"), got.get("mrel"), lambda number: calendar.months(number, month, number, month))


def _years(got: dict[str, str], span: Span) -> TimeExpression:
    if "ya" in got:
        return _absolute(span, calendar.year(int(got["yb"])), calendar.year(int(got["ya"])))
    return _absolute(span, calendar.years(int(got["yc"]), int(got["yd"])))


def _ago(got: dict[str, str], span: Span) -> TimeExpression:
    written = got["ago_n"].lower()
    return _earlier(span, 1 if written == "a" else int(value_of(written)))


def _relative(got: dict[str, str], span: Span) -> TimeExpression:
    back = {"last year": 1, "the year before last": 2}.get(" ".join(got["r"].lower().split()), 0)
    return TimeExpression(
        span,
        Anchor.PUBLICATION,
        lambda published, _current: calendar.year(published.year - back) if published else None,
    )


def _published(_got: dict[str, str], span: Span) -> TimeExpression:
    return TimeExpression(span, Anchor.PUBLISHED, lambda _published, _current: None)


_READERS: dict[str, Callable[[dict[str, str], Span], TimeExpression]] = {
    "since": _since,
    "same_of": _same_of,
    "fiscal": lambda got, span: _absolute(span, calendar.fiscal_year(int(got["fy"]))),
    "year_to": _year_to,
    "half": _half,
    "quarter": _quarter,
    "span": _months,
    "six": _months_from,
    "full_date": _published,
    "month": _one_month,
    "day": _published,
    "years": _years,
    "ago": _ago,
    "before": lambda _got, span: _earlier(span, 1),
    "in_years": lambda got, span: _earlier(span, int(value_of(got["in_n"]))),
    "relative": _relative,
    "same": lambda _got, span: TimeExpression(span, Anchor.SAME, lambda _published, current: current),
    "weekday": _published,
    "year": lambda got, span: _absolute(span, calendar.year(int(got["yy"]))),
}
