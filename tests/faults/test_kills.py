"""A refresh is killed on its way: nothing is lost, doubled or half shown, and the next one succeeds.

Some boundaries are tried here; `make soak` tries all of them, and random moments.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.settings import Settings
from tests.faults.boundaries import BOUNDARIES, FIRST_BUILD, function_at
from tests.faults.harness import Refresher, numbers_in_raw, published_numbers, write_article


@pytest.mark.parametrize(
    "function", sorted({str(place["function"]) for place in [*BOUNDARIES.values(), *FIRST_BUILD.values()]})
)
def test_there_is_such_a_place(function: str) -> None:
    assert function_at(function).__module__ == function.partition(":")[0]


@pytest.mark.slow  # tests/integration/test_build.py and tests/unit/test_seal.py have what a kill leaves, quickly
@pytest.mark.parametrize(
    "boundary",
    [
        "files landed",
        "figures landed, not committed",
        "models half filled",
        "published file half written",
        "before the replacement",
        "after the replacement",
    ],
)
def test_a_refresh_that_is_killed(settings: Settings, refresher: Refresher, boundary: str) -> None:
    before = numbers_in_raw(settings)
    (settings.raw_dir / "article-101.txt").unlink()
    write_article(settings, "article-102.txt", 222)
    write_article(settings, "article-104.txt", 104)
    after = numbers_in_raw(settings)

    assert refresher.refresh(settings, kill_at=BOUNDARIES[boundary]).killed
    assert published_numbers(settings) in (before, after)

    outcome = refresher.refresh(settings)
    assert outcome.problem == ""
    assert published_numbers(settings) == after
    assert [path.name for path in settings.build_dir.glob(".warehouse.duckdb.*")] == []


@pytest.mark.slow
def test_a_first_build_that_is_killed(complete: Settings, tmp_path: Path, refresher: Refresher) -> None:
    settings = replace(complete, build_dir=tmp_path / "build")
    assert refresher.refresh(settings, kill_at=FIRST_BUILD["models built"]).killed
    assert not settings.warehouse_path.exists()
    assert refresher.refresh(settings).problem == ""
    assert published_numbers(settings) == numbers_in_raw(settings)
