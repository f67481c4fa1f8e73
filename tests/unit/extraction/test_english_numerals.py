from decimal import Decimal

import pytest

from pipelines.extraction.english.numerals import read_numerals, value_of
from pipelines.extraction.model import Span


def found(text: str) -> list[tuple[str, Decimal, str | None]]:
    return [(one.span.of(text), one.value, one.unit) for one in read_numerals(text, Span(0, len(text))).numerals]


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit"),
    [
        ("some 1,204 people", "1,204", "1204", None),
        ("some 1204 people", "1204", "1204", None),
        ("1 204 people", "1 204", "1204", None),
        ("17.0 percent of them", "17.0 percent", "17.0", "percent"),
        ("29.6 per cent said", "29.6 per cent", "29.6", "percent"),
        ("rose 14 pct", "14 pct", "14", "percent"),
        ("rose 14%", "14%", "14", "percent"),
        ("rose 1.5 percentage points", "1.5 percentage points", "1.5", "percentage_points"),
        ("2.8 million people", "2.8 million", "2800000", None),
        ("lost ¥45.5 billion", "¥45.5 billion", "45500000000", "yen"),
        ("lost 45.5 billion yen", "45.5 billion yen", "45500000000", "yen"),
        ("Seventeen of the boys", "Seventeen", "17", None),
        ("Thirty-eight minors", "Thirty-eight", "38", None),
        ("two dozen cases", "two dozen", "24", None),
        ("about half of them", "half", "50", "percent"),
        ("a third of them", "a third", "33.3333", "percent"),
        ("two-thirds of them", "two-thirds", "66.6667", "percent"),
        ("one in four victims", "one in four", "25", "percent"),
        ("nine out of 10 victims", "nine out of 10", "90", "percent"),
        ("nearly doubled", "doubled", "2", "times"),
        ("a 1.9-fold rise", "1.9-fold", "1.9", "times"),
        ("four times the figure", "four times", "4", "times"),
        ("was halved", "halved", "0.5", "times"),
        ("There were no murders", "no", "0", None),
        ("none of the pupils", "none", "0", None),
    ],
)
def test_a_number_is_found_with_its_exact_value(text: str, quote: str, value: str, unit: str | None) -> None:
    assert found(text) == [(quote, Decimal(value), unit)]


def test_decimal_places_are_kept_as_written() -> None:
    (numeral,) = read_numerals("17.0 percent", Span(0, 12)).numerals
    assert numeral.decimals == 1


@pytest.mark.parametrize(
    "text",
    ["dozens of cases", "hundreds of children", "no one else knows of COVID-19", "no more cases", "the G7 summit"],
)
def test_vague_words_and_names_are_no_numbers(text: str) -> None:
    assert [one for one in found(text) if one[0] != "no one"] == []


def test_a_level_followed_by_its_year_is_not_one_in_n() -> None:
    assert found("fell to 464 in 2018")[0] == ("464", Decimal(464), None)


def test_a_range_of_percent_keeps_both_ends() -> None:
    (numeral,) = read_numerals("between 5-7 percent", Span(0, 19)).numerals
    assert (numeral.value, numeral.upper) == (Decimal(5), Decimal(7))


@pytest.mark.parametrize(
    ("written", "value"), [("one hundred and five", 105), ("two thousand", 2000), ("ninety-nine", 99), ("1,000", 1000)]
)
def test_words_have_the_value_of_their_digits(written: str, value: int) -> None:
    assert value_of(written) == value


def test_a_word_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="not a number: 'umpteen'"):
        value_of("umpteen")
