"""What one sentence says of its numbers by itself: the types that pass from a language to ``discourse``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from pipelines.extraction.expressions import Numeral, TimeExpression
from pipelines.extraction.items import Item
from pipelines.extraction.model import ClaimKind, Facet, Kind, Span
from pipelines.extraction.structure import Sentence


class Place(StrEnum):
    """Which of the periods in play a number belongs to."""

    NOW = "now"
    EARLIER = "earlier"  # the level a change starts from
    COMPARED = "compared"  # joins the two: a change or ratio
    WHOLE = "whole"  # the whole that others are parts of: "of the 741"


class Whole(StrEnum):
    """Which whole the words say a number is a part of."""

    UNSAID = "unsaid"
    TOTAL = "total"  # "of the total", "by school": the total of the series
    THEM = "them"  # "of these", "of whom": what was counted last
    HEAD = "head"  # "61, including 24 and 21": the level before it in the sentence


class Opener(StrEnum):
    """How a segment follows the one before it."""

    START = "start"
    LIST = "list"  # a comma or "and": the next item
    PARTS = "parts"  # "including", a colon: parts of what stands before
    CLAUSE = "clause"  # "while", a semicolon: a statement of its own
    ASIDE = "aside"  # "when": something told of one event


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule makes of a number.

    Attributes:
        index: Position of the number in the segment's items.
        kind: Level, change, share, ...
        sign: -1 for a decrease.
        place: Its place in time.
        rule: The rule's name.
    """

    index: int
    kind: Kind
    sign: int
    place: Place
    rule: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One number with what its own segment says of it.

    Attributes:
        numeral: The number.
        segment: Number of its segment in the sentence.
        opener: How that segment follows the one before.
        kind: Level, change, share, ...
        sign: -1 for a decrease.
        place: Its place in time.
        rule: The name of the rule that read it.
        qualifier: How exactly its value is claimed.
        axes: Codes stated in its segment, by axis.
        unit: Unit of the noun it counts, where there is one.
        measure: Measure of that noun.
        time: The expression of time its words give it.
        whole: The whole its words say it is a part of.
        restates: It says the number before it again in percent ("206, or half").
        joins: How many things named just before it tells of together ("the two together"); 0 for none.
        refers_back: It speaks of a figure given before ("the figure", "the number").
        is_they: It speaks of them of whom the sentence before spoke.
        platform_refers_back: It speaks of a platform named before ("such services").
        passed_over: Why it is no figure in spite of its form; a disposition of the ledger.
        population: The age that bounds the population, where its segment names one ("under 18").
        names_minors: Its segment speaks of minors, so that their age is no breakdown of what it counts.
        are_juveniles: It calls them as police call minors whom they deal with, so that they are no children harmed.
        names_total: Its segment says that it is the total of a list.
        is_rest: It counts the others, so that it has nothing of what the one before it was narrowed to.
        goes_on: It continues the list of the number before it: "another 402".
        items: The items whose words are its own: its segment, in Japanese the words around it.
        names_another: It is about something of its own, which no part before it narrows: 認知症の人は, 検挙は.
        is_of_each: It says so of each of the levels before it: いずれも2倍.
        counted_as: The words of the thing counted, where the vocabulary has none.
    """

    numeral: Numeral
    segment: int
    opener: Opener
    kind: Kind
    sign: int
    place: Place
    rule: str
    qualifier: Facet
    axes: Mapping[str, Facet] = field(default_factory=dict)
    unit: Facet | None = None
    measure: Facet | None = None
    time: TimeExpression | None = None
    whole: Whole = Whole.UNSAID
    restates: bool = False
    joins: int = 0
    refers_back: bool = False
    is_they: bool = False
    platform_refers_back: bool = False
    passed_over: str | None = None
    counted_as: str | None = None
    population: Facet | None = None
    names_minors: bool = False
    are_juveniles: bool = False
    names_total: bool = False
    is_rest: bool = False
    goes_on: bool = False
    items: tuple[Item, ...] = ()
    names_another: bool = False
    is_of_each: bool = False


def lack_a_noun(statements: Iterable[Statement]) -> bool:
    """Whether the own words of any number leave open what it counts."""
    return any(one.unit is None or one.measure is None for one in statements)


@dataclass(frozen=True, slots=True)
class Claim:
    """A record claim, as ``RecordClaim`` has it.

    Attributes:
        span: Its words, with the year where it names one.
        direction: ``highest`` or ``lowest``, ``rise`` or ``fall``, ``above`` or ``below``.
        since: Code of the period it looks back to, None where the text does not say.
        rank: 1 for a record, 2 for "second highest"; None for the other kinds.
        since_span: Where the year stands.
        kind: What it says.
        length: Years of a streak, or since there last was such a turn or crossing.
        threshold: The round number that was crossed.
        names_series: Its sentence names what it is about, so that no figure of another sentence is meant.
    """

    span: Span
    direction: str
    since: str | None
    rank: int | None
    since_span: Span | None = None
    kind: ClaimKind = ClaimKind.RECORD
    length: int | None = None
    threshold: Decimal | None = None
    names_series: bool = False


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """One sentence, read by itself.

    Attributes:
        sentence: Its place.
        statements: Its numbers, in text order.
        lead: Codes that the words before the first segment state for all of them.
        lead_time: An expression of time in those words.
        any_time: The first expression anywhere in it that dates something.
        topic: Codes of its main clause, whether or not it holds a number.
        subject: Codes of the words it opens with, where they are its subject.
        platform: The platform it names.
        named: What "the former" and "the latter" of a later sentence may mean: axis and code, in text order.
        closing_topic: Codes of a sentence that says of which series the figures before it are: "SNSの被害の統計だ".
        is_row: It is a line of a list, a label with a number.
        noun: Codes of the first thing it names that is counted, its unit and measure among them.
        opens_list: It ends in a colon: the lines behind it count what it names.
        is_question: It asks, so that the sentences behind it answer.
        opens_topic: It says that it turns to another subject ("separately").
        is_nationwide: It speaks of the whole country.
        is_national: It does, or gives what the national agency says.
        is_ranked: It tells a rank in the whole country: 全国では4番目.
        is_survey: It tells of people who were asked.
        is_provisional: It calls its data preliminary.
        claims: Its record claims.
        recognised: Numbers that are no quantities: span -> (disposition, reason).
    """

    sentence: Sentence
    statements: tuple[Statement, ...] = ()
    lead: Mapping[str, Facet] = field(default_factory=dict)
    lead_time: TimeExpression | None = None
    any_time: TimeExpression | None = None
    topic: Mapping[str, Facet] = field(default_factory=dict)
    subject: Mapping[str, Facet] = field(default_factory=dict)
    platform: Facet | None = None
    named: tuple[tuple[str, str], ...] = ()
    closing_topic: Mapping[str, Facet] = field(default_factory=dict)
    is_question: bool = False
    is_row: bool = False
    noun: Mapping[str, Facet] = field(default_factory=dict)
    opens_list: bool = False
    opens_topic: bool = False
    is_nationwide: bool = False
    is_national: bool = False
    is_ranked: bool = False
    is_survey: bool = False
    is_provisional: bool = False
    claims: tuple[Claim, ...] = ()
    recognised: Mapping[Span, tuple[str, str]] = field(default_factory=dict)

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.sentence.span
