"""What would be true if the synthetic articles were: topics, each with a number for every year and for its parts."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass
from functools import cached_property
from typing import Any

FIRST_YEAR, LAST_YEAR = 2001, 2024
OFFENCES = ["child_pornography", "child_prostitution", "juvenile_protection_ordinance", "child_welfare_act", "murder",
            "robbery", "rape", "indecent_assault", "abduction", "bodily_harm", "fraud", "stalking"]  # fmt: skip
PLATFORMS = ["twitter", "instagram", "tiktok", "line", "koetomo", "online_games", "dating_apps", "gyaruru"]
SCHOOLS = ["high_school", "junior_high_school", "elementary_school"]
AGES = [f"age_{age}" for age in range(5, 65)]
_UNITS = {"victims": "persons", "cases": "cases", "offenders": "persons", "consultations": "cases",
          "reports": "reports", "suicides": "persons"}  # fmt: skip
_NOUNS = {"victims": "被害者", "cases": "件数", "offenders": "検挙人員", "consultations": "相談", "reports": "通報",
          "suicides": "自殺者"}  # fmt: skip
_CHANNELS = ["social_media", "dating_sites", None]
_CONTEXTS = [None, "bullying", "domestic_violence", "stalking", "traffic", "cybercrime", "cannabis", "stimulants"]
_MANNERS = [None, "selfie", "secret_filming", "production", "possession", "posting_online"]
_DEVICES = [None, "smartphone", "mobile_phone"]
_RELATIONSHIPS = [None, "stranger", "met_online"]


@dataclass(frozen=True)
class Topic:
    """What is counted; its numbers walk at random from year to year, always the same way."""

    number: int
    seed: int
    measure: str
    unit: str
    channel: str | None
    other_concepts: str | None
    words: dict[str, str]

    @cached_property
    def _totals(self) -> dict[int, int]:
        draw = random.Random(f"{self.seed} {self.number}")
        value = draw.randint(200, 20_000)
        totals = {}
        for year in range(FIRST_YEAR - 1, LAST_YEAR + 1):
            totals[year] = value
            value = max(150, round(value * draw.uniform(0.85, 1.2)))
        return totals

    def total(self, year: int) -> int:
        """How many there were."""
        return self._totals[year]

    def percent_change(self, year: int) -> float:
        """From the year before, in percent."""
        return 100 * (self.total(year) / self.total(year - 1) - 1)

    def weight(self, year: int, code: str) -> float:
        """Which part of the total a code has: those of one axis are at most the whole."""
        most = {len(OFFENCES): 0.08, len(PLATFORMS): 0.12, len(SCHOOLS): 0.32, len(AGES): 0.016}
        (axis,) = (axis for axis in (OFFENCES, PLATFORMS, SCHOOLS, AGES) if code in axis)
        return most[len(axis)] * random.Random(f"{self.number} {year} {code}").uniform(0.2, 1)

    def columns(self, year: int, **axis: str) -> dict[str, Any]:
        """Columns of landing.figures that say what is counted and when."""
        return {"measure": self.measure, "unit": self.unit, "channel": self.channel,
                "other_concepts": self.other_concepts, "period": str(year), "period_start": f"{year}-01-01",
                "period_end": f"{year}-12-31", "period_source": "stated", "measure_source": "stated",
                "kind_source": "stated", "unit_source": "stated", **axis}  # fmt: skip


def topics(count: int, seed: int) -> list[Topic]:
    """So many different topics; the first is the one that everyone speaks of: victims on social media."""
    axes = {"access_device": _DEVICES, "context": _CONTEXTS, "manner": _MANNERS, "relationship": _RELATIONSHIPS}
    whole, *others = itertools.product(_UNITS, _CHANNELS, *axes.values())
    random.Random(seed).shuffle(others)
    return [_topic(number, seed, one, tuple(axes)) for number, one in enumerate([whole, *others][:count])]


def _topic(number: int, seed: int, drawn: tuple[Any, ...], axes: tuple[str, ...]) -> Topic:
    measure, channel, *codes = drawn
    concepts = {axis: code for axis, code in zip(axes, codes, strict=True) if code}
    told_apart = " ".join(concepts.values()).replace("_", " ")
    words = {"en": f"{told_apart} {measure}".strip(), "ja": f"{told_apart}{_NOUNS[measure]}"}
    joined = ";".join(f"{axis}={code}" for axis, code in concepts.items()) or None
    return Topic(number, seed, measure, _UNITS[measure], channel, joined, words)
