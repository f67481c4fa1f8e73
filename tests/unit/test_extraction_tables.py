"""What single features of a table say of its cells; whole releases are in ``tests/tables``."""

from __future__ import annotations

from datetime import date

from pipelines.extraction import Figure, extract


def figures(text: str, year: int) -> dict[str, Figure]:
    """The figures of a text that was published in a year, by their words."""
    return {figure.quote: figure for figure in extract(text, published_on=date(year, 3, 1)).figures}


def table(caption: str, *rows: str, note: str = "") -> str:
    """A table of which the cells of a row are written with spaces between them, an empty one as a dot."""
    lines = ("\t".join("" if cell == "." else cell.replace("_", " ") for cell in row.split(" ")) for row in rows)
    return "\n".join([caption, "", *lines, "", note])


def test_cells_that_stand_a_line_each_are_a_table() -> None:
    names = ["", "19年", "20年", "認知件数", "6,261", "6,005", "検挙件数", "3,203", "3,013"]
    found = figures("".join(f"{name} |\n" for name in names) + "警察のまとめ。\n", 2009)
    assert {quote: figure.code("period") for quote, figure in found.items()} == {
        "6,261": "2007",
        "6,005": "2008",
        "3,203": "2007",
        "3,013": "2008",
    }


def test_a_row_of_dashes_below_the_head_is_no_head() -> None:
    text = table("表 被害児童数", "学職 令和6年 増減（人）", "未就学児 － －", "小学生 136 ＋31", "中学生 694 ＋37")
    found = figures(text, 2026)
    assert [found[quote].code("kind") for quote in ("136", "31")] == ["level", "change"]
    assert found["31"].code("compared_to") == "2023"


def test_a_note_names_the_numbers_in_brackets() -> None:
    rows = ("罪種 令和5年", "殺人 912", ". （84）", "強盗 1,361", ". （129）")
    found = figures(table("表 検挙人員（単位：人）", *rows, note="注　（　）内は女子で内数である。"), 2024)
    assert (found["84"].code("sex"), found["84"].code("offence"), found["912"].code("sex")) == (
        "female",
        "murder",
        None,
    )


def test_a_change_may_say_from_which_year() -> None:
    rows = ("Offence 2019 2020 2021 Change_from_2019", "Robbery 10 14 19 +9", "Murder 20 17 15 -5")
    found = figures(table("Persons arrested", *rows), 2022)
    assert (found["9"].code("period"), found["9"].code("compared_to")) == ("2021", "2019")


def test_half_years_may_leave_out_their_era() -> None:
    found = figures(table("表 検挙件数", "罪種 ６年上半期 ７年上半期", "強盗 61 74", "殺人 38 45"), 2025)
    assert [found[quote].code("period") for quote in ("61", "74")] == ["2024-H1", "2025-H1"]
