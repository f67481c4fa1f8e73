"""Where the parts of an article stand: its sections by their headings, and the cells of its tables by row and column.

Spans are those of the view until they are written down: ``sections_of`` and ``cells_of`` lead them back to the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipelines.extraction.grids import Table
from pipelines.extraction.model import CellRole, Section, Span, TableCell
from pipelines.extraction.structure import Document, Role, Sentence
from pipelines.extraction.view import View

JOINED_BY = " > "
_MARKDOWN = re.compile(r"(#{1,6})\s")
_MARKS = re.compile(r"\A#{1,6}\s|\*\*")
_ITEM = re.compile(r"[-*・]\s")
_NUMBERED, _PLAIN = 10, 99  # depths of "1" and of a heading that shows none, below those of Markdown


class Heading(NamedTuple):
    """A heading with those above it, the outermost first, and where its section ends."""

    span: Span
    above: tuple[Span, ...]
    end: int


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


def find_headings(document: Document, tables: Sequence[Table]) -> list[Heading]:
    """The headings of a text, in its order; the captions of tables and the day below a headline are none.

    A numbered heading stands below those of a lesser depth ("1", "(1)"), a Markdown one by its marks. One that shows no
    depth stands below all of these, and below another such one only where nothing but headings is between them.
    """
    text = document.text
    captions = [table.caption for table in tables if table.caption]
    found: list[Heading] = []
    open_ones: list[tuple[int, int, Span]] = []  # depth, its place in ``found``, span
    is_in_heads = False  # nothing but headings since the last one
    parts: list[Sentence | Table] = [*document.sentences, *tables]
    for part in sorted(parts, key=lambda part: part.span):
        if isinstance(part, Table) or part.role is not Role.HEADING or _ITEM.match(text, *part.span):
            is_in_heads = False
            continue
        depth = _depth(text, part)
        tells_day = is_in_heads and any(part.span.contains(day) for day in document.datelines)
        if depth == _PLAIN and (tells_day or any(caption.overlaps(part.span) for caption in captions)):
            continue
        while open_ones and open_ones[-1][0] >= depth and not (is_in_heads and open_ones[-1][0] == depth == _PLAIN):
            _, place, _ = open_ones.pop()
            found[place] = found[place]._replace(end=part.span.start)
        found.append(Heading(part.span, tuple(span for _, _, span in open_ones), len(text)))
        open_ones.append((depth, len(found) - 1, part.span))
        is_in_heads = True
    return found


def _depth(text: str, sentence: Sentence) -> int:
    if marked := _MARKDOWN.match(text, *sentence.span):
        return len(marked[1])
    return _NUMBERED + sentence.section if sentence.section else _PLAIN


def sections_of(text: str, view: View, headings: Iterable[Heading]) -> tuple[Section, ...]:
    """The sections of an article, in its order."""
    sections = []
    for heading in headings:
        span = view.original(Span(heading.span.start, max(heading.end, heading.span.end)))
        path = [*heading.above, heading.span]
        sections.append(Section(span, _written(text, view, heading.span), _joined(text, view, path) or "", len(path)))
    return tuple(sections)


def cells_of(
    text: str, view: View, tables: Iterable[PlacedTable], headings: Sequence[Heading]
) -> tuple[TableCell, ...]:
    """The cells of all tables of an article, in its order."""
    cells = []
    for number, table in enumerate(tables, 1):
        over = [one for one in headings if one.span.start < table.span.start < one.end]
        section = _joined(text, view, [*over[-1].above, over[-1].span]) if over else None
        caption = _written(text, view, table.caption) if table.caption else None
        for cell in table.cells:
            span = view.original(cell.span)
            names = (_joined(text, view, cell.before), _joined(text, view, cell.over), caption, section)
            cells.append(TableCell(number, cell.row, cell.column, cell.role, span, span.of(text), *names))
    return tuple(cells)


def _joined(text: str, view: View, spans: Iterable[Span]) -> str | None:
    return JOINED_BY.join(dict.fromkeys(_written(text, view, span) for span in spans)) or None


def _written(text: str, view: View, span: Span) -> str:
    """The words at a span in one line, without the marks of Markdown."""
    return " ".join(_MARKS.sub("", view.original(span).of(text)).split())
