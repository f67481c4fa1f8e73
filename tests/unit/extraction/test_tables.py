"""Tables: each cell means what its row, its column, the caption and the section say together."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.extraction import Figure, extract

PUBLISHED = date(2024, 2, 5)
FRAUD = """特殊詐欺の認知状況

特殊詐欺の認知件数は252件だった。

手口別認知状況（単位：件、千円）

手口\t認知件数\t\t\t被害額
\t令和5年\t令和4年\t増減率\t令和5年
総数\t252\t248\t+1.6\t799,200
オレオレ詐欺\t61\t38\t+60.5\t284,100
融資保証金詐欺\t3\t5\t▲40.0\t1,800
"""
DEATHS = """Traffic accidents in 2023

There were 24,711 accidents in 2023, and 145 people died.

|  | 2023 | 2022 | Difference |
|:---|---:|---:|---:|
| Deaths | 145 | 137 | +8 |
| - of which aged 65 or older | 74 | 80 | △6 |
"""


def cells(text: str) -> dict[str, Figure]:
    """The figures of the cells of a text by their quotes."""
    return {one.quote: one for one in extract(text, PUBLISHED).figures if one.rule == "table_cell"}


def test_a_cell_is_of_the_year_over_its_column() -> None:
    assert {quote: cells(FRAUD)[quote].period for quote in ("61", "38")} == {"61": "2023", "38": "2022"}


def test_the_caption_says_how_many_yen_one_is() -> None:
    loss = cells(FRAUD)["284,100"]
    assert (loss.value, loss.code("unit"), loss.code("measure")) == (284_100_000, "yen", "losses")


def test_a_triangle_makes_a_rate_of_change_a_fall_from_the_year_before() -> None:
    fall = cells(FRAUD)["40.0"]
    assert (fall.value, str(fall.kind), fall.period, fall.code("compared_to")) == (
        -40,
        "percent_change",
        "2023",
        "2022",
    )


def test_a_name_without_a_code_keeps_the_crime_of_the_table_and_its_words_apart() -> None:
    loan, named = cells(FRAUD)["5"], cells(FRAUD)["38"]
    assert (loan.code("offence"), named.code("offence")) == ("special_fraud", "ore_ore_fraud")
    assert loan.other_axes["words"].value == "融資保証金詐欺"
    assert "words" not in named.other_axes


def test_what_the_head_does_not_say_is_taken_from_the_total_told_before_the_table() -> None:
    offence = cells(FRAUD)["248"].facets["offence"]
    assert (str(offence.source), offence.reason) == ("inherited", "total")


def test_only_what_is_taken_from_elsewhere_has_a_reason() -> None:
    facets = [facet for text in (FRAUD, DEATHS) for one in cells(text).values() for facet in one.facets.values()]
    assert {str(facet.source) for facet in facets if facet.reason} == {"inherited"}


def test_of_which_narrows_the_row_above() -> None:
    part = cells(DEATHS)["74"]
    assert (part.code("measure"), part.code("age_group")) == ("deaths", "age_65_and_over")


def test_a_column_of_differences_is_of_the_years_beside_it() -> None:
    change = cells(DEATHS)["6"]
    assert (change.value, str(change.kind), change.period, change.code("compared_to")) == (-6, "change", "2023", "2022")


def test_the_total_of_a_column_is_the_whole_of_the_rows_above_and_below() -> None:
    assert {cells(FRAUD)[quote].base_value for quote in ("38", "5")} == {248}


def test_a_month_in_a_row_is_of_the_year_over_the_column() -> None:
    text = (
        "自殺者数\n\n自殺者は21,837人だった。\n\n表1 月別自殺者数（人）\n"
        "\t令和4年\t令和5年\n1月\t1,874\t1,818\n2月\t1,661\t1,742\n"
    )
    assert {quote: cells(text)[quote].period for quote in ("1,874", "1,742")} == {
        "1,874": "2022-01",
        "1,742": "2023-02",
    }


@pytest.mark.parametrize(
    ("head", "first"), [("R4\tR5", "2022"), ("R4上\tR4下", "2022-H1"), ("2022\t2023", "2022"), ("22年\t23年", "2022")]
)
def test_years_are_told_as_tables_tell_them(head: str, first: str) -> None:
    text = f"児童虐待の検挙\n\n児童虐待の検挙は21件だった。\n\n区分\t{head}\n総数\t19\t21\n暴行\t12\t15\n"
    assert cells(text)["19"].period == first


def test_a_row_of_schools_is_of_the_children_harmed_and_not_of_those_arrested() -> None:
    text = (
        "昨年、児童ポルノの被害に遭った子どもは1455人だった。摘発は2796件、1972人だった。\n\n"
        "\t2023年\t2022年\n小学生\t251\t238\n中学生\t597\t612\n"
    )
    assert {cells(text)[quote].code("measure") for quote in ("251", "612")} == {"victims"}


def test_what_says_that_there_is_nothing_is_no_figure() -> None:
    text = "児童虐待の検挙\n\n児童虐待の検挙は21件だった。\n\n区分\tR4\tR5\n暴行\t－\t12\n傷害\t…\t9\n"
    assert set(cells(text)) == {"12", "9"}


def test_a_cell_under_no_name_is_left_open() -> None:
    text = "児童虐待の検挙\n\n児童虐待の検挙は21件だった。\n\n区分\tR5\n暴行\t12\t77\n傷害\t9\t78\n"
    entries = {entry.text: entry.disposition for entry in extract(text, PUBLISHED).numerals}
    assert (entries["12"], entries["77"]) == ("figure", "unresolved")


def test_a_table_may_hold_the_first_figure_of_a_text() -> None:
    text = "高校生917人、中学生695人。\n\n区分\tR4\tR5\n児童虐待\t1,900\t2,100\n傷害\t9\t12\n"
    assert "2,100" in cells(text)


TWO_LINES = """表２ 年齢層別行方不明者数（単位：人。下段は人口10万人当たり）

年齢層\t令和4年\t令和5年
10歳代\t14,959\t17,208
\t138.7\t161.3
20歳代\t16,848\t18,126
\t133.6\t143.8
"""


def test_the_second_line_of_a_cell_is_what_the_caption_says() -> None:
    found = cells(TWO_LINES)
    assert [found[quote].code("unit") for quote in ("17,208", "161.3")] == ["persons", "per_100000"]
    assert {found[quote].code("age_group") for quote in ("17,208", "161.3")} == {"teens"}
    assert found["133.6"].code("period") == "2022"


def test_a_name_before_several_rows_is_that_of_each() -> None:
    text = (
        "特殊詐欺の状況\n\n特殊詐欺の認知件数は252件だった。\n\n区分\t\t令和4年\t令和5年\n"
        "オレオレ詐欺\t認知件数\t38\t61\n\t検挙件数\t12\t19\n融資保証金詐欺\t認知件数\t5\t3\n\t検挙件数\t2\t1\n"
    )
    found = cells(text)
    assert [found[quote].code("offence") for quote in ("61", "19")] == ["ore_ore_fraud", "ore_ore_fraud"]


def test_a_table_under_a_sentence_is_of_what_its_heading_says() -> None:
    text = (
        "ストーカー事案の概況\n\n令和5年中の相談件数は、1,219件で、前年から74件増加しました。\n\n相談者の性別\n\n"
        "相談者は、女性が951人、男性が268人でした。\n\n\t令和4年\t令和5年\n\n女性\t902\t951\n男性\t243\t268\n"
    )
    found = cells(text)
    assert (found["902"].code("unit"), found["902"].code("measure")) == ("persons", None)


def test_money_lost_by_a_crime_that_is_counted_by_its_name_is_money() -> None:
    text = (
        "Special fraud in 2023\n\nPolice recorded 252 special frauds in 2023.\n\n"
        "| Loss (million yen) | 2022 | 2023 |\n|---|---|---|\n| Billing fraud | 381 | 442 |\n| Refund fraud | 87 | 9 |"
    )
    assert cells(text)["442"].code("unit") == "yen"


def test_a_cell_that_a_sentence_told_by_its_name_is_a_mention_of_it() -> None:
    text = (
        "特殊詐欺の認知状況\n\n令和5年の特殊詐欺の認知件数は900件だった。架空料金請求詐欺は320件だった。\n\n"
        "手口別認知件数（単位：件）\n\n手口\t令和4年\t令和5年\n架空料金請求詐欺\t310\t320\n還付金詐欺\t205\t198\n"
        "金融商品詐欺\t90\t88\n"
    )
    found = [one for one in extract(text, PUBLISHED).figures if one.value == 320]
    assert [(one.quote, one.other_concepts, len(one.mentions)) for one in found] == [
        ("320件", "words=架空料金請求詐欺", 1)
    ]


def test_how_long_something_took_is_no_year() -> None:
    text = (
        "所在確認の状況\n\n令和5年中の行方不明者は900人であった。\n\n期間別の行方不明者数（令和5年、単位：人）\n\n"
        "期間\t人員\t構成比\n受理当日\t320\t35.6\n2日〜7日\t310\t34.4\n2年以上\t270\t30.0\n"
    )
    assert {one.code("period") for one in cells(text).values()} == {"2023"}


@pytest.mark.parametrize(("name", "code"), [("〜19歳", "age_19_and_under"), ("70歳〜", "age_70_and_over")])
def test_an_age_may_be_open_to_one_side(name: str, code: str) -> None:
    text = (
        "被害者の年齢\n\n令和5年の被害者は900人であった。\n\n被害者の年齢（令和5年、単位：人）\n\n"
        f"年齢\t人員\n{name}\t320\n20〜29歳\t310\n30〜39歳\t270\n"
    )
    assert cells(text)["320"].code("age_group") == code


def test_notes_and_addresses_count_nothing() -> None:
    text = (
        "令和5年の被害者は900人であった。\n\n構成比の合計は、四捨五入のため100％にならない場合がある。"
        "照会先は内線3063、3064です。"
    )
    assert [one.quote for one in extract(text, PUBLISHED).figures] == ["900人"]


def test_years_above_rows_of_words_make_a_table() -> None:
    text = (
        "I. Penal Code Offenses\n\nPenal Code offenses came to 1,571,900 in 2010.\n\n2010 2009 Change Change (%)\n\n"
        "Reported to police 1,571,900 1,699,300 -127,400 -7.5\n\nArrests 321,400 331,900 -10,500 -3.2\n\n"
        "Rate of clearance (%) 31.4 32.0\n"
    )
    found = cells(text)
    assert [(found[q].code("period"), found[q].code("measure")) for q in ("1,699,300", "331,900")] == [
        ("2009", "cases"),
        ("2009", "offenders"),
    ]
    assert (str(found["3.2"].kind), found["32.0"].code("unit")) == ("percent_change", "percent")


SECTIONS = """令和6年におけるSNSに起因する児童の犯罪被害の状況

1 被害児童数の推移

令和6年の被害児童数は1,486人であった。

(1) 学校種別

学校種別被害児童数

区分\t4年\t構成比\t6年\t構成比
小学生\t114\t6.6%\t136\t9.2%
中学生\t718\t41.5%\t681\t45.8%
"""


def test_what_the_title_speaks_of_holds_for_every_section() -> None:
    assert {one.code("channel") for one in extract(SECTIONS, date(2025, 3, 1)).figures} == {"social_media"}


def test_years_of_one_digit_are_names_and_a_share_is_of_the_year_beside_it() -> None:
    found = {one.quote: one for one in extract(SECTIONS, date(2025, 3, 1)).figures if one.rule == "table_cell"}
    assert [found[quote].code("period") for quote in ("114", "6.6%", "681", "45.8%")] == [
        "2022",
        "2022",
        "2024",
        "2024",
    ]


def test_a_year_may_stand_behind_what_a_column_counts() -> None:
    text = (
        "# 特殊詐欺の状況\n\n令和6年の特殊詐欺の認知件数は513件だった。\n\n"
        "| 月 | 認知件数<br>R6 | 認知件数<br>R5 |\n|:--|--:|--:|\n| 1月 | 31 | 26 |\n| 2月 | 28 | 30 |\n"
    )
    found = {one.quote: one for one in extract(text, date(2025, 2, 10)).figures if one.rule == "table_cell"}
    assert [found[quote].code("period") for quote in ("31", "30")] == ["2024-01", "2023-02"]


def test_months_and_ages_may_stand_over_columns() -> None:
    text = (
        "自殺の状況\n\n令和5年の自殺者数は900人であった。\n\n自殺者数（令和5年、単位：人）\n\n"
        "区分\t20歳代\t30歳代\t40歳代\n男性\t110\t120\t130\n女性\t70\t80\t90\n"
    )
    assert cells(text)["120"].code("age_group") == "30s"


WIDE = """令和５年の交通事故死者数は２，６７８人であった。

表１　年齢層別死者数の推移　　　　　　　　　　（単位：人）

　　年齢層　　　　Ｒ４　　　Ｒ５　　増減数　増減率（％）
　総数　　　　　２，６１０　２，６７８　　＋６８　　＋２．６
　　１５歳以下　　　　４９　　　５１　　　＋２　　＋４．１
　　６５歳以上　　１，４７１　１，４６６　　▲５　　▲０．３
"""


def test_one_wide_space_parts_the_longest_numbers_and_names_of_aligned_text() -> None:
    found = cells(WIDE)
    assert [(found[q].code("period"), str(found[q].kind)) for q in ("２，６１０", "１，４６６", "２．６")] == [
        ("2022", "level"),
        ("2023", "level"),
        ("2023", "percent_change"),
    ]


def test_crimes_in_the_rows_of_a_table_of_people_count_those() -> None:
    text = (
        "In 2022, 14,887 juveniles were arrested for crimes.\n\nTable 2-1  Juvenile offenders by offense\n\n"
        "                   2021      2022\nTotal            14,818    14,887\n  Robbery           222       235\n"
        "  Fraud             810       795\n"
    )
    assert (cells(text)["235"].code("measure"), cells(text)["235"].code("offence")) == ("offenders", "robbery")


def test_the_line_of_a_prefectures_police_gives_a_release_its_area() -> None:
    text = "# 特殊詐欺の状況\n\n福岡県警察 令和7年2月10日掲載\n\n令和6年の特殊詐欺の認知件数は513件だった。\n"
    assert [one.code("area") for one in extract(text).figures] == ["JP-40"]


def test_a_note_in_brackets_leaves_the_figure_beside_it() -> None:
    text = "特殊詐欺の被害額は令和5年に18億円（千万円以下は四捨五入）だった。"
    assert "18億円" in [one.quote for one in extract(text, PUBLISHED).figures]


def cells_of(text: str, year: int) -> dict[str, Figure]:
    """The figures of the cells of a text that was published in a year, by their quotes."""
    return {one.quote: one for one in extract(text, date(year, 3, 1)).figures if one.rule == "table_cell"}


def table(caption: str, *rows: str, note: str = "") -> str:
    """A table of which the cells of a row are written with spaces between them, an empty one as a dot."""
    lines = ("\t".join("" if cell == "." else cell.replace("_", " ") for cell in row.split(" ")) for row in rows)
    return "\n".join([caption, "", *lines, "", note])


def test_cells_that_stand_a_line_each_are_a_table() -> None:
    names = ["", "19年", "20年", "認知件数", "6,261", "6,005", "検挙件数", "3,203", "3,013"]
    found = cells_of("".join(f"{name} |\n" for name in names) + "警察のまとめ。\n", 2009)
    assert {quote: figure.code("period") for quote, figure in found.items()} == {
        "6,261": "2007",
        "6,005": "2008",
        "3,203": "2007",
        "3,013": "2008",
    }


def test_a_row_of_dashes_below_the_head_is_no_head() -> None:
    text = table("表 被害児童数", "学職 令和6年 増減（人）", "未就学児 － －", "小学生 136 ＋31", "中学生 694 ＋37")
    found = cells_of(text, 2026)
    assert [found[quote].code("kind") for quote in ("136", "31")] == ["level", "change"]
    assert found["31"].code("compared_to") == "2023"


def test_a_note_names_the_numbers_in_brackets() -> None:
    rows = ("罪種 令和5年", "殺人 912", ". （84）", "強盗 1,361", ". （129）")
    found = cells_of(table("表 検挙人員（単位：人）", *rows, note="注　（　）内は女子で内数である。"), 2024)
    assert (found["84"].code("sex"), found["84"].code("offence"), found["912"].code("sex")) == (
        "female",
        "murder",
        None,
    )


def test_a_change_may_say_from_which_year() -> None:
    rows = ("Offence 2019 2020 2021 Change_from_2019", "Robbery 10 14 19 +9", "Murder 20 17 15 -5")
    found = cells_of(table("Persons arrested", *rows), 2022)
    assert (found["9"].code("period"), found["9"].code("compared_to")) == ("2021", "2019")


def test_half_years_may_leave_out_their_era() -> None:
    found = cells_of(table("表 検挙件数", "罪種 ６年上半期 ７年上半期", "強盗 61 74", "殺人 38 45"), 2025)
    assert [found[quote].code("period") for quote in ("61", "74")] == ["2024-H1", "2025-H1"]
