"""The order in which the lines of a page are read: columns from left to right, what spans them where it stands.

Vertical text was turned on its side before: its tiers are columns here. What joins lines to paragraphs belongs to
``pdf_paragraphs``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.articles.formats.pdf_gutters import best_gutter
from pipelines.articles.formats.pdf_lines import Line, Page, put_side_by_side, rows_of, with_indent

# How many times the lines of a page may be parted.
_DEEPEST = 12
_KANA = re.compile("[\u3041-\u30ff\\s]+")
_READING_SIZE = 0.65


@dataclass(frozen=True, slots=True)
class Column:
    """Lines that follow one another, from the top down, without a line of another column between them."""

    lines: tuple[Line, ...]


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
    gutter = best_gutter(rows, deepest)
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
