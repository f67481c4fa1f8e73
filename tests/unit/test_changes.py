"""What a publication says has changed since the one before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.warehouse import (
    ChangeCounts,
    Comparison,
    Publication,
    count_changes,
    open_staging,
    publish,
)
from pipelines.warehouse.changes import NOTHING_BEFORE, OTHER_LAYOUT, UNREADABLE

PUBLICATION = Publication("first", "version", 1, 0, 0, 0, 0, 0, 0)
Row = Mapping[str, Any]
Publish = Callable[..., Comparison]

# Columns that are not text.
_TYPES = {
    "published_on": "date",
    "char_start": "integer",
    "value": "decimal(18, 4)",
    "is_provisional": "boolean",
    "is_current": "boolean",
}
_COLUMNS = {
    "articles": "article_id source_path title publisher url language published_on",
    "figures": "figure_id article_id source_path char_start quote sentence value unit kind qualifier period "
    "compared_to measure offence age_group platform channel sex motive area other_concepts counted_as series_id "
    "is_provisional",
    "observations": "series_id series period unit value status figure_id is_current announced_on superseded_on",
}


def article(article_id: str = "a1", source_path: str = "first.txt", **more: Any) -> Row:
    return {"article_id": article_id, "source_path": source_path, "title": "Title", "language": "en", **more}


def figure(figure_id: str = "f1", **more: Any) -> Row:
    return {
        "figure_id": figure_id,
        "article_id": "a1",
        "source_path": "first.txt",
        "char_start": 10,
        "quote": "120",
        "sentence": "Police helped 120 victims in 2018.",
        "value": 120,
        "unit": "persons",
        "kind": "level",
        "qualifier": "exact",
        "period": "2018",
        "measure": "victims",
        "series_id": "victims",
        "is_provisional": False,
        **more,
    }


def observation(value: float = 120, **more: Any) -> Row:
    return {
        "series_id": "victims",
        "series": "Victims (persons)",
        "period": "2018",
        "unit": "persons",
        "value": value,
        "status": "A",
        "figure_id": "f1",
        "is_current": True,
        **more,
    }


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "it's a warehouse.duckdb"


@pytest.fixture
def publish_rows(tmp_path: Path, target: Path) -> Publish:
    """Publishes articles, figures and observations over what was published before."""

    def run(inputs: str, **rows: list[Row]) -> Comparison:
        staging = tmp_path / "staging.duckdb"
        staging.unlink(missing_ok=True)
        with open_staging(staging) as con:
            con.execute("create schema marts")
            for view, columns in _COLUMNS.items():
                shape = ", ".join(f"{column} {_TYPES.get(column, 'varchar')}" for column in columns.split())
                con.execute(f"create table marts.{view} ({shape})")
                con.execute(f"create view main.{view} as from marts.{view}")
                for row in rows.get(view, []):
                    values = ", ".join("null" if value is None else f"'{value}'" for value in row.values())
                    con.execute(f"insert into marts.{view} ({', '.join(row)}) values ({values})")
        return publish(staging, target, replace(PUBLICATION, input_fingerprint=inputs)).changes.comparison

    return run


def rows(target: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(target), read_only=True) as con:
        return con.execute(query).fetchall()


def counts(target: Path) -> ChangeCounts:
    with duckdb.connect(str(target), read_only=True) as con:
        return count_changes(con)


def figure_changes(target: Path) -> list[tuple[Any, ...]]:
    return rows(target, "select change, figure_id, facet, before_value, after_value from figure_changes")


def test_a_first_publication_has_nothing_to_compare_with(publish_rows: Publish, target: Path) -> None:
    assert publish_rows("first", articles=[article()], figures=[figure()]) == Comparison(problem=NOTHING_BEFORE)
    assert rows(target, "from comparison") == [(None, NOTHING_BEFORE)]
    assert figure_changes(target) == []
    assert counts(target).sentence() == f"No comparison: {NOTHING_BEFORE}"


def test_a_new_figure_is_told_in_short(publish_rows: Publish, target: Path) -> None:
    publish_rows("first", articles=[article()], figures=[figure()])
    more = figure("f2", char_start=20, quote="31.5 percent", value=31.5, unit="percent", kind="share", sex="female")
    assert publish_rows("second", articles=[article()], figures=[figure(), more]) == Comparison("first")
    assert figure_changes(target) == [("new", "f2", None, None, "31.5 percent, share, 2018, victims, female")]
    assert counts(target).counts["figures"] == {"new": 1, "revised": 0, "withdrawn": 0}
    assert counts(target).sentence() == "figures: 1 new"


def test_a_withdrawn_figure_is_told_as_it_was(publish_rows: Publish, target: Path) -> None:
    publish_rows("first", articles=[article()], figures=[figure(), figure("f2", value=0)])
    publish_rows("second", articles=[article()], figures=[figure()])
    assert figure_changes(target) == [("withdrawn", "f2", None, "0 persons, level, 2018, victims", None)]
    assert rows(target, "select source_path, quote, previous_figure_id from figure_changes") == [
        ("first.txt", "120", "f2")
    ]


def test_a_revised_figure_has_a_row_for_each_facet_that_differs(publish_rows: Publish, target: Path) -> None:
    publish_rows("first", articles=[article()], figures=[figure(is_provisional=True), figure("f2")])
    publish_rows("second", articles=[article()], figures=[figure(value=1200, offence="fraud"), figure("f2")])
    assert figure_changes(target) == [
        ("revised", "f1", "value", "120", "1200"),
        ("revised", "f1", "offence", None, "fraud"),
        ("revised", "f1", "is_provisional", "true", "false"),
    ]
    assert counts(target).counts["figures"] == {"new": 0, "revised": 1, "withdrawn": 0}


def test_an_edited_article_keeps_the_figures_it_still_states(publish_rows: Publish, target: Path) -> None:
    publish_rows("first", articles=[article()], figures=[figure(), figure("f2", char_start=90)])
    edited = [figure("g1", article_id="a2", char_start=15), figure("g2", article_id="a2", char_start=95)]
    publish_rows("second", articles=[article("a2")], figures=edited)
    assert figure_changes(target) == []
    assert rows(target, "select change, article_id, facet, before_value, after_value from article_changes") == [
        ("changed", "a2", "article_id", "a1", "a2")
    ]


def test_a_number_that_is_corrected_in_an_article_revises_its_figure(publish_rows: Publish, target: Path) -> None:
    publish_rows("first", articles=[article()], figures=[figure()])
    corrected = {"quote": "130", "sentence": "Police helped 130 victims in 2018.", "value": 130}
    publish_rows("second", articles=[article("a2")], figures=[figure("g1", article_id="a2", **corrected)])
    assert rows(target, "select * exclude (article_id, source_path) from figure_changes") == [
        ("revised", "g1", "f1", "130", "value", "120", "130")
    ]


def test_figures_of_an_edited_article_that_say_something_else_are_other_figures(
    publish_rows: Publish, target: Path
) -> None:
    publish_rows("first", articles=[article()], figures=[figure()])
    other = {"quote": "15", "sentence": "There were 15 cases.", "value": 15, "unit": "cases", "series_id": "cases"}
    publish_rows("second", articles=[article("a2")], figures=[figure("g1", article_id="a2", **other)])
    assert [row[:2] for row in figure_changes(target)] == [("withdrawn", "f1"), ("new", "g1")]


def test_figures_of_different_articles_are_never_the_same(publish_rows: Publish, target: Path) -> None:
    publish_rows("first", articles=[article()], figures=[figure()])
    other = article("a2", "second.txt")
    moved = figure("g1", article_id="a2", source_path="second.txt")
    publish_rows("second", articles=[other], figures=[moved])
    assert sorted(row[:2] for row in figure_changes(target)) == [("new", "g1"), ("withdrawn", "f1")]
    assert counts(target).counts["articles"] == {"new": 1, "changed": 0, "withdrawn": 1}


def test_an_article_that_is_moved_or_described_anew_is_changed(publish_rows: Publish, target: Path) -> None:
    publish_rows("first", articles=[article(), article("a2", "second.txt")])
    publish_rows("second", articles=[article("a1", "2018/first.txt"), article("a2", "second.txt", publisher="Kyodo")])
    assert rows(target, "select change, source_path, facet, before_value, after_value from article_changes") == [
        ("changed", "2018/first.txt", "source_path", "first.txt", "2018/first.txt"),
        ("changed", "second.txt", "publisher", None, "Kyodo"),
    ]


def test_current_values_are_compared_by_series_and_period(publish_rows: Publish, target: Path) -> None:
    before = [
        observation(120),
        observation(15, period="2017", status="P"),
        observation(14, period="2016"),
        observation(13, period="2015"),
    ]
    after = [
        observation(120, is_current=False),
        observation(130, figure_id="f9"),
        observation(15, period="2017"),
        observation(14, period="2016"),
        observation(140, period="2019"),
    ]
    publish_rows("first", observations=before)
    publish_rows("second", observations=after)
    assert rows(
        target,
        "select change, series, period, before_value::int, after_value::int, before_status, after_status "
        "from observation_changes",
    ) == [
        ("withdrawn", "Victims (persons)", "2015", 13, None, "A", None),
        ("revised", "Victims (persons)", "2017", 15, 15, "P", "A"),
        ("revised", "Victims (persons)", "2018", 120, 130, "A", "A"),
        ("new", "Victims (persons)", "2019", None, 140, None, "A"),
    ]


def test_publishing_the_same_inputs_again_tells_the_same_changes(publish_rows: Publish, target: Path) -> None:
    publish_rows("first", articles=[article()], figures=[figure()])
    second = {"articles": [article()], "figures": [figure(value=121)]}
    comparison = publish_rows("second", **second)
    told = figure_changes(target)
    assert told
    assert publish_rows("second", **second) == comparison == Comparison("first")
    assert figure_changes(target) == told
    assert rows(target, "from comparison") == [("first", None)]


def test_what_goes_back_to_what_it_was_is_a_change(publish_rows: Publish, target: Path) -> None:
    publish_rows("first", articles=[article()], figures=[figure()])
    publish_rows("second", articles=[article()], figures=[figure(value=121)])
    publish_rows("first", articles=[article()], figures=[figure()])
    assert figure_changes(target) == [("revised", "f1", "value", "121", "120")]


def test_other_inputs_that_change_nothing_are_compared_too(publish_rows: Publish, target: Path) -> None:
    publish_rows("first", articles=[article()], figures=[figure()], observations=[observation()])
    publish_rows("second", articles=[article()], figures=[figure()], observations=[observation()])
    assert rows(target, "from comparison") == [("first", None)]
    assert counts(target).sentence() == "nothing"


@pytest.mark.parametrize("keep", [0, 5_000, 300_000])
def test_a_damaged_previous_file_only_means_that_there_is_no_comparison(
    publish_rows: Publish, target: Path, keep: int
) -> None:
    publish_rows("first", articles=[article()], figures=[figure()])
    target.write_bytes(target.read_bytes()[:keep] if keep else b"no database" * 1_000)
    comparison = publish_rows("second", articles=[article()], figures=[figure()])
    assert comparison.problem == UNREADABLE
    assert comparison.detail
    assert figure_changes(target) == []
    assert rows(target, "select figure_id from figures") == [("f1",)]


@pytest.mark.parametrize(
    "spoil",
    [
        "alter table marts.figures rename column quote to words",
        "drop view main.observations",
        "drop table publication",
    ],
)
def test_a_previous_file_of_another_layout_only_means_that_there_is_no_comparison(
    publish_rows: Publish, target: Path, spoil: str
) -> None:
    publish_rows("first", articles=[article()], figures=[figure()])
    with duckdb.connect(str(target)) as con:
        con.execute(spoil)
    assert publish_rows("second", articles=[article()], figures=[figure()]).problem == OTHER_LAYOUT
    assert rows(target, "from comparison") == [(None, OTHER_LAYOUT)]
    assert figure_changes(target) == []


def test_a_previous_file_without_a_word_of_itself_is_compared(publish_rows: Publish, target: Path) -> None:
    publish_rows("first", articles=[article()], figures=[figure()])
    with duckdb.connect(str(target)) as con:
        con.execute("delete from publication")
    assert publish_rows("second", articles=[article()]) == Comparison(None)
    assert [row[0] for row in figure_changes(target)] == ["withdrawn"]


def test_a_reader_of_the_previous_file_does_not_disturb_the_comparison(publish_rows: Publish, target: Path) -> None:
    publish_rows("first", articles=[article()], figures=[figure()])
    with duckdb.connect(str(target), read_only=True) as reader:
        assert publish_rows("second", articles=[article()]) == Comparison("first")
        assert reader.execute("select count(*) from figures").fetchall() == [(1,)]


def test_the_same_previous_file_gives_the_same_rows(publish_rows: Publish, target: Path) -> None:
    def stated(numbers: range, **more: Any) -> list[Row]:
        return [figure(f"f{number}", sentence=str(number), series_id=str(number), **more) for number in numbers]

    publish_rows("first", articles=[article()], figures=stated(range(50)))
    before = target.read_bytes()
    publish_rows("second", articles=[article()], figures=stated(range(20, 70), value=121))
    told = figure_changes(target)
    assert len(told) == 20 + 30 + 20
    target.write_bytes(before)
    publish_rows("second", articles=[article()], figures=stated(range(20, 70), value=121))
    assert figure_changes(target) == told
