"""A warehouse that many machines share: what one publishes there is what it publishes alone, all of it or nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.defs.lake_build import LakeBlockedError
from pipelines.lake import (
    LakeConflictError,
    LakeError,
    LakeUnreachableError,
    in_one_transaction,
    list_snapshots,
    open_lake,
    share,
    tidy,
)
from pipelines.lake.connection import TRANSACTIONS
from pipelines.settings import PROJECT_DIR, Settings
from tests.integration.commands import process
from tests.integration.dbt_landing import run_dbt
from tests.integration.lake_machines import (
    ask,
    build,
    builder,
    digest,
    lake_environment,
    lake_rows,
    land,
    parquet_files,
    reader,
)
from tests.integration.postgresql import PostgreSQL, postgresql
from tests.integration.runs import Run, public_rows, refresh
from tests.integration.shared import copied

pytest.importorskip("duckdb_extension_ducklake", reason="DuckDB's extension ducklake is not installed (extra lake)")
pytest.importorskip("duckdb_extension_postgres_scanner", reason="... nor is postgres_scanner (extra lake)")

TEXTS = PROJECT_DIR / "tests" / "corpus" / "texts"
TOKYO_TEXTS = ("cna-2018-porn-2017.txt", "ja-jiji-2023-03-09-2022.txt")
COUNTS = "select (select count(*) from figures), (select figures from publication)"


@pytest.fixture(scope="module")
def server() -> Iterator[PostgreSQL]:
    with postgresql() as server:
        yield server


@pytest.fixture(scope="module")
def tokyo_run(server: PostgreSQL, built: Settings, tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Run]:
    """A machine with three articles after its first refresh, the lake included."""
    folder = tmp_path_factory.mktemp("tokyo")
    settings = replace(
        _machine(built, folder, "tokyo", *TOKYO_TEXTS),
        lake=server.create_database("npa"),
        lake_data=tmp_path_factory.mktemp("lake") / "files",
    )
    run = refresh(settings)
    assert run.success, run.failures()
    return settings, run


@pytest.fixture(scope="module")
def tokyo(tokyo_run: tuple[Settings, Run]) -> Settings:
    return tokyo_run[0]


def _views(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of every public view that the machine publishes alone."""
    return {name: rows for name, rows in public_rows(settings).items() if name != "publication"}


def _machine(built: Settings, folder: Path, name: str, *texts: str) -> Settings:
    """A copy of the machine that was built once, with more articles."""
    settings = replace(copied(built, folder), collection=name)
    for text in texts:
        shutil.copy(TEXTS / text, settings.raw_dir / text)
    return settings


@pytest.mark.slow
def test_a_refresh_brings_the_articles_to_the_lake_and_publishes_what_the_machine_publishes_alone(
    tokyo_run: tuple[Settings, Run],
) -> None:
    settings, run = tokyo_run
    assert lake_rows(settings) == _views(settings)
    metadata = run.metadata("lake")
    assert metadata["articles_extracted"].value == 3
    ((figures, in_publication),) = ask(settings, COUNTS)
    assert metadata["figures"].value == figures == in_publication > 0
    (last, *_) = list_snapshots(settings)
    assert (last.snapshot, last.author, last.is_publication) == (metadata["snapshot"].value, "tokyo", True)


@pytest.mark.slow
def test_readers_see_whole_publications_while_two_machines_write_at_the_same_time(
    tokyo: Settings, osaka: Settings
) -> None:
    _touch(tokyo, "a")
    _touch(osaka, "b")
    watching, writers = reader(tokyo), [builder(tokyo), builder(osaka)]
    for writer in writers:
        writer.begin()
    results = [writer.result() for writer in writers]
    watching.begin()
    seen = watching.result()
    assert all(result["snapshot"] for result in results)
    assert all(figures == in_publication == in_marts for figures, in_publication, in_marts, _ in seen)
    assert len({tuple(row) for row in seen}) > 1
    # Whoever came last built what both had brought.
    assert ask(tokyo, "select distinct collection from collections.articles order by all") == [("osaka",), ("tokyo",)]
    paths = {path for (path,) in ask(tokyo, "select source_path from articles")}
    assert paths == {"2018-04-26-scmp.txt", *TOKYO_TEXTS, "a.txt", "b.txt"}
    assert not build(osaka).is_new


@pytest.fixture(scope="module")
def osaka(tokyo: Settings, built: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A machine that has one article in common with the first."""
    settings = _machine(built, tmp_path_factory.mktemp("osaka"), "osaka")
    return replace(settings, lake=tokyo.lake, lake_data=tokyo.lake_data)


def _touch(settings: Settings, name: str) -> None:
    """Add an article on a machine, and read it there."""
    text = f"TOKYO, March 14, 2019 -- Police helped 1{ord(name)} victims of fraud in 2018."
    (settings.raw_dir / f"{name}.txt").write_text(text, encoding="utf-8")
    land(settings)


@pytest.mark.slow
def test_whoever_is_second_begins_anew_with_what_the_first_wrote(tokyo: Settings, osaka: Settings) -> None:
    said: list[str] = []

    def meanwhile(what: str, _done: int, _total: int) -> None:
        if what == "fct_figure" and not said:
            said.append(what)
            assert build(osaka, code="another", with_suites=False).is_new

    assert build(tokyo, code="one", with_suites=False, say=said.append, on_progress=meanwhile).is_new
    assert said == ["fct_figure", "Another machine was first; beginning anew with what it wrote."]
    assert [snapshot.author for snapshot in list_snapshots(tokyo)[:2]] == ["tokyo", "osaka"]


def test_whoever_is_always_second_is_told_and_publishes_nothing(built: Settings, tmp_path: Path) -> None:
    settings = replace(built, lake=str(tmp_path / "npa.ducklake"), lake_data=tmp_path / "files", collection="alone")
    tried: list[int] = []

    def work(con: duckdb.DuckDBPyConnection) -> None:
        con.execute("create table half_written as select 1 as a")
        tried.append(1)
        raise duckdb.TransactionException("Transaction conflict - another transaction has altered it")

    with pytest.raises(LakeConflictError, match=f"same tables {TRANSACTIONS} times"):
        in_one_transaction(settings, work)
    assert len(tried) == TRANSACTIONS
    assert ask(settings, "select count(*) from duckdb_tables() where table_name = 'half_written'") == [(0,)]


@pytest.mark.slow
def test_the_same_bytes_in_two_collections_are_one_article_and_one_rejected_file(
    tokyo: Settings, osaka: Settings
) -> None:
    assert ask(tokyo, "select count(*), count(distinct article_id) from articles") == [(5, 5)]
    rejected = ask(tokyo, "select source_path, reason, message from rejected_files")
    message = "The same bytes as 2018-04-26-scmp.txt of the collection osaka, which is read."
    assert rejected == [("tokyo:2018-04-26-scmp.txt", "duplicate", message)]


@pytest.mark.slow
def test_a_blocking_check_keeps_the_lake_as_it_was(tokyo: Settings) -> None:
    before, rows = list_snapshots(tokyo)[0], digest(tokyo)
    spoil = "update collections.figures set quote = '{}' where collection = 'tokyo' and figure_id = '{}'"
    ((quote, figure_id),) = ask(tokyo, "select quote, figure_id from figures where source_path = 'a.txt'")
    with open_lake(tokyo) as con:
        con.execute(spoil.format("198", figure_id))
    try:
        with pytest.raises(LakeBlockedError) as blocked:
            build(tokyo, code="spoiled")
        assert "Nothing is published" in str(blocked.value)
        assert "quote_is_the_text_at_its_span does not hold for 1 of" in str(blocked.value)
        assert "quote='198'" in str(blocked.value)
        assert digest(tokyo) == rows
        assert list_snapshots(tokyo)[1] == before  # after it came only the spoiling itself
    finally:
        with open_lake(tokyo) as con:
            con.execute(spoil.format(quote, figure_id))


@pytest.mark.slow
def test_an_earlier_snapshot_can_still_be_read(tokyo: Settings) -> None:
    first = [snapshot for snapshot in list_snapshots(tokyo) if snapshot.is_publication][-1]
    assert ask(tokyo, "select count(*) from articles", first.snapshot) == [(3,)]
    assert ask(tokyo, "select count(*) from articles") == [(5,)]
    with pytest.raises(LakeError, match="has no snapshot 9999"):
        ask(tokyo, "select 1", 9999)


@pytest.mark.slow
def test_a_restart_of_the_server_during_a_build_is_survived_and_the_same_comes_of_it(
    tokyo: Settings, server: PostgreSQL
) -> None:
    server.stop()
    server.start()
    restarted: list[str] = []
    before = ask(tokyo, "from figures order by all")

    def restart(what: str, done: int, total: int) -> None:
        if what == "fct_figure" and not restarted:
            server.stop()
            server.start()
            restarted.append(what)

    again = build(tokyo, code="restarted", with_suites=False, on_progress=restart)
    assert restarted
    assert again.is_new
    assert ask(tokyo, "from figures order by all") == before


@pytest.mark.slow
def test_a_server_that_stays_away_is_named_and_nothing_is_lost(tokyo: Settings, server: PostgreSQL) -> None:
    rows = digest(tokyo)
    said: list[str] = []
    server.stop()
    try:
        with pytest.raises(LakeUnreachableError) as unreachable:
            in_one_transaction(tokyo, lambda con: con.execute("select 1"), said.append, pauses=(0.1, 0.2))
    finally:
        server.start()
    assert f"port={server.port} user=npa does not answer" in str(unreachable.value)
    assert "Nothing is lost" in str(unreachable.value)
    assert [words.rsplit("again in ")[-1] for words in said] == ["0.1 seconds.", "0.2 seconds."]
    assert digest(tokyo) == rows


@pytest.mark.slow
def test_a_writer_that_is_killed_leaves_the_lake_as_it_was_and_files_that_tidying_deletes(tokyo: Settings) -> None:
    before, files = digest(tokyo), parquet_files(tokyo)
    killed = builder(tokyo, code="killed", stops_at="fct_repair_integrity")
    killed.begin()
    killed.expect("in the middle")
    killed.kill()
    assert digest(tokyo) == before
    orphans = parquet_files(tokyo) - files
    assert orphans
    assert build(tokyo, code="killed", with_suites=False).is_new
    after = digest(tokyo)
    assert after[0][:-1] == before[0][:-1]  # the same but for the publication, which names the code
    assert tidy(tokyo, keep_days=30).orphans_deleted == 0  # they may be of a build that still runs
    tidied = tidy(tokyo, keep_days=0, orphaned_after_hours=0)
    assert tidied.snapshots_forgotten > 0
    assert not orphans & parquet_files(tokyo)
    assert digest(tokyo) == after


@pytest.fixture(scope="module")
def alone(built: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A machine that has a lake for itself, with its catalogue in a file, and has published there."""
    folder = tmp_path_factory.mktemp("alone")
    settings = replace(built, lake=str(folder / "npa.ducklake"), lake_data=folder / "files", collection="alone")
    with pytest.raises(LakeError, match="There is no lake at"):
        ask(settings, "select 1")
    share(settings)
    assert build(settings).is_new
    return settings


def test_a_catalogue_file_does_for_one_machine_and_says_so_to_a_second(alone: Settings) -> None:
    assert lake_rows(alone) == _views(alone)
    with open_lake(alone):
        done = process(alone, "lake", "snapshots", **lake_environment(alone))
    assert done.returncode == 1
    assert "open in another process" in done.stderr


def test_the_lake_describes_its_tables_and_answers_questions_with_an_argument(alone: Settings) -> None:
    described = "select comment from duckdb_tables() where schema_name = 'marts' and table_name = 'fct_figure'"
    assert "One row per figure" in ask(alone, described)[0][0]
    columns = "select count(*) from duckdb_columns() where schema_name = 'marts' and comment is null"
    assert ask(alone, columns) == [(0,)]
    assert ask(alone, "select count(*) > 0 from observations_as_of(date '2024-01-01')") == [(True,)]


def test_what_is_published_already_is_not_built_again(alone: Settings) -> None:
    before = list_snapshots(alone)
    shared = share(alone)
    assert (shared.files_added, shared.files_removed, shared.articles_extracted) == (0, 0, 0)
    assert not build(alone).is_new
    assert list_snapshots(alone) == before


def test_dbt_by_itself_writes_the_same_tables_under_its_target_lake(
    built: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(built, lake=str(tmp_path / "npa.ducklake"), lake_data=tmp_path / "files", collection="alone")
    share(settings)
    for name, value in lake_environment(settings).items():
        monkeypatch.setenv(name, value)
    # A table, a view and their tests; each costs dbt a moment.
    models = ["+articles", "+rejected_files"]
    command = ("build", "--target", "lake", "--select", *models, "--indirect-selection", "cautious")
    done = run_dbt(settings.staging_path, tmp_path / "dbt", *command)
    assert {str(result.status.value) for result in done.results} <= {"success", "pass", "warn"}
    assert ask(settings, "from articles order by all") == _views(built)["articles"]
    comment = "select comment from duckdb_views() where schema_name = 'main' and view_name = 'articles'"
    assert "One row per article" in ask(settings, comment)[0][0]


def test_the_commands_list_versions_and_query_them(alone: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in lake_environment(alone).items():
        monkeypatch.setenv(name, value)

    def npa(*arguments: str) -> str:
        result = CliRunner().invoke(app, ["lake", *arguments])
        assert result.exit_code == 0, result.stderr
        return result.stdout

    (newest, *_) = [json.loads(line) for line in npa("snapshots", "--json").splitlines()]
    asked = npa("sql", "select count(*) as articles from articles", "--snapshot", str(newest["snapshot"]), "--json")
    assert json.loads(asked) == {"articles": 1}
    monkeypatch.delenv("NPA_LAKE")
    monkeypatch.delenv("NPA_LAKE_DATA")
    refused = CliRunner().invoke(app, ["lake", "snapshots"])
    assert (refused.exit_code, "set NPA_LAKE" in refused.stderr) == (1, True)
