"""Tables of an article are drawn as tables, and no character of the text is lost or moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pipelines.extraction import extract
from pipelines.report.drawn_tables import DrawnCell, DrawnTable, draw
from pipelines.report.marking import Mark, Piece, cut

TEXT = """表1　手口別（単位：件）
手口	認知件数		被害額
	令和5年	令和6年	令和6年
総数	90	100	－
オレオレ詐欺	40	45	12.3
以上。
"""


def cells_of(text: str) -> list[dict[str, Any]]:
    return [
        {
            "table_number": cell.table, "row_number": cell.row, "column_number": cell.column, "role": cell.role.value,
            "char_start": cell.span.start, "char_end": cell.span.end, "caption": cell.caption,
        }
        for cell in extract(text, date(2025, 3, 1), "ja").table_cells
    ]  # fmt: skip


def drawn(text: str, cells: list[dict[str, Any]], *marks: Mark) -> Sequence[Piece | DrawnTable]:
    edges = [edge for cell in cells for edge in (cell["char_start"], cell["char_end"])]
    return draw(text, cut(text, marks, edges), cells)


def words(cell: DrawnCell) -> str:
    return "".join(piece.text for piece in cell.pieces)


def whole(parts: Sequence[Piece | DrawnTable]) -> str:
    text = ""
    for part in parts:
        if isinstance(part, Piece):
            text += part.text
        else:
            text += "".join(words(cell) + cell.unseen for row in part.rows for cell in row)
    return text


def test_rows_columns_and_headers_are_where_the_article_has_them() -> None:
    (table,) = [part for part in drawn(TEXT, cells_of(TEXT)) if isinstance(part, DrawnTable)]
    assert table.label == "表1 手口別（単位：件）"
    assert [[words(cell) for cell in row] for row in table.rows] == [
        ["手口", "認知件数", "被害額"],
        ["", "令和5年", "令和6年", "令和6年"],
        ["総数", "90", "100", "－"],
        ["オレオレ詐欺", "40", "45", "12.3"],
    ]
    assert [cell.columns for cell in table.rows[0]] == [1, 2, 1]
    assert [cell.scope for cell in table.rows[2]] == ["row", None, None, None]
    assert {cell.scope for cell in table.rows[0]} == {"col"}


def test_a_number_stays_marked_in_its_cell() -> None:
    at = TEXT.index("45")
    (table,) = [
        part for part in drawn(TEXT, cells_of(TEXT), Mark(at, at + 2, "figure", ("a",))) if isinstance(part, DrawnTable)
    ]
    assert [piece.mark is not None for piece in table.rows[3][2].pieces] == [True]


def test_a_text_without_tables_is_its_pieces() -> None:
    assert [part.text for part in drawn("48人", [], Mark(0, 2, "figure")) if isinstance(part, Piece)] == ["48", "人"]


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(1, 9))))
def test_the_text_is_whole_whatever_is_marked(spans: list[tuple[int, int]]) -> None:
    marks = [Mark(start, start + length, "figure") for start, length in spans]
    assert whole(drawn(TEXT, cells_of(TEXT), *marks)) == TEXT
