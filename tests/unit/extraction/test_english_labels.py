import pytest

from pipelines.extraction.english.labels import find_labels
from pipelines.extraction.model import Span


def labels(text: str) -> list[tuple[str, str, str | None]]:
    return [(one.span.of(text), one.disposition, one.age_group) for one in find_labels(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "age_group"),
    [
        ("girls aged 12", "age_12"),
        ("an eight-year-old girl", "age_8"),
        ("people aged 65 or older", "age_65_and_over"),
        ("children of 13 and under", "age_13_and_under"),
        ("people aged 15 to 29", "age_15_to_29"),
        ("people between 10 and 19", "teens"),
        ("children under 12", "under_12"),
        ("in their 20s", "20s"),
        ("in their late teens", "teens"),
        ("people over 65", "age_65_and_over"),
        ("people older than 13", "age_14_and_over"),
        ("two children aged three and one", "age_1_to_3"),
    ],
)
def test_an_age_is_a_label_with_its_code(text: str, age_group: str) -> None:
    assert [(disposition, code) for _, disposition, code in labels(text)] == [("age_label", age_group)]


@pytest.mark.parametrize("text", ["minors under 18", "children aged 17 or younger", "juveniles under 20"])
def test_the_age_of_all_minors_is_the_population(text: str) -> None:
    (label,) = find_labels(text, Span(0, len(text)))
    assert label.is_population


@pytest.mark.parametrize(
    ("text", "disposition"),
    [
        ("under Article 34 of the law", "law_or_article"),
        ("call #9110", "identifier"),
        ("COVID-19 spread", "identifier"),
        ("see https://example.org/2017/05", "identifier"),
        ("at 10:30 a.m.", "clock_time"),
        ("for the 13th time", "ordinal"),
        ("120 grams of flour", "quantity"),
        ("¼ teaspoon", "quantity"),
        ("within three days", "duration"),
        ("won 6-2", "score"),
        ("per 100,000 people", "rate_denominator"),
    ],
)
def test_a_number_that_measures_something_else_says_why(text: str, disposition: str) -> None:
    assert [one for _, one, _ in labels(text)] == [disposition]


def test_over_two_hundred_cases_is_no_age() -> None:
    assert labels("looked into over 292 cases") == []
