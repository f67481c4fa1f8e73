"""Periods as values: their codes, their days, and the arithmetic between them.

Pure date logic, independent of language. Codes are those of the contract:
``2017``, ``2018-H1``, ``2007-Q3``, ``2017-06``, ``FY2018``, ``2002-01/2002-10``, ``2009/2014``.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import date

from pipelines.extraction.model import Period

_CODE = re.compile(
    r"(?P<year>\d{4})$|(?P<half_year>\d{4})-H(?P<half>[12])$|(?P<quarter_year>\d{4})-Q(?P<quarter>[1-4])$"
    r"|FY(?P<fiscal>\d{4})$|(?P<from>\d{4}-\d{2})/(?P<to>\d{4}-\d{2})$|(?P<month>\d{4}-\d{2})$"
    r"|(?P<first>\d{4})/(?P<last>\d{4})$"
)


def year(number: int) -> Period:
    """A calendar year."""
    return Period(f"{number:04d}", date(number, 1, 1), date(number, 12, 31))


def fiscal_year(number: int) -> Period:
    """A Japanese fiscal year: April of ``number`` to March of the next year."""
    return Period(f"FY{number:04d}", date(number, 4, 1), date(number + 1, 3, 31))


def years(one: int, other: int) -> Period:
    """Several calendar years taken together, from the earlier to the later."""
    first, last = min(one, other), max(one, other)
    return Period(f"{first:04d}/{last:04d}", date(first, 1, 1), date(last, 12, 31)) if first != last else year(first)


def months(first_year: int, first: int, last_year: int, last: int) -> Period:
    """A run of whole months, under its shortest code (a year, a half-year, a month)."""
    start = date(first_year, first, 1)
    end = date(last_year, last, calendar.monthrange(last_year, last)[1])
    if first_year == last_year:
        if (first, last) == (1, 12):
            return year(first_year)
        if (first, last) in ((1, 6), (7, 12)):
            return Period(f"{first_year:04d}-H{1 if first == 1 else 2}", start, end)
        if first == last:
            return Period(f"{first_year:04d}-{first:02d}", start, end)
    if (first, last) == (4, 3) and last_year == first_year + 1:
        return fiscal_year(first_year)
    return Period(f"{first_year:04d}-{first:02d}/{last_year:04d}-{last:02d}", start, end)


def quarter(number: int, place: int) -> Period:
    """One of the four quarters of a calendar year, where the text calls it one."""
    return replace(months(number, 3 * place - 2, number, 3 * place), code=f"{number:04d}-Q{place}")


def half_year(number: int, half: int) -> Period:
    """The first or second half of a calendar year."""
    return months(number, 1, number, 6) if half == 1 else months(number, 7, number, 12)


def parse(code: str) -> Period:
    """The period of a code.

    Raises:
        ValueError: The code is not one of the contract's forms.
    """
    match = _CODE.match(code)
    if not match:
        msg = f"not a period code: {code!r}"
        raise ValueError(msg)
    got = match.groupdict()
    if got["year"]:
        return year(int(got["year"]))
    if got["half_year"]:
        return half_year(int(got["half_year"]), int(got["half"]))
    if got["quarter_year"]:
        return quarter(int(got["quarter_year"]), int(got["quarter"]))
    if got["fiscal"]:
        return fiscal_year(int(got["fiscal"]))
    if got["first"]:
        return years(int(got["first"]), int(got["last"]))
    first, last = (got["from"], got["to"]) if got["from"] else (got["month"], got["month"])
    return months(int(first[:4]), int(first[5:]), int(last[:4]), int(last[5:]))


def shifted(period: Period, by_years: int) -> Period:
    """The period of the same length ``by_years`` later (earlier when negative)."""
    return parse(re.sub(r"\d{4}", lambda match: f"{int(match.group()) + by_years:04d}", period.code))
