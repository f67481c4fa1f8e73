"""A figure while it is being settled, and what is known at a point of the text."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from pipelines.extraction.model import Facet, Kind, Period, Source, Span
from pipelines.extraction.statements import Place, SentenceReading, Statement
from pipelines.extraction.structure import Sentence
from pipelines.extraction.vocabulary import Trait, Vocabulary

# What a new total keeps from the one before it: the topic of the text.
TOPIC_AXES = ("offence", "channel", "context", "population", "condition")
# Axes that narrow a series down to a part of it.
PART_AXES = (
    "offence", "age_group", "platform", "sex", "motive", "manner", "filtering", "relationship", "access_device",
)  # fmt: skip

PERSONS = "persons"  # the unit of people
TABLE_CELL = "table_cell"  # the rule that reads it
WORDS = "words"  # the axis of names in tables that the vocabulary does not know: two such rows are two series

Axes = dict[str, Facet]
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(slots=True, eq=False)
class Draft:
    """A figure while it is being settled; it has no id yet, so it points to its whole and its level themselves.

    Attributes:
        statement: What its sentence says of it.
        sentence: That sentence.
        value: Signed value.
        unit: Settled unit.
        axes: Settled codes by axis, ``measure`` among them.
        period: Settled period, None where the text does not settle it.
        period_facet: How the period was settled.
        compared: The earlier period of a change or ratio.
        compared_facet: How that was settled.
        base: The whole it is a part of.
        base_source: How that was settled.
        level: For a change or ratio, the later level it leads to.
        is_provisional: The text calls it preliminary.
        opens_topic: It starts a series of its own after another total.
        counts_minors: Its sentence speaks of minors.
        counted_as: The words of what it counts, where it has no measure.
        mentions: Further places that state it again.
    """

    statement: Statement
    sentence: Sentence
    value: Decimal
    unit: Facet
    axes: Axes
    period: Period | None
    period_facet: Facet
    compared: Period | None = None
    compared_facet: Facet = field(default_factory=Facet)
    base: Draft | None = None
    base_source: Source = Source.DEFAULT
    level: Draft | None = None
    is_provisional: bool = False
    opens_topic: bool = False
    counts_minors: bool = False
    counted_as: str | None = None
    mentions: list[Span] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        """The kind its rule gave it."""
        return self.statement.kind

    @property
    def span(self) -> Span:
        """Where its number stands."""
        return self.statement.numeral.span

    @property
    def is_cell(self) -> bool:
        """Whether it stands in a table."""
        return self.statement.rule == TABLE_CELL

    @property
    def is_level(self) -> bool:
        """Whether it is a level of the period spoken of."""
        return self.kind is Kind.LEVEL and self.statement.place is Place.NOW

    def is_relative(self, vocabulary: Vocabulary) -> bool:
        """Whether it is a rate or an average, of which nothing is a part."""
        codes = (("unit", self.unit.value), ("measure", self.code("measure")))
        return "rate" in self.axes or any(vocabulary.is_a(Trait.RELATIVE, *code) for code in codes)

    def code(self, axis: str) -> str | None:
        """Its code on an axis."""
        facet = self.axes.get(axis)
        return facet.value if facet else None

    @property
    def series_key(self) -> Hashable:
        """Equal for figures of one series and period: unit, period and every axis agree."""
        return self.unit.value, self.period, self._codes_but()

    def _codes_but(self, *axes: str) -> frozenset[tuple[str, str]]:
        return frozenset((axis, facet.value) for axis, facet in self.axes.items() if facet.value and axis not in axes)

    @property
    def key_in_words(self) -> Hashable:
        """Equal for a figure of a sentence and a cell of a table that state one thing, the name of the row apart."""
        return abs(self.value), self.kind, self.unit.value, self.period, self._codes_but(WORDS)

    @property
    def statement_key(self) -> Hashable:
        """Equal for figures that state one thing: also value, kind and the period compared with agree."""
        return abs(self.value), self.kind, self.compared, self.series_key


class State(NamedTuple):
    """What is known at a point of the text.

    Attributes:
        published_on: Day of publication.
        people: The measure of people where nothing says it.
        main_period: Period of the first total.
        period: Period last stated in this paragraph.
        paragraph: Number of the paragraph.
        total: The total that parts are taken of.
        totals: The last total of each unit since the topic was opened: people are parts of people, cases of cases.
        last_level: The level stated last, for "the figure" and "of them".
        last_share: The share stated last, for lists that go on in the next sentence.
        last_change: The change stated last, a share of which may be told: 減少分の半分.
        levels: Every level so far, for "of the 741".
        gathering: The last level of victims who met an offender, whom reasons for meeting are taken of.
        platform: The platform spoken of last, for "such services".
        spoken: Codes of the sentence just before, where it holds no number: whom "they" are.
        question: What the question asked last speaks of.
        asked_in: Number of its paragraph.
        area: The part of the country that the text is about; without a code for the whole, None where nothing said it.
        is_area_given: The caller named that area: no headline or first total changes it.
        in_survey: The text tells of people who were asked; what they answered needs no code.
        tells_rates: It has told a rate per 100,000.
        is_provisional: A sentence without a number called the data of its period preliminary.
        named: The two things of one axis named last, for "the former" and "the latter": axis and code of each.
        topic: What the sentences before the first total speak of.
        list_of: What the lines of a list count, by the line that opens it: "Child abuse cases cleared in 2013:".
        is_headline_topic: That topic comes from a headline alone, which may name several.
        title: What the text speaks of before its first section; None until that begins.
        title_period: The period spoken of there.
        sections: The depths of the headings one stands under, and what they speak of; parts of a text under headings
            have totals of their own.
        section_start: Where the outermost of them stands.
    """

    published_on: date | None
    people: str = "victims"
    main_period: Period | None = None
    period: Period | None = None
    paragraph: int = -1
    total: Draft | None = None
    totals: Mapping[str, Draft] = _NOTHING
    last_level: Draft | None = None
    last_share: Draft | None = None
    last_change: Draft | None = None
    levels: tuple[Draft, ...] = ()
    gathering: Draft | None = None
    platform: Facet | None = None
    spoken: Mapping[str, Facet] = _NOTHING
    question: Mapping[str, Facet] = _NOTHING
    asked_in: int = -1
    area: Facet | None = None
    is_area_given: bool = False
    in_survey: bool = False
    tells_rates: bool = False
    is_provisional: bool = False
    named: tuple[tuple[str, str], ...] = ()
    topic: Mapping[str, Facet] = _NOTHING
    list_of: Mapping[str, Facet] = _NOTHING
    is_headline_topic: bool = False
    title: Mapping[str, Facet] | None = None
    title_period: Period | None = None
    sections: tuple[tuple[int, Mapping[str, Facet]], ...] = ()
    section_start: int = 0

    @property
    def under_discussion(self) -> Period | None:
        """The period that a number without one belongs to."""
        return self.period or self.main_period


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in its sentence, and what is known there.

    Attributes:
        statement: What its segment says of it.
        reading: Its sentence.
        state: What is known just before it.
        before: What was known before its sentence.
        siblings: The figures of its sentence before it.
        told_again: The wholes that its sentence names again: "of the 741".
        vocabulary: For the codes.
    """

    statement: Statement
    reading: SentenceReading
    state: State
    before: State
    siblings: Sequence[Draft]
    told_again: Sequence[Draft]
    vocabulary: Vocabulary

    @property
    def levels(self) -> list[Draft]:
        """The levels of the period spoken of among the figures of its sentence before it."""
        return [one for one in self.siblings if one.is_level]

    @property
    def noun_unit(self) -> str | None:
        """The unit of the noun that it counts."""
        return self.statement.unit.value if self.statement.unit else None

    @property
    def counts_people(self) -> bool:
        """Whether the noun that it counts is people."""
        return self.noun_unit == PERSONS


def inherited(facet: Facet) -> Facet:
    """The same facet, marked as taken over from elsewhere."""
    return Facet(facet.value, Source.INHERITED, facet.span)
