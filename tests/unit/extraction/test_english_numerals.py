from decimal import Decimal

import pytest

from pipelines.extraction.english.numerals import read_numerals, value_of
from pipelines.extraction.model import Qualifier, Span


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
        ("A hundred and two minors", "A hundred and two", "102", None),
        ("half a dozen cases", "half a dozen", "6", None),
        ("half a million people", "half a million", "500000", None),
        ("one and a half thousand calls", "one and a half thousand", "1500", None),
        ("two and a half times the number", "two and a half times", "2.5", "times"),
        ("five point three thousand calls", "five point three thousand", "5300", None),
        ("5.33 thousand calls", "5.33 thousand", "5330", None),
        ("12k followers", "12k", "12000", None),
        ("lost ¥3.2bn", "¥3.2bn", "3200000000", "yen"),
        ("lost A$45 million", "A$45 million", "45000000", "other_currency"),
        ("lost 45 million Hong Kong dollars", "45 million Hong Kong dollars", "45000000", "other_currency"),
        ("lost US$4.5 million", "US$4.5 million", "4500000", "us_dollars"),
        ("lost 45 million dollars", "45 million dollars", "45000000", "us_dollars"),
        ("rose by a factor of three", "a factor of three", "3", "times"),
        ("the victims:1,204", "1,204", "1204", None),
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


@pytest.mark.parametrize("text", ["1,66 people", "12,3456 people", "1,2,3 people", "1.2.3 people", "1,204,5 cases"])
def test_digits_grouped_wrongly_are_no_number_and_no_part_of_them_is_one(text: str) -> None:
    read = read_numerals(text, Span(0, len(text)))
    assert (read.numerals, [label.disposition for label in read.labels]) == ([], ["unresolved"])


@pytest.mark.parametrize(("text", "quote"), [("300+ calls", "300+"), ("20,000-plus calls", "20,000-plus")])
def test_a_plus_behind_a_number_says_at_least(text: str, quote: str) -> None:
    (numeral,) = read_numerals(text, Span(0, len(text))).numerals
    assert (numeral.span.of(text), numeral.qualifier) == (quote, Qualifier.AT_LEAST)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("1,200-1,300 children", 1200, 1300, None),
        ("12.8-13.0 billion yen", 12_800_000_000, 13_000_000_000, "yen"),
        ("$1.2–1.5 million", 1_200_000, 1_500_000, "us_dollars"),
    ],
)
def test_a_range_has_one_magnitude_and_one_unit(text: str, low: int, high: int, unit: str | None) -> None:
    (numeral,) = read_numerals(text, Span(0, len(text))).numerals
    assert (numeral.value, numeral.upper, numeral.unit) == (low, high, unit)


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
