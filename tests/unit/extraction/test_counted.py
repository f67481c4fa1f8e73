"""What a number counts: the predicate decides before the noun does, and a word without a code stops what was said."""

from __future__ import annotations

import pytest

from tests.unit.extraction.reading import figure, figures, values


@pytest.mark.parametrize(
    ("said", "measure"),
    [
        ("were arrested over stalking", "offenders"),
        ("were referred to prosecutors over child pornography", "offenders"),
        ("fell victim to child pornography", "victims"),
        ("were taken into protective custody by police", "protected"),
        ("were reported to child welfare centers over suspected abuse", "children_reported"),
        ("were killed in traffic accidents", "deaths"),
        ("killed themselves", "suicides"),
    ],
)
def test_what_happened_to_minors_says_what_they_are(said: str, measure: str) -> None:
    found = figure(f"In 2018, 412 minors {said}, police said.", "412")
    assert (found.code("measure"), found.code("unit")) == (measure, "persons")


def test_a_verb_in_two_halves_says_it_across_the_number() -> None:
    found = figure("Police referred 79,310 children to welfare centers over suspected abuse in 2018.", "79,310")
    assert (found.code("measure"), found.code("offence")) == ("children_reported", "child_abuse")


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("At 9,040 police on Thursday put the cybercrime cases cleared last year.", "cases"),
        ("With 9,040, the consultations on stalking were a record in 2018.", "consultations"),
    ],
)
def test_the_first_number_counts_the_noun_of_its_sentence(text: str, measure: str) -> None:
    assert figure(text, "9,040").code("measure") == measure


def test_a_bare_number_in_a_text_of_something_else_counts_nothing() -> None:
    assert figures("The bridge has 412 steps. Children liked its 88.") == []


def test_money_beside_a_crime_is_what_was_lost() -> None:
    found = figure("Special fraud drew 36.4 billion yen out of people's pockets in 2018.", "36.4 billion yen")
    assert (found.code("measure"), found.code("offence")) == ("losses", "special_fraud")


def test_each_of_two_crimes_has_the_change_of_both() -> None:
    changes = [one for one in figures("Robberies and kidnappings each fell 5 percent in 2018.") if one.value == -5]
    assert sorted(one.code("offence") or "" for one in changes) == ["abduction", "robbery"]


def test_names_before_the_verb_have_the_numbers_behind_it_in_turn() -> None:
    text = "Murder, robbery and kidnapping stood at 915, 1,787 and 1,307 cases, respectively, in 2018."
    assert [(int(one.value), one.code("offence")) for one in figures(text)] == [
        (915, "murder"),
        (1787, "robbery"),
        (1307, "abduction"),
    ]


def test_halves_of_a_year_are_its_parts() -> None:
    text = "Consultations on stalking were 146 in 2018; 61 came in the first half and 85 in the second."
    assert [(value, period) for _, value, period, _ in values(text)] == [
        (146, "2018"),
        (61, "2018-H1"),
        (85, "2018-H2"),
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("had not reached the age of 18", "under_18"),
        ("were in the thirties", "30s"),
        ("were 16 or 17 years old", "age_16_to_17"),
        ("were no older than 13", "age_13_and_under"),
    ],
)
def test_ways_to_name_an_age(words: str, code: str) -> None:
    text = f"Crimes through social media had 852 victims in 2018, and 724 of them {words}."
    assert figure(text, "724").code("age_group") == code


def test_a_fraction_of_another_years_number_is_a_ratio() -> None:
    text = "Penal Code offenses fell to 817,338 in 2018, a third of the 2.85 million in 2002."
    found = {one.quote: one for one in figures(text)}
    assert (found["a third"].kind, found["a third"].code("compared_to")) == ("ratio", "2002")
    assert (found["2.85 million"].kind, found["2.85 million"].period) == ("level", "2002")


def test_a_share_of_a_number_behind_it_counts_what_that_does() -> None:
    text = "Strangers were the stalkers in 7 percent of last year's 21,556 consultations on stalking."
    assert figure(text, "7 percent").code("measure") == "consultations"


def test_what_is_set_aside_says_nothing_of_the_next_number() -> None:
    text = (
        "Social media were the way to 2,082 children harmed in 2018. "
        "Apart from this, bullying led to 203 cases in which police acted."
    )
    assert figure(text, "203").code("offence") == "bullying"


def test_the_number_of_a_figure_in_a_book_counts_nothing() -> None:
    text = "In Fig. 7-2-1 stand the 103,627 juveniles cleared for penal code offenses in 2010."
    assert [one.quote for one in figures(text)] == ["103,627"]


def test_rounds_of_numbers_go_through_the_names_again() -> None:
    text = "Suicides of junior high and high school students came to 102 and 241 in 2018, up 3 and 28, respectively."
    assert [(str(one.kind), int(one.value), one.code("age_group")) for one in figures(text)] == [
        ("level", 102, "junior_high_school"),
        ("level", 241, "high_school"),
        ("change", 3, "junior_high_school"),
        ("change", 28, "high_school"),
    ]


def test_what_the_last_number_of_a_row_counts_all_do() -> None:
    text = "In 2016, 2017 and 2018, police took up 18, 27 and 33 cases of child pornography, respectively."
    assert [(one.period, one.code("offence")) for one in figures(text)] == [
        (year, "child_pornography") for year in ("2016", "2017", "2018")
    ]


def test_a_verb_of_two_numbers_says_the_same_of_both() -> None:
    text = "In 2018, 1,703 men and 25 women were booked over child pornography."
    assert [(one.quote, one.code("measure"), one.code("offence")) for one in figures(text)] == [
        ("1,703", "offenders", "child_pornography"),
        ("25", "offenders", "child_pornography"),
    ]


def test_acts_counted_in_times_are_what_the_verb_says() -> None:
    (found,) = figures("Police were consulted about stalkers 1,784 times in 2018.")
    assert (found.code("measure"), found.code("unit")) == ("consultations", "cases")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("As of the end of August, 24 people had drowned in rivers.", "2018-01/2018-08"),
        ("As of the end of August, 24 dating-site operators had filed notice.", "2018-08"),
        ("In the half-year to June 2018, dating sites had 24 victims.", "2018-H1"),
        ("In the five years to 2018, 24 people drowned.", "2014/2018"),
    ],
)
def test_what_happens_adds_up_over_the_year_and_what_exists_is_counted_on_the_day(text: str, period: str) -> None:
    assert figure(text, "24").period == period


def test_places_have_no_age() -> None:
    found = figure("At the end of 2018 there were 114 outlets offering the company of high school girls.", "114")
    assert (found.code("age_group"), found.code("sex")) == (None, None)


def test_what_had_been_is_the_level_before() -> None:
    text = "Losses to special fraud, which had been 17.5 billion yen in 2017, came to 14.6 billion yen in 2018."
    assert [(value, period) for _, value, period, _ in values(text)] == [
        (17_500_000_000, "2017"),
        (14_600_000_000, "2018"),
    ]


def test_a_fine_is_no_loss() -> None:
    assert figures("The dating site law forbids soliciting minors, the fine being up to 1 million yen.") == []
