"""Tables whose columns are periods: 区分 | 平成28年 | 平成27年, and below it 犯罪少年 | 512人 | 534人."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipelines.extraction.expressions import TimeExpression
from pipelines.extraction.japanese.periods import find_periods
from pipelines.extraction.model import Span
from pipelines.extraction.statements import Place, Statement

_BETWEEN = "|"
_HIGHEST = 60  # rows between a row and the head of its table


def with_times_of_columns(text: str, span: Span, statements: Sequence[Statement]) -> list[Statement]:
    """Date each level of a row by the head of its column: the second number of 512人 | 534人 is of 平成27年."""
    cells = _cells(text, _line_at(text, span.start))
    head = _head(text, span.start, len(cells)) if len(cells) > 2 else []
    dated = [column for column, time in enumerate(head) if time]
    if len(dated) < 2:
        return list(statements)
    runs_back = _start(head[dated[0]]) > _start(head[dated[1]])
    found: list[Statement] = []
    for one in statements:
        column = next((k for k, cell in enumerate(cells) if cell.overlaps(one.numeral.span)), 0)
        if one.place is not Place.COMPARED and column in dated:
            place = Place.EARLIER if runs_back and column != dated[0] else Place.NOW
            one = replace(one, time=head[column], place=place)
        found.append(one)
    return found


def _start(time: TimeExpression | None) -> date:
    period = time.resolve(None, None) if time else None
    return period.start if period else date.min


def _head(text: str, position: int, columns: int) -> list[TimeExpression | None]:
    """The periods in the first of the rows with as many columns that end with the one at ``position``."""
    line = _line_at(text, position)
    for _ in range(_HIGHEST):
        if not line.start:
            break
        above = _line_at(text, line.start - 1)
        if len(_cells(text, above)) != columns:
            break
        line = above
    return [next(iter(find_periods(text, cell)), None) for cell in _cells(text, line)]


def _line_at(text: str, position: int) -> Span:
    end = text.find("\n", position)
    return Span(text.rfind("\n", 0, position) + 1, len(text) if end < 0 else end)


def _cells(text: str, line: Span) -> list[Span]:
    cells: list[Span] = []
    start = line.start
    for written in line.of(text).split(_BETWEEN):
        cells.append(Span(start, start + len(written)))
        start += len(written) + 1
    return cells
