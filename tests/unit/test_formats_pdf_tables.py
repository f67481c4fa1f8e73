"""Ruled tables of PDF files: each row of cells is a line of text, whatever stands in them."""

from __future__ import annotations

import io
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pipelines.articles.formats.pdf import parse
from pipelines.articles.formats.pdf_tables import grids_of

LEFT, TOP = 60.0, 700.0
ROW, SIZE = 30.0, 9.0
WORDS = ("Total", "Boys", "Girls", "Under 18", "Others", "Special fraud")


def drawn(rows: Sequence[Sequence[str]], width: float, *, sides: bool = True) -> bytes:
    """A page with a table all of whose lines are drawn; lines of a cell are apart by a line break.

    A cell of three dots goes on from the one before it, without a line between the two.
    """
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.setFont("Helvetica", SIZE)
    canvas.drawString(LEFT, TOP + 20, "Table 1. Victims")
    right, foot = LEFT + width * len(rows[0]), TOP - ROW * len(rows)
    for number in range(len(rows) + 1):
        canvas.line(LEFT, TOP - ROW * number, right, TOP - ROW * number)
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            x, top = LEFT + width * column, TOP - ROW * number
            if words != "..." and (column or sides):
                canvas.line(x, top, x, top - ROW)
            for place, line in enumerate(words.split("\n") if words != "..." else ()):
                canvas.drawString(x + 2, top - 11 - 12 * place, line)
    if sides:
        canvas.line(right, TOP, right, foot)
    canvas.drawString(LEFT, foot - 40, "Police published the figures in March.")
    canvas.save()
    return file.getvalue()


def on_pages(rows: Sequence[Sequence[str]], pages: int) -> bytes:
    """A table that goes on from page to page, its first row at the top of each."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for page in range(pages):
        canvas.setFont("Helvetica", SIZE)
        for number, row in enumerate((rows[0], *rows[1 + 2 * page : 3 + 2 * page])):
            for column, words in enumerate(row):
                x, top = LEFT + 70 * column, 820 - ROW * number
                canvas.rect(x, top - ROW, 70, ROW)
                canvas.drawString(x + 2, top - 11, words)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def lines(content: bytes) -> list[str]:
    """The lines of the table in the text that is read."""
    return [line for line in parse(content, 1_000_000).text.split("\n") if "\t" in line]


def test_cells_that_stand_close_are_apart() -> None:
    rows = [["", "2021", "2022"], ["Boys", "10,120", "11,305"], ["Girls", "20,145", "21,402"]]
    assert lines(drawn(rows, 34)) == ["\t2021\t2022", "Boys\t10,120\t11,305", "Girls\t20,145\t21,402"]


def test_a_table_may_be_open_at_its_sides() -> None:
    rows = [["Boys", "101", "113"], ["Girls", "204", "214"]]
    assert lines(drawn(rows, 60, sides=False)) == ["Boys\t101\t113", "Girls\t204\t214"]


def test_a_name_over_two_columns_stands_over_the_first() -> None:
    rows = [["", "Victims", "...", "Cases"], ["Boys", "101", "113", "98"], ["Girls", "204", "214", "77"]]
    assert lines(drawn(rows, 60))[0] == "\tVictims\t\tCases"


def test_numbers_below_one_another_in_a_cell_are_lines_of_their_own_and_words_are_one() -> None:
    rows = [["Age", "2021", "2022"], ["Under\neighteen", "101\n3.5", "113\n3.9"], ["Others", "204\n7.1", "214\n7.3"]]
    assert lines(drawn(rows, 60)) == [
        "Age\t2021\t2022",
        "Under eighteen\t101\t113",
        "\t3.5\t3.9",
        "Others\t204\t214",
        "\t7.1\t7.3",
    ]


def test_the_head_of_a_table_is_no_running_head() -> None:
    rows = [["Age", "2019", "2020", "2021"], *([f"Aged {n}", f"{n}01", f"{n}02", f"{n}03"] for n in range(11, 19))]
    assert lines(on_pages(rows, 4)).count("Age\t2019\t2020\t2021") == 4


def test_boxes_of_words_are_no_table() -> None:
    rows = [["Police asked", "parents to talk"], ["about it with", "their children"]]
    text = parse(drawn(rows, 120), 1_000_000).text
    assert text.index("asked") < text.index("parents") < text.index("about") < text.index("children")


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_every_cell_of_any_table_comes_out_in_its_place(data: st.DataObject) -> None:
    columns = data.draw(st.integers(3, 6))
    numbers = st.integers(0, 9_999_999).map("{:,}".format)
    head = ["", *(str(2015 + number) for number in range(1, columns))]
    body = data.draw(
        st.lists(st.tuples(st.sampled_from(WORDS), *[numbers] * (columns - 1)).map(list), min_size=3, max_size=8)
    )
    assert lines(drawn([head, *body], 62)) == ["\t".join(row) for row in [head, *body]]


def test_many_lines_that_make_no_table_end() -> None:
    rules = [(float(n), 0.0, n + 0.5, 700.0) for n in range(0, 9000, 3)]
    rules += [(0.0, float(n), 9000.0, n + 0.5) for n in range(0, 9000, 3)]
    assert grids_of(rules) == []
