"""What is refused as a figure, and stands in the ledger with its reason."""

import pytest

from pipelines.extraction import extract
from tests.unit.extraction.reading import PUBLISHED, figures


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Police logged 1.665 stalking cases in 2018.", "a count with a fraction"),
        ("In 2018, 200,000,000 stalking victims were counted.", "no statistic has so large a value"),
        ("In 2018, 140 percent of stalking victims were women.", "a share of more than 100 percent"),
        ("昨年のストーカーの検挙は150歳以上が2人だった。", "the vocabulary has no age_group age_150_and_over"),
    ],
)
def test_what_no_statistic_can_be_is_unresolved_with_its_reason(text: str, reason: str) -> None:
    result = extract(text, PUBLISHED)
    assert result.figures == ()
    assert reason in {entry.reason for entry in result.numerals if entry.disposition == "unresolved"}


def test_an_average_is_no_level_of_the_series_of_counts() -> None:
    (average,) = figures("An average of 45 stalking cases a day were reported in 2018.")
    assert (average.value, average.other_concepts) == (45, "rate=per_day")


def test_a_threshold_of_five_hundred_is_no_age() -> None:
    assert figures("Fraud cases came to 430 in 2018, dropping below 500.")[0].age_group is None


def test_the_former_is_no_channel() -> None:
    text = "警察庁によると、昨年のストーカーの相談は31件で、前者が12件、後者が5件だった。"
    assert {one.channel for one in extract(text, PUBLISHED).figures} == {None}
