"""What the cells of a table state: what its row, its column, its caption and the section it stands in say together.

A cell is a figure as any number of prose is. The names of its row and column narrow it; what neither says, the caption
and the section do. A name that the vocabulary does not know keeps its words and never the nearest code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from pipelines.extraction import antecedents, calendar
from pipelines.extraction.drafts import PERSONS, TOPIC_AXES, WORDS, Axes, Draft, State, inherited
from pipelines.extraction.expressions import PER_100000, SIGNS, Anchor, Form, Numeral, TimeExpression
from pipelines.extraction.grids import Cell, Row, Table
from pipelines.extraction.model import Facet, Kind, Period, Qualifier, Source, Span
from pipelines.extraction.reasons import Reason
from pipelines.extraction.statements import Opener, Place, Statement
from pipelines.extraction.structure import Role, Sentence
from pipelines.extraction.table_names import Name, Names
from pipelines.extraction.vocabulary import NO_CODE, Trait, Vocabulary

RULE = "table_cell"
_FEWEST_SCHOOLS = 2  # rows
_LONGEST_CODE = 80
_NO_COLUMN = ("unresolved", "no column of the table's head stands over it")
_NO_ROW = ("unresolved", "no name of its row says what it is")
_PROSE = re.compile(r"。|[.!?]$|[^\W\d_]{2,}.*\d{2,}.*[^\W\d_]{2,}")
_IN_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
_PART = re.compile(r"[-・\s]*(?:うち|内、|(?:- ?)?of (?:which|whom)|including)", re.IGNORECASE)
_LOWER = re.compile(r"下段[はが：:]?\s*([^。、）)]+)|lower (?:line|row|figure)s?:? ([^.;,)]+)", re.IGNORECASE)
_DIGITS = re.compile(r"\d[\d,，]*(?:\.\d+)?")
_CORNER = re.compile(r"区分|種別|罪名|罪種|手口|年齢層?|都道府県|年次?|項目|type|year|age|category|item", re.IGNORECASE)
_NAMES_CRIMES = re.compile(r"罪名|罪種|違反|\bcrime|\boffen[cs]e", re.IGNORECASE)
_NAMES_AGES = re.compile(r"\bage|年齢|年代", re.IGNORECASE)
_OF_PEOPLE = ("age_group", "sex")
_CHANGES = (Kind.CHANGE, Kind.PERCENT_CHANGE, Kind.POINT_CHANGE)


class Reader:
    """Reads the tables of the text whose names it is given."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.text, self.language, self.vocabulary = names.text, names.language, names.vocabulary

    def settle(
        self, state: State, table: Table, heading: Span | None
    ) -> tuple[list[Draft], dict[Span, tuple[str, str]]]:
        """The figures of a table, and the entries in the ledger of its numbers that are none.

        Args:
            state: What is known where the table stands.
            table: The table.
            heading: The last heading before it.
        """
        width = max(cell.column for row in table.body for cell in row.cells) + 1
        columns = self._columns(table, width)
        corner = next((self._names.at(cell.span) for row in table.head if (cell := row.at(0))), None)
        caption = self._caption(table, heading)
        over = tuple(name for name in (corner, caption) if name)
        names_ages = any(_NAMES_AGES.search(name.words) for name in over)
        rows = list(self._rows(table, caption, names_ages=names_ages))
        own = [names[-1] for _, names in rows if names]
        others: dict[Span, tuple[str, str]] = {}
        for name in (*(name for stack in columns for name in stack), *(name for _, names in rows for name in names)):
            others |= name.recognised
        frame = _Frame(
            self._about(state, own),
            over,
            columns,
            counts_in_rows=sum("measure" in name.codes for name in own) > 1,
            names_crimes=corner is not None and bool(_NAMES_CRIMES.search(corner.words)),
        )
        drafts: list[Draft] = []
        totals: dict[int, Draft] = {}
        parts: list[tuple[int, Draft]] = []
        for row, names in rows:
            told: list[Draft] = []
            line = Sentence(Span(row.cells[0].span.start, row.cells[-1].span.end), 0, Role.BODY)
            for cell, numeral in self._numbers_of(row, others):
                stack = columns[cell.column]
                if not stack or not names:
                    others[numeral.span] = _NO_COLUMN if names else _NO_ROW
                    continue
                draft = self._draft(_Place(frame, line, stack, names), cell, numeral, told)
                told.append(draft)
                if names[-1].is_total:
                    totals[cell.column] = draft
                elif len(names) == 1 and not frame.counts_in_rows:
                    parts.append((cell.column, draft))
            drafts += told
        for column, part in parts:
            _attach(part, totals.get(column))
        return drafts, others

    def _caption(self, table: Table, heading: Span | None) -> Name | None:
        """The line above a table; where that is a sentence of its own, the heading."""
        caption = self._names.at(table.caption) if table.caption else None
        if caption is None or not _PROSE.search(_IN_BRACKETS.sub("", caption.words)):
            return caption
        return self._names.at(heading) if heading else None

    def _numbers_of(self, row: Row, others: dict[Span, tuple[str, str]]) -> Iterator[tuple[Cell, Numeral]]:
        """The cells of a row with their numbers; those of notes behind a number go to ``others``."""
        for cell in row.cells:
            if cell.column and cell.is_number(self.text):
                numeral, *marks = self._numbers(cell)
                others |= {one.span: ("reference", "the mark of a note") for one in marks}
                yield cell, numeral

    def _numbers(self, cell: Cell) -> list[Numeral]:
        """The number of a cell, and the numbers of notes behind it."""
        start = cell.span.start + (self.text[cell.span.start] in SIGNS)
        numbers = self.language.find_quantities(self.text, Span(start, cell.span.end))
        return numbers or [_number(self.text, cell.span)]

    def _about(self, state: State, rows: Sequence[Name]) -> State:
        """What is known where a table stands; one of schools goes on about the children harmed."""
        if sum(antecedents.are_pupils(name.codes, self.vocabulary) for name in rows) < _FEWEST_SCHOOLS:
            return state
        totals = (one for one in reversed(state.levels) if antecedents.counts_harmed(one, self.vocabulary))
        return state._replace(total=next(totals, state.total))

    def _columns(self, table: Table, width: int) -> list[tuple[Name, ...]]:
        """The names over each column, the one that is nearest to the numbers last."""
        stacks: list[list[Name]] = [[] for _ in range(width)]
        for number, row in enumerate(table.head):
            row = _in_columns(self.text, row, table.head[number + 1 :], width)
            for column in range(1, width):
                over = [cell for cell in row.cells if 0 < cell.column <= column]
                if over and (over[-1].column == column or number + 1 < len(table.head)):
                    stacks[column].append(self._names.at(over[-1].span))
        for left, stack in pairwise(stacks):
            if not stack or stack[-1].kind not in (Kind.SHARE, *_CHANGES):
                continue
            is_share = stack[-1].kind is Kind.SHARE
            if is_share and not any(name.time for name in stack):
                stack[:0] = [name for name in left if name.time][-1:]  # 令和6年, 構成比, 令和5年, 構成比
            if not any("measure" in name.codes for name in stack):
                stack[:0] = [name for name in left if "measure" in name.codes and not name.time][-1:]
        return [tuple(stack) for stack in stacks]

    def _rows(self, table: Table, caption: Name | None, *, names_ages: bool) -> Iterator[tuple[Row, tuple[Name, ...]]]:
        """Each row with its name, behind the names of the rows that it is a part of."""
        above: list[tuple[int, Name]] = []
        numbers = (cell.column for row in table.body for cell in row.cells if cell.is_number(self.text))
        width = min(column for column in numbers if column)
        for row in table.body:
            depth = 0
            for cell in row.cells:
                if cell.column >= width:
                    break
                name = self._names.at(cell.span, is_age=names_ages)
                depth = cell.column + row.indent + (1 if _PART.match(name.words) else 0)
                while above and above[-1][0] >= depth:
                    above.pop()
                above.append((depth, name))
            names = tuple(one for _, one in above)
            if names and row.cells[0].column and row.cells[0].is_number(self.text):
                lower = self._lower(names[-1], caption)
                names = (*names[:-1], lower) if lower else ()
            yield row, names

    def _lower(self, name: Name, caption: Name | None) -> Name | None:
        """The name of the second line of cells of two lines, where the caption says it: 下段は人口10万人当たり."""
        said = _LOWER.search(self.text, *caption.span) if caption is not None else None
        if said is None:
            return None
        lower = self._names.at(Span(*said.span(said.lastindex or 0)))
        return replace(name, words=f"{name.words} {lower.words}", kind=lower.kind or name.kind, units=lower.units)

    def _draft(self, place: _Place, cell: Cell, numeral: Numeral, before: Sequence[Draft]) -> Draft:
        vocabulary = self.vocabulary
        axes = place.axes(vocabulary)
        kind, unit, scale = place.counted(numeral, axes, vocabulary)
        (now, now_facet), compared = place.periods(kind)
        value = numeral.value * scale
        sign = SIGNS.get(self.text[cell.span.start], 1) if kind in _CHANGES else 1
        statement = Statement(
            numeral=replace(numeral, value=value, unit=None, step=scale if scale > 1 else numeral.step),
            segment=0,
            opener=Opener.LIST,
            kind=kind,
            sign=sign,
            place=Place.COMPARED if kind in _CHANGES else Place.NOW,
            rule=RULE,
            qualifier=Facet(Qualifier.EXACT.value),
            axes=axes,
        )
        level = next(
            (
                one
                for one in reversed(before)
                if one.statement.place is Place.NOW and one.period == now and one.axes == axes and kind in _CHANGES
            ),
            None,
        )
        measure = axes.get("measure", Facet())
        return Draft(
            statement=statement,
            sentence=place.line,
            value=value * sign,
            unit=unit,
            axes=axes,
            period=now,
            period_facet=now_facet,
            compared=compared,
            compared_facet=Facet(compared.code if compared else None, Source.DEFAULT),
            level=level,
            counted_as=None if measure.value else place.words,
            is_provisional=place.frame.state.is_provisional,
        )


@dataclass(frozen=True, slots=True)
class _Frame:
    """What holds for all cells of a table.

    Attributes:
        state: What is known where the table stands.
        over: The names over the whole of it, the nearest first: in its corner, its caption.
        columns: The names over each of its columns.
        counts_in_rows: The rows are of several things counted, so that one without a code is of yet another.
        names_crimes: The rows are crimes, so that one without a code is of a crime that has none.
    """

    state: State
    over: Sequence[Name]
    columns: Sequence[tuple[Name, ...]]
    counts_in_rows: bool
    names_crimes: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a cell stands: all that says something of it.

    Attributes:
        frame: What holds for its table.
        line: Its row.
        columns: The names over the cell, the nearest last.
        rows: The names before it, its own last.
    """

    frame: _Frame
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
        if self.frame.counts_in_rows and self.rows[-1].says_nothing and len(self.rows) == 1:
            axes["measure"] = Facet(NO_CODE, Source.STATED, self.rows[-1].span)
        if self.frame.names_crimes and self.rows[-1].says_nothing:
            axes["offence"] = Facet(NO_CODE, Source.STATED, self.rows[-1].span)
        context: Mapping[str, Facet] = state.total.axes if state.total is not None else state.topic
        counts_people = vocabulary.is_a(Trait.OFFENDING, "measure", _code(context, "measure"))
        if by_name.value and "measure" not in above and not counts_people:
            axes.setdefault("measure", by_name)
        for axis in ("measure", *TOPIC_AXES):
            if axis in above:
                axes.setdefault(axis, inherited(above[axis])._replace(reason=Reason.SENTENCE.value))
            elif axis in context:
                axes.setdefault(axis, _from(state, context[axis]))
        if state.area is not None and state.area.value:
            axes.setdefault("area", state.area)
        if (offence := axes.get("offence")) and offence.value and "offence" in context:
            whole = context["offence"].value or ""
            is_wider = vocabulary.is_under("offence", whole, offence.value)  # "savings account fraud" is special fraud
            meant = whole if is_wider else vocabulary.meant_within("offence", offence.value, whole)
            axes["offence"] = offence._replace(value=meant)
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
        if kind not in _CHANGES:
            return now, None
        years = sorted(
            {period.code: period for period in self._periods_of_columns()}.values(), key=lambda one: one.start
        )
        if self._time(self.columns) is None and years:
            period = self._in_month(years[-1])
            facet = Facet(period.code, Source.INHERITED)
            return (period, facet), self._in_month(years[-2]) if len(years) > 1 else calendar.shifted(period, -1)
        return now, calendar.shifted(now[0], -1) if now[0] else None

    def _periods_of_columns(self) -> Iterator[Period]:
        for stack in self.frame.columns:
            if time := self._time(stack):
                period = time.resolve(self.frame.state.published_on, self.frame.state.under_discussion)
                if period is not None:
                    yield period

    def _time(self, names: Sequence[Name]) -> TimeExpression | None:
        return next(
            (name.time for name in reversed(names) if name.time and name.time.anchor is not Anchor.EARLIER), None
        )

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


def _in_columns(text: str, row: Row, lower: Sequence[Row], width: int) -> Row:
    """A row of a head with each name over its first column, where the form of the text does not say it.

    The corner may be left out, and a name over several columns stands once: 認知件数 and 被害額 over 令和5年, 令和4年,
    増減, 令和5年, 令和4年, 増減.
    """
    cells = row.cells
    if cells[-1].column >= width - 1 or any(later.column - one.column > 1 for one, later in pairwise(cells)):
        return row
    if len(cells) == width - 1 and not _CORNER.fullmatch(cells[0].span.of(text)):
        return replace(row, cells=tuple(cell._replace(column=cell.column + 1) for cell in cells))
    below = [cell.span.of(text) for cell in lower[0].cells] if lower else []
    below = below[len(below) - (width - 1) :] if len(below) >= width - 1 else []
    starts = [column for column, words in enumerate(below, 1) if words == below[0]]
    for names in (cells[1:], cells):
        if len(names) == len(starts) > 1:
            return replace(row, cells=tuple(cell._replace(column=k) for k, cell in zip(starts, names, strict=True)))
    return row


def _code(facets: Mapping[str, Facet], axis: str) -> str | None:
    facet = facets.get(axis)
    return facet.value if facet else None


def _from(state: State, facet: Facet) -> Facet:
    """What a cell has from the total spoken of where its table stands, or from the topic of the section."""
    if state.total is None:
        return inherited(facet)._replace(reason=Reason.TOPIC.value)
    return inherited(facet)._replace(reason=Reason.TOTAL.value, antecedent=state.total.span)


def _attach(part: Draft, total: Draft | None) -> None:
    """Make the total of a column the whole of a part that counts the same."""
    is_level = part.kind is Kind.LEVEL and total is not None and total.kind is Kind.LEVEL
    if total is not None and is_level and part.unit.value == total.unit.value and part.value <= total.value:
        part.base, part.base_source = total, Source.STATED


def _as_code(words: str) -> str:
    """A name as a code of its own: lower case, without the marks that part codes."""
    return " ".join(re.sub(r"[;=+|,]", " ", words.lower()).split())[:_LONGEST_CODE]


def _number(text: str, cell: Span) -> Numeral:
    """The number of a cell as it is written."""
    match = _DIGITS.search(text, *cell)
    assert match is not None, "only cells with a number are read"
    written = match.group().replace(",", "").replace("，", "")
    return Numeral(Span(*match.span()), Decimal(written), len(written.partition(".")[2]), Form.DIGITS)
