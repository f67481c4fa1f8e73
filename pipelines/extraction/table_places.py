"""What a cell of a table states by where it stands: the names over and before it, the caption, the section together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.extraction import calendar, settling
from pipelines.extraction.drafts import PERSONS, TOPIC_AXES, WORDS, Axes, State, inherited
from pipelines.extraction.expressions import PER_100000, Anchor, Numeral, TimeExpression
from pipelines.extraction.model import Facet, Kind, Period, Source
from pipelines.extraction.reasons import Reason
from pipelines.extraction.structure import Sentence
from pipelines.extraction.table_names import Name
from pipelines.extraction.vocabulary import NO_CODE, Trait, Vocabulary

CHANGES = (Kind.CHANGE, Kind.PERCENT_CHANGE, Kind.POINT_CHANGE)
_OF_PEOPLE = ("age_group", "sex")
_LONGEST_CODE = 80


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for all cells of a table.

    Attributes:
        state: What is known where the table stands.
        over: The names over the whole of it, those that say most first: its caption, what stands in its corner.
        columns: The names over each of its columns.
        counts_in_rows: The rows are of several things counted, so that one without a code is of yet another.
        names_crimes: The rows are crimes, so that one without a code is of a crime that has none.
        age: Of whom all of it is, where that is less than minors.
    """

    state: State
    over: Sequence[Name]
    columns: Sequence[tuple[Name, ...]]
    counts_in_rows: bool
    names_crimes: bool
    age: Facet | None


@dataclass(frozen=True, slots=True)
class Position:
    """Where a cell stands: all that says something of it.

    Attributes:
        frame: What holds for its table.
        line: Its row.
        columns: The names over the cell, the nearest last.
        rows: The names before it, its own last.
    """

    frame: Frame
    line: Sentence
    columns: tuple[Name, ...]
    rows: tuple[Name, ...]

    @property
    def words(self) -> str:
        """The words of its row, where nothing says what is counted."""
        return self.rows[-1].words

    def axes(self, vocabulary: Vocabulary) -> Axes:
        """What its row and column say, else its caption, else the section it stands in."""
        state, axes = self.frame.state, Axes()
        by_name = Facet()  # what a crime that is counted by its own name counts, where nothing else says it
        above = {axis: facet for name in reversed(self.frame.over) for axis, facet in name.codes.items()}
        for name in (*self.columns, *self.rows):
            for axis, facet in name.codes.items():
                if axis == "measure" and facet.source is Source.DEFAULT:
                    by_name = facet
                    continue
                if facet.value or axis not in axes:
                    axes[axis] = facet
        if (by_unit := self._by_unit(vocabulary)) is not None:
            axes["measure"] = by_unit
        if self.frame.counts_in_rows and self.rows[-1].says_nothing and len(self.rows) == 1:
            axes["measure"] = Facet(NO_CODE, Source.STATED, self.rows[-1].span)
        if self.frame.names_crimes and (self.rows[-1].says_nothing or self.rows[-1].is_unknown_crime):
            axes["offence"] = Facet(NO_CODE, Source.STATED, self.rows[-1].span)
        context: Mapping[str, Facet] = state.total.axes if state.total is not None else state.topic
        counts_people = vocabulary.is_a(Trait.OFFENDING, "measure", _code(context, "measure"))
        if by_name.value and "measure" not in above and not counts_people:
            axes.setdefault("measure", by_name)
        names_own_crime = "offence" in axes
        for axis in ("measure", *TOPIC_AXES):
            if axis == "channel" and names_own_crime and _is_of_crime(above if axis in above else context):
                continue  # the words that name it name another crime than the row does
            if axis in above:
                axes.setdefault(axis, inherited(above[axis])._replace(reason=Reason.SENTENCE.value))
            elif axis in context:
                axes.setdefault(axis, _from(state, context[axis]))
        if self.frame.age is not None:
            axes.setdefault("age_group", inherited(self.frame.age)._replace(reason=Reason.SENTENCE.value))
        if state.area is not None and state.area.value:
            axes.setdefault("area", state.area)
        if (offence := axes.get("offence")) and offence.value and "offence" in context:
            whole = context["offence"].value or ""
            axes["offence"] = settling.meant_within(axes, offence, whole, vocabulary)
        axes.setdefault("measure", Facet(NO_CODE, Source.DEFAULT))
        measure = axes["measure"]
        if measure.source is Source.STATED and vocabulary.is_a(Trait.EVENT, "measure", measure.value):
            axes["measure"] = measure._replace(source=Source.DEFAULT)  # a general word, as in prose
        # "Rate" below "change on the year" is of the kind that says.
        own = (self.rows[-1],) if any(name.kind for name in self.columns) else (self.columns[-1], self.rows[-1])
        names = [name for name in own if not self._is_told(name, axes, context)]
        if names:
            axes[WORDS] = Facet(_as_code(names[-1].words), Source.STATED, names[-1].span)
        return axes

    def _by_unit(self, vocabulary: Vocabulary) -> Facet | None:
        """What a name over a unit alone counts in that unit: 人員（人） below 検挙 those arrested, and no cases."""
        if len(self.columns) < 2 or not self.columns[-1].is_only_a_unit:
            return None
        units = {unit for unit, _ in self.columns[-1].units}
        told = self.columns[-2].measures
        return next((one for one in told if vocabulary.unit_of_measure.get(one.value or "") in units), None)

    def _is_told(self, name: Name, axes: Axes, context: Mapping[str, Facet]) -> bool:
        """Whether a name is of the whole, or says with a code, a time or a unit what its numbers are of."""
        if name.is_total or name.is_only_a_unit or name.time or name.kind or name.month:
            return True
        said = {axis: axes[axis].value for axis in name.codes if axes.get(axis, Facet()).span == name.codes[axis].span}
        if "measure" in said:
            return True
        # An age or a sex tells a row apart also where the text was speaking of that.
        return any(code and (axis in _OF_PEOPLE or code != _code(context, axis)) for axis, code in said.items())

    def counted(self, numeral: Numeral, axes: Axes, vocabulary: Vocabulary) -> tuple[Kind, Facet, Decimal]:
        """The kind of the number, its unit, and how many of that one is."""
        names = (*reversed(self.columns), self.rows[-1])
        kind = next((name.kind for name in names if name.kind), Kind.LEVEL)
        is_percent = numeral.unit == "percent" or any(re.search(r"[%率]", name.words) for name in names)
        if kind is Kind.CHANGE and is_percent:
            kind = Kind.POINT_CHANGE if self.rows[-1].kind is Kind.SHARE else Kind.PERCENT_CHANGE
        if kind is Kind.LEVEL and numeral.unit == "percent":
            kind = Kind.SHARE
        if kind is Kind.POINT_CHANGE:
            return kind, Facet("percentage_points", Source.STATED, numeral.span), Decimal(1)
        if kind in (Kind.SHARE, Kind.PERCENT_CHANGE):
            return kind, Facet("percent", Source.STATED, numeral.span), Decimal(1)
        rate = next((name for name in names if name.is_rate), None)
        if rate is not None:
            return kind, Facet(PER_100000, Source.STATED, rate.span), Decimal(1)
        return kind, *self._unit(numeral, axes, names, vocabulary)

    def _unit(
        self, numeral: Numeral, axes: Axes, names: Iterable[Name], vocabulary: Vocabulary
    ) -> tuple[Facet, Decimal]:
        counted = axes["measure"]
        usual = vocabulary.unit_of_measure.get(counted.value or "")
        told = [(name, unit, scale) for name in (*names, *self.frame.over) for unit, scale in name.units]
        if numeral.unit:
            return Facet(numeral.unit, Source.STATED, numeral.span), Decimal(1)
        if vocabulary.is_a(Trait.MONEY, "unit", usual):
            scale = next((scale for _, unit, scale in told if unit == usual and scale > 1), Decimal(1))
            return Facet(usual, counted.source, counted.span), scale
        for name, unit, scale in told:
            if unit == usual or (usual is None and not vocabulary.is_a(Trait.MONEY, "unit", unit)):
                return Facet(unit, Source.STATED, name.span), scale
        return Facet(usual or PERSONS, Source.DEFAULT if usual is None else counted.source, counted.span), Decimal(1)

    def periods(self, kind: Kind) -> tuple[tuple[Period | None, Facet], Period | None]:
        """The period of the cell, and for a change the one it is compared with."""
        now = self._period()
        if kind not in CHANGES:
            return now, None
        start = next((name.time for name in self.columns if name.time and name.says_from_when), None)
        years = sorted(
            {period.code: period for period in self._periods_of_columns()}.values(), key=lambda one: one.start
        )
        if self._time(self.columns) is None and years:
            period = self._in_month(years[-1])
            facet = Facet(period.code, Source.INHERITED)
            if start is not None:
                return (period, facet), start.resolve(self.frame.state.published_on, self.frame.state.under_discussion)
            return (period, facet), self._in_month(years[-2]) if len(years) > 1 else calendar.shifted(period, -1)
        return now, calendar.shifted(now[0], -1) if now[0] else None

    def _periods_of_columns(self) -> Iterator[Period]:
        for stack in self.frame.columns:
            if time := self._time(stack):
                period = time.resolve(self.frame.state.published_on, self.frame.state.under_discussion)
                if period is not None:
                    yield period

    def _time(self, names: Sequence[Name]) -> TimeExpression | None:
        told = (name.time for name in reversed(names) if name.time and not name.says_from_when)
        return next((time for time in told if time.anchor is not Anchor.EARLIER), None)

    def _period(self) -> tuple[Period | None, Facet]:
        state = self.frame.state
        for names in (self.columns, self.rows, self.frame.over[::-1]):
            if time := self._time(names):
                period = time.resolve(state.published_on, state.under_discussion)
                if period is not None:
                    period = self._in_month(period)
                    return period, Facet(period.code, Source.STATED, time.span)
        period = state.under_discussion
        if period is None:
            return None, Facet()
        period = self._in_month(period)
        return period, Facet(period.code, Source.INHERITED)

    def _in_month(self, year: Period) -> Period:
        """The month of a year that the name of a row says: 1月."""
        month = self.rows[-1].month
        if month is None or not year.code.isdigit():
            return year
        return calendar.months(year.start.year, month, year.start.year, month)


def _code(facets: Mapping[str, Facet], axis: str) -> str | None:
    facet = facets.get(axis)
    return facet.value if facet else None


def _is_of_crime(facets: Mapping[str, Facet]) -> bool:
    """Whether the words that name the channel name a crime too: SNS型投資詐欺."""
    channel, offence = facets.get("channel", Facet()).span, facets.get("offence", Facet()).span
    return channel is not None and offence is not None and channel.overlaps(offence)


def _from(state: State, facet: Facet) -> Facet:
    """What a cell has from the total spoken of where its table stands, or from the topic of the section."""
    if state.total is None:
        return inherited(facet)._replace(reason=Reason.TOPIC.value)
    return inherited(facet)._replace(reason=Reason.TOTAL.value, antecedent=state.total.span)


def _as_code(words: str) -> str:
    """A name as a code of its own: lower case, without the marks that part codes."""
    return " ".join(re.sub(r"[;=+|,]", " ", words.lower()).split())[:_LONGEST_CODE]
