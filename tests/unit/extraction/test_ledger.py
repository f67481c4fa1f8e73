from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extraction import extract
from pipelines.extraction.ledger import scan
from tests.unit.extraction.reading import PUBLISHED, SOURCE_ARTICLE


def dispositions(text: str) -> dict[str, str]:
    return {entry.text: entry.disposition for entry in extract(text, PUBLISHED).numerals}


def test_every_number_of_the_source_article_has_its_account() -> None:
    entries = extract(SOURCE_ARTICLE).numerals
    assert {entry.disposition for entry in entries} == {"figure", "date", "period", "record_since", "age_label"}
    assert sum(entry.disposition == "figure" for entry in entries) == 21


def test_the_account_names_what_a_number_is_if_it_is_no_figure() -> None:
    text = (
        "Tokyo, Feb. 8 (Jiji Press)--Police handled 430 fraud cases in 2018, the most since 2008. "
        "Call 03-3581-4321 or see Article 12 of the law; within 24 hours a 17-year-old was found."
    )
    assert dispositions(text) == {
        "8": "date",
        "430": "figure",
        "2018": "period",
        "2008": "record_since",
        "03-3581-4321": "identifier",
        "12": "law_or_article",
        "24": "duration",
        "17": "age_label",
    }


def test_a_repeat_in_a_headline_points_to_its_figure() -> None:
    text = "Police handle 430 fraud cases\n\nPolice handled 430 fraud cases in 2018."
    first, second, _ = extract(text, PUBLISHED).numerals
    assert (first.disposition, second.disposition) == ("repeat", "figure")
    assert first.figure_id == second.figure_id


def test_a_number_that_no_rule_knows_is_unresolved_and_not_hidden() -> None:
    assert dispositions("the model x9y") == {"9": "unresolved"}


def test_full_width_digits_keep_their_value() -> None:
    (entry,) = extract("１，６６５").numerals
    assert entry.value == Decimal(1665)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("0123456789.,:-/％ %aé千十,\n人件oneTwo ¼“”"), max_size=60))
def test_every_digit_is_accounted_for_exactly_once(text: str) -> None:
    entries = extract(text, PUBLISHED).numerals
    covered: list[int] = [place for entry in entries for place in range(entry.char_start, entry.char_end)]
    assert len(covered) == len(set(covered))
    assert {place for place, character in enumerate(text) if character.isdigit()} <= set(covered)
    assert all(entry.text == text[entry.char_start : entry.char_end] for entry in entries)


@given(st.text(max_size=200))
def test_the_scanner_finds_every_digit(text: str) -> None:
    found = {place for span in scan(text) for place in range(span.start, span.end)}
    assert {place for place, character in enumerate(text) if character.isdecimal()} <= found


def test_digits_beyond_any_number_have_no_value() -> None:
    entries = extract("9" * 1_100_000).numerals
    assert sum(entry.char_end - entry.char_start for entry in entries) == 1_100_000
    assert all(entry.value is None for entry in entries)
