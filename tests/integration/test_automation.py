"""The sensor and the schedule: when they start a refresh, and when they leave it."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import dagster as dg
import pytest

from pipelines.defs.automation import build_automation
from pipelines.settings import Settings


@pytest.fixture
def unpublished(settings: Settings) -> Settings:
    """Folders whose articles are published nowhere, and whose files were written long ago."""
    settings.warehouse_path.unlink()
    settle(settings.raw_dir)
    return settings


def settle(folder: Path) -> None:
    for path in folder.rglob("*"):
        os.utime(path, (time.time() - 60, time.time() - 60))


def tick(settings: Settings, cursor: str | None = None) -> tuple[str | None, str | None]:
    """The run key the sensor asks for, if any, and its cursor afterwards."""
    sensor = _sensor(settings)
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_sensor_context(instance=instance, cursor=cursor, sensor_name="new_articles")
        data = sensor.evaluate_tick(context)
    keys = [request.run_key for request in data.run_requests or []]
    return (keys[0] if keys else None), data.cursor


def _sensor(settings: Settings) -> dg.SensorDefinition:
    (sensor,) = build_automation(settings).sensors or []
    assert isinstance(sensor, dg.SensorDefinition)
    return sensor


def scheduled(settings: Settings) -> bool:
    """Whether the schedule asks for a run."""
    (schedule,) = build_automation(settings).schedules or []
    assert isinstance(schedule, dg.ScheduleDefinition)
    with dg.DagsterInstance.ephemeral() as instance:
        return bool(schedule.evaluate_tick(dg.build_schedule_context(instance=instance)).run_requests)


def test_new_articles_start_a_refresh_once(unpublished: Settings) -> None:
    key, cursor = tick(unpublished)
    assert key
    assert tick(unpublished, cursor) == (None, cursor)


def test_a_change_that_is_taken_back_starts_a_refresh_of_its_own(unpublished: Settings) -> None:
    article = unpublished.raw_dir / "2018-04-26-scmp.txt"
    original = article.read_bytes()
    keys = []
    cursor = None
    for content in (original, original + b" More.", original):
        article.write_bytes(content)
        settle(unpublished.raw_dir)
        key, cursor = tick(unpublished, cursor)
        keys.append(key)
    assert None not in keys
    assert len(set(keys)) == 3


def test_a_file_that_is_still_being_written_waits(unpublished: Settings) -> None:
    (unpublished.raw_dir / "half.txt").write_text("In 2018 police", encoding="utf-8")
    assert tick(unpublished) == (None, None)
    settle(unpublished.raw_dir)
    assert tick(unpublished)[0]


def test_a_file_from_the_future_does_not_wait_for_it(unpublished: Settings) -> None:
    os.utime(unpublished.raw_dir / "2018-04-26-scmp.txt", (time.time() + 10_000, time.time() + 10_000))
    assert tick(unpublished)[0]


def test_a_file_that_is_late_but_old_is_seen(unpublished: Settings) -> None:
    _, cursor = tick(unpublished)
    late = unpublished.raw_dir / "late.txt"
    late.write_text("In 2017 police helped 10 victims.", encoding="utf-8")
    os.utime(late, (0, 0))
    assert tick(unpublished, cursor)[0]


def test_a_removed_article_starts_a_refresh(unpublished: Settings) -> None:
    _, cursor = tick(unpublished)
    (unpublished.raw_dir / "2018-04-26-scmp.txt").unlink()
    settle(unpublished.raw_dir)
    assert tick(unpublished, cursor)[0]


def test_what_was_published_by_hand_starts_nothing(settings: Settings) -> None:
    settle(settings.raw_dir)
    key, cursor = tick(settings)
    assert key is None
    assert cursor


def test_the_schedule_starts_a_refresh_only_if_it_would_change_something(settings: Settings) -> None:
    assert not scheduled(settings)
    assert scheduled(replace(settings, max_article_bytes=10))
