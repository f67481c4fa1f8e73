"""Tables in a text: runs of lines whose cells are kept apart by tabs, by upright lines, or by two spaces and more.

A table is found by its form alone, so that each of its cells keeps its place in the text. What the cells mean is in
``cells``.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipelines.extraction.model import Span
from pipelines.extraction.structure import Role, Sentence, trimmed

_LINE = re.compile(r"[^\n]*\n?")
_RULE = re.compile(r"[\s|:+\-=─━┼｜]*")
_GAP = re.compile(r" {2,}")
# A cell that holds a number and nothing else but its sign, its unit and the mark of a note.
_BARE = r"[+＋\-−－–△▲±]?\d(?:[\d,，]*\d)?(?:\.\d+)?[%％]?"
_NUMBER = re.compile(
    rf"(?:約|about )?{_BARE.replace('[%％]?', '')}\s?(?:%|％|[^\W\d_]{{0,4}})(?:\s?[※*＊注(（][※*＊注\d)）]*)?"
)
_TOKEN = re.compile(r"[^\s]+")
_BARE_NUMBER = re.compile(_BARE)
# A name and a number behind it with nothing between, as PDF files have them.
_FUSED = re.compile(r"[^\W\d_](?=\d{1,3}(?:,\d{3})+\Z)")
_ERA_YEAR = re.compile(r"(?:令和|平成|昭和)(?:元|\d{1,2})年度?|(?:19|20)\d{2}年度?")
_YEARS = re.compile(rf"(?:(?:{_ERA_YEAR.pattern})\s?){{2,}}")
_HEAD_OF_YEARS = re.compile(r"(?:(?:19|20)\d{2}\s+)+(?:19|20)\d{2}(?:\s+[A-Z][\w()% /.-]*)?")
_NAME_OF_COLUMN = re.compile(r"(?:19|20)\d{2}\b|(?<!\S)[A-Z]")
_LONGEST_NUMBER = 40  # characters
# A line that names the rows below it, and is no note.
_NAME_OF_ROWS = re.compile(r"(?!注|Note|Source|出典|資料|[※*＊(（])[^\d.。!?！？:：|\t]{2,60}")
_LONGEST_CELL = 300  # characters
_FEWEST_UNDER_YEARS = 2  # rows, and numbers of a row, of a table that only the years above it make one
_FEWEST_IN_A_ROW = 4  # numbers of a line that has no mark between its cells
_LONE_WORD = re.compile(r"[^\W\d]{1,6}")
_CAPTION = re.compile(r"単位[:：]|^(?:図?表|Table|Figure)\s?\d", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[(（]\s*([^()（）]+?)\s*[)）]")
_EMPTY = re.compile(r"[-－–—―…‥.xX*・/]*")
# Years, months and ages, which name rows and columns and are no counts.
_A_NAME = re.compile(r"(?:19|20)\d{2}|(?:\d{1,4}|元)年度?|\d{1,2}月|\d{1,2}(?:歳|代|歳代)(?:以上|以下|未満)?")
_WIDEST = 300  # columns; no table of figures has more
_FEWEST_BARE = 4  # rows and cells of a row; fewer without a head are a list
_LOOKED_AT = 20  # rows of aligned text, to see where its columns stand
_FEWEST_ALIGNED = 3  # lines; two with gaps are no table yet


class Cell(NamedTuple):
    """A cell: its column, counted from 0, and its words, without the space around them."""

    column: int
    span: Span

    def inner(self, text: str) -> Span:
        """Its words without brackets around all of them."""
        is_short = self.span.end - self.span.start < _LONGEST_NUMBER
        match = _IN_BRACKETS.fullmatch(text, *self.span) if is_short else None
        return Span(*match.span(1)) if match else self.span

    def is_in_brackets(self, text: str) -> bool:
        """Whether brackets stand around all of it: （3,199） below 3,749 is a part of that."""
        return self.inner(text) != self.span

    def is_number(self, text: str) -> bool:
        """Whether it holds one number, that is no year, month or age."""
        words = self.inner(text).of(text)
        return len(words) < _LONGEST_NUMBER and bool(_NUMBER.fullmatch(words)) and not _A_NAME.fullmatch(words)

    def is_empty(self, text: str) -> bool:
        """Whether it says that there is nothing: －, …, x."""
        return bool(_EMPTY.fullmatch(text, *self.span))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table.

    Attributes:
        cells: Its cells that hold anything, from left to right.
        indent: How many characters its first cell stands to the right of the line's beginning.
    """

    cells: tuple[Cell, ...]
    indent: int

    def at(self, column: int) -> Cell | None:
        """The cell in a column."""
        return next((cell for cell in self.cells if cell.column == column), None)


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
    for kind in (_by_tabs, _by_rules, _by_gaps):
        for first, last, rows in _runs(text, lines, kind):
            table = _table(text, lines, first, rows, column_of) if taken.isdisjoint(range(first, last + 1)) else None
            if table is not None:
                tables.append(table)
                taken.update(range(first, last + 1))
    tables += _under_years(text, lines, taken)
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


def _head_of_years(text: str, line: Span) -> Row | None:
    """The names of columns that a line of years and capitalised words holds."""
    words = line.of(text)
    if len(words) > _LONGEST_CELL or not _HEAD_OF_YEARS.fullmatch(words):
        return None
    starts = [match.start() for match in _NAME_OF_COLUMN.finditer(words)]
    ends = [*starts[1:], len(words)]
    spans = [Span(line.start + start, line.start + end) for start, end in zip(starts, ends, strict=True)]
    return Row(tuple(Cell(column, trimmed(text, span)) for column, span in enumerate(spans, 1)), 0)


def _row_of_words(text: str, line: Span, width: int) -> Row | None:
    """A name and the numbers behind it, no more than there are columns."""
    words = line.of(text)
    numbers = _numbers_at_end(words) if len(words) <= _LONGEST_CELL else []
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
        elif run and kind is not _by_gaps and _LONE_WORD.fullmatch(words.strip()):
            gap = 0
        elif run and not words.strip() and not gap and kind is not _by_gaps:
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
    if len(words) > 1 and _RULE.fullmatch(words):
        return Row((), 0)
    if not _NAME_OF_ROWS.fullmatch(words) or kind(text, trimmed(text, following)) is None:
        return None
    return Row((Cell(0, inner),), _indent(line.of(text)))


def _by_tabs(text: str, line: Span) -> Row | None:
    words = line.of(text)
    if "\t" not in words and not _is_run_together(words):
        return None
    cells: list[Cell] = []
    start, column = line.start, 0
    for part in words.split("\t"):
        for piece in _pieces(text, trimmed(text, Span(start, start + len(part)))):
            cells.append(Cell(column, piece))
            column += 1
        column += not part.strip()
        start += len(part) + 1
    return Row(tuple(cells), _indent(words.lstrip("\t")))


def _is_run_together(words: str) -> bool:
    """Whether a line of a PDF file is a row without a mark between its cells: 総数 85,288 75,734 79,218 84,369."""
    if len(words) > _LONGEST_CELL:
        return False
    return bool(_YEARS.fullmatch(words.strip())) or len(_numbers_at_end(words)) >= _FEWEST_IN_A_ROW


def _numbers_at_end(words: str) -> list[re.Match[str]]:
    """The numbers, a space between each two, that words end with."""
    tokens = list(_TOKEN.finditer(words))
    first = next((k for k in range(len(tokens), 0, -1) if not _BARE_NUMBER.fullmatch(tokens[k - 1].group())), 0)
    return tokens[first:]


def _pieces(text: str, cell: Span) -> list[Span]:
    """What a cell of a PDF file runs together: "20,189 2,146", 令和元年令和2年, 20~29歳6,634."""
    words = cell.of(text)
    if len(words) > _LONGEST_CELL:
        return [cell]
    if _YEARS.fullmatch(words):
        return [Span(cell.start + one.start(), cell.start + one.end()) for one in _ERA_YEAR.finditer(words)]
    numbers = _numbers_at_end(words)
    name = words[: numbers[0].start()] if numbers else words
    pieces = [Span(cell.start + one.start(), cell.start + one.end()) for one in numbers]
    if fused := _FUSED.search(name.rstrip()):
        end = cell.start + len(name.rstrip())
        pieces.insert(0, Span(cell.start + fused.end(), end))
        name = name[: fused.end()]
    elif name.strip() and len(numbers) == 1:
        return [cell]  # 表 2, Table 3: a name may end with a number
    if name.strip():
        pieces.insert(0, trimmed(text, Span(cell.start, cell.start + len(name))))
    return pieces


def _by_rules(text: str, line: Span) -> Row | None:
    """A row of Markdown: | City | Deaths |, also without the upright lines at its ends."""
    words = line.of(text)
    inner = trimmed(text, line)
    if words.count("|") < 2:
        return None
    if _RULE.fullmatch(words):
        return Row((), 0)
    cells, start = [], inner.start + inner.of(text).startswith("|")
    for column, part in enumerate(inner.of(text).removeprefix("|").removesuffix("|").split("|")):
        span = _without_marks(text, trimmed(text, Span(start, start + len(part))))
        if span.end > span.start:
            cells.append(Cell(column, span))
        start += len(part) + 1
    return Row(tuple(cells), 0)


def _without_marks(text: str, span: Span) -> Span:
    """The words between marks of emphasis: **Prefecture**."""
    start, end = span.start, span.end
    while end - start > 1 and text[start] in "*_" and text[end - 1] in "*_":
        start, end = start + 1, end - 1
    return Span(start, end)


def _by_gaps(text: str, line: Span) -> Row | None:
    """A row of aligned text; its columns are those of its words from right to left."""
    words = line.of(text)
    inner = trimmed(text, line)
    parts = list(_GAP.finditer(text, inner.start, inner.end))
    if not parts:
        return None
    edges = [inner.start, *(edge for part in parts for edge in part.span()), inner.end]
    spans = [
        piece
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        for piece in _numbers_apart(text, Span(start, end))
    ]
    return Row(tuple(Cell(column, span) for column, span in enumerate(spans)), _indent(words))


def _numbers_apart(text: str, part: Span) -> list[Span]:
    """Numbers, or a name and numbers, with one wide space between: aligned Japanese leaves no more beside long ones."""
    tokens = list(_TOKEN.finditer(text, *part))
    if len(tokens) > 1 and all(_BARE_NUMBER.fullmatch(token.group()) for token in tokens):
        return [Span(*token.span()) for token in tokens]
    name, numbers = tokens[0], tokens[1:]
    if numbers and all(_BARE_NUMBER.fullmatch(one.group()) and len(one.group()) > 1 for one in numbers):
        is_wide = name.group()[-1] > "\u3000" or name.group()[-1] == ")"
        if is_wide and not name.group()[0].isdigit():
            return [Span(*token.span()) for token in tokens]
    return [part]


def _names_apart(text: str, row: Row, width: int) -> Row:
    """The names of columns with one wide space between, where so many columns are told apart by that."""
    spans = [Span(*token.span()) for cell in row.cells for token in _TOKEN.finditer(text, *cell.span)]
    is_wide = all(span.of(text)[0] > "\u3000" or span.of(text)[0] in "RHS" for span in spans)
    if len(row.cells) < len(spans) and len(spans) in (width, width - 1) and is_wide:
        return Row(tuple(Cell(column, span) for column, span in enumerate(spans)), row.indent)
    return row


def _indent(words: str) -> int:
    return len(words) - len(words.lstrip(" \u3000\t"))


def _table(
    text: str, lines: Sequence[Span], first: int, rows: Sequence[Row], column_of: Callable[[int], int]
) -> Table | None:
    """The table that a run of rows makes; None where they are none: no names of columns, or no numbers."""
    is_aligned = "\t" not in text[lines[first].start : lines[first].end] and "|" not in lines[first].of(text)
    longest = max(cell.span.end - cell.span.start for row in rows for cell in row.cells)
    if max(row.cells[-1].column for row in rows) > _WIDEST or longest > _LONGEST_CELL:
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
        head = [_names_apart(text, row, widest) for row in head]
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
        if words and not _RULE.fullmatch(words):
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
