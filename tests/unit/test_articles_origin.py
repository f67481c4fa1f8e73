"""The origin file beside an article: what it may say, and what is said about what it may not."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.articles.model import Origin
from pipelines.articles.origin import InvalidOriginError, parse_origin


def problem(content: str) -> str:
    with pytest.raises(InvalidOriginError) as caught:
        parse_origin(content.encode("utf-8"))
    return str(caught.value)


def test_an_origin_with_every_key() -> None:
    origin = parse_origin(
        b"""
        publisher: South China Morning Post
        title: "Record number: minors"
        url: http://example.org/a
        published_on: 2018-04-26
        language: en
        citation: SCMP, 26 April 2018
        date_accessed: '2024-01-31'
        license: all rights reserved
        area: JP-11
        """
    )
    assert origin == Origin(
        publisher="South China Morning Post",
        title="Record number: minors",
        url="http://example.org/a",
        published_on=date(2018, 4, 26),
        language="en",
        citation="SCMP, 26 April 2018",
        date_accessed=date(2024, 1, 31),
        license="all rights reserved",
        area="JP-11",
    )


@pytest.mark.parametrize("content", ["", "# nothing yet\n", "title:\n"])
def test_an_origin_may_say_nothing(content: str) -> None:
    assert parse_origin(content.encode()) == Origin()


def test_a_title_that_looks_like_a_number_stays_a_text() -> None:
    assert parse_origin(b"title: 2017\npublisher: no") == Origin(title="2017", publisher="no")


def test_an_unknown_key_is_named_beside_the_known_ones() -> None:
    said = problem("published: 2018-04-26")
    assert "'published' is not known" in said
    assert "published_on" in said


@pytest.mark.parametrize("day", ["2018-02-30", "26 April 2018", "2018-04-26T10:00:00"])
def test_a_bad_day_is_named_with_the_form_it_should_have(day: str) -> None:
    said = problem(f"published_on: {day}")
    assert f"'published_on' is '{day}'" in said
    assert "YYYY-MM-DD" in said


def test_an_unknown_language_is_named() -> None:
    assert "'language' is 'fr'. Use en or ja." in problem("language: fr")


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("Shift_JIS", "shift_jis"), ("cp932", "cp932"), ("EUC-JP", "euc_jp"), ("UTF-16LE", "utf-16-le")],
)
def test_an_encoding_is_known_by_pythons_name(name: str, encoding: str) -> None:
    assert parse_origin(f"encoding: {name}".encode()) == Origin(encoding=encoding)


@pytest.mark.parametrize("name", ["base64", "rot13", "unicode_escape", "idna", "klingon", "a\\0b"])
def test_what_is_no_encoding_of_text_is_refused(name: str) -> None:
    assert f"'encoding' is '{name}', which is no encoding of text. Use" in problem(f"encoding: {name}")


@pytest.mark.parametrize("content", ["- a\n- list", "just a text"])
def test_an_origin_that_is_no_mapping_is_refused(content: str) -> None:
    assert "key: value" in problem(content)


def test_a_nested_value_is_refused() -> None:
    assert "'publisher' must hold one value" in problem("publisher: {name: SCMP}")


def test_what_is_not_yaml_is_refused_with_its_line() -> None:
    assert "line 2 is not YAML" in problem("publisher: SCMP\ntitle: Crimes: a record\n")


def test_bytes_that_are_no_utf_8_are_refused() -> None:
    with pytest.raises(InvalidOriginError, match="byte 7 is not UTF-8"):
        parse_origin(b"title: \xff")


def test_an_encoding_is_one_that_there_is() -> None:
    assert parse_origin(b"encoding: Shift_JIS").encoding == "shift_jis"
    assert "key 'encoding' is 'martian'" in problem("encoding: martian")
    assert "key 'encoding'" in problem('encoding: "\\0"')


@pytest.mark.parametrize("text", ["2024-03", "2024"])
def test_the_day_of_publication_may_be_a_month_or_a_year(text: str) -> None:
    assert parse_origin(f"published_on: {text}".encode()) == Origin(published_within=text)


@pytest.mark.parametrize("line", ["published_on: 2024-13", "date_accessed: 2024-03", "published_within: 2024"])
def test_no_other_entry_may(line: str) -> None:
    with pytest.raises(InvalidOriginError):
        parse_origin(line.encode())


@pytest.mark.parametrize(
    ("line", "area"),
    [
        ("area: JP-27+JP-13", "JP-13+JP-27"),
        ("area: JP", "JP"),
        ("area: KR", "KR"),
        ("area:", None),
    ],
)
def test_an_area_is_a_code_or_several_in_their_order(line: str, area: str | None) -> None:
    assert parse_origin(line.encode()) == Origin(area=area)


@pytest.mark.parametrize(
    ("area", "wrong"),
    [
        ("Saitama", "'Saitama'"),
        ("JP-48", "'JP-48'"),
        ("jp-11", "'jp-11'"),
        ("JP-11+Tokyo", "'Tokyo'"),
        ("other", "'other'"),
        ("JP+JP-11", "the whole country"),
    ],
)
def test_an_area_without_a_code_is_named_with_what_to_write(area: str, wrong: str) -> None:
    said = problem(f"area: {area}")
    assert f"key 'area' is '{area}'" in said
    assert wrong in said
    assert "JP-11 for Saitama" in said
    assert "concepts.csv" in said
