"""An article's text with its tables as tables; pure functions.

Every character of the text stays in its place: what stands between two cells follows the first, unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from pipelines.report.marking import Piece

_SCOPES = {"column_header": "col", "row_header": "row"}


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell of a table, or a place where it has none.

    Attributes:
        role: As in ``table_cells``; ``none`` for a place without a cell.
        pieces: Its words.
        unseen: What the text has from it to the next cell.
        columns: How many columns it takes.
    """

    role: str
    pieces: Sequence[Piece] = ()
    unseen: str = ""
    columns: int = 1

    @property
    def scope(self) -> str | None:
        """What it is the header of, for those who do not see the table."""
        return _SCOPES.get(self.role)


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A table of an article, row by row; ``label`` names it for those who do not see it."""

    label: str
    rows: Sequence[Sequence[DrawnCell]]


def draw(text: str, pieces: Iterable[Piece], cells: Iterable[Mapping[str, Any]]) -> Sequence[Piece | DrawnTable]:
    """The text in order, with tables in place of the pieces they are made of.

    Args:
        text: The article.
        pieces: All of it, cut so that none goes over the edge of a cell.
        cells: Rows of ``table_cells`` of the article.
    """
    parts: list[Piece | DrawnTable] = []
    rest = iter(sorted(pieces, key=lambda piece: piece.start))
    piece = next(rest, None)
    ordered = sorted(cells, key=lambda cell: cell["char_start"])
    for number, group in groupby(ordered, key=lambda cell: cell["table_number"]):
        table = list(group)
        while piece is not None and piece.start < table[0]["char_start"]:
            parts.append(piece)
            piece = next(rest, None)
        words: dict[int, list[Piece]] = {}
        for cell in table:
            while piece is not None and piece.start < cell["char_end"]:
                if piece.start >= cell["char_start"]:
                    words.setdefault(cell["char_start"], []).append(piece)
                piece = next(rest, None)
        parts.append(DrawnTable(table[0]["caption"] or f"Table {number}", _rows(text, table, words)))
    while piece is not None:
        parts.append(piece)
        piece = next(rest, None)
    return parts


def _rows(
    text: str, table: Sequence[Mapping[str, Any]], words: Mapping[int, Sequence[Piece]]
) -> Sequence[Sequence[DrawnCell]]:
    width = max(cell["column_number"] for cell in table)
    ends = {one["char_start"]: next_one["char_start"] for one, next_one in pairwise(table)}
    last_head = max((cell["row_number"] for cell in table if cell["role"] == "column_header"), default=0)
    rows = []
    for number, group in groupby(table, key=lambda cell: cell["row_number"]):
        row = list(group)
        drawn: list[DrawnCell] = []
        at = 1
        for cell, following in zip(row, [*row[1:], None], strict=True):
            drawn += [DrawnCell("none")] * (cell["column_number"] - at)
            at = following["column_number"] if following else width + 1
            # A name over others takes their columns, and one that stands alone the row.
            is_over = number < last_head or (len(row) == 1 and number > last_head)
            columns = at - cell["column_number"] if is_over else 1
            unseen = text[cell["char_end"] : ends.get(cell["char_start"], cell["char_end"])]
            drawn.append(DrawnCell(cell["role"], words.get(cell["char_start"], ()), unseen, columns))
            at = cell["column_number"] + columns
        rows.append(drawn + [DrawnCell("none")] * (width + 1 - at))
    return rows
