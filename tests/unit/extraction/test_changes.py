"""Kinds: levels, changes, shares and ratios, and the periods they join."""

import pytest

from tests.unit.extraction.reading import figure, values

TOTAL = "Police counted 540 victims of stalking in 2018"


@pytest.mark.parametrize(
    ("tail", "kind", "value"),
    [
        (", down six from a year earlier.", "change", -6),
        (", a 5.6 pct fall.", "percent_change", -5.6),
        (", 1.5 times as many as a year earlier.", "ratio", 1.5),
        (", more than twice the figure of the year before.", "ratio", 2),
    ],
)
def test_a_change_is_read_beside_its_level(tail: str, kind: str, value: float) -> None:
    assert values(TOTAL + tail) == [("level", 540, "2018", None), (kind, value, "2018", "2017")]


def test_an_increase_by_one_number_to_another_is_a_change_and_a_level() -> None:
    text = "Victims of stalking increased by 231 from 2014 to 1,652 in 2015."
    assert values(text) == [("change", 231, "2015", "2014"), ("level", 1652, "2015", None)]


def test_a_rise_from_one_number_to_another_is_two_levels() -> None:
    text = "Fraud cases rose from 42 in 2015 to 51 in 2016, police said."
    assert values(text) == [("level", 42, "2015", None), ("level", 51, "2016", None)]


def test_a_fall_to_a_number_from_another_is_two_levels() -> None:
    text = "Robbery cases fell to 136 in 2018 from 203 a year before."
    assert values(text) == [("level", 136, "2018", None), ("level", 203, "2017", None)]


def test_a_change_said_in_two_ways_is_two_figures() -> None:
    text = "Stalking cases came to 260 in 2018, up 26, or 11.1 percent, from the previous year."
    assert values(text)[1:] == [("change", 26, "2018", "2017"), ("percent_change", 11.1, "2018", "2017")]


def test_two_changes_joined_by_or_share_their_comparative() -> None:
    text = "Traffic accidents killed 532 people in 2018, 62 or 10.4 percent fewer than in the year before."
    assert values(text)[1:] == [("change", -62, "2018", "2017"), ("percent_change", -10.4, "2018", "2017")]


def test_a_verb_of_change_is_understood_again_in_the_next_clause() -> None:
    text = "In 2018 stalking cases fell by 161 to 2,464 and consultations by 523 to 2,556."
    assert values(text) == [
        ("change", -161, "2018", "2017"),
        ("level", 2464, "2018", None),
        ("change", -523, "2018", "2017"),
        ("level", 2556, "2018", None),
    ]


def test_a_ratio_is_measured_against_the_earlier_level_beside_it() -> None:
    text = "Victims of fraud totaled 447 in 2017. The number nearly doubled from 226 in 2013."
    assert values(text) == [
        ("level", 447, "2017", None),
        ("ratio", 2, "2017", "2013"),
        ("level", 226, "2013", None),
    ]
    assert figure(text, "doubled").qualifier == "nearly"


def test_made_up_is_not_up() -> None:
    text = "Police counted 540 fraud cases in 2018. Phone calls made up 300 of them."
    assert [kind for kind, *_ in values(text)] == ["level", "level"]


def test_followed_by_a_share_is_no_change_by_it() -> None:
    text = (
        "Police counted 540 stalking victims in 2018. By age, 30.1 percent were in their 20s, "
        "followed by 22.9 percent in their 30s."
    )
    assert [(kind, value) for kind, value, *_ in values(text)][1:] == [("share", 30.1), ("share", 22.9)]


def test_a_comparison_with_the_same_months_is_a_half_year_back() -> None:
    text = "Police counted 856 stalking victims in the first half of 2018, a drop of 63 from the same months last year."
    assert values(text)[1] == ("change", -63, "2018-H1", "2017-H1")


def test_a_change_without_words_for_its_base_is_measured_against_the_year_before() -> None:
    change = figure("Fraud cases came to 500 in 2018, up 12.", "12")
    assert change.compared_to == "2017"
    assert change.facets["compared_to"].source == "default"


def test_a_change_points_to_the_level_it_leads_to() -> None:
    text = "Fraud cases came to 500 in 2018, up 12."
    assert figure(text, "12").level_figure_id == figure(text, "500").figure_id


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        ("about 500", "about"),
        ("some 500", "about"),
        ("roughly 500", "about"),
        ("500 or so", "about"),
        ("nearly 500", "nearly"),
        ("almost 500", "nearly"),
        ("just short of 500", "nearly"),
        ("more than 500", "more_than"),
        ("over 500", "more_than"),
        ("at least 500", "at_least"),
        ("fewer than 500", "less_than"),
        ("no more than 500", "up_to"),
        ("500", "exact"),
        ("only 500", "exact"),
        ("as many as 500", "exact"),
    ],
)
def test_only_a_word_beside_the_number_qualifies_it(words: str, qualifier: str) -> None:
    (found,) = (one for one in [figure(f"Police counted {words} fraud cases in 2018.", "500")])
    assert found.qualifier == qualifier


def test_up_to_after_a_verb_of_change_is_a_level() -> None:
    text = "Fraud cases went up to 412 in 2018."
    assert values(text) == [("level", 412, "2018", None)]
    assert figure(text, "412").qualifier == "exact"


def test_a_count_before_a_comma_is_no_difference() -> None:
    text = (
        "In 2018, the two services together had 31 victims of fraud, more than three times as many as a year earlier."
    )
    assert values(text)[:2] == [("level", 31, "2018", None), ("ratio", 3, "2018", "2017")]
