"""Names of fetched files: safe everywhere, telling, and with no day in them but that of publication."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.articles import date_in_name
from pipelines.sources.file_names import file_stem

SHA = "26ab" * 16
DAY = date(2018, 4, 27)


@pytest.mark.parametrize(
    ("url", "title", "stem"),
    [
        ("https://example.org/news/Youth_Crime.html", None, "youth-crime-26ab26ab"),
        ("https://example.org/news/", "Youth crime in 2017", "youth-crime-in-2017-26ab26ab"),
        ("https://example.org/2143457.html", "Record number", "record-number-26ab26ab"),
        ("https://example.org/2143457.html", "件数", "2143457-html-26ab26ab"),
        ("https://example.org/", None, "document-26ab26ab"),
        ("https://example.org/%E8%A2%AB", "被害", "document-26ab26ab"),
        ("https://example.org/../..%2F..%2fpasswd", None, "passwd-26ab26ab"),
        ("https://example.org/con", None, "con-26ab26ab"),
    ],
)
def test_a_name_tells_what_the_address_or_the_title_does(url: str, title: str | None, stem: str) -> None:
    assert file_stem(url, title, None, SHA) == stem


def test_the_day_of_publication_comes_first() -> None:
    assert file_stem("https://example.org/youth", None, DAY, SHA) == "2018-04-27-youth-26ab26ab"


@given(st.text(), st.none() | st.text(), st.none() | st.just(DAY))
def test_a_name_is_safe_and_holds_no_other_day(path: str, title: str | None, day: date | None) -> None:
    stem = file_stem("https://example.org/" + path, title, day, SHA)
    assert set(stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_")
    assert len(stem) <= 90
    assert date_in_name(f"fetched/npa/{stem}.html") == day


@pytest.mark.parametrize("last", ["2017-12-31", "report-2018-04", "2018-04-26-scmp", "2018_04_26", "20180426"])
def test_a_day_in_an_address_is_not_taken_for_that_of_publication(last: str) -> None:
    stem = file_stem(f"https://example.org/{last}.html", None, None, SHA)
    assert date_in_name(f"{stem}.html") is None
    assert date_in_name(f"{file_stem(f'https://example.org/{last}.html', None, DAY, SHA)}.html") == DAY
