"""Days as pages and feeds write them."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.articles.days import day_in, day_standing_for, is_month_or_year


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-14",
        "2024/3/14",
        "2024.3.14",
        "20240314",
        "20240314T090000",
        "2024-03-14T10:00:00+09:00",
        "2024年3月14日 10時",
        "２０２４年３月１４日（木）",
        "2024(令和6)年3月14日",
        "令和6年3月14日",
        "令和６（2024）年３月14日",
        "R6.3.14",
        "March 14, 2024",
        "Mar. 14th, 2024",
        "14 March 2024",
        "14-Mar-24",
        "Thursday,March 14,2024 13:14 pm",
        "Thu, 14 Mar 2024 10:00:00 +0900",
        "Thu Mar 14 10:00:00 JST 2024",
        "14/03/2024",
        "3/14/2024",
    ],
)
def test_a_day_is_known_however_it_is_written(text: str) -> None:
    assert day_in(text) == date(2024, 3, 14)


@pytest.mark.parametrize(
    ("text", "day"), [("令和元年5月1日", date(2019, 5, 1)), ("平成30年4月26日", date(2018, 4, 26))]
)
def test_the_first_year_of_an_era_is_its_first(text: str, day: date) -> None:
    assert day_in(text) == day


@pytest.mark.parametrize("text", ["3/4/2024", "2024-02-31", "March 14", "yesterday", "1,813", "", "令和6年13月1日"])
def test_what_is_ambiguous_or_no_day_is_none(text: str) -> None:
    assert day_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2023-12-31T16:00:00Z",
        "2023-12-31T15:00:00.000+00:00",
        "2023-12-31 23:30:00 UTC",
        "Sun, 31 Dec 2023 23:30:00 GMT",
        "20231231T160000Z",
        "December 31, 2023 4:30 PM UTC",
    ],
)
def test_an_evening_in_utc_is_the_next_day_in_japan(text: str) -> None:
    assert day_in(text) == date(2024, 1, 1)


@pytest.mark.parametrize(
    "text", ["2023-12-31T14:59:00Z", "2023-12-31T23:30:00+09:00", "2023-12-31T23:30", "2023-12-31"]
)
def test_a_time_of_another_offset_or_none_is_of_the_day_it_says(text: str) -> None:
    assert day_in(text) == date(2023, 12, 31)


def test_a_month_stands_for_its_middle_and_a_year_for_its_end() -> None:
    assert day_standing_for("2024-03") == date(2024, 3, 15)
    assert day_standing_for("2024") == date(2024, 12, 31)
    assert [is_month_or_year(text) for text in ("2024-03", "2024", "2024-13", "24", "2024-03-14")] == [
        True, True, False, False, False,
    ]  # fmt: skip
