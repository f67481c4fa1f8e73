"""Which period a number is of and which it is compared with, one way of saying so at a time; all numbers invented."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.extraction import Figure, extract

PUBLISHED = date(2020, 3, 12)
ENGLISH = "Police in Japan handled 2,464 stalking cases in 2019. "
JAPANESE = "警察庁によると、2019年にSNSで被害に遭った児童は2047人だった。"


def read(text: str) -> dict[float, Figure]:
    return {abs(float(figure.value)): figure for figure in extract(text, PUBLISHED).figures}


@pytest.mark.parametrize(
    ("words", "number", "period"),
    [
        ("It was the first rise since 2012, when there were 1,900.", 1900, "2012"),
        ("That beat the record of 2,100, set in 2013.", 2100, "2013"),
        ("It was below 2015's peak of 2,700.", 2700, "2015"),
        ("The cases were up, from 2,300.", 2300, "2018"),
        ("Six were at sea, against none the year before.", 0, "2018"),
    ],
)
def test_a_level_of_an_earlier_year(words: str, number: float, period: str) -> None:
    figure = read(ENGLISH + words)[number]
    assert (figure.kind, figure.period, figure.offence) == ("level", period, "stalking")


@pytest.mark.parametrize(
    ("words", "number", "compared"),
    [
        ("That is nearly double the number for 2014.", 2, "2014"),
        ("The total was 300 below the peak in 2011.", 300, "2011"),
        ("That is 90 more than the old record of 2,374 in 2016 and twice as many as in 2008.", 90, "2016"),
        ("That is 90 more than the old record of 2,374 in 2016 and twice as many as in 2008.", 2, "2008"),
        ("That is 28 more than in 2018 and over three times the 820 of five years earlier.", 3, "2014"),
        ("That is eight short of the 2,472 handled in 2017.", 8, "2017"),
        ("That is less than half that of two years before.", 0.5, "2017"),
        ("The number was lower than before, fewer by 91.", 91, "2018"),
    ],
)
def test_what_a_change_or_ratio_is_compared_with(words: str, number: float, compared: str) -> None:
    figure = read(ENGLISH + words)[number]
    assert figure.kind in ("change", "ratio")
    assert (figure.period, figure.compared_to) == ("2019", compared)


@pytest.mark.parametrize(
    ("words", "number", "compared"),
    [
        ("前年の1811人から13.0%の増加となった。", 13.0, "2018"),
        ("これまで最も多かった17年の1795人を252人上回った。", 252, "2017"),
        ("比較できる2008年(792人)の2.6倍で高い水準が続く。", 2.6, "2008"),
        ("5年前（1421人）の約1.4倍。", 1.4, "2014"),
        ("1811人だった前年から13.0%増えた。", 13.0, "2018"),
        ("前の年の1811人から236人、率にして13.0%増えた。", 236, "2018"),
        ("前年を236人、13.0%上回った。", 236, "2018"),
        ("ピークだった02年の約4分の1にまで減っている。", 0.25, "2002"),
        ("ピークだった15年（4120人）の5割の水準となった。", 0.5, "2015"),
        ("2013年の倍以上になった。", 2, "2013"),
    ],
)
def test_a_change_is_of_the_year_after_the_level_it_starts_from(words: str, number: float, compared: str) -> None:
    figure = read(JAPANESE + words)[number]
    assert (figure.period, figure.compared_to) == ("2019", compared)


@pytest.mark.parametrize(
    ("text", "number", "period"),
    [
        ("平成29年の刑法犯は91万5213件だった。ピークだった14年の約285万件から減った。", 2850000, "2002"),
        ("2019年の刑法犯は74万件だった。ピークだった14年の121万件から減った。", 1210000, "2014"),
        ("令和元年の刑法犯は74万件。最多だった98年は203万件だった。", 2030000, "1998"),
        ("平成30年の交通事故死者は3532人。最多だった70年の1万6765人から減った。", 16765, "1970"),
    ],
)
def test_short_years_follow_the_era_of_the_text(text: str, number: float, period: str) -> None:
    assert read(text)[number].period == period


def test_the_year_before_of_a_list() -> None:
    figures = read("2019年に摘発した事件は2783件、被害児童は1265人だった。前の年はそれぞれ2789件、1444人だった。")
    assert [figures[number].period for number in (2783, 1265, 2789, 1444)] == ["2019", "2019", "2018", "2018"]
