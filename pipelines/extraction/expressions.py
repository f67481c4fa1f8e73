"""The types of stages 2 and 3: numerals, expressions of time, and labels that hold a number but are no quantity."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pipelines.extraction.model import Period, Qualifier, Span


class Form(StrEnum):
    """How a number is written."""

    DIGITS = "digits"
    WORDS = "words"
    FRACTION = "fraction"
    MULTIPLE = "multiple"
    ZERO = "zero"


# Units of figures that relate other figures to one another, and count nothing themselves.
RATES = ("percent", "percentage_points", "times")

# The one rate that is a unit of its own. Any other has the unit of the thing counted, and the axis `rate` says which.
PER_100000 = "per_100000"

# Marks before a number that make it a rise or a fall, in either language: "(−19.6%)", 前年比▲11.4%.
SIGNS = {
    "−": -1,
    "－": -1,
    "-": -1,
    "–": -1,
    "▲": -1,
    "△": -1,
    "マイナス": -1,
    "+": 1,
    "±": 1,
    "＋": 1,
    "プラス": 1,
    "minus": -1,
    "plus": 1,
}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in the text.

    Attributes:
        span: The number with its percent sign, currency or counter.
        value: Exact value; a fraction of a whole is in percent, a multiple in times.
        decimals: Decimal places as written.
        form: How it is written.
        unit: The unit its own sign settles (percent, percentage_points, yen, times), else None.
        upper: For a range ("between 9 and 13 percent"), its upper end.
        step: One in its last written place, where a word for a large or small unit gives it: 10 in "6割", a hundred
            million in "45億" and in "3.8 billion".
        qualifier: How exactly the number itself says that it is meant ("300+", 百余人), where it says so.
    """

    span: Span
    value: Decimal
    decimals: int
    form: Form
    unit: str | None = None
    upper: Decimal | None = None
    step: Decimal | None = None
    qualifier: Qualifier | None = None


class Anchor(StrEnum):
    """What a time expression is relative to."""

    ABSOLUTE = "absolute"  # names its year
    PUBLICATION = "publication"  # "last year", "January-June": needs the day of publication
    EARLIER = "earlier"  # "a year earlier": relative to the figure's own period
    SAME = "same"  # "the half-year": the period under discussion
    SINCE = "since"  # "since 2008": start of a series, not a period of a figure
    PUBLISHED = "published"  # "on Thursday": says when it was announced, nothing of the data
    UNKNOWN = "unknown"  # "the peak": an earlier period that the words do not name


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """An expression of time, found first and resolved later.

    Attributes:
        span: Its words.
        anchor: What it is relative to.
        resolve: Gives the period from (day of publication, period under discussion).
        earlier_than: For a range of years that compares ("between 2014 and 2018"), the earlier one.
        is_state: It ends on a day: what exists then is of the last month, what happened of all of it.
        is_whole: It says that all of its year is meant, also where the text is about a part of one: 昨年1年間.
    """

    span: Span
    anchor: Anchor
    resolve: Callable[[date | None, Period | None], Period | None]
    earlier_than: Period | None = None
    is_state: bool = False
    is_whole: bool = False


def unknown_time(span: Span) -> TimeExpression:
    """An earlier period that the words at ``span`` do not name."""
    return TimeExpression(span, Anchor.UNKNOWN, lambda _published, _current: None)


@dataclass(frozen=True, slots=True)
class Label:
    """A stretch of text with a number that is no quantity of a statistic.

    Attributes:
        span: The label's words.
        disposition: Its entry in the ledger.
        age_group: The age code, for an age label.
        is_population: The label names the population of the data ("under 18").
        counts_people: The label is itself the thing counted ("16-year-olds").
        age: Where the bare age stands, where it could be the statistic ("the youngest was 8").
        rate: For the denominator of a rate, the code of what it is per: ``per_100000``, ``per_day``.
    """

    span: Span
    disposition: str
    age_group: str | None = None
    is_population: bool = False
    counts_people: bool = False
    age: Span | None = None
    rate: str | None = None
