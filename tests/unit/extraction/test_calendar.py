from datetime import date

import pytest

from pipelines.extraction import calendar


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("2017", date(2017, 1, 1), date(2017, 12, 31)),
        ("2018-H1", date(2018, 1, 1), date(2018, 6, 30)),
        ("2018-H2", date(2018, 7, 1), date(2018, 12, 31)),
        ("2007-Q3", date(2007, 7, 1), date(2007, 9, 30)),
        ("2017-06", date(2017, 6, 1), date(2017, 6, 30)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("FY2018", date(2018, 4, 1), date(2019, 3, 31)),
        ("2002-01/2002-10", date(2002, 1, 1), date(2002, 10, 31)),
        ("2009/2014", date(2009, 1, 1), date(2014, 12, 31)),
    ],
)
def test_a_code_names_its_days(code: str, start: date, end: date) -> None:
    period = calendar.parse(code)
    assert (period.code, period.start, period.end) == (code, start, end)


def test_months_take_their_shortest_name() -> None:
    assert calendar.months(2018, 1, 2018, 6).code == "2018-H1"
    assert calendar.months(2018, 1, 2018, 12).code == "2018"
    assert calendar.months(2007, 7, 2007, 9).code == "2007-07/2007-09"
    assert calendar.quarter(2007, 3).code == "2007-Q3"
    assert calendar.months(2001, 4, 2002, 3).code == "FY2001"
    assert calendar.months(2002, 1, 2002, 10).code == "2002-01/2002-10"


@pytest.mark.parametrize(
    ("code", "years", "earlier"),
    [
        ("2017", -1, "2016"),
        ("2015-H1", -1, "2014-H1"),
        ("FY2001", -1, "FY2000"),
        ("2002-01/2002-10", -1, "2001-01/2001-10"),
        ("2020-02", -1, "2019-02"),
    ],
)
def test_a_year_earlier_keeps_the_length(code: str, years: int, earlier: str) -> None:
    assert calendar.shifted(calendar.parse(code), years).code == earlier


def test_a_code_of_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match="not a period code: '2018-H3'"):
        calendar.parse("2018-H3")
