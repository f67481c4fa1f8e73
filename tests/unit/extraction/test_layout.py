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


ALIGNED = """　特殊詐欺の状況（令和５年）

　表１　検挙状況の推移
－－－－－－－－－－－－－－－－－－－－－－－－－－－－－－－－－
　　　　　　　      検挙件数      検挙人員
　年　　次　　        （件）        （人）    うち暴力団等    うち少年
－－－－－－－－－－－－－－－－－－－－－－－－－－－－－－－－－
　令和３年　　         6,603         2,371             326         431
　令和４年　　         6,642         2,459             436         475
　総　　数　　        13,245         4,830             762         906
"""


def test_names_of_aligned_text_stand_over_the_columns_they_are_shown_over() -> None:
    cells = {cell.text: cell for cell in extract(ALIGNED, date(2024, 2, 8), "ja").table_cells}
    assert cells["6,603"].column_header == "検挙件数 > （件）"
    assert cells["2,371"].column_header == "検挙人員 > （人）"
    assert cells["431"].column_header == "検挙人員 > うち少年"
    assert cells["4,830"].row_header == "総 数"


def test_a_level_that_the_row_of_totals_states_again_is_what_a_table_is_of() -> None:
    text = """令和6年のSNSに起因する被害児童は1,493人であった。重要犯罪等の被害児童は429人で、女子が400人であった。

学校別の人員（単位：人）
区分	令和6年
総数	1,493
中学生	698
高校生	795
"""
    figures = {figure.quote: figure for figure in extract(text, date(2025, 3, 1), "ja").figures}
    assert (figures["698"].offence, figures["698"].sex, figures["698"].channel) == (None, None, "social_media")


def test_the_numbers_of_sections_and_notes_are_none_of_the_figures() -> None:
    text = """1. Consultations

The police received 82,760 consultations on spousal violence in 2020, 1 more than in 2019.

Notes: 1. Source: National Police Agency.
2. "Spousal violence" includes violence by a former spouse.
"""
    result = extract(text, date(2021, 3, 1), "en")
    assert [figure.quote for figure in result.figures] == ["82,760", "1"]
    assert [entry.disposition for entry in result.numerals if entry.text in ("1", "2")] == [
        "reference", "figure", "reference", "reference",
    ]  # fmt: skip


def test_a_cell_that_prose_told_is_a_mention_and_says_what_the_prose_left_open() -> None:
    text = """令和6年の検挙件数は7,218件であった。被害児童が知り合ったサービスは、Instagramが366人であった。

表1　サービス別の被害児童数（単位：人）
サービス	令和5年	令和6年
Instagram	359	366
TikTok	134	128
"""
    result = extract(text, date(2025, 3, 1), "ja")
    (told,) = (figure for figure in result.figures if figure.value == 366)
    assert told.quote == "366人"
    assert told.platform == "instagram"
    assert [span.of(text) for span in told.mentions] == ["366"]


def test_lines_without_end_above_the_prose_make_no_path_without_end() -> None:
    text = "".join(f"Heading of kind {'abcdefgh'[k % 8]}\n\n" for k in range(3_000)) + "There were 5 victims in 2020.\n"
    (figure,) = extract(text, date(2021, 1, 1), "en").figures
    assert figure.section is not None
    assert figure.section.count(" > ") == 2
