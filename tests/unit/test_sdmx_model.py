"""Periods and codes as SDMX writes them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.exports.sdmx_model import code_id, listed_id, time_period


@pytest.mark.parametrize(
    ("period", "start", "end", "expected"),
    [
        ("2017", date(2017, 1, 1), date(2017, 12, 31), ("A", "2017")),
        ("2018-H1", date(2018, 1, 1), date(2018, 6, 30), ("S", "2018-S1")),
        ("2018-H2", date(2018, 7, 1), date(2018, 12, 31), ("S", "2018-S2")),
        ("2007-Q3", date(2007, 7, 1), date(2007, 9, 30), ("Q", "2007-Q3")),
        ("2017-06", date(2017, 6, 1), date(2017, 6, 30), ("M", "2017-06")),
        ("FY2018", date(2018, 4, 1), date(2019, 3, 31), ("A", "2018-04-01/P1Y")),
        ("2002-01/2002-10", date(2002, 1, 1), date(2002, 10, 31), ("_Z", "2002-01-01/P10M")),
        ("2009/2014", date(2009, 1, 1), date(2014, 12, 31), ("_Z", "2009-01-01/P6Y")),
        ("2015-11/2016-02", date(2015, 11, 1), date(2016, 2, 29), ("_Z", "2015-11-01/P4M")),
        ("2019-03-01/2019-03-14", date(2019, 3, 1), date(2019, 3, 14), ("_Z", "2019-03-01/P14D")),
        ("2019-01-31/2019-02-27", date(2019, 1, 31), date(2019, 2, 27), ("_Z", "2019-01-31/P28D")),
    ],
)
def test_a_period_is_named_as_sdmx_names_it(period: str, start: date, end: date, expected: tuple[str, str]) -> None:
    assert time_period(period, start, end) == expected


def test_a_calendar_year_and_a_span_of_its_days_are_two_periods() -> None:
    year, span = (time_period(period, date(2018, 1, 1), date(2018, 12, 31)) for period in ("2018", "2018-01/2018-12"))
    assert year != span


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("twitter", "twitter"),
        ("himabu+line", "himabu-line"),
        ("manner=selfie", "manner$selfie"),
        ("context=bullying;manner=selfie+secret_filming", "context$bullying@manner$selfie-secret_filming"),
    ],
)
def test_joint_codes_have_ids_to_read(code: str, expected: str) -> None:
    assert code_id(code) == expected


def test_what_sdmx_has_no_characters_for_is_named_by_its_hash() -> None:
    assert code_id("own words: 初投稿").startswith("X_")
    assert code_id("a-b") != code_id("a+b")


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_codes_never_have_the_same_id(one: str, other: str) -> None:
    assert (code_id(one) == code_id(other)) == (one == other)


@pytest.mark.parametrize("code", ["JP-11", "KR", "social_media"])
def test_a_code_of_the_vocabulary_that_sdmx_allows_stays_as_it_is(code: str) -> None:
    assert listed_id(code) == code


def test_a_code_of_the_vocabulary_that_sdmx_has_no_characters_for_is_named_anew() -> None:
    assert listed_id("児童") == code_id("児童")
