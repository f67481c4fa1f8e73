"""Where two columns of running text meet on a page, and between which of its rows.

A gutter is a place that no line crosses in several rows, with sentences on both sides of it; between the cells of a
table there is none. What is read first belongs to ``pdf_order``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipelines.articles.formats.pdf_lines import CELL, Line, put_side_by_side, rows_of

# Of a column; where the file draws one side wholly before the other, fewer are enough.
_FEWEST_ROWS, _FEWEST_ROWS_IN_TURN = 3, 1
_SHORTEST_ROW = 6
_NO_WORDS = re.compile(r"[\d\s,.%()△▲％，．－ー\-+/・０-９人件年]*")
_FILLED = 0.75
# Of a gutter, in sizes of a letter: between columns that the file draws one after the other, and row by row; then with
# how many rows it is no accident of the spaces in one column.
_GUTTER, _GUTTER_IN_ROWS = 0.25, 1.2
_NARROW_GUTTER_IN_ROWS, _MANY_ROWS = 0.4, 6
_ALIGNED = 0.8
# In sizes: as far apart are two lines of a column at most.
_NEAR = 2.2
# Candidates that are looked at closely, the likeliest first.
_MOST_TRIED = 24


@dataclass(frozen=True, slots=True)
class Gutter:
    """Where two columns meet, and between which rows.

    Attributes:
        first: Number of the first row of the columns.
        end: Of the row below their last.
    """

    place: float
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A gutter with what stands beside it.

    Attributes:
        is_in_turn: Whether the file draws the left side wholly before the right one.
        together: How many rows stand side by side.
        width: In sizes of a letter.
    """

    gutter: Gutter
    left: Sequence[Line]
    right: Sequence[Line]
    is_in_turn: bool
    together: int
    width: float


def best_gutter(rows: Sequence[Sequence[Line]], deepest: int) -> Gutter | None:
    """Where two columns of running text meet; None where there is one column, or a table.

    Args:
        rows: The rows of a page, from the top down, each from left to right.
        deepest: How many times they may be parted.
    """
    if not deepest:
        return None
    found: dict[tuple[int, int, int], _Candidate] = {}
    for place in _places(rows):
        for first, end in _clear_rows(rows, place):
            candidate = _candidate(rows, Gutter(place, first, end))
            if candidate is not None:
                found.setdefault((first, end, len(candidate.left)), candidate)
    likeliest = sorted(found.values(), key=lambda one: (one.together, one.width), reverse=True)
    for one in likeliest[:_MOST_TRIED]:
        if all(_is_running_text(side, deepest, is_in_turn=one.is_in_turn) for side in (one.left, one.right)):
            return one.gutter
    return None


def _places(rows: Sequence[Sequence[Line]]) -> list[float]:
    """Where columns may meet: just before where several lines start, or one that is not drawn after the one before."""
    starts: Counter[int] = Counter()
    for row in rows:
        for place in {round(line.x0 / 2) for line in row[1:]} | {round(row[0].x0 / 2)}:
            starts[place] += 1
    near = {place for place in starts if starts[place - 1] + starts[place] + starts[place + 1] >= 2}
    found = {min(line.x0 for row in rows for line in row if round(line.x0 / 2) == place) for place in near}
    found |= {after.x0 for row in rows for before, after in pairwise(row) if after.first != before.last + 1}
    return [place - 0.5 for place in sorted(found)]


def _clear_rows(rows: Sequence[Sequence[Line]], place: float) -> Iterator[tuple[int, int]]:
    """Ranges of rows, as long as they can be, in which no line crosses a place and some stand on both sides."""
    start = 0
    for number, row in enumerate([*rows, None]):
        if row is not None and not any(line.x0 < place < line.x1 for line in row):
            continue
        first, end = _trimmed(rows, place, start, number)
        if end - first >= 2:
            yield first, end
        start = number + 1


def _trimmed(rows: Sequence[Sequence[Line]], place: float, first: int, end: int) -> tuple[int, int]:
    """Leave out rows at the top and the foot that stand on one side, away from the columns or in another size."""
    sides = [_sides(rows[number], place) for number in range(first, end)]
    starts = [next((i for i, stands in enumerate(sides) if stands[side]), None) for side in (0, 1)]
    ends = [next((i for i, stands in enumerate(sides[::-1]) if stands[side]), None) for side in (0, 1)]
    if None in starts:
        return first, first
    top, foot = first + max(filter(None, starts), default=0), end - 1 - max(filter(None, ends), default=0)
    if top > foot:
        return first, first
    leading = median([rows[i][0].middle - rows[i + 1][0].middle for i in range(top, foot)] or [0.0])

    def belongs(number: int, neighbour: int) -> bool:
        here, there = rows[number][0], rows[neighbour][0]
        is_near = abs(here.middle - there.middle) <= max(1.6 * leading, _NEAR * there.size)
        return is_near and 0.87 < here.size / there.size < 1.15

    begin, finish = top, foot
    while begin > first and belongs(begin - 1, begin):
        begin -= 1
    while finish < end - 1 and belongs(finish + 1, finish):
        finish += 1
    return begin, finish + 1


def _sides(row: Sequence[Line], place: float) -> tuple[bool, bool]:
    return any(line.x1 <= place for line in row), any(line.x0 >= place for line in row)


def _candidate(rows: Sequence[Sequence[Line]], gutter: Gutter) -> _Candidate | None:
    """What stands beside a gutter; None where it is too narrow, or too few rows stand side by side."""
    place, rows = gutter.place, rows[gutter.first : gutter.end]
    together = _rows_side_by_side(rows, place)
    if together < _FEWEST_ROWS_IN_TURN:
        return None
    left = [line for row in rows for line in row if line.x1 <= place]
    right = [line for row in rows for line in row if line.x0 >= place]
    is_in_turn = max(line.last for line in left) < min(line.first for line in right)
    if together < _FEWEST_ROWS and not is_in_turn:
        return None
    size = median(line.size for line in right)
    width = (min(line.x0 for line in right) - max(line.x1 for line in left)) / size
    width -= 2 * median(line.spacing for line in [*left, *right])
    if width < _GUTTER:
        return None
    if width < _GUTTER_IN_ROWS and _is_drawn_in_rows(rows, place):
        starts = [min(line.x0 for line in row if line.x0 >= place) for row in rows if _sides(row, place)[1]]
        aligned = sum(1 for start in starts if start - min(starts) < 0.15 * size)
        if together < _MANY_ROWS or width < _NARROW_GUTTER_IN_ROWS or aligned < _ALIGNED * len(starts):
            return None
    return _Candidate(gutter, left, right, is_in_turn, together, width)


def _is_drawn_in_rows(rows: Sequence[Sequence[Line]], place: float) -> bool:
    """Whether the file goes on across the place in most rows, as in one line of text."""
    crossings = [
        after.first == before.last + 1
        for row in rows
        for before, after in pairwise(row)
        if before.x1 <= place <= after.x0
    ]
    return 2 * sum(crossings) > len(crossings)


def _rows_side_by_side(rows: Sequence[Sequence[Line]], place: float) -> int:
    """How many rows of the shorter side lie within the height the other side spans."""
    heights: tuple[list[float], list[float]] = ([], [])
    for row in rows:
        for side, stands in zip(heights, _sides(row, place), strict=True):
            if stands:
                side.append(row[0].middle)
    if not all(heights):
        return 0
    reach = 1.2 * rows[0][0].size
    return min(
        sum(1 for height in side if min(other) - reach <= height <= max(other) + reach)
        for side, other in (heights, heights[::-1])
    )


def _is_running_text(lines: Sequence[Line], deepest: int, *, is_in_turn: bool) -> bool:
    """Whether these are lines of sentences rather than cells of a table: words for the most part, of one width.

    Args:
        lines: The lines of one side.
        deepest: How many more times they may be parted.
        is_in_turn: Whether the file draws one side wholly before the other: their width then matters little.
    """
    if 2 * sum(1 for line in lines if _NO_WORDS.fullmatch(line.text)) > len(lines):
        return False
    rows = put_side_by_side(lines, cells=True)
    if median(len(row.text) for row in rows) < _SHORTEST_ROW:
        return False
    if sum(1 for row in rows if _NO_WORDS.fullmatch(row.text)) >= 0.3 * len(rows):
        return False
    if sum(1 for row in rows if CELL in row.text) > 0.5 * len(rows):
        # These are columns again, or a table.
        return deepest > 1 and best_gutter(rows_of(lines), 1) is not None
    if is_in_turn:
        return True
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    filled = sum(1 for row in rows if row.x1 - left > _FILLED * (right - left))
    return filled >= 0.5 * len(rows)
