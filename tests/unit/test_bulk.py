"""Files of many articles: whatever the format, a row is the article that a file of its own would be."""

from __future__ import annotations

import gzip
import hashlib
import json
import tracemalloc
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.articles import (
    Article,
    DocumentReader,
    Origin,
    Outcome,
    PassedOver,
    ReadingLimits,
    RejectedFile,
    Rejection,
    plan_reading,
    read_articles,
    read_unit,
    take_inventory,
)

MAX_BYTES = 10_000
ROWS: Sequence[Mapping[str, Any]] = (
    {
        "id": "first",
        "text": "Police helped 12 victims.\r\n",
        "url": "https://news.example/1",
        "publisher": "Hoshi Times",
        "published_on": "2018-04-26",
        "language": "en",
        "title": "Twelve",
    },
    {"id": "second", "text": "警察は12人を保護した。", "published_on": "2019-03-14", "language": "ja"},
)


def write(path: Path, rows: Sequence[Mapping[str, Any]] = ROWS) -> None:
    """The rows as the file's name has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    name = path.name.removesuffix(".gz")
    if name.endswith(".parquet"):
        plain = path.with_name("plain")
        pq.write_table(pa.Table.from_pylist([dict(row) for row in rows]), plain)
        content = plain.read_bytes()
        plain.unlink()
    else:
        content = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)


def outcomes(raw: Path, may_count: bool = True) -> list[Outcome]:
    units = plan_reading(take_inventory(raw), "")
    with DocumentReader(ReadingLimits(max_chars=1_000)) as reader:
        return [one for unit in units for one in read_unit(unit, reader, MAX_BYTES, lambda _: may_count)]


def rejected(raw: Path) -> RejectedFile:
    (found,) = (one for one in outcomes(raw) if isinstance(one, RejectedFile))
    return found


FORMATS = ["a.jsonl", "a.ndjson", "a.parquet", "a.jsonl.gz", "a.ndjson.gz", "a.parquet.gz", "a.JSONL"]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_articles(tmp_path: Path, name: str) -> None:
    write(tmp_path / "2018" / name)
    first, second = outcomes(tmp_path)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert first.text == ROWS[0]["text"]
    assert first.article_id == hashlib.sha256(ROWS[0]["text"].encode()).hexdigest()
    assert first.source_path == f"2018/{name}#first"
    assert (first.row, second.row) == (1, 2)
    assert first.origin == Origin(
        publisher="Hoshi Times",
        title="Twelve",
        url="https://news.example/1",
        published_on=date(2018, 4, 26),
        language="en",
    )
    assert (second.origin.language, second.origin.published_on) == ("ja", date(2019, 3, 14))
    assert second.byte_count == len(ROWS[1]["text"].encode())


def test_a_row_is_the_article_that_a_file_with_its_text_is(tmp_path: Path) -> None:
    write(tmp_path / "bulk" / "a.jsonl")
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.txt").write_bytes(ROWS[0]["text"].encode())
    (file,) = read_articles(tmp_path / "files", MAX_BYTES).articles
    row = outcomes(tmp_path / "bulk")[0]
    assert isinstance(row, Article)
    alike = ("article_id", "text", "byte_count", "media_type", "encoding", "note")
    assert [getattr(row, name) for name in alike] == [getattr(file, name) for name in alike]


def test_the_origin_file_speaks_for_rows_that_say_nothing(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl.gz")
    (tmp_path / "a.origin.yml").write_text("publisher: Mori Press\nlicense: CC BY 4.0\n", encoding="utf-8")
    origins = [one.origin for one in outcomes(tmp_path) if isinstance(one, Article)]
    assert [origin.publisher for origin in origins] == ["Hoshi Times", "Mori Press"]
    assert {origin.license for origin in origins} == {"CC BY 4.0"}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("published_on", "2018-04-26"),
        ("published", "2018-04-26T23:30:00Z"),
        ("date", " 2018-04-26 "),
        ("published_date", "2018-04-26 08:00:00"),
    ],
)
def test_days_as_archives_write_them(tmp_path: Path, column: str, value: str) -> None:
    write(tmp_path / "a.jsonl", [{"text": "Twelve victims.", column: value}])
    (article,) = outcomes(tmp_path)
    assert isinstance(article, Article)
    assert article.origin.published_on == date(2018, 4, 26)


def test_days_and_times_of_a_parquet_file(tmp_path: Path) -> None:
    days = [date(2018, 4, 26), None]
    times = [None, datetime(2019, 3, 14, 12, tzinfo=UTC)]
    table = pa.table({"text": ["One.", "Two."], "published_on": days, "date": times, "body_html": ["<p>", "<p>"]})
    pq.write_table(table, tmp_path / "a.parquet")
    found = [one.origin.published_on for one in outcomes(tmp_path) if isinstance(one, Article)]
    assert found == [date(2018, 4, 26), date(2019, 3, 14)]


@pytest.mark.parametrize(("written", "read"), [("en-GB", "en"), ("JA", "ja"), ("ja_JP", "ja"), ("", None)])
def test_languages_as_archives_write_them(tmp_path: Path, written: str, read: str | None) -> None:
    write(tmp_path / "a.jsonl", [{"text": "Twelve victims.", "language": written}])
    (article,) = outcomes(tmp_path)
    assert isinstance(article, Article)
    assert article.origin.language == read


def test_another_language_is_passed_over_and_so_is_another_subject(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", [{"id": "fr", "text": "Douze victimes.", "language": "fr"}])
    (one,) = outcomes(tmp_path)
    assert isinstance(one, PassedOver)
    assert (one.source_path, one.reason) == ("a.jsonl#fr", "other_language")
    write(tmp_path / "a.jsonl", [{"id": "en", "text": "It rained."}])
    (one,) = outcomes(tmp_path, may_count=False)
    assert isinstance(one, PassedOver)
    assert one.reason == "other_subject"


def test_a_file_of_one_article_is_never_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It rained.", encoding="utf-8")
    (one,) = outcomes(tmp_path, may_count=False)
    assert isinstance(one, Article)


GOOD = b'{"text": "Twelve victims."}\n'


@pytest.mark.parametrize(
    ("line", "reason", "says"),
    [
        (b'{"text": "a"', Rejection.INVALID_ROW, "not JSON"),
        (b"[1, 2]", Rejection.INVALID_ROW, "no object"),
        (b'{"body": "a"}', Rejection.INVALID_ROW, "no text"),
        (b'{"text": null}', Rejection.INVALID_ROW, "no text"),
        (b'{"text": 12}', Rejection.INVALID_ROW, "int"),
        (b'{"text": " \\n"}', Rejection.EMPTY, "white space"),
        (b'{"text": "a\\u0000b"}', Rejection.BINARY, "0x00"),
        (b'{"text": "\\ud800"}', Rejection.INVALID_ROW, "surrogate"),
        (b'{"text": "\x93quoted\x94"}', Rejection.WRONG_ENCODING, "UTF-8"),
        (b'{"text": "a", "published_on": "2018-02-30"}', Rejection.INVALID_ROW, "2018-02-30"),
        (b'{"text": "a", "published_on": 20180226}', Rejection.INVALID_ROW, "20180226"),
        (b'{"text": "a", "publisher": ["b"]}', Rejection.INVALID_ROW, "publisher"),
        (b'{"text": "' + b"a" * 1_001 + b'"}', Rejection.TOO_LARGE, "NPA_MAX_ARTICLE_CHARS"),
        (b'{"text": "' + b"a" * 2_000_000 + b'"}', Rejection.TOO_LARGE, "NPA_MAX_ARTICLE_BYTES"),
        (b"[" * 100_000, Rejection.INVALID_ROW, "not JSON"),
    ],
)
def test_a_row_that_is_no_article_is_rejected_and_the_others_are_read(
    tmp_path: Path, line: bytes, reason: Rejection, says: str
) -> None:
    (tmp_path / "a.jsonl").write_bytes(GOOD + b"\n" + line + b"\n" + GOOD)
    found = outcomes(tmp_path)
    assert [type(one) for one in found] == [Article, RejectedFile, Article]
    problem = rejected(tmp_path)
    assert problem.reason is reason
    assert problem.source_path == "a.jsonl#row-3"
    assert says in problem.message


def test_a_truncated_file_gives_what_stands_before_the_damage(tmp_path: Path) -> None:
    whole = gzip.compress(GOOD * 3) + gzip.compress(
        b"".join(json.dumps({"text": f"{n} victims"}).encode() + b"\n" for n in range(5000))
    )
    (tmp_path / "a.jsonl.gz").write_bytes(whole[:-500])
    found = outcomes(tmp_path)
    assert len(found) > 4
    assert all(isinstance(one, Article) for one in found[:3])
    problem = found[-1]
    assert isinstance(problem, RejectedFile)
    assert (problem.source_path, problem.reason) == ("a.jsonl.gz", Rejection.DAMAGED)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.parquet", b"PAR1 and nothing else PAR1", Rejection.DAMAGED),
        ("a.parquet", b"plain text", Rejection.DAMAGED),
        ("a.parquet", b"", Rejection.DAMAGED),
        ("a.parquet.gz", b"plain text", Rejection.DAMAGED),
        ("a.jsonl.gz", b"plain text", Rejection.DAMAGED),
        ("a.jsonl", b"a line\n" * 200, Rejection.UNSUPPORTED_FORMAT),
    ],
)
def test_a_file_that_is_something_else_is_rejected(
    tmp_path: Path, name: str, content: bytes, reason: Rejection
) -> None:
    (tmp_path / name).write_bytes(content)
    last = outcomes(tmp_path)[-1]
    assert isinstance(last, RejectedFile)
    assert (last.source_path, last.reason) == (name, reason)


def test_a_parquet_file_without_texts_names_the_columns_it_has(tmp_path: Path) -> None:
    pq.write_table(pa.table({"body": ["Twelve victims."]}), tmp_path / "a.parquet")
    assert "body" in rejected(tmp_path).message


def test_an_empty_file_has_no_articles(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\n\n")
    assert outcomes(tmp_path) == []


def test_a_second_file_of_the_same_rows_is_a_duplicate(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl")
    write(tmp_path / "b.jsonl")
    assert [one.source_path for one in outcomes(tmp_path)] == ["a.jsonl#first", "a.jsonl#second", "b.jsonl"]
    assert rejected(tmp_path).reason is Rejection.DUPLICATE


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.parquet"])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, name: str) -> None:
    def peak(rows: int) -> int:
        write(tmp_path / name, [{"text": f"{number} victims. " * 40} for number in range(rows)])
        units = list(plan_reading(take_inventory(tmp_path), ""))
        tracemalloc.start()
        with DocumentReader(ReadingLimits()) as reader:
            assert sum(1 for _ in read_unit(units[0], reader, MAX_BYTES)) == rows
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    few = max(peak(1_000), peak(1_000))
    assert peak(10_000) < 2 * few
