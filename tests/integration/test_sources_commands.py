"""Fetching as a user meets it: `npa fetch`, `npa sources`, and in Dagster the asset, its check and the schedule."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import dagster as dg
import pytest
from typer.testing import CliRunner, Result

from pipelines.articles import take_inventory
from pipelines.cli import app
from pipelines.defs.automation import REFRESH
from pipelines.defs.build import build_defs
from pipelines.defs.sources import FETCH, build_fetching, fetched_sources, sources_are_fresh
from pipelines.settings import Settings
from tests.integration.fetching import Fetching
from tests.integration.http_server import Reply, Site, page
from tests.integration.runs import query, refresh

Npa = Callable[..., Result]
DAY = date(2018, 4, 27)


@pytest.fixture
def npa(fetching: Fetching, monkeypatch: pytest.MonkeyPatch) -> Npa:
    """Runs a command on the folders of the fetch."""
    monkeypatch.setenv("NPA_RAW_DIR", str(fetching.settings.raw_dir))
    monkeypatch.setenv("NPA_BUILD_DIR", str(fetching.settings.build_dir))
    monkeypatch.setenv("NPA_CONTACT", "figures@example.org")
    return lambda *arguments: CliRunner().invoke(app, arguments)


@pytest.fixture
def two_sources(fetching: Fetching, site: Site) -> Site:
    """A source that has an article and one that fails."""
    site.replies["/a.html"] = page("Article.")
    fetching.configure(
        {"name": "good", "kind": "page", "url": f"{site.url}/a.html"},
        {"name": "bad", "kind": "page", "url": f"{site.url}/[nowhere].html"},
    )
    return site


@pytest.mark.parametrize("command", ["fetch", "sources"])
def test_without_sources_a_command_says_how_to_add_one(npa: Npa, fetching: Fetching, command: str) -> None:
    result = npa(command)
    assert result.exit_code == 0
    assert f"No sources: {fetching.settings.sources_path} names none" in result.output
    assert npa(command, "--json").output == ""


def test_a_fetch_says_what_came_and_what_failed(npa: Npa, two_sources: Site) -> None:
    result = npa("fetch")
    assert result.exit_code == 1
    assert "new fetched/good/a-" in result.stderr
    assert "2 rows" in result.stdout
    assert "npa build" in result.stdout
    assert f"Error: bad: {two_sources.url}/%5Bnowhere%5D.html does not exist (status 404)" in result.stderr
    assert two_sources.asked[0].headers["user-agent"] == "npa-figures (figures@example.org)"


def test_a_fetch_from_one_source_fails_only_with_that_source(npa: Npa, two_sources: Site) -> None:
    assert npa("fetch", "--source", "good").exit_code == 0
    result = npa("fetch", "--source", "good")
    assert result.exit_code == 0
    assert "good is not due before" in result.stdout
    assert npa("fetch", "--source", "good", "--force").exit_code == 0
    assert two_sources.paths() == ["/a.html", "/a.html"]


def test_a_source_nobody_configured_is_an_error(npa: Npa, two_sources: Site) -> None:
    result = npa("fetch", "--source", "ugly")
    assert result.exit_code == 1
    assert "has no source 'ugly'. It has: good, bad." in result.stderr


def test_a_fetch_as_json_is_one_source_a_line(npa: Npa, two_sources: Site) -> None:
    good, bad = [json.loads(line) for line in npa("fetch", "--json").stdout.splitlines()]
    assert (good["name"], good["status"], good["documents_new"], good["last_error"]) == ("good", "ok", 1, None)
    assert (bad["name"], bad["status"], bad["documents_failed"], len(bad["errors"])) == ("bad", "failed", 1, 1)


def test_sources_are_shown_without_being_asked(npa: Npa, two_sources: Site) -> None:
    assert "never asked" in npa("sources").output
    npa("fetch")
    asked = len(two_sources.asked)
    result = npa("sources")
    assert result.exit_code == 0
    assert "failed" in result.output
    assert "does not exist (status 404)" in result.output
    good, _ = [json.loads(line) for line in npa("sources", "--json").stdout.splitlines()]
    assert (good["kind"], good["documents"], good["is_due"], good["is_stale"]) == ("page", 1, False, False)
    assert len(two_sources.asked) == asked


@pytest.mark.parametrize("command", ["fetch", "sources"])
def test_a_list_that_cannot_be_used_is_named(npa: Npa, fetching: Fetching, command: str) -> None:
    fetching.configure({"name": "npa", "kind": "blog", "url": "https://example.org/"})
    result = npa(command)
    assert result.exit_code == 1
    assert "sources.yml: source 'npa': key 'kind' is 'blog'. Use feed, index, page." in result.stderr


def materialize(settings: Settings, **config: Any) -> dg.ExecuteInProcessResult:
    return dg.materialize(
        [fetched_sources, sources_are_fresh],
        resources={"settings": settings},
        run_config={"ops": {"sources": {"config": config}}},
        raise_on_error=False,
    )


def test_the_asset_fetches_and_shows_how_sources_stand(fetching: Fetching, two_sources: Site) -> None:
    result = materialize(fetching.settings)
    assert result.success
    (materialization,) = result.asset_materializations_for_node("sources")
    assert materialization.metadata["new"].value == 1
    assert materialization.metadata["failed"].value == 1
    assert "| bad | page | failed |" in str(materialization.metadata["sources"].value)
    (check,) = result.get_asset_check_evaluations()
    assert (check.passed, check.severity, check.description) == (
        False,
        dg.AssetCheckSeverity.WARN,
        "bad: its last fetch failed",
    )
    two_sources.otherwise = page("Found.")
    result = materialize(fetching.settings, force=True)
    assert result.get_asset_check_evaluations()[0].passed


def test_a_list_that_cannot_be_used_fails_the_asset(fetching: Fetching) -> None:
    fetching.configure({"name": "npa", "kind": "blog", "url": "https://example.org/"})
    result = materialize(fetching.settings)
    assert not result.success
    (failure,) = (event.step_failure_data for event in result.all_events if event.is_step_failure)
    assert failure.user_failure_data is not None
    assert "key 'kind' is 'blog'" in str(failure.user_failure_data.description)


def ticked(settings: Settings) -> tuple[Sequence[Any], str | None]:
    """The runs the schedule asks for, and why not."""
    (schedule,) = build_fetching(settings).schedules or []
    assert isinstance(schedule, dg.ScheduleDefinition)
    assert schedule.default_status == dg.DefaultScheduleStatus.RUNNING
    with dg.DagsterInstance.ephemeral() as instance:
        data = schedule.evaluate_tick(dg.build_schedule_context(instance=instance))
    return data.run_requests or [], data.skip_message


def test_the_schedule_fetches_only_what_is_due(fetching: Fetching, site: Site) -> None:
    assert ticked(fetching.settings) == ([], "raw/sources.yml names no sources.")
    site.replies["/a.html"] = page("Article.")
    fetching.source("page", "/a.html")
    assert len(ticked(fetching.settings)[0]) == 1
    materialize(fetching.settings)
    assert ticked(fetching.settings) == ([], "No source is due.")


def test_a_refresh_never_fetches(built: Settings) -> None:
    defs = build_defs(built)
    refreshed = defs.resolve_job_def(REFRESH).asset_layer.executable_asset_keys
    assert dg.AssetKey("sources") not in refreshed
    assert defs.resolve_job_def(FETCH).asset_layer.executable_asset_keys == {dg.AssetKey("sources")}


def test_the_job_checks_what_it_fetched(built: Settings) -> None:
    result = build_defs(built).resolve_job_def(FETCH).execute_in_process()
    assert [check.check_name for check in result.get_asset_check_evaluations()] == ["sources_are_fresh"]


def test_what_is_fetched_is_what_the_sensor_looks_at(fetching: Fetching, site: Site) -> None:
    site.replies["/a.html"] = page("Article.")
    fetching.settings.raw_dir.mkdir(exist_ok=True)
    empty = take_inventory(fetching.settings.raw_dir).fingerprint
    fetching.source("page", "/a.html")
    assert take_inventory(fetching.settings.raw_dir).fingerprint == empty
    fetching.run()
    assert take_inventory(fetching.settings.raw_dir).fingerprint != empty


def test_the_warehouse_tells_how_sources_stood(settings: Settings, site: Site) -> None:
    fetching = Fetching(settings, site)
    site.replies["/a.txt"] = Reply(
        b"In 2018 police helped 12 victims of fraud.", headers={"Content-Type": "text/plain"}
    )
    fetching.configure(
        {"name": "good", "kind": "page", "url": f"{site.url}/a.txt"},
        {"name": "bad", "kind": "page", "url": f"{site.url}/nowhere.html"},
    )
    fetching.run()
    run = refresh(settings)
    assert run.success, run.failures()
    rows = query(
        settings,
        """
        select source, kind, publisher, last_attempt_at::date, last_success_at::date, last_error, documents,
               newest_document_on, is_stale
        from sources order by source
    """,
    )
    error = f"{site.url}/nowhere.html does not exist (status 404). Correct or remove its link."
    assert rows == [
        ("bad", "page", "NPA", DAY, None, error, 0, None, True),
        ("good", "page", "NPA", DAY, DAY, None, 1, DAY, False),
    ]
    assert query(settings, "select publisher from articles where source_path like 'fetched/good/%'") == [("NPA",)]


def test_a_list_that_cannot_be_used_keeps_no_article_from_being_published(settings: Settings) -> None:
    settings.sources_path.write_text("sources: nowhere", encoding="utf-8")
    run = refresh(settings)
    assert run.success, run.failures()
    assert query(settings, "select count(*) from sources") == [(0,)]
