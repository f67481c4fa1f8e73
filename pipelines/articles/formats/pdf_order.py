"""The order in which the lines of a page are read: columns from left to right, what spans them where it stands.

Vertical text was turned on its side before: its tiers are columns here. What joins lines to paragraphs belongs to
``pdf_paragraphs``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipelines.articles.formats.pdf_lines import CELL, Line, Page, put_side_by_side, rows_of, with_indent

# Of a column; where the file draws one side wholly before the other, fewer are enough.
_FEWEST_ROWS, _FEWEST_ROWS_IN_TURN = 3, 2
_SHORTEST_ROW = 6
_NO_WORDS = re.compile(r"[\d\s,.%()△▲％，．－ー\-+/・０-９人件年]*")
_FILLED = 0.75
_DEEPEST = 12
_KANA = re.compile("[\u3041-\u30ff\\s]+")
_READING_SIZE = 0.65
# Of a gutter, in sizes of a letter: between columns that the file draws one after the other, and row by row; then with
# how many rows it is no accident of the spaces in one column.
_GUTTER, _GUTTER_IN_ROWS = 0.25, 1.2
_NARROW_GUTTER_IN_ROWS, _MANY_ROWS = 0.4, 6
_ALIGNED = 0.8
# In sizes: as far apart are two lines of a column at most.
_NEAR = 2.2


@dataclass(frozen=True, slots=True)
class Column:
    """Lines that follow one another, from the top down, without a line of another column between them."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Gutter:
    """Where two columns meet, and between which rows.

    Attributes:
        first: Number of the first row of the columns.
        end: Of the row below their last.
    """

    place: float
    first: int
    end: int


def columns_of(page: Page) -> list[Column]:
    """The columns of a page in the order they are read."""
    return [
        Column(tuple(map(with_indent, put_side_by_side(column, cells=True))))
        for lines in page.frames
        for column in _ordered(_without_readings(lines), _DEEPEST)
    ]


def _without_readings(lines: Sequence[Line]) -> list[Line]:
    """Leave out the small kana above characters that say how to read them (ruby)."""
    return [line for line in lines if not _is_reading(line, lines)]


def _is_reading(line: Line, lines: Sequence[Line]) -> bool:
    return _KANA.fullmatch(line.text) is not None and any(
        line.size <= _READING_SIZE * other.size
        and min(line.x1, other.x1) > max(line.x0, other.x0)
        and -0.6 * other.size < line.y0 - other.y1 < 0.6 * other.size
        for other in lines
    )


def _ordered(lines: Sequence[Line], deepest: int) -> list[list[Line]]:
    if not lines:
        return []
    rows = rows_of(lines)
    gutter = _best_gutter(rows, deepest)
    if gutter is None:
        return [list(lines)]
    here = [line for row in rows[gutter.first : gutter.end] for line in row]
    parts = [
        [line for row in rows[: gutter.first] for line in row],
        [line for line in here if line.x1 <= gutter.place],
        [line for line in here if line.x1 > gutter.place],
        [line for row in rows[gutter.end :] for line in row],
    ]
    return [column for part in parts for column in _ordered(part, deepest - 1)]


def _best_gutter(rows: Sequence[Sequence[Line]], deepest: int) -> _Gutter | None:
    """Where two columns of running text meet; None where there is one column, or a table."""
    best: tuple[tuple[int, float], _Gutter] | None = None
    if not deepest:
        return None
    for place in _places(rows):
        for first, end in _clear_rows(rows, place):
            score = _score(rows[first:end], place, deepest)
            if score is not None and (best is None or score > best[0]):
                best = score, _Gutter(place, first, end)
    return best[1] if best else None


def _places(rows: Sequence[Sequence[Line]]) -> list[float]:
    """Where columns may meet: just before where several lines start, or one that is not drawn after the one before."""
    starts: Counter[int] = Counter()
    for row in rows:
        for place in {round(line.x0 / 2) for line in row[1:]} | {round(row[0].x0 / 2)}:
            starts[place] += 1
    near = {place for place in starts if starts[place - 1] + starts[place] + starts[place + 1] >= _FEWEST_ROWS_IN_TURN}
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
        if end - first >= _FEWEST_ROWS_IN_TURN:
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


def _score(rows: Sequence[Sequence[Line]], place: float, deepest: int) -> tuple[int, float] | None:
    """How sure it is that columns meet there: by rows side by side, then by width; None where they do not."""
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
    if not all(_is_running_text(side, deepest, is_in_turn=is_in_turn) for side in (left, right)):
        return None
    return together, width


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
        return deepest > 1 and _best_gutter(rows_of(lines), 1) is not None
    if is_in_turn:
        return True
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    filled = sum(1 for row in rows if row.x1 - left > _FILLED * (right - left))
    return filled >= 0.5 * len(rows)
