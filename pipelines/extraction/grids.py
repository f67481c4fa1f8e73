"""Tables in a text: runs of lines whose cells are kept apart by tabs, by upright lines, or by two spaces and more.

A table is found by its form alone, so that each of its cells keeps its place in the text. What the cells mean is in
``cells``.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipelines.extraction.model import Span
from pipelines.extraction.structure import Role, Sentence, trimmed
from pipelines.extraction.table_rows import (
    LONGEST_CELL,
    RULE,
    Cell,
    Row,
    by_gaps,
    by_rules,
    by_tabs,
    indent_of,
    names_apart,
    numbers_at_end,
)

_LINE = re.compile(r"[^\n]*\n?")
_CELL_LINE = re.compile(r"[^|\n]{0,60}\|[ \t]*\n?")
_HEAD_OF_YEARS = re.compile(r"(?:(?:19|20)\d{2}\s+)+(?:19|20)\d{2}(?:\s+[A-Z][\w()% /.-]*)?")
_NAME_OF_COLUMN = re.compile(r"(?:19|20)\d{2}\b|(?<!\S)[A-Z]")
# A line that names the rows below it, and is no note.
_NAME_OF_ROWS = re.compile(r"(?!注|Note|Source|出典|資料|[※*＊(（])[^\d.。!?！？:：|\t]{2,60}")
_FEWEST_UNDER_YEARS = 2  # rows, and numbers of a row, of a table that only the years above it make one
_LONE_WORD = re.compile(r"[^\W\d]{1,6}")
_CAPTION = re.compile(r"単位[:：]|^(?:図?表|Table|Figure)\s?\d", re.IGNORECASE)
_WIDEST = 300  # columns; no table of figures has more
_FEWEST_BARE = 4  # rows and cells of a row; fewer without a head are a list
_LOOKED_AT = 20  # rows of aligned text, to see where its columns stand
_FEWEST_ALIGNED = 3  # lines; two with gaps are no table yet


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        span: From its first cell to its last.
        caption: The line above it, where no blank line but one is between.
        head: The rows that name the columns; none where the text has them in pieces.
        body: The rows with numbers.
    """

    span: Span
    caption: Span | None
    head: tuple[Row, ...]
    body: tuple[Row, ...]


_Kind = Callable[[str, Span], Row | None]


def find_tables(text: str, column_of: Callable[[int], int]) -> list[Table]:
    """The tables of a text, in its order.

    Args:
        text: The text.
        column_of: The column in which a position is shown.
    """
    tables: list[Table] = []
    lines = [Span(*match.span()) for match in _LINE.finditer(text) if match.group()]
    taken: set[int] = set()  # lines
    for kind in (by_tabs, by_rules, by_gaps):
        for first, last, rows in _runs(text, lines, kind):
            table = _table(text, lines, first, rows, column_of) if taken.isdisjoint(range(first, last + 1)) else None
            if table is not None:
                tables.append(table)
                taken.update(range(first, last + 1))
    tables += _under_years(text, lines, taken)
    tables += _cell_by_line(text, lines, taken)
    return sorted(tables, key=lambda table: table.span)


def _under_years(text: str, lines: Sequence[Span], taken: Container[int]) -> Iterator[Table]:
    """Tables of which nothing keeps the cells apart but the years above them: 2010 2009 Change."""
    number = 0
    while number < len(lines):
        first, number = number, number + 1
        head = _head_of_years(text, trimmed(text, lines[first])) if first not in taken else None
        if head is None:
            continue
        body: list[Row] = []
        while number < len(lines) and number not in taken:
            inner = trimmed(text, lines[number])
            row = _row_of_words(text, inner, len(head.cells)) if inner.of(text) else None
            if row is None and (inner.of(text) or not lines[number - 1].of(text).strip()):
                break
            body += [row] if row is not None else []
            number += 1
        if len(body) >= _FEWEST_UNDER_YEARS:
            span = Span(head.cells[0].span.start, body[-1].cells[-1].span.end)
            yield Table(span, _caption(text, lines, first), (head,), tuple(body))


def _cell_by_line(text: str, lines: Sequence[Span], taken: Container[int]) -> Iterator[Table]:
    """Tables of which each cell is a line of its own that an upright line ends, the corner often empty."""
    number = 0
    while number < len(lines):
        first = number
        while number < len(lines) and number not in taken and _CELL_LINE.fullmatch(lines[number].of(text)):
            number += 1
        cells = [trimmed(text, Span(line.start, text.index("|", line.start))) for line in lines[first:number]]
        if width := _width_by_line(text, cells):
            starts = range(0, len(cells), width)
            rows = [
                Row(tuple(Cell(column, span) for column, span in enumerate(cells[start : start + width])), 0)
                for start in starts
            ]
            head = replace(rows[0], cells=tuple(cell for cell in rows[0].cells if cell.span.end > cell.span.start))
            span = Span(head.cells[0].span.start, cells[-1].end)
            yield Table(span, _caption(text, lines, first), (head,), tuple(rows[1:]))
        number = max(number, first + 1)


def _width_by_line(text: str, cells: Sequence[Span]) -> int | None:
    """How many cells make a row: in each but the first a name stands before numbers, and in the first only names."""
    kinds = [
        "empty" if span.end <= span.start or cell.is_empty(text) else "number" if cell.is_number(text) else "name"
        for span, cell in ((span, Cell(0, span)) for span in cells)
    ]
    if "number" not in kinds:
        return None
    # The first number stands in the second row, behind its name.
    width = kinds.index("number") - 1
    rows = [kinds[start : start + width] for start in range(width, len(kinds), width)] if width > 1 else []
    is_table = len(rows) >= _FEWEST_UNDER_YEARS and len(kinds) % width == 0
    return width if is_table and all(row[0] == "name" and "name" not in row[1:] for row in rows) else None


def _head_of_years(text: str, line: Span) -> Row | None:
    """The names of columns that a line of years and capitalised words holds."""
    words = line.of(text)
    if len(words) > LONGEST_CELL or not _HEAD_OF_YEARS.fullmatch(words):
        return None
    starts = [match.start() for match in _NAME_OF_COLUMN.finditer(words)]
    ends = [*starts[1:], len(words)]
    spans = [Span(line.start + start, line.start + end) for start, end in zip(starts, ends, strict=True)]
    return Row(tuple(Cell(column, trimmed(text, span)) for column, span in enumerate(spans, 1)), 0)


def _row_of_words(text: str, line: Span, width: int) -> Row | None:
    """A name and the numbers behind it, no more than there are columns."""
    words = line.of(text)
    numbers = numbers_at_end(words) if len(words) <= LONGEST_CELL else []
    name = trimmed(text, Span(line.start, line.start + numbers[0].start())) if numbers else line
    if len(numbers) < _FEWEST_UNDER_YEARS or len(numbers) > width or name.start == name.end:
        return None
    spans = [Span(line.start + one.start(), line.start + one.end()) for one in numbers]
    return Row((Cell(0, name), *(Cell(column, span) for column, span in enumerate(spans, 1))), 0)


def _runs(text: str, lines: Sequence[Span], kind: _Kind) -> Iterator[tuple[int, int, list[Row]]]:
    """Runs of lines that are rows of a kind, with the numbers of the first and last; one blank line may part two."""
    run: list[Row] = []
    first = last = gap = 0
    for number, line in enumerate(lines):
        words = line.of(text).rstrip("\n")
        row = kind(text, Span(line.start, line.start + len(words)))
        if row is None and run and last == number - 1 and number + 1 < len(lines):
            row = _name_of_rows(text, line, lines[number + 1], kind)
        if row is not None:
            if not run:
                first = number
            if row.cells:
                run.append(row)
            last, gap = number, 0
        elif run and kind is not by_gaps and _LONE_WORD.fullmatch(words.strip()):
            gap = 0
        elif run and not words.strip() and not gap and kind is not by_gaps:
            gap += 1
        elif run:
            yield first, last, run
            run, gap = [], 0
    if run:
        yield first, last, run


def _name_of_rows(text: str, line: Span, following: Span, kind: _Kind) -> Row | None:
    """A line between rows, right below and above one: a rule, or a name that the rows below it have in common."""
    inner = trimmed(text, line)
    words = inner.of(text)
    if len(words) > 1 and RULE.fullmatch(words):
        return Row((), 0)
    if not _NAME_OF_ROWS.fullmatch(words) or kind(text, trimmed(text, following)) is None:
        return None
    return Row((Cell(0, inner),), indent_of(line.of(text)))


def _table(
    text: str, lines: Sequence[Span], first: int, rows: Sequence[Row], column_of: Callable[[int], int]
) -> Table | None:
    """The table that a run of rows makes; None where they are none: no names of columns, or no numbers."""
    is_aligned = "\t" not in text[lines[first].start : lines[first].end] and "|" not in lines[first].of(text)
    longest = max(cell.span.end - cell.span.start for row in rows for cell in row.cells)
    if max(row.cells[-1].column for row in rows) > _WIDEST or longest > LONGEST_CELL:
        return None
    start = next((k for k, row in enumerate(rows) if _holds_numbers(text, row)), None)
    if start is None or (is_aligned and len(rows) < _FEWEST_ALIGNED):
        return None
    if start == 0 and (is_aligned or len(rows) < _FEWEST_BARE or min(len(row.cells) for row in rows) < _FEWEST_BARE):
        return None
    while start > 1 and (_is_name_of_rows(text, rows[start - 1]) or _is_empty(text, rows[start - 1])):
        start -= 1  # it names the first rows, or is a row without numbers
    body = [
        row for row in rows[start:] if _holds_numbers(text, row) or _is_name_of_rows(text, row) or _is_empty(text, row)
    ]
    head = list(rows[:start])
    if is_aligned:
        widest = max(len(row.cells) for row in body)
        body = [row for row in body if len(row.cells) == widest or _is_name_of_rows(text, row)]
        head = [names_apart(text, row, widest) for row in head]
        told = [row for row in body if len(row.cells) == widest][:_LOOKED_AT]
        edges = [[column_of(edge) for row in told for edge in row.cells[column].span] for column in range(widest)]
        head = [
            _pushed_right(row, widest) if len(row.cells) in (widest - 1, widest) else _under(row, edges, column_of)
            for row in head
        ]
        if sum(len(row.cells) > 1 for row in body) + 1 < _FEWEST_ALIGNED:
            return None
    caption = _caption(text, lines, first)
    first_row = Span(rows[0].cells[0].span.start, rows[0].cells[-1].span.end)
    if len(head) > 1 and _CAPTION.search(first_row.of(text)):
        caption, head = first_row, head[1:]
    span = Span((head or body)[0].cells[0].span.start, rows[-1].cells[-1].span.end)
    return Table(span, caption, tuple(head), tuple(body))


def _is_name_of_rows(text: str, row: Row) -> bool:
    """Whether a row holds nothing but a name at its beginning."""
    return len(row.cells) == 1 and not row.cells[0].column and bool(_NAME_OF_ROWS.fullmatch(row.cells[0].span.of(text)))


def _is_empty(text: str, row: Row) -> bool:
    """Whether a row says of every column that there is nothing."""
    return len(row.cells) > 1 and all(cell.is_empty(text) for cell in row.cells if cell.column)


def _holds_numbers(text: str, row: Row) -> bool:
    """Whether most cells behind the first hold a number, or say that there is none."""
    told = [cell for cell in row.cells if cell.column]
    numbers = sum(cell.is_number(text) for cell in told)
    return numbers > 0 and 2 * (numbers + sum(cell.is_empty(text) for cell in told)) > len(told)


def _pushed_right(row: Row, width: int) -> Row:
    """The names of columns of aligned text, of which the first column often has none."""
    missing = width - len(row.cells)
    return Row(tuple(cell._replace(column=cell.column + missing) for cell in row.cells), row.indent)


def _under(row: Row, edges: Sequence[Sequence[int]], column_of: Callable[[int], int]) -> Row:
    """The names of columns of aligned text over the columns that they are shown over, the first of several.

    ``edges`` are those of the numbers of each column.
    """
    cells: list[Cell] = []
    for cell in row.cells:
        left, right = column_of(cell.span.start), column_of(cell.span.end)
        apart = [max(left - max(column), min(column) - right, 0) for column in edges]
        column = apart.index(min(apart))
        if not cells or column > cells[-1].column:
            cells.append(cell._replace(column=column))
    return Row(tuple(cells), row.indent)


def _caption(text: str, lines: Sequence[Span], first: int) -> Span | None:
    """The line above a table, where no blank line but one is between; a rule is none."""
    for number in range(first - 1, max(-1, first - 4), -1):
        words = lines[number].of(text).strip()
        if words and not RULE.fullmatch(words):
            begins = number - (number > 0 and bool(_CAPTION.search(lines[number - 1].of(text).lstrip())))
            return trimmed(text, Span(lines[begins].start, lines[number].end))
        if not words and number < first - 2:
            return None
    return None


def outside(tables: Sequence[Table], sentences: Iterable[Sentence]) -> list[Sentence]:
    """The sentences that no table holds, in text order.

    In a text with tables a line alone, with prose or a table anywhere below it, is a heading and no link.
    """
    starts = [table.span.start for table in tables]
    found: list[Sentence] = []
    for sentence in sentences:
        place = bisect.bisect_left(starts, sentence.span.end)
        if not place or tables[place - 1].span.end <= sentence.span.start:
            found.append(sentence)
    if not starts:
        return found
    last = max([starts[-1], *(one.span.start for one in found if one.role is Role.BODY)])
    return [
        replace(one, role=Role.HEADING) if one.role is Role.LINK and one.span.start < last else one for one in found
    ]
