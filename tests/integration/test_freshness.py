"""Whether the published warehouse keeps up with raw/."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import dagster as dg

from pipelines.defs.freshness import build_freshness
from pipelines.settings import Settings

HOUR = 3_600


def keeps_up(settings: Settings, hours_later: float = 0) -> tuple[bool, str]:
    """What the check says, asked so many hours from now."""
    (check,) = build_freshness(settings, lambda: time.time() + hours_later * HOUR).asset_checks or []
    assert isinstance(check, dg.AssetChecksDefinition)
    result = check()
    assert isinstance(result, dg.AssetCheckResult)
    return result.passed, result.description or ""


def test_a_warehouse_that_holds_everything_keeps_up_however_old_it_is(settings: Settings) -> None:
    assert keeps_up(settings, hours_later=10_000)[0]


def test_what_is_new_may_wait_a_while(settings: Settings, add_article: Callable[[], Path]) -> None:
    add_article()
    assert keeps_up(settings, hours_later=settings.stale_hours - 1)[0]
    passed, why = keeps_up(settings, hours_later=settings.stale_hours + 1)
    assert not passed
    assert "start one" in why


def test_new_code_may_wait_as_long(settings: Settings) -> None:
    other = replace(settings, max_article_chars=10)
    assert keeps_up(other, hours_later=settings.stale_hours - 1)[0]
    assert not keeps_up(other, hours_later=settings.stale_hours + 1)[0]


def test_a_warehouse_that_is_missing_or_damaged_does_not_keep_up(settings: Settings) -> None:
    settings.warehouse_path.write_bytes(settings.warehouse_path.read_bytes()[:5_000])
    assert "damaged" in keeps_up(settings)[1]
    settings.warehouse_path.unlink()
    assert keeps_up(settings) == (False, "The published warehouse is not there. Start a refresh.")
