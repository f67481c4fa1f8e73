"""Archives in the landing tables: read to their end or again, and of equal texts the first by its path, always."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from pathlib import Path

import duckdb
import pytest

from pipelines.articles import DocumentReader, Outcome, ReadingLimits, ReadUnit, plan_reading, read_unit, take_inventory
from pipelines.warehouse import Change, create_landing, land_files, last_reader_version, open_staging

Rows = list[tuple[object, ...]]


class Raw:
    """A folder of files, and the landing tables made of it."""

    def __init__(self, folder: Path, con: duckdb.DuckDBPyConnection) -> None:
        self.folder = folder
        self.con = con
        folder.mkdir()

    def put(self, name: str, *texts: str | tuple[str, str]) -> None:
        """A file of its own, or an archive of texts with or without an id."""
        path = self.folder / name
        if path.suffix == ".txt":
            (text,) = texts
            path.write_text(str(text), encoding="utf-8")
            return
        rows = [{"text": one} if isinstance(one, str) else {"id": one[0], "text": one[1]} for one in texts]
        path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")

    def land(
        self, version: str = "v", first_pass: str = "", seen: Callable[[Outcome], None] = lambda _: None
    ) -> Change:
        inventory = take_inventory(self.folder)
        with DocumentReader(ReadingLimits()) as reader:

            def read(unit: ReadUnit) -> Iterator[Outcome]:
                for outcome in read_unit(unit, reader, 10_000, lambda text: "victim" in text):
                    seen(outcome)
                    yield outcome

            plan = plan_reading(inventory, "v", first_pass)
            return land_files(self.con, plan, read, inventory.fingerprint, "v")

    def rows(self, query: str) -> Rows:
        return self.con.execute(query).fetchall()

    def state(self) -> dict[str, Rows]:
        """Everything that reading again from nothing has to give, too."""
        return {
            "articles": self.rows("select source_path, article_id, text from landing.articles order by all"),
            "passed over": self.rows("select source_path, reason from landing.passed_over_articles order by all"),
            "rejected": self.rows("select source_path, reason, message from landing.rejected_files order by all"),
        }


@pytest.fixture
def raw(tmp_path: Path) -> Iterator[Raw]:
    with open_staging(tmp_path / "staging.duckdb") as con:
        create_landing(con)
        yield Raw(tmp_path / "raw", con)


def from_nothing(raw: Raw, folder: Path) -> dict[str, Rows]:
    """What the same files give in landing tables of their own."""
    with open_staging(folder) as con:
        create_landing(con)
        fresh = object.__new__(Raw)
        fresh.folder, fresh.con = raw.folder, con
        fresh.land()
        return fresh.state()


def paths(raw: Raw, table: str = "articles") -> list[object]:
    return [path for (path,) in raw.rows(f"select source_path from landing.{table} order by all")]


def test_rows_land_as_articles_passed_over_or_rejected(raw: Raw) -> None:
    raw.put("a.jsonl", ("one", "1 victim"), ("two", "It rained."), ("three", ""), "4 victims")
    assert raw.land() == Change(added=1, removed=0, unchanged=0)
    assert paths(raw) == ["a.jsonl#one", "a.jsonl#row-4"]
    assert raw.rows("select source_path, reason from landing.passed_over_articles") == [
        ("a.jsonl#two", "other_subject")
    ]
    assert paths(raw, "rejected_files") == ["a.jsonl#row-3"]


def test_an_archive_that_did_not_change_is_not_read_again(raw: Raw) -> None:
    raw.put("a.jsonl", "It rained.")
    raw.land()
    read: list[Outcome] = []
    assert raw.land(seen=read.append) == Change(added=0, removed=0, unchanged=1)
    assert read == []


def test_an_archive_is_looked_at_anew_when_the_first_pass_changed_and_a_file_is_not(raw: Raw) -> None:
    raw.put("a.jsonl", "It rained.")
    raw.put("b.txt", "2 victims")
    raw.land()
    assert raw.land(first_pass="another") == Change(added=1, removed=1, unchanged=1)


def test_what_an_archive_no_longer_has_goes(raw: Raw) -> None:
    raw.put("a.jsonl", ("one", "1 victim"), ("two", "It rained."), ("three", ""))
    raw.land()
    raw.put("a.jsonl", ("four", "4 victims"))
    raw.land()
    assert raw.state() == {"articles": raw.state()["articles"], "passed over": [], "rejected": []}
    assert paths(raw) == ["a.jsonl#four"]
    (raw.folder / "a.jsonl").unlink()
    raw.land()
    assert raw.state() == {"articles": [], "passed over": [], "rejected": []}
    assert raw.rows("from landing.archives") == []


def test_a_run_that_ends_in_an_archive_begins_it_anew(raw: Raw, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.warehouse.landing.BATCH_ARTICLES", 2)
    raw.put("a.jsonl", *(f"{number} victims" for number in range(7)))
    left = 5

    def stop(_: Outcome) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        raw.land(seen=stop)
    assert len(paths(raw)) == 4
    assert last_reader_version(raw.con) is None
    raw.land()
    assert len(paths(raw)) == 7


def test_of_rows_with_one_id_the_first_is_read(raw: Raw) -> None:
    raw.put(
        "a.jsonl", ("x", "1 victim"), ("x", "2 victims"), ("y", "It rained."), ("y", "It snowed."), ("x", "3 victims")
    )
    raw.land()
    assert raw.rows("select source_path, text from landing.articles") == [("a.jsonl#x", "1 victim")]
    assert paths(raw, "passed_over_articles") == ["a.jsonl#y"]
    assert raw.rows("select source_path, message from landing.rejected_files order by all") == [
        ("a.jsonl#row-2", "Row 1 has the same id. Give each row an id of its own."),
        ("a.jsonl#row-4", "Row 3 has the same id. Give each row an id of its own."),
        ("a.jsonl#row-5", "Row 1 has the same id. Give each row an id of its own."),
    ]


def test_of_equal_texts_in_an_archive_the_first_by_its_path_is_the_article(raw: Raw) -> None:
    raw.put("a.jsonl", ("two", "1 victim"), ("one", "1 victim"))
    raw.land()
    assert paths(raw) == ["a.jsonl#one"]
    assert raw.rows("select source_path, reason, message from landing.rejected_files") == [
        ("a.jsonl#row-1", "duplicate", "The same text as a.jsonl#one, which is read. Remove one of the two.")
    ]


FILES: Sequence[tuple[str, Sequence[str]]] = (
    ("a.txt", ("1 victim",)),
    ("b.jsonl", ("1 victim", "2 victims")),
    ("c.jsonl", ("2 victims", "1 victim", "3 victims")),
)


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_equal_texts_are_the_same_article_in_whatever_order_they_come_and_go(
    raw: Raw, tmp_path: Path, order: tuple[int, ...]
) -> None:
    for number in order:
        name, texts = FILES[number]
        raw.put(name, *texts)
        raw.land()
    assert raw.state() == from_nothing(raw, tmp_path / "all.duckdb")
    assert paths(raw) == ["a.txt", "b.jsonl#row-2", "c.jsonl#row-3"]
    for step, number in enumerate(order):
        (raw.folder / FILES[number][0]).unlink()
        raw.land()
        assert raw.state() == from_nothing(raw, tmp_path / f"{step}.duckdb")
    assert paths(raw) == []


def test_an_archive_that_the_disk_refuses_is_tried_again(raw: Raw, monkeypatch: pytest.MonkeyPatch) -> None:
    raw.put("a.jsonl", "1 victim")

    def refuse(*_: object) -> tuple[int, int]:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr("pipelines.articles.bulk.read._stamp", refuse)
        raw.land()
    assert raw.rows("select source_path, reason from landing.rejected_files") == [("a.jsonl", "unreadable")]
    raw.land()
    assert paths(raw) == ["a.jsonl#row-1"]
    assert paths(raw, "rejected_files") == []
