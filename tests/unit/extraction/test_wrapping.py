"""Lines broken at a fixed width are read as the paragraphs they were."""

from datetime import date

from pipelines.extraction import extract
from pipelines.extraction.view import view_of
from pipelines.extraction.wrapping import find_wraps

JAPANESE = """　令和6年中の相談等の受理件数は四百二十五件であり、前年に比べて
十三件減少した。一方で禁止命令等は五十七件となっており、これは法
の施行後で最も多い。被害者のうち女性は三百六十二人であって、男性
は六十三人である。
"""
ENGLISH = """In 2022, the number of children who fell victim to crimes through social networking
services (SNS) was 1,735, down 3.7% from the year before. Of these victims, girls
Hanako and others of her age, students of senior high schools, made up 47.3% and
112 were elementary school children.
"""


def test_wrapped_japanese_is_put_together_without_a_space() -> None:
    seen = view_of(JAPANESE).text
    assert "前年に比べて十三件" in seen
    assert "法の施行" in seen
    assert "男性は六十三人" in seen


def test_wrapped_english_is_put_together_with_a_space_and_leads_back_to_the_text() -> None:
    view = view_of(ENGLISH)
    assert "networking services (SNS)" in view.text
    assert "made up 47.3% and 112 were" in view.text
    figure = next(one for one in extract(ENGLISH, date(2023, 3, 1), "en").figures if one.value == 112)
    assert figure.quote == figure.span.of(ENGLISH) == "112"
    assert figure.age_group == "elementary_school"


def test_rows_items_and_headings_stay_lines() -> None:
    lines = [
        "Juvenile protection ordinances in the prefectures of Japan   665      612      -53",
        "Child pornography and what goes with it in the whole of Japan  668      642      -26",
        "1. Crimes that victimize children through social networking services of any kind",
        "- children who met somebody through one of the services that are named above here",
    ]
    assert find_wraps("\n".join(lines)) == []


def test_paragraphs_that_are_long_are_not_wrapped() -> None:
    assert find_wraps(ENGLISH + "There were " + "very " * 40 + "many victims.\n") == []
    assert find_wraps(ENGLISH.splitlines()[0]) == []
