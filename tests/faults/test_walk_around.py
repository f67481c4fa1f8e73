"""The gate cannot be walked around: whatever is started alone, only what was checked as it is gets published."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import dagster as dg
import duckdb
import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.defs.build import build_defs
from pipelines.settings import Settings
from pipelines.warehouse import code_fingerprint, input_fingerprint, open_staging, publish, read_publication, read_stamp
from tests.faults.harness import write_article
from tests.integration.odd_readings import ODD_READINGS, article, read_oddly
from tests.integration.runs import VALIDATOR, Run, query, refresh


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Three articles, published. Not to be written to: take `settings` for that."""
    folder = tmp_path_factory.mktemp("complete")
    settings = Settings(raw_dir=folder / "raw", build_dir=folder / "build")
    settings.raw_dir.mkdir()
    for number in (101, 102, 103):
        write_article(settings, f"article-{number}.txt", number)
    run = refresh(settings)
    assert run.success, run.failures()
    return settings


@pytest.fixture
def settings(built: Settings, tmp_path: Path) -> Settings:
    """A copy of the published folders."""
    shutil.copytree(built.raw_dir, tmp_path / "raw")
    shutil.copytree(built.build_dir, tmp_path / "build", ignore=shutil.ignore_patterns(".lock"))
    return replace(built, raw_dir=tmp_path / "raw", build_dir=tmp_path / "build")


def materialize(settings: Settings, *keys: Sequence[str]) -> Run:
    """Materialise these assets and nothing else, as the Dagster interface does."""
    defs = build_defs(settings, {"validator": VALIDATOR})
    job = defs.resolve_implicit_global_asset_job_def()
    return Run(job.execute_in_process(raise_on_error=False, asset_selection=[dg.AssetKey(key) for key in keys]))


def fail_a_build(settings: Settings) -> None:
    """Refresh with more odd articles than are set aside."""
    for number in (201, 202):
        path = settings.raw_dir / f"odd-{number}.txt"
        path.write_text(article(number, next(iter(ODD_READINGS))), encoding="utf-8")
    assert not refresh(settings, resource_overrides={"extractor": read_oddly}).success


def test_after_a_failing_build_the_warehouse_alone_is_not_published(settings: Settings) -> None:
    before = settings.warehouse_path.read_bytes()
    fail_a_build(settings)
    run = materialize(settings, ["warehouse"])
    assert not run.success
    assert "Nothing is published" in run.failures()
    assert "dim_age_group_integrity does not hold" in run.failures()
    assert "run the whole refresh" in run.failures()
    assert settings.warehouse_path.read_bytes() == before


def test_after_a_failing_build_nothing_is_up_to_date(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_a_build(settings)
    assert not materialize(settings, ["warehouse"]).success
    monkeypatch.setenv("NPA_RAW_DIR", str(settings.raw_dir))
    monkeypatch.setenv("NPA_BUILD_DIR", str(settings.build_dir))
    said = CliRunner().invoke(app, ["status"]).output
    assert "is newer" in said
    build = CliRunner().invoke(app, ["build"])
    assert "up to date" not in build.output
    assert "Nothing is published: 1 check does not hold." in build.stderr
    assert build.exit_code == 1
    (settings.raw_dir / "odd-201.txt").unlink()
    build = CliRunner().invoke(app, ["build"])
    assert build.exit_code == 0
    assert "Published" in build.output
    assert "1  of them set aside: what was read from them fails a check" in build.output
    assert query(settings, "select articles, checks_passed > 80 from publication") == [(3, True)]


def test_what_was_checked_is_published_again_with_the_true_number_of_checks(settings: Settings) -> None:
    before = query(settings, "from publication")
    settings.warehouse_path.unlink()
    run = materialize(settings, ["warehouse"])
    assert run.success, run.failures()
    assert query(settings, "from publication") == before
    assert query(settings, "select checks_passed > 80 from publication") == [(True,)]


@pytest.mark.parametrize(
    "alone", [["landing", "articles"], ["landing", "figures"], ["landing", "sources"], ["marts", "dim_period"]]
)
def test_whatever_is_written_anew_has_to_be_checked_anew(settings: Settings, alone: Sequence[str]) -> None:
    before = settings.warehouse_path.read_bytes()
    run = materialize(settings, alone)
    assert run.success, run.failures()
    run = materialize(settings, ["warehouse"])
    assert "checks that block were not evaluated for what is in the staging database now" in run.failures()
    assert settings.warehouse_path.read_bytes() == before


def test_checks_alone_complete_what_is_missing(settings: Settings) -> None:
    assert materialize(settings, ["marts", "dim_period"]).success
    defs = build_defs(settings, {"validator": VALIDATOR})
    checks = dg.define_asset_job("checks", selection=dg.AssetSelection.all_asset_checks())
    job = dg.Definitions.merge(defs, dg.Definitions(jobs=[checks])).resolve_job_def("checks")
    assert job.execute_in_process(raise_on_error=False).success
    run = materialize(settings, ["warehouse"])
    assert run.success, run.failures()


def test_what_other_code_checked_was_not_checked(settings: Settings) -> None:
    with open_staging(settings.staging_path, read_only=True) as con:
        assert read_stamp(con, code_fingerprint(settings))
        assert read_stamp(con, "of other code") == []


def test_a_check_that_failed_is_named(settings: Settings) -> None:
    with duckdb.connect(str(settings.staging_path)) as con:
        con.execute("update stamp.checks set has_passed = false where check_name = 'dim_period_integrity'")
    said = materialize(settings, ["warehouse"]).failures()
    assert "marts.dim_period: dim_period_integrity does not hold" in said


def test_a_publication_without_checks_is_not_up_to_date(settings: Settings) -> None:
    publication = read_publication(settings.warehouse_path)
    assert publication is not None
    assert publication.is_of(input_fingerprint(settings))
    publish(settings.staging_path, settings.warehouse_path, dataclasses.replace(publication, checks_passed=0))
    unchecked = read_publication(settings.warehouse_path)
    assert unchecked is not None
    assert not unchecked.is_of(input_fingerprint(settings))
