from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extraction import extract
from pipelines.extraction.model import Span
from pipelines.extraction.view import view_of


def test_full_width_characters_are_read_as_ascii_and_lead_back() -> None:
    text = "被害は１，８１３人"
    view = view_of(text)
    assert view.text == "被害は1,813人"
    assert view.original(Span(3, 8)).of(text) == "１，８１３"


def test_spaces_between_all_characters_are_left_out() -> None:
    text = "被 害 児 童 は 1,647 人 、 前 年 比 13.6 % 増 。"
    assert view_of(text).text == "被害児童は1,647人、前年比13.6%増。"


def test_a_soft_hyphen_is_left_out_and_a_no_break_space_is_a_space() -> None:
    text = "so\u00adcial\u00a0media"
    view = view_of(text)
    assert view.text == "social media"
    assert view.original(Span(0, 6)).of(text) == "so\u00adcial"


def test_a_plain_text_is_its_own_view() -> None:
    assert view_of("1,813 cases").spans is None


def test_figures_quote_the_article_and_not_its_view() -> None:
    text = "２０１７年に特殊詐欺の被害者は１，８１３人だった。"
    (figure,) = extract(text).figures
    assert (figure.quote, figure.value, figure.period) == ("１，８１３人", 1813, "2017")


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("⼥⼦が1,400⼈", "女子が1,400人"),
        ("⺠⽣委員が⾒守る", "民生委員が見守る"),
        ("㍻30年と㋿5年", "平成30年と令和5年"),
        ("31㌫、2㌽増", "31パーセント、2ポイント増"),
        ("ｶﾞｲﾄﾞﾗｲﾝとﾊﾟｿｺﾝ", "ガイドラインとパソコン"),
        ("こと\u3099もか\u309912人", "こどもが12人"),
        ("十四日︑四五〇件︒", "十四日、四五〇件。"),
        ("the ﬁrst oﬃce", "the first office"),
        ("1,215¹人、462²件", "1,215人、462件"),
        ("450※²件、30※1人", "450件、30人"),
        ("①児童買春450件", "①児童買春450件"),
        ("令和\ufe005年の\u200e31人", "令和5年の31人"),
    ],
)
def test_a_letter_of_another_form_is_read_as_its_plain_form(text: str, view: str) -> None:
    assert view_of(text).text == view


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("平 成 ３ ０ 年 中 の 検 挙", "平成30年中の検挙"),
        ("前年より６７ 人（３ ．９ ％）減少", "前年より67 人（3.9 %）減少"),
        ("被害児童は１ ， ６ ６ ５ 人", "被害児童は1,665人"),
        ("被 害 児 童 12 13 14", "被害児童12 13 14"),
        ("大阪 1 2 3", "大阪 1 2 3"),
    ],
)
def test_spaces_that_set_letters_apart_are_left_out_and_those_between_numbers_stay(text: str, view: str) -> None:
    assert view_of(text).text == view


@given(st.text(alphabet="aé1 　１ａ\u00ad\u00a0被害は、\n㋿㌫ﬁ⼈ｶﾞか\u3099¹.．，%％", max_size=40))
def test_every_character_of_a_view_leads_back_to_the_text_in_its_order(text: str) -> None:
    view = view_of(text)
    spans = [view.original(Span(place, place + 1)) for place in range(len(view.text))]
    assert all(before == after or before.end <= after.start for before, after in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
