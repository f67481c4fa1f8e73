"""Where the parts of an article stand: under which headings, and in which row and column of a table.

Places are those of the view until they are written down with the words of the article.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipelines.extraction.grids import Table
from pipelines.extraction.model import CellRole, Span, TableCell
from pipelines.extraction.structure import Document, Role, Sentence
from pipelines.extraction.view import View

_JOINED_BY = " > "
_MARKDOWN = re.compile(r"(#{1,6})\s")
_MARKS = re.compile(r"\A#{1,6}\s|\*\*")
_NO_HEADING = re.compile(r"[-*・]\s|[\W_]*$")  # an item of a list, a rule
_NUMBERED, _PLAIN = 10, 99  # depths of "1" and of a heading that shows none, below those of Markdown
_MOST_PLAIN = 3  # headings that show no depth, one below the other


class PlacedCell(NamedTuple):
    """A cell with its place, counted from 1, and the names before and over it."""

    row: int
    column: int
    role: CellRole
    span: Span
    before: tuple[Span, ...] = ()
    over: tuple[Span, ...] = ()


class PlacedTable(NamedTuple):
    """A table's cells in text order, and the line above that names it."""

    span: Span
    caption: Span | None
    cells: Sequence[PlacedCell]


class _Heading(NamedTuple):
    """A heading with those above it, the outermost first, and where its section ends."""

    span: Span
    above: tuple[Span, ...]
    end: int


class Layout:
    """The headings of an article, and its tables."""

    def __init__(self, document: Document, tables: Sequence[Table], view: View, text: str) -> None:
        self._view, self._text = view, text
        self._headings = _headings(document, tables)
        self._place = {heading.span: place for place, heading in enumerate(self._headings)}
        self._starts = [heading.span.start for heading in self._headings]
        self._known: dict[Span, str] = {}

    def section(self, position: int) -> str | None:
        """The headings over a position of the view, from the outermost, joined by `` > ``."""
        place = bisect.bisect_left(self._starts, position) - 1
        if place < 0:
            return None
        last = self._headings[place]
        path = (*last.above, last.span)
        return self._joined(span for span in path if position < self._headings[self._place[span]].end)

    def cells(self, tables: Iterable[PlacedTable]) -> tuple[TableCell, ...]:
        """The cells of all tables, in text order."""
        return tuple(cell for number, table in enumerate(tables, 1) for cell in self._cells(number, table))

    def _cells(self, number: int, table: PlacedTable) -> Iterator[TableCell]:
        section = self.section(table.span.start)
        caption = self._written(table.caption) if table.caption else None
        for cell in table.cells:
            span = self._view.original(cell.span)
            names = (self._joined(cell.before), self._joined(cell.over), caption, section)
            yield TableCell(number, cell.row, cell.column, cell.role, span, span.of(self._text), *names)

    def _joined(self, spans: Iterable[Span]) -> str | None:
        return _JOINED_BY.join(dict.fromkeys(map(self._written, spans))) or None

    def _written(self, span: Span) -> str:
        """The words at a span in one line, without the marks of Markdown."""
        if span not in self._known:
            self._known[span] = " ".join(_MARKS.sub("", self._view.original(span).of(self._text)).split())
        return self._known[span]


def _headings(document: Document, tables: Sequence[Table]) -> list[_Heading]:
    """The headings of a text, in its order; the captions of tables and the day below a headline are none.

    A numbered heading stands below those of a lesser depth ("1", "(1)"), a Markdown one by its marks. One that shows no
    depth stands below all of these, and below two other such ones at most, where nothing but headings is between them.
    """
    captions = sorted(table.caption for table in tables if table.caption)
    days = sorted(document.datelines)
    found: list[_Heading] = []
    open_ones: list[tuple[int, int, Span]] = []  # depth, its place in ``found``, span
    is_in_heads = False  # nothing but headings since the last one
    parts: list[Sentence | Table] = [*document.sentences, *tables]
    for part in sorted(parts, key=lambda part: part.span):
        if isinstance(part, Table) or part.role is not Role.HEADING or _NO_HEADING.match(part.span.of(document.text)):
            is_in_heads = False
            continue
        depth = _depth(document.text, part)
        if depth == _PLAIN and ((is_in_heads and _holds(part.span, days)) or _holds(part.span, captions)):
            continue
        plain = sum(one[0] == _PLAIN for one in open_ones)
        is_below = depth == _PLAIN and is_in_heads and plain < _MOST_PLAIN
        while open_ones and open_ones[-1][0] >= depth and not is_below:
            _, place, _ = open_ones.pop()
            found[place] = found[place]._replace(end=part.span.start)
        found.append(_Heading(part.span, tuple(span for _, _, span in open_ones), len(document.text)))
        open_ones.append((depth, len(found) - 1, part.span))
        is_in_heads = True
    return found


def _holds(line: Span, spans: Sequence[Span]) -> bool:
    """Whether one of the spans, which are in order, shares a character with a line."""
    place = bisect.bisect_left(spans, Span(line.end, 0)) - 1
    return place >= 0 and spans[place].overlaps(line)


def _depth(text: str, heading: Sentence) -> int:
    if marked := _MARKDOWN.match(text, *heading.span):
        return len(marked[1])
    return _NUMBERED + heading.section if heading.section else _PLAIN
