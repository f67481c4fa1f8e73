"""The order in which the lines of a page are read: columns from left to right, vertical text from right to left.

A page of vertical text is turned on its side first: its lines then run from left to right and follow one another
downwards like those of any other, and its tiers are columns. What joins lines to paragraphs belongs elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from pipelines.articles.formats.pdf_lines import Line, Page, put_side_by_side

_FEWEST_ROWS = 3
_SHORTEST_ROW = 6
_NO_WORDS = re.compile(r"[\d\s,.%()△▲％，．－ー\-+/・０-９人件年]*")
_FILLED = 0.75
_MOST_COLUMNS = 8
_KANA = re.compile("[\u3041-\u30ff\\s]+")
_READING_SIZE = 0.65


@dataclass(frozen=True, slots=True)
class Column:
    """Lines that follow one another, from the top down, without a line of another column between them."""

    lines: tuple[Line, ...]


def columns_of(page: Page) -> list[Column]:
    """The columns of a page in the order they are read."""
    lines = [_turned(line) for line in page.lines] if page.is_vertical else list(page.lines)
    pieces = put_side_by_side(_without_readings(lines), cells=False)
    return [Column(tuple(put_side_by_side(column, cells=True))) for column in _ordered(pieces, _MOST_COLUMNS)]


def _turned(line: Line) -> Line:
    """A quarter turn against the clock: what was at the top is on the left, what was on the right is at the top."""
    return replace(line, x0=-line.y1, x1=-line.y0, y0=line.x0, y1=line.x1)


def _without_readings(lines: Sequence[Line]) -> list[Line]:
    """Leave out the small kana above characters that say how to read them (ruby)."""
    small = {line for line in lines if _KANA.fullmatch(line.text)}
    kept = []
    for line in lines:
        is_reading = line in small and any(
            line.size <= _READING_SIZE * other.size
            and min(line.x1, other.x1) > max(line.x0, other.x0)
            and -0.6 * other.size < line.y0 - other.y1 < 0.6 * other.size
            for other in lines
        )
        if not is_reading:
            kept.append(line)
    return kept


def _ordered(lines: Sequence[Line], most: int) -> list[list[Line]]:
    gutter = _gutter(lines) if most > 1 else None
    if gutter is None:
        return [list(lines)] if lines else []
    columns: list[list[Line]] = []
    across: list[Line] = []
    sides: tuple[list[Line], list[Line]] = ([], [])

    def close_sides() -> None:
        for side in sides:
            columns.extend(_ordered(side, most - 1))
            side.clear()

    # A heading or a table across both columns parts what stands above it from what stands below.
    for line in sorted(lines, key=lambda line: -(line.y0 + line.y1)):
        if line.x1 <= gutter or line.x0 >= gutter:
            if across:
                columns.append(across)
                across = []
            sides[line.x0 >= gutter].append(line)
        else:
            close_sides()
            across.append(line)
    close_sides()
    if across:
        columns.append(across)
    return columns


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where two columns of running text meet; None where there is one column, or a table."""
    if len(lines) < 2 * _FEWEST_ROWS:
        return None
    best: tuple[int, float] | None = None
    found = None
    for place in sorted({round(line.x1 + 1.0, 0) for line in lines}):
        left = [line for line in lines if line.x1 <= place]
        right = [line for line in lines if line.x0 >= place]
        if len(left) < _FEWEST_ROWS or len(right) < _FEWEST_ROWS:
            continue
        together = _rows_side_by_side(left, right)
        if together < _FEWEST_ROWS or not (_is_running_text(left) and _is_running_text(right)):
            continue
        crossing = len(lines) - len(left) - len(right)
        width = min(line.x0 for line in right) - max(line.x1 for line in left)
        score = (together - 2 * crossing, width)
        if best is None or score > best:
            best, found = score, place
    return found


def _rows_side_by_side(left: Sequence[Line], right: Sequence[Line]) -> int:
    """How many rows of the shorter side lie within the height the other side spans."""

    def within(rows: Sequence[Line], others: Sequence[Line]) -> int:
        top, bottom = max(line.y1 for line in others), min(line.y0 for line in others)
        return sum(1 for line in rows if line.y0 < top and line.y1 > bottom)

    return min(within(left, right), within(right, left))


def _is_running_text(lines: Sequence[Line]) -> bool:
    """Whether these are lines of sentences rather than cells of a table: words for the most part, of one width."""
    rows = put_side_by_side(lines, cells=True)
    if median(len(row.text) for row in rows) < _SHORTEST_ROW:
        return False
    if sum(1 for row in rows if _NO_WORDS.fullmatch(row.text)) >= 0.3 * len(rows):
        return False
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    filled = sum(1 for row in rows if row.x1 - left > _FILLED * (right - left))
    return filled >= 0.5 * len(rows)
