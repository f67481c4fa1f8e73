"""The second pass: a count told with its share is of the whole that makes the two close."""

from __future__ import annotations

from pipelines.extraction import Figure, extract
from tests.unit.extraction.reading import PUBLISHED, figures


def whole_of(text: str, quote: str) -> float | None:
    (found,) = [one for one in figures(text) if one.quote == quote]
    return float(found.base_value) if found.base_value is not None else None


def by_quote(text: str) -> dict[str, Figure]:
    return {one.quote: one for one in extract(text, PUBLISHED).figures}


def test_a_share_that_does_not_fit_the_whole_told_last_is_of_the_one_it_fits() -> None:
    text = (
        "Police handled 1,000 stalking consultations in 2018. In 80 cases they gave a warning. "
        "The women among them were 880, or 88.0%."
    )
    assert whole_of(text, "880") == whole_of(text, "88.0%") == 1000


def test_the_part_takes_what_it_did_not_say_from_its_new_whole() -> None:
    text = (
        "昨年の相談は176件だった。警告は8件だった。"
        "関係では交際相手70件(39.8%)、知人29件(16.5%)、職場19件(10.8%)だった。"
    )
    found = by_quote(text)
    assert {found[quote].code("measure") for quote in ("70件", "29件", "19件")} == {"consultations"}


def test_a_share_that_fits_its_whole_stays_there() -> None:
    text = (
        "Crimes through social media had 1,000 victims in 2018. Of these, 500, or half, were 16, and 250 (50.0%) boys."
    )
    assert whole_of(text, "500") == 1000


def test_nothing_moves_where_no_level_makes_the_share_right() -> None:
    text = "Crimes through social media had 1,000 victims in 2018. Of these, 300 (12.3%) were boys."
    assert whole_of(text, "300") == 1000


def test_what_is_more_than_a_part_is_no_part_of_it() -> None:
    text = "Social media crimes had 158 victims in 2013. Of these, eight were boys. Of them, 97 went to high school."
    assert (whole_of(text, "97"), by_quote(text)["97"].code("sex")) == (158, None)


def test_what_is_more_than_every_whole_is_a_part_of_none() -> None:
    text = "昨年の禁止命令は1,744件だった。うち緊急命令は900件だった。うち相談は2,000件だった。"
    assert whole_of(text, "2,000件") is None


def test_the_list_of_a_part_that_finds_its_whole_goes_with_it() -> None:
    text = (
        "1 ストーカー事案\n\n(1) 相談等の状況\n\n平成30年の相談等件数は1,000件であった。\n\n(2) 当事者の状況\n\n"
        "被害者と行為者の関係では、交際相手が368件（36.8％）、知人友人が270件、面識なしが161件であった。\n"
    )
    found = by_quote(text)
    assert {found[quote].code("measure") for quote in ("368件", "270件", "161件")} == {"consultations"}
    assert whole_of(text, "270件") == 1000
