"""Numbers deep in a passage: what they take from the sentences before them, and what they do not."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.extraction.reading import figure, figures

PUBLISHED = date(2024, 2, 1)


def code(text: str, quote: str, facet: str) -> str | None:
    """What a figure has for a facet."""
    return figure(text, quote, PUBLISHED).code(facet)


def test_a_whole_is_not_what_its_part_is_called() -> None:
    text = "Police handled 2,170 child abuse cases in 2021. Fathers made up 1,590 of the 2,199 suspects."
    assert (code(text, "1,590", "sex"), code(text, "2,199", "sex")) == ("male", None)


def test_what_there_was_is_a_level_though_the_change_is_told_behind_it() -> None:
    text = "Police handled 41 child abuse cases in 2013. Nationwide, there were 21,603, or 31.8 percent more."
    assert [str(one.kind) for one in figures(text, PUBLISHED)][1:] == ["level", "percent_change"]


def test_what_it_is_more_is_a_change() -> None:
    text = "In September 1,805 people killed themselves. That is 143, or 8.6 percent, more than a year before."
    assert [str(one.kind) for one in figures(text, PUBLISHED)][1:] == ["change", "percent_change"]


def test_nationwide_the_number_is_of_what_the_total_counts() -> None:
    text = (
        "In Fukuoka Prefecture 74 children were victimized through social media in 2019. Five were in elementary "
        "school. Nationwide, the number was 2,082."
    )
    assert (code(text, "2,082", "age_group"), code(text, "2,082", "channel")) == (None, "social_media")


@pytest.mark.parametrize(
    ("season", "year"), [("this summer", "2024"), ("last autumn", "2023"), ("last spring", "2023")]
)
def test_a_season_is_of_its_year(season: str, year: str) -> None:
    assert code(f"Police found 51 victims of stalking {season}.", "51", "period") == year


def test_those_of_the_victims_who_died_are_deaths() -> None:
    text = "Police handled 2,170 child abuse cases with 2,219 victims in 2021. Fifty-four of the victims died."
    assert code(text, "Fifty-four", "measure") == "deaths"


def test_money_told_beside_cases_is_what_was_lost() -> None:
    text = "Special fraud fell to 6,851 cases in 2020, and the money taken by 1.92 billion yen to 12.82 billion yen."
    assert [code(text, quote, "measure") for quote in ("1.92 billion yen", "12.82 billion yen")] == ["losses", "losses"]


def test_those_who_did_it_are_not_those_counted() -> None:
    text = "Twelve children were abducted in 2019, six of them by men living in other prefectures."
    assert code(text, "six", "sex") is None


def test_boys_and_girls_are_everyone() -> None:
    text = "In 2019 police counted 3,194 boys and girls as victims of crimes through social media."
    assert code(text, "3,194", "sex") is None


@pytest.mark.parametrize("words", ["less than a year old", "in their first year"])
def test_babies_are_under_one(words: str) -> None:
    text = f"In 2021, 77 children died of abuse. Of them, 32 were babies {words}."
    assert code(text, "32", "age_group") == "under_1"


def test_ten_years_of_age_are_a_decade() -> None:
    assert code("Police arrested 3,008 people aged 20 to 29 over cannabis in 2017.", "3,008", "age_group") == "20s"


def test_another_channel_is_no_part_of_the_service_told_last() -> None:
    text = (
        "In 2018, 1,797 children fell victim to crimes on social media. Twitter led with 702. Through dating sites, "
        "another 29 were victimized."
    )
    assert (code(text, "29", "platform"), code(text, "29", "channel")) == (None, "dating_sites")


def test_cases_are_what_a_predicate_of_people_says_of_cases() -> None:
    text = "DVの相談は1406件あった。うち府警が摘発したのは215件だった。"
    assert code(text, "215件", "measure") == "cases"


def test_a_clause_of_its_own_takes_no_sex_from_the_share_before_it() -> None:
    text = "昨年SNSで被害に遭った児童は153人だった。被害者の9割は女子で、容疑者と会っていたのは97人だった。"
    assert code(text, "97人", "sex") is None


def test_of_these_means_those_counted_last_where_there_is_no_total_of_people() -> None:
    text = "昨年末の店は114店だった。昨年保護した少女は52人。このうち高校生は38人だった。"
    assert figure(text, "38人", PUBLISHED).base_value == 52


def test_the_arrests_of_the_year_before_are_of_that_year() -> None:
    text = "今年上半期に摘発されたのは166件だった。前年同期の摘発は198件だった。"
    assert code(text, "198件", "period") == "2023-H1"


def test_a_number_in_brackets_behind_the_year_before_is_of_that_year() -> None:
    text = "昨年自殺した小中高生は473人で、過去最多だった前年(499人)に次ぐ。"
    assert code(text, "499人", "period") == "2022"


def test_numbers_in_turn_behind_a_share_have_the_crimes_named_before_it() -> None:
    text = (
        "昨年SNSで被害に遭った児童は809人だった。"
        "7割は青少年保護育成条例違反と児童買春の被害で、それぞれ312人と254人だった。"
    )
    found = [code(text, quote, "offence") for quote in ("312人", "254人")]
    assert found == ["juvenile_protection_ordinance", "child_prostitution"]


def test_the_average_age_of_victims_is_of_victims() -> None:
    text = "昨年の特殊詐欺の認知は1409件だった。被害者の平均年齢は76.3歳だった。"
    assert code(text, "76.3歳", "measure") == "victims"


def test_a_peak_is_told_in_passing() -> None:
    text = (
        "昨年、出会い系サイトで犯罪に遭った児童は254人だった。ピークは06年の1153人で、4年で8割近く減った。"
        "高校生は137人だった。"
    )
    assert code(text, "137人", "period") == "2023"


def test_what_was_swindled_in_a_story_of_a_kind_of_fraud_is_of_that() -> None:
    text = "特殊詐欺の認知件数は500件だった。現金をだまし取られた人は320人だった。"
    assert code(text, "320人", "offence") == "special_fraud"


def test_all_fraud_told_after_a_kind_of_it_is_more_than_that() -> None:
    text = "Police counted 500 special fraud cases in 2022. Fraud as a whole came to 34,000 cases."
    assert code(text, "34,000", "offence") == "fraud"


def test_what_people_were_arrested_in_connection_with_is_their_crime() -> None:
    text = "Police arrested 867 people in connection with child pornography in 2022."
    assert code(text, "867", "offence") == "child_pornography"


def test_those_who_consulted_police_are_consultations() -> None:
    assert code("In 2022, 760 people consulted police about stalking.", "760", "measure") == "consultations"
