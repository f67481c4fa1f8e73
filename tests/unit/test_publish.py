"""The published database: whole, commented, replaced in one step, or left as it was."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.warehouse import Publication, PublishError, StagingError, open_staging, publish, read_publication

PUBLICATION = Publication("fingerprint", "version", 1, 2, 3, 4, 5, 6, 7)


@pytest.fixture
def staging(tmp_path: Path) -> Path:
    path = tmp_path / "it's staging.duckdb"
    with open_staging(path) as con:
        con.execute("create schema marts; create schema landing")
        con.execute("create table landing.raw as select 1 as a")
        con.execute("create table marts.fct_figure as select 'f' || range as figure_id, range as value from range(3)")
        con.execute("create table marts.dim_empty (id integer)")
        con.execute("create view main.figures as select figure_id, value from marts.fct_figure")
        con.execute("create view main.a_view_on_a_view as from figures")
        con.execute("comment on table marts.fct_figure is 'It''s a figure'")
        con.execute("comment on column marts.fct_figure.value is 'Its value'")
        con.execute("comment on view main.figures is 'All figures'")
        con.execute("comment on column main.figures.value is 'Also its value'")
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "warehouse.duckdb"


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as con:
        return con.execute(query).fetchall()


def files(path: Path) -> set[str]:
    """Everything that lies beside the published file, but for its seal."""
    return {file.name for file in path.parent.iterdir()} - {f"{path.name}.seal"}


def test_tables_and_views_are_published_and_nothing_else(staging: Path, target: Path) -> None:
    assert publish(staging, target, PUBLICATION).rows == {"dim_empty": 0, "fct_figure": 3}
    assert rows(target, "select count(*) from figures") == [(3,)]
    assert rows(target, "select count(*) from a_view_on_a_view") == [(3,)]
    assert rows(target, "select schema_name, table_name from duckdb_tables() order by all") == [
        ("main", "article_changes"),
        ("main", "comparison"),
        ("main", "figure_changes"),
        ("main", "observation_changes"),
        ("main", "publication"),
        ("marts", "dim_empty"),
        ("marts", "fct_figure"),
    ]
    assert files(target) == {staging.name, target.name}


def test_comments_are_published(staging: Path, target: Path) -> None:
    publish(staging, target, PUBLICATION)
    assert rows(target, "select comment from duckdb_tables() where table_name = 'fct_figure'") == [("It's a figure",)]
    assert rows(target, "select comment from duckdb_views() where view_name = 'figures'") == [("All figures",)]
    assert rows(
        target,
        "select table_name, comment from duckdb_columns() where column_name = 'value' and comment is not null "
        "order by all",
    ) == [("fct_figure", "Its value"), ("figures", "Also its value")]


def test_the_publication_is_read_back_as_it_was_written(staging: Path, target: Path) -> None:
    assert read_publication(target) is None
    publish(staging, target, PUBLICATION)
    assert read_publication(target) == PUBLICATION


def test_a_file_that_is_no_database_of_ours_has_no_publication(target: Path) -> None:
    target.write_bytes(b"no database")
    assert read_publication(target) is None
    target.unlink()
    duckdb.connect(str(target)).close()
    assert read_publication(target) is None


def test_the_same_publication_twice_has_the_same_rows(staging: Path, target: Path, tmp_path: Path) -> None:
    publish(staging, target, PUBLICATION)
    publish(staging, tmp_path / "again.duckdb", PUBLICATION)
    for relation in ("figures", "publication", "marts.dim_empty"):
        assert rows(target, f"from {relation}") == rows(tmp_path / "again.duckdb", f"from {relation}")


def test_leftovers_of_killed_builds_are_removed(staging: Path, target: Path) -> None:
    for name in (".warehouse.duckdb.77", ".warehouse.duckdb.77.wal", ".warehouse.duckdb.78"):
        (target.parent / name).write_bytes(b"half")
    (target.parent / ".warehouse.duckdb.77.tmp").mkdir()
    (target.parent / ".warehouse.duckdb.77.tmp" / "spilled").write_bytes(b"half")
    publish(staging, target, PUBLICATION)
    assert files(target) == {staging.name, target.name}


def test_a_view_that_reads_what_is_not_published_is_refused(staging: Path, target: Path) -> None:
    publish(staging, target, PUBLICATION)
    before = target.read_bytes()
    with open_staging(staging) as con:
        con.execute("create view main.leak as from landing.raw")
    with pytest.raises(PublishError, match="leak"):
        publish(staging, target, PUBLICATION)
    assert target.read_bytes() == before
    assert files(target) == {staging.name, target.name}


def test_nothing_to_publish_is_refused(tmp_path: Path, target: Path) -> None:
    with open_staging(tmp_path / "empty.duckdb"):
        pass
    with pytest.raises(PublishError, match="nothing to publish"):
        publish(tmp_path / "empty.duckdb", target, PUBLICATION)
    assert not target.exists()


def test_a_reader_of_the_old_file_goes_on_and_the_next_sees_the_new(staging: Path, target: Path) -> None:
    publish(staging, target, PUBLICATION)
    with duckdb.connect(str(target), read_only=True) as reader:
        with open_staging(staging) as con:
            con.execute("delete from marts.fct_figure")
        publish(staging, target, PUBLICATION)
        assert reader.execute("select count(*) from figures").fetchall() == [(3,)]
    assert rows(target, "select count(*) from figures") == [(0,)]


def test_a_damaged_staging_database_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "staging.duckdb"
    path.write_bytes(b"damage" * 10_000)
    with pytest.raises(StagingError, match="was damaged and is put aside"), open_staging(path):
        pass
