"""Sections and cells as data: where each stands, and what stands over and before it."""

from datetime import date

import pytest

from pipelines.extraction import Extraction, extract
from pipelines.extraction.model import CellRole

RELEASE = """令和6年における少年の状況

第1　被害
1　SNSに起因する事犯
　令和6年の被害児童は100人であった。

表1　学職別（単位：人）
学職	令和5年	令和6年
総数	90	100
うち中学生	40	45
高校生	－	55

2　児童虐待
　令和6年の通告児童は900人であった。

第2　非行
　令和6年の検挙人員は300人であった。
"""


@pytest.fixture(scope="module")
def release() -> Extraction:
    return extract(RELEASE, date(2025, 3, 1), "ja")


def test_a_figure_stands_under_its_headings_to_the_next_that_is_not_below_them(release: Extraction) -> None:
    sections = {figure.quote: figure.section for figure in release.figures}
    assert sections["900人"] == "第1 被害 > 2 児童虐待"
    assert sections["300人"] == "第2 非行"


def test_a_caption_is_no_heading(release: Extraction) -> None:
    sections = {figure.quote: figure.section for figure in release.figures}
    assert sections["100人"] == sections["45"] == "第1 被害 > 1 SNSに起因する事犯"


def test_every_cell_has_its_place_and_its_names(release: Extraction) -> None:
    cells = {(cell.row, cell.column): cell for cell in release.table_cells}
    assert len(cells) == 12
    assert cells[1, 2].role is CellRole.COLUMN_HEADER
    assert cells[3, 1].role is CellRole.ROW_HEADER
    number = cells[3, 3]
    assert (number.role, number.text) == (CellRole.NUMBER, "45")
    assert number.span.of(RELEASE) == number.text
    assert (number.row_header, number.column_header) == ("総数 > うち中学生", "令和6年")
    assert number.caption == "表1 学職別（単位：人）"
    assert number.section == "第1 被害 > 1 SNSに起因する事犯"
    assert cells[4, 2].role is CellRole.EMPTY


def test_rows_below_a_name_of_their_own_have_it_before_theirs() -> None:
    text = """Table 1  Cases and persons
                       2021    2022
-----------------------------------
Child prostitution
  Cases cleared         580     389
  Persons arrested      133     108
Child pornography
  Cases cleared         969     835
  Persons arrested      489     453
"""
    cells = extract(text, date(2023, 3, 1), "en").table_cells
    assert {cell.row_header for cell in cells if cell.text == "453"} == {"Child pornography > Persons arrested"}
    figures = {figure.quote: figure for figure in extract(text, date(2023, 3, 1), "en").figures}
    assert (figures["453"].measure, figures["453"].offence, figures["453"].period) == (
        "offenders", "child_pornography", "2022",
    )  # fmt: skip


def test_numbers_and_periods_of_a_section_do_not_go_into_the_next() -> None:
    text = """Cybercrime: statistics for 2023

1. Ransomware

Reports of ransomware damage came to 103 in the first half and 94 in the second half of 2023.

2. Consultations

Police received 153,208 consultations.
"""
    *_, last = extract(text, date(2024, 3, 1), "en").figures
    assert (last.quote, last.period, last.measure, last.offence) == ("153,208", "2023", "consultations", "cybercrime")


def test_a_text_without_headings_and_tables_has_neither() -> None:
    result = extract("There were 5 victims in 2020.", date(2021, 1, 1), "en")
    assert result.table_cells == ()
    assert [figure.section for figure in result.figures] == [None]
