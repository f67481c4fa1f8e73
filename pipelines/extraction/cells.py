"""The figures of a table: its rows and columns are gone through, and each cell is a figure as any number of prose is.

The names of its row and column narrow a cell; what neither says, the caption and the section do (``table_places``). A
name that the vocabulary does not know keeps its words and never the nearest code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, zip_longest

from pipelines.extraction import ages, antecedents
from pipelines.extraction.drafts import TABLE_CELL, Draft, State
from pipelines.extraction.expressions import SIGNS, Form, Numeral
from pipelines.extraction.grids import Table
from pipelines.extraction.layout import PlacedCell, PlacedTable
from pipelines.extraction.model import CellRole, Facet, Kind, Qualifier, Source, Span
from pipelines.extraction.statements import Opener, Place, Statement
from pipelines.extraction.structure import Role, Sentence
from pipelines.extraction.table_names import Name, Names
from pipelines.extraction.table_places import CHANGES, Frame, Position
from pipelines.extraction.table_rows import Cell, Row

_FEWEST_SCHOOLS = 2  # rows
_NOT_BY_CHANCE = 10  # a smaller total is equal to a count of something else too often
_NO_COLUMN = ("unresolved", "no column of the table's head stands over it")
_NO_ROW = ("unresolved", "no name of its row says what it is")
_PROSE = re.compile(r"。|[.!?]$|[^\W\d_]{2,}.*\d{2,}.*[^\W\d_]{2,}")
_IN_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
_PART = re.compile(r"[-・\s]*(?:うち|内、|(?:- ?)?of (?:which|whom)|including)", re.IGNORECASE)
_UNIT = re.compile(r"[(（][人件]|\(persons|\(cases")
_LOWER = re.compile(r"下段[はが：:]?\s*([^。、）)]+)|lower (?:line|row|figure)s?:? ([^.;,)]+)", re.IGNORECASE)
_BRACKETS = re.compile(
    r"[(（]\s*[)）](?:内の?)?(?:数[字値]?|書き)?(?:は|[:：])[、,]?\s*([^。\n]+)"
    r"|(?:in|within) (?:parentheses|brackets) (?:are|is|show|indicate|represent)s? ([^.;\n]+)",
    re.IGNORECASE,
)
_LONGEST_NOTES = 600  # characters below a table
_DIGITS = re.compile(r"\d[\d,，]*(?:\.\d+)?")
_CORNER = re.compile(r"区分|種別|罪名|罪種|手口|年齢層?|都道府県|年次?|項目|type|year|age|category|item", re.IGNORECASE)
_NAMES_CRIMES = re.compile(r"罪名|罪種|違反|\bcrime|\boffen[cs]e", re.IGNORECASE)
_NAMES_AGES = re.compile(r"\bage|年齢|年代", re.IGNORECASE)


class Reader:
    """Reads the tables of the text whose names it is given."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.text, self.language, self.vocabulary = names.text, names.language, names.vocabulary

    def settle(
        self, state: State, table: Table, heading: Span | None
    ) -> tuple[list[Draft], dict[Span, tuple[str, str]], PlacedTable]:
        """The figures of a table, the entries in the ledger of its numbers that are none, and its cells.

        Args:
            state: What is known where the table stands.
            table: The table.
            heading: The last line before it that is no sentence.
        """
        width = max(cell.column for row in table.body for cell in row.cells) + 1
        columns = self._columns(table, width)
        corner = next((self._names.at(cell.span) for row in table.head if (cell := row.at(0))), None)
        caption = self._caption(table, heading)
        # A corner names the rows and, with a unit, also what they count: 被害者の性別（人）.
        counts_in_corner = corner is not None and bool(_UNIT.search(corner.words))
        over = tuple(name for name in ((corner, caption) if counts_in_corner else (caption, corner)) if name)
        names_ages = any(_NAMES_AGES.search(name.words) for name in over)
        rows = list(self._rows(table, caption, names_ages=names_ages))
        own = [names[-1] for _, names in rows if names]
        others: dict[Span, tuple[str, str]] = {}
        for name in (*(name for stack in columns for name in stack), *(name for _, names in rows for name in names)):
            others |= name.recognised
        named = caption if caption and caption.span == table.caption else None
        frame = Frame(
            self._about(state, rows),
            over,
            columns,
            counts_in_rows=sum("measure" in name.codes and not name.is_unknown_crime for name in own) > 1,
            names_crimes=corner is not None and bool(_NAMES_CRIMES.search(corner.words)),
            age=_age_of_all(named, [*own, *(name for stack in columns for name in stack)]),
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
                draft = self._draft(Position(frame, line, stack, names), cell, numeral, told)
                told.append(draft)
                if names[-1].is_total:
                    totals[cell.column] = draft
                elif len(names) == 1 and not frame.counts_in_rows:
                    parts.append((cell.column, draft))
            drafts += told
        for column, part in parts:
            _attach(part, totals.get(column))
        cells = list(self._placed(table, columns, rows))
        return drafts, others, PlacedTable(table.span, named.span if named else None, cells)

    def _placed(
        self, table: Table, columns: Sequence[Sequence[Name]], rows: Sequence[tuple[Row, tuple[Name, ...]]]
    ) -> Iterator[PlacedCell]:
        """Every cell of a table, with the names over and before it."""
        for number, row in enumerate(table.head, 1):
            for cell in row.cells:
                yield PlacedCell(number, cell.column + 1, CellRole.COLUMN_HEADER, cell.span)
        for number, (row, names) in enumerate(rows, len(table.head) + 1):
            own = {name.span for name in names}
            for cell in row.cells:
                over = tuple(name.span for name in columns[cell.column])
                role = CellRole.ROW_HEADER if cell.span in own else self._role(cell)
                before = () if role is CellRole.ROW_HEADER else tuple(name.span for name in names)
                yield PlacedCell(number, cell.column + 1, role, cell.span, before, over)

    def _role(self, cell: Cell) -> CellRole:
        if cell.is_empty(self.text):
            return CellRole.EMPTY
        return CellRole.NUMBER if cell.is_number(self.text) else CellRole.WORDS

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
                numeral = self._number(cell)
                marks = _DIGITS.finditer(self.text, numeral.span.end, cell.span.end)
                others |= {Span(*mark.span()): ("reference", "the mark of a note") for mark in marks}
                yield cell, numeral

    def _number(self, cell: Cell) -> Numeral:
        """The first number of a cell; behind it stand at most those of notes."""
        start, end = cell.inner(self.text)
        numbers = self.language.find_quantities(self.text, Span(start + (self.text[start] in SIGNS), end))
        return numbers[0] if numbers else _number(self.text, cell.span)

    def _about(self, state: State, rows: Sequence[tuple[Row, tuple[Name, ...]]]) -> State:
        """What is known where a table stands.

        A level that its row of totals states again is what it is of; one of schools goes on about the children harmed.
        """
        totals_told = {
            self._number(cell).value
            for row, names in rows
            if len(names) == 1 and names[0].is_total
            for cell in row.cells
            if cell.column and cell.is_number(self.text)
        }
        told = (one for one in reversed(state.levels) if one.is_level and not one.is_cell)
        again = (one for one in told if one.value >= _NOT_BY_CHANCE and one.value in totals_told)
        if (whole := next(again, None)) is not None:
            return state._replace(total=whole)
        own = [names[-1] for _, names in rows if names]
        if sum(antecedents.are_pupils(name.codes, self.vocabulary) for name in own) < _FEWEST_SCHOOLS:
            return state
        told = (one for one in reversed(state.levels) if one.span.start >= state.section_start)
        totals = (one for one in told if antecedents.counts_harmed(one, self.vocabulary))
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
            kind = next((name.kind for name in reversed(stack) if name.kind), None)
            if kind not in (Kind.SHARE, *CHANGES):
                continue
            is_share = kind is Kind.SHARE
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
        told = self._brackets(table)
        for row, below in zip_longest(table.body, table.body[1:]):
            depth = 0
            if len(row.cells) == 1 and not row.cells[0].is_number(self.text) and below is not None:
                # A name over rows holds for those set in below it, or where none is for all to the next such name.
                depth = row.indent if below.indent > row.indent else -1
                while above and above[-1][0] >= depth:
                    above.pop()
                above.append((depth, self._names.at(row.cells[0].span)))
                yield row, tuple(one for _, one in above)
                continue
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
                is_in_brackets = all(cell.is_in_brackets(self.text) for cell in row.cells)
                lower = _part_in_brackets(names[-1], told) if is_in_brackets else self._lower(names[-1], caption)
                names = (*names[:-1], lower) if lower else ()
            yield row, names

    def _lower(self, name: Name, caption: Name | None) -> Name | None:
        """The name of the second line of cells of two lines, where the caption says it: 下段は人口10万人当たり."""
        said = _LOWER.search(self.text, *caption.span) if caption is not None else None
        if said is None:
            return None
        lower = self._names.at(Span(*said.span(said.lastindex or 0)))
        return replace(name, words=f"{name.words} {lower.words}", kind=lower.kind or name.kind, units=lower.units)

    def _brackets(self, table: Table) -> Name | None:
        """What numbers in brackets count, where a caption or a note says it: （　）内は女子の内数."""
        if not any(row.cells[0].column and row.cells[0].is_in_brackets(self.text) for row in table.body):
            return None
        start = table.caption.start if table.caption else table.span.start
        said = _BRACKETS.search(self.text, start, table.span.end + _LONGEST_NOTES)
        return self._names.at(Span(*said.span(said.lastindex or 0))) if said else None

    def _draft(self, place: Position, cell: Cell, numeral: Numeral, before: Sequence[Draft]) -> Draft:
        vocabulary = self.vocabulary
        axes = place.axes(vocabulary)
        kind, unit, scale = place.counted(numeral, axes, vocabulary)
        (now, now_facet), compared = place.periods(kind)
        value = numeral.value * scale
        sign = SIGNS.get(self.text[cell.inner(self.text).start], 1) if kind in CHANGES else 1
        statement = Statement(
            numeral=replace(numeral, value=value, unit=None, step=scale if scale > 1 else numeral.step),
            segment=0,
            opener=Opener.LIST,
            kind=kind,
            sign=sign,
            place=Place.COMPARED if kind in CHANGES else Place.NOW,
            rule=TABLE_CELL,
            qualifier=Facet(Qualifier.EXACT.value),
            axes=axes,
        )
        level = next(
            (
                one
                for one in reversed(before)
                if one.statement.place is Place.NOW and one.period == now and one.axes == axes and kind in CHANGES
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


def _part_in_brackets(name: Name, part: Name | None) -> Name | None:
    """The name of a row of numbers in brackets: that of the row above, and what the brackets hold."""
    if part is None:
        return None
    codes = {**name.codes, **part.codes}
    return replace(part, words=f"{name.words} {part.words}", codes=codes, is_total=False)


def _age_of_all(caption: Name | None, names: Sequence[Name]) -> Facet | None:
    """The age of all that a table counts, by its caption, where no row or column is of another."""
    age = caption.codes.get("age_group") if caption else None
    if age is None or ages.is_of_population(age.value) or any("age_group" in name.codes for name in names):
        return None
    return age


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


def _attach(part: Draft, total: Draft | None) -> None:
    """Make the total of a column the whole of a part that counts the same."""
    is_level = part.kind is Kind.LEVEL and total is not None and total.kind is Kind.LEVEL
    if total is not None and is_level and part.unit.value == total.unit.value and part.value <= total.value:
        part.base, part.base_source = total, Source.STATED


def _number(text: str, cell: Span) -> Numeral:
    """The number of a cell as it is written."""
    match = _DIGITS.search(text, *cell)
    assert match is not None, "only cells with a number are read"
    written = match.group().replace(",", "").replace("，", "")
    return Numeral(Span(*match.span()), Decimal(written), len(written.partition(".")[2]), Form.DIGITS)
