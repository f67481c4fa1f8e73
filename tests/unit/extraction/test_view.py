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
    assert view_of("1,813 cases").offsets is None


def test_figures_quote_the_article_and_not_its_view() -> None:
    text = "２０１７年に特殊詐欺の被害者は１，８１３人だった。"
    (figure,) = extract(text).figures
    assert (figure.quote, figure.value, figure.period) == ("１，８１３人", 1813, "2017")


@given(st.text(alphabet="aé1 　１ａ\u00ad\u00a0被害は、\n", max_size=40))
def test_every_character_of_a_view_leads_back_to_one_of_the_text(text: str) -> None:
    view = view_of(text)
    starts = [view.original(Span(place, place + 1)).start for place in range(len(view.text))]
    assert starts == sorted(set(starts))
    assert all(0 <= start < len(text) for start in starts)
