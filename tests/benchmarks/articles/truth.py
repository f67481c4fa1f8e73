"""What would be true if the generated articles were: topics, and a number for each, its parts, years and half-years.

One truth for each seed, on which all its articles agree: a year is the sum of its halves, parts never exceed their
total, and a few years are restated after the summer that follows them. How it is told belongs to ``english`` and
``japanese``. (``synthetic_numbers`` has topics for landing rows: any product of codes. These here are ones that a
newspaper can put into words.)
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 2005, 2024
_RESTATED = 0.08  # of all years of a topic
_KEPT = 20_000  # breakdowns remembered


class Period(NamedTuple):
    """A year, or its first half."""

    year: int
    half: bool

    @property
    def code(self) -> str:
        return f"{self.year}-H1" if self.half else str(self.year)

    def before(self, years: int = 1) -> Period:
        """The same span of an earlier year."""
        return Period(self.year - years, self.half)


class Part(NamedTuple):
    """A code of a breakdown: its weight among the others, and the years it is spoken of."""

    code: str
    weight: float
    since: int = FIRST_YEAR
    until: int = LAST_YEAR


class Topic(NamedTuple):
    """What is counted.

    Attributes:
        key: Its name in the tables of ``english`` and ``japanese``.
        facets: Codes that all its figures share.
        unit: Of its levels and changes.
        low: Smallest number of the first year.
        high: Largest number of the first year.
        parts: By axis, the codes it is broken down into; their weights sum to less than 100 where some are not named.
        halves: Whether half-years are published.
        beside: Keys of topics that the same article may go on to.
        step: All its numbers are multiples of this.
    """

    key: str
    facets: Mapping[str, str]
    unit: str
    low: int
    high: int
    parts: Mapping[str, Sequence[Part]]
    halves: bool
    beside: Sequence[str]
    step: int = 1


_SCHOOLS = (Part("high_school", 50), Part("junior_high_school", 38), Part("elementary_school", 8))
_YOUNG = (
    Part("age_17", 21), Part("age_16", 24), Part("age_15", 20), Part("age_14", 16), Part("age_13_and_under", 15),
)  # fmt: skip
_GIRLS = (Part("female", 93), Part("male", 7))
_MEN = (Part("male", 79), Part("female", 21))
_HARM = (
    Part("juvenile_protection_ordinance", 40), Part("child_pornography", 31), Part("child_prostitution", 22),
    Part("child_welfare_act", 3), Part("abduction", 2), Part("serious_crimes", 2),
)  # fmt: skip
_SERVICES = (
    Part("twitter", 35, 2011), Part("instagram", 12, 2017), Part("line", 11, 2012), Part("tiktok", 6, 2019),
    Part("himabu", 9, 2017, 2021), Part("id_exchange_boards", 22, 2012, 2016), Part("gyaruru", 14, 2014, 2018),
    Part("koetomo", 4, 2019), Part("online_games", 5, 2014),
)  # fmt: skip
_TOPICS = (
    Topic(
        "social_media", {"measure": "victims", "channel": "social_media"}, "persons", 700, 1500,
        {"age_group": (*_SCHOOLS,), "offence": _HARM, "platform": _SERVICES, "sex": _GIRLS, "age": _YOUNG}, True,
        ("dating_sites", "pornography_victims", "pornography_cases"),
    ),
    Topic(
        "dating_sites", {"measure": "victims", "channel": "dating_sites"}, "persons", 500, 1100,
        {"age_group": _SCHOOLS, "offence": (*_HARM[:4],), "sex": _GIRLS, "age": _YOUNG}, True,
        ("social_media", "pornography_victims"),
    ),
    Topic(
        "pornography_cases", {"measure": "cases", "offence": "child_pornography"}, "cases", 900, 1800, {}, True,
        ("pornography_victims", "social_media"),
    ),
    Topic(
        "pornography_victims", {"measure": "victims", "offence": "child_pornography"}, "persons", 500, 1000,
        {"age_group": _SCHOOLS, "sex": _GIRLS, "age": _YOUNG}, True, ("pornography_cases", "social_media"),
    ),
    Topic(
        "abuse_reported", {"measure": "children_reported", "offence": "child_abuse"}, "persons", 9_000, 30_000,
        {"offence": (Part("psychological_abuse", 70), Part("physical_abuse", 19), Part("neglect", 10),
                     Part("sexual_abuse", 1))}, True, ("abuse_cases", "abuse_offenders"),
    ),
    Topic(
        "abuse_cases", {"measure": "cases", "offence": "child_abuse"}, "cases", 300, 900,
        {"offence": (Part("bodily_harm", 44), Part("assault", 34), Part("murder", 3), Part("abduction", 1))}, True,
        ("abuse_reported", "abuse_offenders"),
    ),
    Topic(
        "abuse_offenders", {"measure": "offenders", "offence": "child_abuse"}, "persons", 350, 1000, {"sex": _MEN},
        True, ("abuse_cases", "abuse_reported"),
    ),
    Topic(
        "stalking", {"measure": "consultations", "offence": "stalking"}, "cases", 12_000, 22_000, {}, False,
        ("domestic_violence", "stalking_orders", "stalking_cases"),
    ),
    Topic(
        "stalking_orders", {"measure": "orders", "offence": "stalking"}, "cases", 400, 1500, {}, False,
        ("stalking", "stalking_cases"),
    ),
    Topic(
        "stalking_cases", {"measure": "cases", "offence": "anti_stalking_law"}, "cases", 200, 900, {}, False,
        ("stalking", "stalking_orders"),
    ),
    Topic(
        "domestic_violence", {"measure": "consultations", "offence": "domestic_violence"}, "cases", 20_000, 60_000, {},
        False, ("stalking", "stalking_cases"),
    ),
    Topic(
        "special_fraud", {"measure": "cases", "offence": "special_fraud"}, "cases", 6_000, 18_000,
        {"offence": (Part("ore_ore_fraud", 37), Part("cash_card_fraud", 19, 2018))}, True,
        ("fraud_losses", "fraud_offenders", "cybercrime"),
    ),
    Topic(
        "fraud_losses", {"measure": "losses", "offence": "special_fraud"}, "yen", 20_000_000_000, 45_000_000_000, {},
        True, (), 10_000_000,
    ),
    Topic(
        "fraud_offenders", {"measure": "offenders", "offence": "special_fraud"}, "persons", 1_500, 2_900, {"sex": _MEN},
        True, ("special_fraud", "fraud_losses"),
    ),
    Topic(
        "cannabis", {"measure": "offenders", "offence": "cannabis"}, "persons", 200, 900,
        {"age_group": (Part("high_school", 22), Part("junior_high_school", 3), Part("university", 9)), "sex": _MEN},
        False, ("penal_code",),
    ),
    Topic(
        "penal_code", {"measure": "offenders", "offence": "penal_code"}, "persons", 14_000, 60_000,
        {"age_group": (Part("high_school", 39), Part("junior_high_school", 33)), "sex": _MEN,
         "offence": (Part("shoplifting", 27), Part("bodily_harm", 9), Part("intimidation", 2), Part("blackmail", 2))},
        True, ("cannabis", "bullying"),
    ),
    Topic(
        "bullying", {"measure": "cases", "offence": "bullying"}, "cases", 120, 400,
        {"offence": (Part("bodily_harm", 36), Part("assault", 31), Part("blackmail", 7), Part("intimidation", 6))},
        False, ("penal_code",),
    ),
    Topic(
        "suicides", {"measure": "suicides"}, "persons", 19_000, 32_000,
        {"sex": (Part("male", 69), Part("female", 31)),
         "age": (Part("50s", 19), Part("40s", 18), Part("60s", 15), Part("20s", 12), Part("teens", 3))}, False, (),
    ),
    Topic(
        "traffic_deaths", {"measure": "deaths"}, "persons", 2_800, 6_500,
        {"sex": (Part("male", 67), Part("female", 33)), "age": (Part("age_65_and_over", 55),)}, True, (),
    ),
    Topic(
        "missing", {"measure": "missing_persons"}, "persons", 9_000, 18_000,
        {"sex": (Part("male", 55), Part("female", 45)), "age": (Part("80s", 52), Part("70s", 38), Part("60s", 6))},
        False, (),
    ),
    Topic("ransomware", {"measure": "reports", "offence": "ransomware"}, "reports", 60, 230, {}, True, ("cybercrime",)),
    Topic(
        "cybercrime", {"measure": "cases", "offence": "cybercrime"}, "cases", 3_000, 12_000,
        {"offence": (Part("fraud", 28), Part("child_pornography", 19), Part("intimidation", 4))}, True,
        ("ransomware", "special_fraud"),
    ),
)  # fmt: skip
TOPICS: Mapping[str, Topic] = {one.key: one for one in _TOPICS}


class Truth:
    """The numbers of one seed, made when first asked for."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._years: dict[str, dict[int, tuple[int, int, int]]] = {}
        self._parts: dict[tuple[str, str, Period, int], Mapping[str, int]] = {}

    def total(self, topic: Topic, period: Period, known_on: date) -> int:
        """How many there were, as known on a day."""
        first, whole, restated = self._of(topic)[period.year]
        if period.half:
            return first
        return restated if (known_on.year, known_on.month) > (period.year + 1, 8) else whole

    def parts(self, topic: Topic, axis: str, period: Period, total: int) -> Mapping[str, int]:
        """Each part of a total by its code, the largest first, whether or not it is spoken of that year."""
        key = topic.key, axis, period, total
        if key not in self._parts:
            if len(self._parts) > _KEPT:
                self._parts.clear()
            self._parts[key] = self._divided(topic, axis, period, total)
        return self._parts[key]

    def _of(self, topic: Topic) -> Mapping[int, tuple[int, int, int]]:
        """First half, whole and whole as restated of every year: a walk at random."""
        if topic.key not in self._years:
            draw = random.Random(f"{self._seed} {topic.key}")
            whole = draw.randint(topic.low, topic.high)
            years = {FIRST_YEAR - 7: (0, 0, 0)}
            for year in range(FIRST_YEAR - 6, LAST_YEAR + 1):
                whole -= whole % topic.step
                first = round(whole * draw.uniform(0.44, 0.55) / topic.step) * topic.step
                while first in years[year - 1] or whole in years[year - 1]:  # something changes every year
                    first, whole = first + topic.step, whole + topic.step
                off = draw.choice((-1, 1)) * draw.randint(1, max(2, whole // 200)) if draw.random() < _RESTATED else 0
                years[year] = first, whole, whole + off * (topic.step == 1)
                whole = min(max(topic.low // 2, round(whole * draw.uniform(0.86, 1.19))), topic.high * 3 // 2)
            self._years[topic.key] = years
        return self._years[topic.key]

    def _divided(self, topic: Topic, axis: str, period: Period, total: int) -> Mapping[str, int]:
        draw = random.Random(f"{self._seed} {topic.key} {axis} {period.code}")
        weights = {one.code: one.weight * draw.uniform(0.8, 1.2) for one in topic.parts[axis]}
        whole = max(100.0, sum(weights.values()))
        numbers = {code: int(total * weight / whole) for code, weight in weights.items()}
        if axis == "sex":  # nobody is left over
            least = min(numbers, key=numbers.__getitem__)
            numbers[least] += total - sum(numbers.values())
        return {code: numbers[code] for code in sorted(numbers, key=numbers.__getitem__, reverse=True)}
