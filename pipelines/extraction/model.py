"""What passes between the stages of extraction, and what it returns.

Immutable records only, the small and frequent ones as named tuples; how they come about belongs to the stages.
All offsets are Unicode code points of the article's original text, start inclusive, end exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A run of characters of the original text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of ``text`` at this span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


class Source(StrEnum):
    """How a facet of a figure was settled."""

    STATED = "stated"
    INHERITED = "inherited"
    DEFAULT = "default"


class Kind(StrEnum):
    """What a figure's value is (section 3 of the labelling guide)."""

    LEVEL = "level"
    CHANGE = "change"
    PERCENT_CHANGE = "percent_change"
    POINT_CHANGE = "point_change"
    SHARE = "share"
    RATIO = "ratio"


class Qualifier(StrEnum):
    """How exactly the text claims a value."""

    EXACT = "exact"
    ABOUT = "about"
    NEARLY = "nearly"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    UP_TO = "up_to"


class ClaimKind(StrEnum):
    """What a record claim says of its figure."""

    RECORD = "record"
    STREAK = "streak"
    TURN = "turn"
    FIRST_CROSSING = "first_crossing"


class Facet(NamedTuple):
    """One settled field of a figure.

    Attributes:
        value: The code, or None for "not broken down" or "not known".
        source: How it was settled.
        span: The words that settled it, where there are any.
        reason: For an inherited one, what the figure or words it is from are to this figure; see ``reasons``.
        antecedent: Where that figure stands.
        otherwise: The code it would have from the next antecedent that gives another.
        antecedent_id: The id of that figure, once figures have ids; None where the number there states no figure of its
            own: it was dropped, or states one again.
    """

    value: str | None = None
    source: Source = Source.DEFAULT
    span: Span | None = None
    reason: str | None = None
    antecedent: Span | None = None
    otherwise: str | None = None
    antecedent_id: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A closed stretch of days with its code (``2017``, ``2018-H1``, ``2002-01/2002-10``)."""

    code: str
    start: date
    end: date


# The axes with a column of their own in the contract; every other axis lives in `other_concepts`.
COLUMN_AXES = ("measure", "offence", "age_group", "platform", "channel", "sex", "motive", "area")

# The facets whose provenance is reported.
FACETS = ("unit", "kind", "qualifier", "period", "compared_to", *COLUMN_AXES, "base")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that states a statistic, with its meaning.

    Attributes:
        figure_id: Stable for the same characters, span and role in the same article.
        span: The numeral with its counter or percent sign.
        quote: Exactly the text at ``span``.
        sentence_span: The sentence around it.
        sentence: Exactly the text at ``sentence_span``.
        value: Signed; a decrease is negative.
        decimals: Decimal places as written (17.0 has one).
        value_low: Smallest value that rounding and qualifier allow, None where unbounded.
        value_high: Upper bound of what they allow, None where unbounded.
        facets: Every facet of ``FACETS`` with its provenance. ``base`` is the id of the whole.
        other_axes: Further axes, by axis name.
        period_start: First day of the period, None where the text does not settle it.
        period_end: Last day of the period.
        base_value: Value of the whole a share or part is taken of.
        base_figure_id: The figure that states the whole, where one does.
        level_figure_id: For a change or ratio, the figure of the later level it leads to.
        counted_as: The counted thing in the text's own words, where no measure code fits.
        is_provisional: The text calls the value preliminary.
        is_quoted: The figure stands in direct speech.
        mentions: Other spans of the article that state the same figure again.
        section: The headings it stands under, from the outermost, joined by `` > ``.
        rule: The name of the rule that read it.
    """

    figure_id: str
    span: Span
    quote: str
    sentence_span: Span
    sentence: str
    value: Decimal
    decimals: int
    value_low: Decimal | None
    value_high: Decimal | None
    facets: Mapping[str, Facet]
    rule: str
    period_start: date | None = None
    period_end: date | None = None
    other_axes: Mapping[str, Facet] = field(default_factory=dict)
    base_value: Decimal | None = None
    base_figure_id: str | None = None
    level_figure_id: str | None = None
    counted_as: str | None = None
    is_provisional: bool = False
    is_quoted: bool = False
    mentions: tuple[Span, ...] = ()
    section: str | None = None

    def code(self, facet: str) -> str | None:
        """The value of one facet, or None."""
        settled = self.facets.get(facet)
        return settled.value if settled else None

    @property
    def char_start(self) -> int:
        """First character of the numeral."""
        return self.span.start

    @property
    def char_end(self) -> int:
        """One past the last character of the numeral."""
        return self.span.end

    @property
    def unit(self) -> str | None:
        """Unit code."""
        return self.code("unit")

    @property
    def kind(self) -> str | None:
        """Kind code."""
        return self.code("kind")

    @property
    def qualifier(self) -> str | None:
        """Qualifier code."""
        return self.code("qualifier")

    @property
    def period(self) -> str | None:
        """Code of the period the value is about."""
        return self.code("period")

    @property
    def compared_to(self) -> str | None:
        """Code of the earlier period of a change or ratio."""
        return self.code("compared_to")

    @property
    def measure(self) -> str | None:
        """Codes on the axis ``measure``, several joined by ``+``."""
        return self.code("measure")

    @property
    def offence(self) -> str | None:
        """Codes on the axis ``offence``, several joined by ``+``."""
        return self.code("offence")

    @property
    def age_group(self) -> str | None:
        """Codes on the axis ``age_group``, several joined by ``+``."""
        return self.code("age_group")

    @property
    def platform(self) -> str | None:
        """Codes on the axis ``platform``, several joined by ``+``."""
        return self.code("platform")

    @property
    def channel(self) -> str | None:
        """Codes on the axis ``channel``, several joined by ``+``."""
        return self.code("channel")

    @property
    def sex(self) -> str | None:
        """Codes on the axis ``sex``, several joined by ``+``."""
        return self.code("sex")

    @property
    def motive(self) -> str | None:
        """Codes on the axis ``motive``, several joined by ``+``."""
        return self.code("motive")

    @property
    def area(self) -> str | None:
        """Codes on the axis ``area``, several joined by ``+``; None for the whole of Japan."""
        return self.code("area")

    @property
    def other_concepts(self) -> str | None:
        """The further axes as ``axis=code`` joined by ``;``, in alphabetical order."""
        pairs = sorted(f"{axis}={facet.value}" for axis, facet in self.other_axes.items() if facet.value)
        return ";".join(pairs) or None


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One row of the account of all numerals: what became of it and why.

    ``figure_id`` is set when the disposition is ``figure`` or ``repeat``.
    """

    span: Span
    text: str
    value: Decimal | None
    disposition: str
    reason: str
    figure_id: str | None = None

    @property
    def char_start(self) -> int:
        """First character of the numeral."""
        return self.span.start

    @property
    def char_end(self) -> int:
        """One past the last character of the numeral."""
        return self.span.end


@dataclass(frozen=True, slots=True)
class RecordClaim:
    """A statement about a figure's place in its series; never a figure itself.

    ===============  =========================================  =================  =======================
    kind             example                                    direction          told further
    ===============  =========================================  =================  =======================
    record           "the second highest since 2008"            highest or lowest  rank, since
    streak           "the 13th straight yearly rise"            rise or fall       length
    turn             "the first rise in four years"             rise or fall       length, since
    first_crossing   "topped 60,000 for the first time"         above or below     threshold, length, since
    ===============  =========================================  =================  =======================

    Attributes:
        span: The claim's words, with the year where it names one.
        figure_id: The figure the claim is about, where one is known.
        direction: What the value is or does: see the table.
        since: Code of the period the claim looks back to, where the text names one.
        rank: 1 for a record, 2 for "second highest"; None for the other kinds.
        kind: What the claim says.
        length: Years: of the streak, or since there last was such a turn or crossing. None for a first one ever.
        threshold: The round number passed or undercut, in the unit of the figure.
    """

    span: Span
    text: str
    direction: str
    figure_id: str | None = None
    since: str | None = None
    rank: int | None = 1
    kind: ClaimKind = ClaimKind.RECORD
    length: int | None = None
    threshold: Decimal | None = None

    @property
    def char_start(self) -> int:
        """First character of the claim."""
        return self.span.start

    @property
    def char_end(self) -> int:
        """One past the last character of the claim."""
        return self.span.end


class CellRole(StrEnum):
    """What a cell is in its table."""

    COLUMN_HEADER = "column_header"
    ROW_HEADER = "row_header"
    NUMBER = "number"
    EMPTY = "empty"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table that holds anything, and the names that stand over and before it.

    Attributes:
        table: The number of its table in the article, from 1.
        row: Its row, from 1; the rows that name the columns count.
        column: Its column, from 1.
        role: What it is there; of an empty one the text has a dash or dots.
        span: Its words, without the space around them.
        text: Exactly the text at ``span``.
        row_header: The names of its row, from the outermost, joined by `` > ``.
        column_header: The names over its column, likewise.
        caption: The line above the table that names it.
        section: The path of the section that the table stands in.
    """

    table: int
    row: int
    column: int
    role: CellRole
    span: Span
    text: str
    row_header: str | None = None
    column_header: str | None = None
    caption: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read from one article, in text order.

    ``area`` is the one that the caller gave, None where it gave none: each figure has its own.
    """

    language: str
    published_on: date | None
    published_on_source: str | None
    figures: tuple[Figure, ...] = ()
    numerals: tuple[LedgerEntry, ...] = ()
    record_claims: tuple[RecordClaim, ...] = ()
    area: str | None = None
    table_cells: tuple[TableCell, ...] = ()
