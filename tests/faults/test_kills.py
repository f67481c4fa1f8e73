"""A refresh is killed at every boundary of its way: nothing is lost, doubled or shown half, and the next one succeeds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.settings import Settings
from tests.faults.harness import Refresher, numbers_in_raw, published_numbers, write_article

BOUNDARIES = {
    "files landed, not committed": {"function": "pipelines.warehouse.landing:_land_batch", "event": "c_call", "calls": "commit"},
    "files landed": {"function": "pipelines.warehouse.landing:_land_batch", "event": "c_return", "calls": "commit"},
    "in extraction": {"function": "pipelines.defs.extraction:_extract", "event": "return"},
    "figures landed, not committed": {"function": "pipelines.warehouse.landing:land_extractions", "event": "c_call", "calls": "commit"},
    "figures landed": {"function": "pipelines.warehouse.landing:land_extractions", "event": "c_return", "calls": "commit"},
    "models half filled": {"function": "pipelines.defs.dbt_refill:_fill", "event": "return", "times": 25},
    "models filled, not committed": {"function": "pipelines.defs.dbt_refill:refill", "event": "c_call", "calls": "commit"},
    "models filled": {"function": "pipelines.defs.dbt_refill:refill", "event": "c_return", "calls": "commit"},
    "checks evaluated": {"function": "pipelines.validation.validate:validate", "event": "return"},
    "published file half written": {"function": "pipelines.warehouse.publish:_create_views", "event": "return"},
    "published file written": {"function": "pipelines.warehouse.publish:_write", "event": "return"},
    "changes recorded": {"function": "pipelines.warehouse.changes:record_changes", "event": "return"},
    "before the replacement": {"function": "pipelines.warehouse.seal:prepare_seal", "event": "return"},
    "after the replacement": {"function": "pipelines.warehouse.seal:seal", "event": "call"},
}  # fmt: skip


@pytest.mark.parametrize("boundary", BOUNDARIES.values(), ids=BOUNDARIES.keys())
def test_a_refresh_that_is_killed(settings: Settings, refresher: Refresher, boundary: dict[str, str]) -> None:
    before = numbers_in_raw(settings)
    (settings.raw_dir / "article-101.txt").unlink()
    write_article(settings, "article-102.txt", 222)
    write_article(settings, "article-104.txt", 104)
    after = numbers_in_raw(settings)

    assert refresher.refresh(settings, kill_at=boundary).killed
    assert published_numbers(settings) in (before, after)

    outcome = refresher.refresh(settings)
    assert outcome.problem == ""
    assert published_numbers(settings) == after
    assert [path.name for path in settings.build_dir.glob(".warehouse.duckdb.*")] == []


@pytest.mark.parametrize(
    "boundary",
    [
        {"function": "pipelines.defs.dbt_runner:DbtRunner.prepare_manifest", "event": "call"},
        {"function": "pipelines.defs.dbt_runner:_close_connections", "event": "call", "times": 2},
        {"function": "pipelines.defs.dbt_refill:remember", "event": "call"},
    ],
    ids=["nothing parsed", "models built", "not remembered"],
)
def test_a_first_build_that_is_killed(
    complete: Settings, tmp_path: Path, refresher: Refresher, boundary: dict[str, str]
) -> None:
    settings = replace(complete, build_dir=tmp_path / "build")
    assert refresher.refresh(settings, kill_at=boundary).killed
    assert not settings.warehouse_path.exists()
    assert refresher.refresh(settings).problem == ""
    assert published_numbers(settings) == numbers_in_raw(settings)
