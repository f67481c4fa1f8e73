"""What the names of rows, columns and captions of a table say: codes, periods, kinds, units."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pipelines.extraction import ages, calendar
from pipelines.extraction.expressions import Anchor, TimeExpression
from pipelines.extraction.items import Item
from pipelines.extraction.language import Language
from pipelines.extraction.model import Facet, Kind, Period, Source, Span
from pipelines.extraction.structure import Role, Sentence
from pipelines.extraction.vocabulary import COUNTED, NO_CODE, Trait, Vocabulary

# What a name of a row or column says of the kind of its numbers; the first that is found.
_KINDS = (
    (
        Kind.PERCENT_CHANGE,
        r"増減率|伸び率|増加率|減少率|(?:前年|前期|増減).{0,6}[%率]|(?:rate of|%|percent)\s?change|change.{0,3}%",
    ),
    (Kind.SHARE, r"構成比|構成割合|割合|占有率|\bshare\b|(?:%|percent(?:age)?) of|proportion"),
    (Kind.CHANGE, r"増減|前年比|前年同期比|対前年|増加数|減少数|\bchange\b|difference|increase|decrease"),
    (Kind.SHARE, r"検挙率|解決率|\brate\s?\(?%|\(%\)"),
)
_RATE = re.compile(r"10万人当たり|死亡率|犯罪率|per 100,000|crime rate", re.IGNORECASE)
_TOTAL = re.compile(
    r"(?:総数|総計|合計|小計|計|全国|全体|[都府県道]計|(?:grand )?totals?|all ages|all|nationwide|prefecture|sum)"
    r"(?:\s?[(（].*)?",
    re.IGNORECASE,
)
# The same with what it is the total of: 特殊詐欺 総数, Total Penal Code offenses.
_TOTAL_OF = re.compile(r".*(?:総数|総計|合計)|(?:grand )?total\s.*", re.IGNORECASE)
# Words of a law or a crime that say of a name only that it is one.
_CRIME = re.compile(r"\b(?:offen[cs]es?|crimes?|acts?|laws?|ordinances?)\b", re.IGNORECASE)
_ONLY_A_UNIT = re.compile(
    r"[(（](?:[件人%]|[百千万億]*円)[)）]|(?:人員|人数|件数|件|人|number|cases|persons|people)(?:\s?[(（].*)?",
    re.IGNORECASE,
)
# Tables of crimes count cases reported and cleared, and beside them those arrested.
_ARRESTS, _ARRESTED = re.compile(r"(?:number of )?arrests?", re.IGNORECASE), "offenders"
_REPORTED = re.compile(r"(?:(?:reported|known)(?: to (?:the )?police)?|cleared)(?: per 100,000.*)?", re.IGNORECASE)
_CASES = "cases"
# How many of a unit one is; no number of its own.
_SCALE = re.compile(r"[百千万億]+(?=円)|(?:hundred|thousand|million|billion)(?= yen)", re.IGNORECASE)
_PARTS = re.compile(r"<br\s?/?>|\s+")
_REST = re.compile(r"その他.*|others?", re.IGNORECASE)
_MONTH = re.compile(r"(1[0-2]|[1-9])月|(Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DECEMBER = 12
_ERAS = {"R": 2018, "H": 1988, "S": 1925}
# H1 is the first half of a year more often than the first of Heisei.
_SHORT_YEAR = re.compile(
    r"(R|H(?=[1-3]\d)|S(?=[3-6]\d))(\d{1,2})(?!\d)(?:年?([上下])|[.年](?:(\d{1,2})月?\s?[~〜～-]\s?(\d{1,2})|(\d{1,2})月末))?"
)
# 2022 H1, H1 2022, 1H 2022
_HALF = re.compile(r"((?:19|20)\d{2})\s?[-–/]?\s?(?:H([12])|([12])H)|(?:H([12])|([12])H)\s?[-–/]?\s?((?:19|20)\d{2})")
# A change whose name says from when: "Change from 2020".
_CHANGE_FROM = re.compile(r"(?:change|difference|increase|decrease)s? (?:from|since|over|on|against) ", re.IGNORECASE)
# How long something took, or to when: 2日〜7日, 2年以上.
_DURATION = re.compile(
    r"\d{1,2}(?:日|週間?|[かヶカケ]月|年)(?:以上|以内|未満|超|\s?[~〜～-]\s?\d{1,2}(?:日|週間?|[かヶカケ]月|年))"
)
_OPEN_AGE = re.compile(r"(?:[~〜～-]\s?(\d{1,2})歳|(\d{1,2})歳\s?[~〜～-])")
_AGE = re.compile(
    r"(?:(under|over)\s)?(\d{1,2})(?:\s?(?:to|[-–〜～~])\s?(\d{1,2}))?(\s(?:and|or) (?:over|older|under|younger))?",
    re.IGNORECASE,
)
# What numbers of a row or column are counted in, and how many of it one is.
_UNITS = (
    ("yen", Decimal(10) ** 8, r"億円|100 million yen"),
    ("yen", Decimal(10) ** 6, r"百万円|million yen"),
    ("yen", Decimal(10) ** 9, r"billion yen"),
    ("yen", Decimal(10) ** 4, r"万円"),
    ("yen", Decimal(10) ** 3, r"千円|thousand yen"),
    ("yen", Decimal(1), r"[(（:：、]円|\byen\b"),
    ("persons", Decimal(1), r"[(（:：、]\s?人|人員|人数|者数|\bpersons?\b|\bpeople\b"),
    ("cases", Decimal(1), r"[(（:：、]\s?件|件数|\bcases?\b"),
)


@dataclass(frozen=True, slots=True)
class Name:
    """What the words of a row, a column or a caption say.

    Attributes:
        span: The words.
        words: The words themselves.
        codes: What they say on the axes of the series, the measure among them.
        time: The period they name.
        kind: The kind of number they name.
        units: What is counted, and how many of it one is.
        is_total: They name the whole of the others.
        measures: All that its words may count: of 検挙 cases, and where persons are counted those arrested.
        recognised: Numbers in them, with their entry in the ledger.
    """

    span: Span
    words: str
    codes: Mapping[str, Facet] = field(default_factory=dict)
    time: TimeExpression | None = None
    kind: Kind | None = None
    units: tuple[tuple[str, Decimal], ...] = ()
    is_total: bool = False
    measures: tuple[Facet, ...] = ()
    recognised: Mapping[Span, tuple[str, str]] = field(default_factory=dict)

    @property
    def says_nothing(self) -> bool:
        """Whether the vocabulary knows none of its words."""
        is_known = self.codes or self.time or self.kind or self.is_total
        return not (is_known or self.month or _REST.fullmatch(self.words))

    @property
    def is_unknown_crime(self) -> bool:
        """Whether it is one of a crime that has no code: "Intellectual offenses", "Trademark Act"."""
        return "offence" not in self.codes and not self.is_total and bool(_CRIME.search(self.words))

    @property
    def says_from_when(self) -> bool:
        """Whether the period it names is the one that a change is reckoned from."""
        return self.time is not None and bool(_CHANGE_FROM.search(self.words))

    @property
    def is_only_a_unit(self) -> bool:
        """Whether it says no more than what is counted in: 件数, persons."""
        return bool(_ONLY_A_UNIT.fullmatch(self.words))

    @property
    def is_rate(self) -> bool:
        """Whether its numbers are per 100,000 inhabitants."""
        return bool(_RATE.search(self.words))

    @property
    def month(self) -> int | None:
        """The month that it is, of the year that another name says: 1月."""
        match = _MONTH.fullmatch(self.words)
        if match is None:
            return None
        return int(match[1]) if match[1] else _MONTHS.index(match[2][:3].lower()) + 1


@dataclass(slots=True)
class Names:
    """Reads the names in the tables of one text, each once.

    Attributes:
        text: The text.
        language: How its words are read.
        vocabulary: For the codes.
    """

    text: str
    language: Language
    vocabulary: Vocabulary
    _known: dict[tuple[Span, bool], Name] = field(default_factory=dict)

    def at(self, span: Span, *, is_age: bool = False) -> Name:
        """The name at ``span``; ``is_age`` where the table tells the ages of people."""
        known = self._known.get((span, is_age))
        if known is None:
            known = self._known[span, is_age] = self._read(span, is_age=is_age)
        return known

    def _read(self, span: Span, *, is_age: bool) -> Name:
        words = span.of(self.text).strip("#* ")
        reading = self.language.read_sentence(self.text, Sentence(span, 0, Role.HEADING), self.vocabulary)
        codes = {} if _TOTAL.fullmatch(words) else dict(reading.topic)
        if _ONLY_A_UNIT.fullmatch(words) or self._is_total(codes.get("measure")):
            codes.pop("measure", None)
        if _REPORTED.fullmatch(words):
            codes["measure"] = Facet(_CASES, Source.STATED, span)
        if _ARRESTS.fullmatch(words):
            codes["measure"] = Facet(_ARRESTED, Source.STATED, span)
        measure = codes.get("measure", Facet())
        is_by_name = "offence" in codes and codes["offence"].span == measure.span
        if is_by_name and self.vocabulary.is_a(Trait.EVENT, "measure", measure.value):
            codes["measure"] = measure._replace(source=Source.DEFAULT)  # a crime counted by its own name
        nouns = self.language.read_items(self.text, span, self.vocabulary)
        if any(self._counts_something_else(item) for item in nouns):
            codes["measure"] = Facet(NO_CODE, Source.STATED, span)
        ages_named = (item.label.age_group for item in nouns if item.label and item.label.age_group)
        if code := (_age(words) if is_age else _open_age(words)) or next(ages_named, None):
            codes["age_group"] = Facet(code, Source.STATED, span)
        kind = next((kind for kind, pattern in _KINDS if re.search(pattern, words, re.IGNORECASE)), None)
        kind = Kind.LEVEL if _RATE.search(words) else kind
        units = [(unit, scale) for unit, scale, pattern in _UNITS if re.search(pattern, words, re.IGNORECASE)]
        units += [(one.code, Decimal(1)) for item in nouns for one in item.concepts if one.axis == "unit"]
        recognised = dict(reading.recognised)
        scales = (Span(*one.span()) for one in _SCALE.finditer(self.text, *span))
        for number in (*scales, *(one.span for one in self.language.find_quantities(self.text, span))):
            recognised.setdefault(number, ("reference", "names a row or column of a table"))
        time = None if _DURATION.fullmatch(words) else _time(span, words, reading.any_time)
        is_total = bool(_TOTAL.fullmatch(words) or _TOTAL_OF.fullmatch(words))
        counted = (one.code for item in nouns for one in item.concepts if one.role == COUNTED and one.axis == "measure")
        measures = tuple(Facet(code, Source.STATED, span) for code in counted)
        return Name(span, words, codes, time, kind, tuple(units), is_total, measures, recognised)

    def _is_total(self, measure: Facet | None) -> bool:
        """Whether what is counted is only said by the word for a total: 特殊詐欺 総数."""
        return measure is not None and measure.span is not None and bool(_TOTAL.fullmatch(measure.span.of(self.text)))

    def _counts_something_else(self, noun: Item) -> bool:
        """Whether a noun has no measure, or is of those who are counted in another: 相談者 are no consultations."""
        said = {one.axis: one.code for one in noun.concepts if one.role == COUNTED}
        if "measure" not in said or "unit" not in said:
            return False
        return not said["measure"] or self.vocabulary.unit_of_measure.get(said["measure"]) != said["unit"]


def _time(span: Span, words: str, told: TimeExpression | None) -> TimeExpression | None:
    """The period that a name says, also by a year as tables write it behind what is counted: 認知件数<br>R6."""
    parts = (_short_year(span, part) for part in _PARTS.split(words))
    return _short_year(span, words) or told or next((time for time in parts if time), None)


def _short_year(span: Span, words: str) -> TimeExpression | None:
    """A year of an era by its letter, as tables write it, or a part of one: R5, H30, R6上, R6.1~6."""
    if short := re.fullmatch(r"(\d{1,2}|元)年(?:([上下])半?期)?", words):
        return TimeExpression(span, Anchor.PUBLICATION, functools.partial(_year_of_era, short[1], short[2]))
    if re.fullmatch(r"(?:19|20)\d{2}", words):
        year = calendar.year(int(words))
        return TimeExpression(span, Anchor.ABSOLUTE, lambda _published, _current: year)
    if match := _HALF.fullmatch(words):
        of_year, *halves = match[1] or match[6], *match.groups()[1:5]
        period = calendar.half_year(int(of_year), int(next(filter(None, halves))))
    elif match := _SHORT_YEAR.match(words):
        number = _ERAS[match[1]] + int(match[2])
        period = calendar.year(number)
        first, last = int(match[4] or 1), int(match[5] or match[6] or 0)
        if match[3]:
            period = calendar.half_year(number, 1 if match[3] == "上" else 2)
        elif 1 <= first <= last <= _DECEMBER:
            period = calendar.months(number, first, number, last)
    else:
        return None
    return TimeExpression(span, Anchor.ABSOLUTE, lambda _published, _current: period)


def _year_of_era(written: str, half: str | None, published: date | None, _current: Period | None) -> Period | None:
    """The latest year before publication that is written so: 22年 is 2022, in 2011 平成22年, and 6年 令和6年."""
    if published is None:
        return None
    number = 1 if written == "元" else int(written)
    firsts = (2000, *_ERAS.values()) if len(written) > 1 else _ERAS.values()
    years = [first + number for first in firsts if first + number <= published.year]
    if not years:
        return None
    return calendar.half_year(max(years), 1 if half == "上" else 2) if half else calendar.year(max(years))


def _open_age(words: str) -> str | None:
    """The age of a row without one of its bounds: 〜19歳, 70歳〜."""
    match = _OPEN_AGE.fullmatch(words.strip())
    if match is None:
        return None
    return ages.and_under(int(match[1])) if match[1] else ages.and_over(int(match[2]))


def _age(words: str) -> str | None:
    """The age of a row in a table of ages: "20 to 29", "Under 20", "70 and over", 〜19歳."""
    if decade := re.fullmatch(r"([1-9]0)s", words):
        return ages.decade(int(decade[1]))
    if is_open := _open_age(words):
        return is_open
    match = _AGE.fullmatch(words.strip())
    if match is None:
        return None
    side, low, high, bound = match[1], int(match[2]), match[3], (match[4] or "").lower()
    if side:
        return ages.under(low) if side.lower() == "under" else ages.and_over(low)
    if high:
        return ages.between(low, int(high))
    if bound:
        return (ages.and_over if bound.endswith(("over", "older")) else ages.and_under)(low)
    return f"age_{low}"
