"""Ruled tables of a page of a PDF file: what stands between their lines, each row of cells as one line of text.

Lines part cells that stand close together, and hold together what a cell has in several lines. A table without lines,
and a form or box whose cells hold hardly a number, are read like any other text.
"""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from statistics import median

from pdfminer.utils import Rect

from pipelines.articles.formats.pdf_frames import Letter
from pipelines.articles.formats.pdf_lines import CELL, Line, rows_of
from pipelines.articles.formats.pdf_paragraphs import joined
from pipelines.articles.formats.pdf_pieces import pieces_of

_NEAR = 2.0  # points within which two lines are one, or meet
_MOST_MEETINGS = 250_000  # pairs of lines; no page of tables has more
_FEWEST_NUMBERS, _NUMBERS_AMONG = 4, 3  # one cell in so many holds a number
_LONGEST = 120  # characters of a cell of a table
_NUMBER = re.compile(r"[(（]?[+＋\-−－–△▲±]?[\d０-９][\d０-９,，.．]*\s?[%％]?[)）]?|[-－–―…‥xX*]+")
_HEIGHT_ABOVE_BASELINE = 0.3  # of a letter, in sizes: its middle

_Stroke = tuple[float, float, float]  # where it stands, from where to where it goes


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its place in the grid, and how many columns and rows it takes."""

    row: int
    column: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The lines of a table.

    Attributes:
        xs: Where its columns meet, from left to right, both edges among them.
        ys: Where its rows meet, from the top down.
        cells: Its cells, row by row.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]

    def place(self, letter: Letter) -> tuple[int, int] | None:
        """The row and column that a letter stands in; None where it stands outside."""
        x, y = (letter.x0 + letter.x1) / 2, letter.y + _HEIGHT_ABOVE_BASELINE * letter.size
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0]):
            return None
        row = bisect.bisect_left(self.ys, -y, key=lambda one: -one) - 1
        column = bisect.bisect_right(self.xs, x) - 1
        return max(row, 0), min(column, len(self.xs) - 2)


def tables_of(letters: Sequence[Letter], rules: Sequence[Rect]) -> tuple[Sequence[Letter], list[Line]]:
    """The letters outside tables, and the lines that the rows of tables make.

    Args:
        letters: Those of an upright page.
        rules: The thin lines drawn on it.
    """
    rest, lines = list(letters), []
    for grid in sorted(grids_of(rules), key=lambda one: (one.xs[-1] - one.xs[0]) * (one.ys[0] - one.ys[-1])):
        held: dict[tuple[int, int], list[Letter]] = defaultdict(list)
        outside: list[Letter] = []
        for letter in rest:
            place = grid.place(letter)
            if place is None:
                outside.append(letter)
            else:
                held[place].append(letter)
        rows = _rows(grid, held)
        if _is_table(rows):
            rest = outside
            lines += [line for row in rows for line in _lines(grid, row)]
    return rest, lines


@dataclass(frozen=True, slots=True)
class _Text:
    """What a cell holds: its letters, and the lines that they make."""

    cell: Cell
    letters: Sequence[Letter]
    lines: Sequence[str]

    @property
    def whole(self) -> str:
        """Its lines as one."""
        return reduce(joined, self.lines, "")

    @property
    def are_numbers(self) -> bool:
        """Whether each of its lines is a number, or says that there is none."""
        return bool(self.lines) and all(_NUMBER.fullmatch(line.strip()) for line in self.lines)


def _rows(grid: Grid, held: dict[tuple[int, int], list[Letter]]) -> list[list[_Text]]:
    rows: list[list[_Text]] = [[] for _ in grid.ys[1:]]
    for cell in grid.cells:
        letters = [
            letter
            for row in range(cell.row, cell.row + cell.height)
            for column in range(cell.column, cell.column + cell.width)
            for letter in held.get((row, column), ())
        ]
        lines = [reduce(joined, (piece.text for piece in row)) for row in rows_of(pieces_of(letters))]
        rows[cell.row].append(_Text(cell, letters, lines))
    return rows


def _is_table(rows: Sequence[Sequence[_Text]]) -> bool:
    """Whether enough cells hold numbers, and none as much as a paragraph."""
    texts = [text for row in rows for text in row if text.lines]
    numbers = sum(text.are_numbers for text in texts)
    is_short = all(len(text.whole) <= _LONGEST for text in texts)
    return is_short and numbers >= _FEWEST_NUMBERS and _NUMBERS_AMONG * numbers >= len(texts)


def _lines(grid: Grid, row: Sequence[_Text]) -> Iterator[Line]:
    """The lines of a row of cells: one, or as many as its numbers stand below one another in a cell."""
    letters = [letter for text in row for letter in text.letters]
    if not letters:
        return
    deepest = max((len(text.lines) for text in row if text.are_numbers), default=1)
    size = max(median(letter.size for letter in letters), 0.1)
    top, foot = grid.ys[row[0].cell.row], grid.ys[row[0].cell.row + 1]
    step = (top - foot) / deepest
    first, last = min(letters, key=lambda one: one.order), max(letters, key=lambda one: one.order)
    for number in range(deepest):
        cells = [""] * (len(grid.xs) - 1)
        for text in row:
            if text.are_numbers:
                cells[text.cell.column] = text.lines[number] if number < len(text.lines) else ""
            elif not number:
                cells[text.cell.column] = text.whole
        words = CELL.join(cell.strip() for cell in cells).rstrip()
        if not words:
            continue
        middle = top - (number + 0.5) * step
        yield Line(
            text=words,
            x0=grid.xs[0],
            y0=middle - size / 2,
            x1=grid.xs[-1],
            y1=middle + size / 2,
            size=size,
            first=first.order,
            last=last.order,
            part=first.part,
            last_part=last.part,
            space="",
            cell=grid.xs[-2],
            spacing=0.0,
        )


def grids_of(rules: Sequence[Rect]) -> list[Grid]:
    """The grids of at least two rows and two columns that thin lines make.

    Args:
        rules: Corners of thin rectangles and lines, lower left before upper right.
    """
    upright = _merged(((x0 + x1) / 2, y0, y1) for x0, y0, x1, y1 in rules if y1 - y0 > max(x1 - x0, _NEAR))
    level = _merged(((y0 + y1) / 2, x0, x1) for x0, y0, x1, y1 in rules if x1 - x0 > max(y1 - y0, _NEAR))
    if len(upright) * len(level) > _MOST_MEETINGS:
        return []
    grids = (_grid(*strokes) for strokes in _groups(upright, level))
    return [grid for grid in grids if len(grid.xs) > 2 and len(grid.ys) > 2]


def _merged(strokes: Iterable[_Stroke]) -> list[_Stroke]:
    """Strokes at one place that meet become one; those that stand within ``_NEAR`` of one another are at one place."""
    places: list[tuple[float, list[tuple[float, float]]]] = []
    for place, start, end in sorted(strokes):
        if not places or place - places[-1][0] > _NEAR:
            places.append((place, []))
        places[-1][1].append((start, end))
    found: list[_Stroke] = []
    for place, spans in places:
        joined_spans: list[tuple[float, float]] = []
        for start, end in sorted(spans):
            if joined_spans and start <= joined_spans[-1][1] + _NEAR:
                joined_spans[-1] = joined_spans[-1][0], max(joined_spans[-1][1], end)
            else:
                joined_spans.append((start, end))
        found += [(place, *span) for span in joined_spans]
    return found


def _groups(upright: Sequence[_Stroke], level: Sequence[_Stroke]) -> Iterator[tuple[list[_Stroke], list[_Stroke]]]:
    """Strokes that meet, directly or over others."""
    leader = list(range(len(upright) + len(level)))

    def led(one: int) -> int:
        while leader[one] != one:
            leader[one] = leader[leader[one]]
            one = leader[one]
        return one

    for one, (x, y0, y1) in enumerate(upright):
        for other, (y, x0, x1) in enumerate(level, len(upright)):
            if x0 - _NEAR <= x <= x1 + _NEAR and y0 - _NEAR <= y <= y1 + _NEAR:
                leader[led(one)] = led(other)
    groups: dict[int, tuple[list[_Stroke], list[_Stroke]]] = defaultdict(lambda: ([], []))
    for one, stroke in enumerate((*upright, *level)):
        groups[led(one)][one >= len(upright)].append(stroke)
    yield from groups.values()


def _grid(upright: Sequence[_Stroke], level: Sequence[_Stroke]) -> Grid:
    # A table may be open at its sides.
    edges = [edge for _, x0, x1 in level for edge in (x0, x1)]
    xs = _apart([*(x for x, _, _ in upright), *([min(edges), max(edges)] if edges else [])])
    ys = _apart([y for y, _, _ in level])[::-1]
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            x, y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
            width, height = 1, 1
            while column + width < len(xs) - 1 and not _is_drawn(upright, xs[column + width], y):
                width += 1
            while row + height < len(ys) - 1 and not _is_drawn(level, ys[row + height], x):
                height += 1
            taken.update((row + down, column + right) for down in range(height) for right in range(width))
            cells.append(Cell(row, column, width, height))
    return Grid(tuple(xs), tuple(ys), tuple(cells))


def _apart(places: Sequence[float]) -> list[float]:
    """Places from low to high, without those within ``_NEAR`` of the one before."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _is_drawn(strokes: Sequence[_Stroke], place: float, at: float) -> bool:
    """Whether a stroke stands at a place and goes past another."""
    first = bisect.bisect_left(strokes, (place - _NEAR, float("-inf"), 0.0))
    for where, start, end in strokes[first:]:
        if where > place + _NEAR:
            return False
        if start - _NEAR <= at <= end + _NEAR:
            return True
    return False
