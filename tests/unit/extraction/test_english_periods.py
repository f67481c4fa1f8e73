from datetime import date

import pytest

from pipelines.extraction import calendar
from pipelines.extraction.english.periods import find_periods
from pipelines.extraction.expressions import Anchor
from pipelines.extraction.model import Span

PUBLISHED = date(2019, 3, 14)


def resolved(text: str, published: date | None = PUBLISHED, current: str | None = None) -> list[str | None]:
    under_discussion = calendar.parse(current) if current else None
    periods = [one.resolve(published, under_discussion) for one in find_periods(text, Span(0, len(text)))]
    return [period.code if period else None for period in periods]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("in 2016", "2016"),
        ("the 2016 data", "2016"),
        ("last year", "2018"),
        ("this year", "2019"),
        ("in the first half of 2015", "2015-H1"),
        ("in the second half of last year", "2018-H2"),
        ("the first six months of 2014", "2014-H1"),
        ("between July and September 2009", "2009-07/2009-09"),
        ("the third quarter of 2009", "2009-Q3"),
        ("from January to October 2004", "2004-01/2004-10"),
        ("the six months from January", "2018-H1"),
        ("in January-June", "2018-H1"),
        ("fiscal 2018", "FY2018"),
        ("the year to March 2003", "FY2002"),
        ("as of the end of June 2018", "2018-H1"),
        ("in November last year", "2018-11"),
        ("from December last year to February this year", "2018-12/2019-02"),
        ("from April 2017 to March 2018", "FY2017"),
        ("in 2012–13", "FY2012"),
        ("in 2022/23", "FY2022"),
    ],
)
def test_an_expression_of_time_names_its_period(text: str, code: str) -> None:
    assert resolved(text) == [code]


@pytest.mark.parametrize(
    ("text", "current", "code"),
    [
        ("a year earlier", "2017", "2016"),
        ("from the previous year", "2018-H1", "2017-H1"),
        ("the same period of the previous year", "2018-H1", "2017-H1"),
        ("five years ago", "2018", "2013"),
        ("on the year", "FY2001", "FY2000"),
        ("in the half-year", "2018-H1", "2018-H1"),
    ],
)
def test_a_relative_expression_takes_its_meaning_from_the_period_spoken_of(text: str, current: str, code: str) -> None:
    assert resolved(text, current=current) == [code]


def test_last_year_stays_open_where_the_day_of_publication_is_unknown() -> None:
    assert resolved("last year", published=None) == [None]


def test_the_first_half_of_a_year_not_yet_over_is_last_years() -> None:
    assert resolved("in January-June", published=date(2019, 10, 1)) == ["2019-H1"]
    assert resolved("in January-June", published=date(2019, 3, 1)) == ["2018-H1"]


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("since 2008", Anchor.SINCE),
        ("since comparable data became available in 2008", Anchor.SINCE),
        ("on Thursday", Anchor.PUBLISHED),
        ("on March 14, 2019", Anchor.PUBLISHED),
    ],
)
def test_the_start_of_a_series_and_the_day_of_an_announcement_are_no_periods(text: str, anchor: Anchor) -> None:
    assert [one.anchor for one in find_periods(text, Span(0, len(text)))] == [anchor]


@pytest.mark.parametrize("text", ["2017 victims were counted", "1,998 people", "2,013 cases", "a $2015 fine"])
def test_a_count_that_looks_like_a_year_is_not_one(text: str) -> None:
    assert resolved(text) == []
