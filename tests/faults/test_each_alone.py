"""Every asset and every check can be materialised alone, as the Dagster interface does where somebody clicks on one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace

import dagster as dg
import pytest

from pipelines.defs.build import build_defs
from pipelines.settings import Settings
from tests.integration.runs import VALIDATOR, Run


@pytest.fixture(scope="module")
def defs(complete: Settings, tmp_path_factory: pytest.TempPathFactory) -> dg.Definitions:
    """The definitions on a copy of the published folders, which all runs share: each leaves what it found."""
    folder = tmp_path_factory.mktemp("alone")
    shutil.copytree(complete.raw_dir, folder / "raw")
    shutil.copytree(complete.build_dir, folder / "build", ignore=shutil.ignore_patterns(".lock"))
    settings = replace(complete, raw_dir=folder / "raw", build_dir=folder / "build")
    return build_defs(settings, {"validator": VALIDATOR})


@pytest.fixture(scope="module")
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


def failures_of(
    defs: dg.Definitions,
    instance: dg.DagsterInstance,
    assets: Sequence[dg.AssetKey] = (),
    checks: Sequence[dg.AssetCheckKey] = (),
) -> str:
    """What a run of these assets with their checks, or of these checks, says that fails; empty where none does."""
    job = defs.resolve_implicit_global_asset_job_def()
    subset = job.get_subset(
        asset_selection=frozenset(assets), asset_check_selection=frozenset(checks) if checks else None
    )
    run = Run(subset.execute_in_process(instance=instance, raise_on_error=False))
    done = {event.asset_key for event in run.result.get_asset_materialization_events()}
    evaluated = {evaluation.asset_check_key for evaluation in run.result.get_asset_check_evaluations()}
    if missing := [key for key in (*assets, *checks) if key not in done | evaluated]:
        return f"{missing} was not materialised or evaluated. {run.failures()}"
    return run.failures()


def test_each_asset_alone(defs: dg.Definitions, instance: dg.DagsterInstance) -> None:
    graph = defs.resolve_asset_graph()
    keys = sorted(graph.materializable_asset_keys)
    # Last, since whatever is materialised alone has to be checked with all else before it is published.
    published = [key for key in keys if key == dg.AssetKey("warehouse")]
    said = {str(key): failures_of(defs, instance, [key]) for key in keys if key not in published}
    assert {key: text for key, text in said.items() if text} == {}
    assert "not evaluated for what is in the staging database" in failures_of(defs, instance, published)


def test_each_check_alone_and_then_what_they_checked(defs: dg.Definitions, instance: dg.DagsterInstance) -> None:
    graph = defs.resolve_asset_graph()
    said = {str(key): failures_of(defs, instance, checks=[key]) for key in sorted(graph.asset_check_keys)}
    assert {key: text for key, text in said.items() if text} == {}
    assert failures_of(defs, instance, [dg.AssetKey("warehouse")]) == ""


def test_some_assets_of_one_step(defs: dg.Definitions, instance: dg.DagsterInstance) -> None:
    keys = [dg.AssetKey(["landing", name]) for name in ("rejected_files", "figures")]
    assert failures_of(defs, instance, keys) == ""
