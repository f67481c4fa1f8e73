"""What one article tells: a topic, a period, a day, and the facts about them, in no language.

A fact is a figure without its words: value, unit, kind, periods and codes, as ``tests/corpus/GUIDE`` labels them. How
it is worded belongs to ``english`` and ``japanese``.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from tests.benchmarks.articles.truth import FIRST_YEAR, TOPICS, Period, Topic, Truth

FACETS = ("measure", "offence", "age_group", "platform", "channel", "sex")


class Fact(NamedTuple):
    """A figure without its words."""

    value: float
    unit: str
    kind: str
    period: str
    compared_to: str | None
    facets: Mapping[str, str]
    qualifier: str = "exact"

    def loosely(self, value: float, qualifier: str) -> Fact:
        """The same in rounder words."""
        return self._replace(value=value, qualifier=qualifier)


class Count(NamedTuple):
    """How many there were of something in a period and a year earlier."""

    code: str
    facets: Mapping[str, str]
    unit: str
    period: Period
    now: int
    earlier: int

    def level(self) -> Fact:
        return Fact(self.now, self.unit, "level", self.period.code, None, self.facets)

    def level_before(self) -> Fact:
        return Fact(self.earlier, self.unit, "level", self.period.before().code, None, self.facets)

    def change(self) -> Fact:
        return self._compared(self.now - self.earlier, self.unit, "change", 1)

    def percent_change(self, decimals: int = 1) -> Fact:
        return self._compared(_percent(self.now - self.earlier, self.earlier, decimals), "percent", "percent_change", 1)

    def share(self, total: int, decimals: int = 1) -> Fact:
        """Of a total, in percent."""
        return Fact(_percent(self.now, total, decimals), "percent", "share", self.period.code, None, self.facets)

    def ratio(self, before: int, years: int) -> Fact:
        """Times the number of so many years ago."""
        return self._compared(round(self.now / before, 1), "times", "ratio", years)

    def _compared(self, value: float, unit: str, kind: str, years: int) -> Fact:
        return Fact(value, unit, kind, self.period.code, self.period.before(years).code, self.facets)


def _percent(part: int, whole: int, decimals: int) -> float:
    """Rounded, but never to nothing."""
    percent = 100 * part / whole
    while part and not round(percent, decimals):
        decimals += 1
    return round(percent, decimals)


@dataclass(frozen=True, slots=True)
class Story:
    """What one article is about.

    Attributes:
        truth: The numbers it draws on.
        topic: What it counts.
        period: When.
        published_on: The day it appears, on which later numbers are not known.
    """

    truth: Truth
    topic: Topic
    period: Period
    published_on: date

    def total(self, topic: Topic | None = None) -> Count:
        """All there were, of the story's topic or another."""
        topic = topic or self.topic
        now, earlier = (self._known(topic, period) for period in (self.period, self.period.before()))
        return Count(topic.key, topic.facets, topic.unit, self.period, now, earlier)

    def parts(self, axis: str, total: Count) -> Sequence[Count]:
        """The total's breakdown by an axis, the largest part first; the axis ``age`` holds codes of ``age_group``.

        Without what is not spoken of in that year, and what has not changed: news is what has.
        """
        topic, before = TOPICS[total.code], self.period.before()
        now = self.truth.parts(topic, axis, self.period, total.now)
        then = self.truth.parts(topic, axis, before, total.earlier)
        column = "age_group" if axis == "age" else axis
        year = self.period.year
        spoken_of = {one.code for one in topic.parts[axis] if one.since <= year <= one.until}
        return [
            Count(code, {**topic.facets, column: code}, topic.unit, self.period, number, then[code])
            for code, number in now.items()
            if code in spoken_of and number and then[code] and number != then[code]
        ]

    def before(self, years: int) -> int:
        """The total of so many years ago."""
        return self._known(self.topic, self.period.before(years))

    def record(self) -> Period | None:
        """The period of the largest total before this one, None when this one is larger."""
        earlier = [Period(year, self.period.half) for year in range(FIRST_YEAR, self.period.year)]
        highest = max(earlier, key=lambda one: self._known(self.topic, one))
        return highest if self._known(self.topic, highest) >= self._known(self.topic, self.period) else None

    def rising_years(self) -> int:
        """How many years in a row the total has gone the way it went last."""
        numbers = [self.before(years) for years in range(5)]
        up = numbers[0] > numbers[1]
        length = 0
        while length < 4 and numbers[length] != numbers[length + 1] and (numbers[length] > numbers[length + 1]) == up:
            length += 1
        return length

    def _known(self, topic: Topic, period: Period) -> int:
        return self.truth.total(topic, period, self.published_on)


def drawn_story(truth: Truth, draw: random.Random) -> Story:
    """A topic, a period and a day, most of them when the numbers come out."""
    topic = draw.choice(_WEIGHTED)
    half = topic.halves and draw.random() < 0.35
    year = draw.randint(FIRST_YEAR + 3, FIRST_YEAR + 19)
    month = draw.choice((8, 9, 10) if half else (2, 3, 3, 4))
    published_on = date(year if half else year + 1, month, draw.randint(1, 28))
    if not half and draw.random() < 0.15:  # a later look back
        published_on = published_on.replace(month=draw.randint(9, 12))
    published_on -= timedelta(days=max(0, published_on.weekday() - 4))  # offices are closed at weekends
    return Story(truth, topic, Period(year, half), published_on)


# The topics that the warehouse is about come up most; sums of money only beside the cases they were lost in.
_OFTEN = {"social_media": 7, "dating_sites": 3, "pornography_victims": 2, "abuse_reported": 2, "fraud_losses": 0}
_WEIGHTED = [topic for topic in TOPICS.values() for _ in range(_OFTEN.get(topic.key, 1))]
