"""The sensor and the schedule: when they start a refresh, and when they leave it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace

import dagster as dg
import pytest

from pipelines.defs.automation import (
    LOST_AFTER_RESTART_SECONDS,
    LOST_AFTER_SECONDS,
    REFRESH,
    RETRY_AFTER_SECONDS,
    build_automation,
)
from pipelines.settings import Settings
from tests.integration.processes import held

# The clock of the tests: so long after the files were written that none of them is on its way.
NOW = time.time() + 1_000


@pytest.fixture
def unpublished(settings: Settings) -> Settings:
    """Folders whose articles are published nowhere."""
    settings.warehouse_path.unlink()
    return settings


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


def tick(
    settings: Settings, cursor: str | None = None, at: float = NOW, instance: dg.DagsterInstance | None = None
) -> tuple[str | None, str | None]:
    """The run key the sensor asks for, if any, and its cursor afterwards."""
    with dg.DagsterInstance.ephemeral() as nothing_ran:
        context = dg.build_sensor_context(instance=instance or nothing_ran, cursor=cursor, sensor_name="new_articles")
        data = _sensor(settings, at).evaluate_tick(context)
    keys = [request.run_key for request in data.run_requests or []]
    assert len(keys) <= 1
    return (keys[0] if keys else None), data.cursor


def _sensor(settings: Settings, at: float) -> dg.SensorDefinition:
    (sensor,) = build_automation(settings, lambda: at).sensors or []
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
        key, cursor = tick(unpublished, cursor)
        keys.append(key)
    assert None not in keys
    assert len(set(keys)) == 3


def test_a_file_that_is_still_being_written_waits(unpublished: Settings) -> None:
    half = unpublished.raw_dir / "half.txt"
    half.write_text("In 2018 police", encoding="utf-8")
    os.utime(half, (0, 0))  # as a download keeps the time of the page
    written = time.time()
    assert tick(unpublished, at=written + 1) == (None, None)
    half.write_text("In 2018 police helped 10 victims.", encoding="utf-8")
    assert tick(unpublished, at=written + 4) == (None, None)
    assert tick(unpublished, at=time.time() + 6)[0]


def test_a_clock_that_was_set_back_holds_nothing_up(unpublished: Settings) -> None:
    os.utime(unpublished.raw_dir / "2018-04-26-scmp.txt", (time.time() + 10_000, time.time() + 10_000))
    _, cursor = tick(unpublished)
    assert cursor
    assert tick(unpublished, cursor, at=time.time() - 10_000_000)[0]


def test_a_file_that_is_late_but_old_is_seen(unpublished: Settings) -> None:
    _, cursor = tick(unpublished)
    late = unpublished.raw_dir / "late.txt"
    late.write_text("In 2017 police helped 10 victims.", encoding="utf-8")
    os.utime(late, (0, 0))
    assert tick(unpublished, cursor)[0]


def test_a_removed_article_starts_a_refresh(unpublished: Settings) -> None:
    _, cursor = tick(unpublished)
    (unpublished.raw_dir / "2018-04-26-scmp.txt").unlink()
    assert tick(unpublished, cursor)[0]


def test_what_was_published_by_hand_starts_nothing(settings: Settings) -> None:
    key, cursor = tick(settings)
    assert key is None
    assert cursor


@pytest.mark.parametrize("missing", ["site", "exports"])
def test_what_was_published_without_its_site_or_exports_is_built_again(settings: Settings, missing: str) -> None:
    shutil.rmtree(settings.build_dir / missing)
    assert tick(settings)[0]
    assert scheduled(settings)


def test_a_touch_without_a_change_starts_nothing(unpublished: Settings) -> None:
    _, cursor = tick(unpublished)
    (unpublished.raw_dir / "2018-04-26-scmp.txt").touch()
    assert tick(unpublished, cursor) == (None, cursor)


def run(instance: dg.DagsterInstance, settings: Settings, key: str | None, *, succeeds: bool) -> None:
    """A run with this key, as the daemon would have started it."""

    @dg.op
    def refresh_or_fail() -> None:
        if not succeeds:
            raise RuntimeError("no space left on device")

    @dg.job(name=REFRESH)
    def job() -> None:
        refresh_or_fail()

    result = job.execute_in_process(
        instance=instance, raise_on_error=False, tags={"dagster/run_key": str(key), "dagster/sensor_name": "x"}
    )
    assert result.success == succeeds


def test_a_failed_refresh_is_tried_again_each_time_later_and_then_left_to_the_schedule(
    unpublished: Settings, instance: dg.DagsterInstance
) -> None:
    key, cursor = tick(unpublished, instance=instance)
    keys = [key]
    at = NOW
    for wait in RETRY_AFTER_SECONDS:
        run(instance, unpublished, key, succeeds=False)
        assert tick(unpublished, cursor, at + wait - 1, instance) == (None, cursor)
        at += wait + 1
        key, cursor = tick(unpublished, cursor, at, instance)
        keys.append(key)
    run(instance, unpublished, key, succeeds=False)
    assert len(set(keys)) == 4
    assert None not in keys
    assert tick(unpublished, cursor, at + 1_000_000, instance) == (None, cursor)
    (unpublished.raw_dir / "more.txt").write_text("In 2018 police helped 10 victims.", encoding="utf-8")
    assert tick(unpublished, cursor, at + 1_000_000, instance)[0]
    assert scheduled(unpublished)


def test_a_refresh_that_was_lost_with_its_process_is_asked_for_again(
    unpublished: Settings, instance: dg.DagsterInstance
) -> None:
    key, cursor = tick(unpublished, instance=instance)
    instance.create_run_for_job(
        _job_of(unpublished), tags={"dagster/run_key": str(key)}, status=dg.DagsterRunStatus.STARTED
    )
    assert tick(unpublished, cursor, NOW + LOST_AFTER_RESTART_SECONDS - 1, instance) == (None, cursor)
    assert tick(unpublished, cursor, NOW + LOST_AFTER_RESTART_SECONDS + 1, instance)[0] not in (None, key)


def test_a_refresh_that_is_slow_to_start_is_not_asked_for_twice(
    unpublished: Settings, instance: dg.DagsterInstance
) -> None:
    clock = [NOW]
    (sensor,) = build_automation(unpublished, lambda: clock[0]).sensors or []
    assert isinstance(sensor, dg.SensorDefinition)
    asked = sensor.evaluate_tick(dg.build_sensor_context(instance=instance, sensor_name="new_articles"))
    (request,) = asked.run_requests or []
    instance.create_run_for_job(
        _job_of(unpublished), tags={"dagster/run_key": str(request.run_key)}, status=dg.DagsterRunStatus.STARTING
    )
    for clock[0], asked_again in ((NOW + LOST_AFTER_SECONDS - 1, 0), (NOW + LOST_AFTER_SECONDS + 1, 1)):
        context = dg.build_sensor_context(instance=instance, cursor=asked.cursor, sensor_name="new_articles")
        assert len(sensor.evaluate_tick(context).run_requests or []) == asked_again


def _job_of(settings: Settings) -> dg.JobDefinition:
    @dg.op
    def nothing() -> None: ...

    @dg.job(name=REFRESH)
    def job() -> None:
        nothing()

    return job


def test_while_a_build_is_running_none_is_asked_for(unpublished: Settings) -> None:
    with held(unpublished.build_dir):
        assert tick(unpublished) == (None, None)
    assert tick(unpublished)[0]


def test_a_damaged_warehouse_is_built_again(settings: Settings) -> None:
    _, cursor = tick(settings)
    settings.warehouse_path.write_bytes(settings.warehouse_path.read_bytes()[:10_000])
    assert tick(settings, cursor)[0]


def test_the_schedule_starts_a_refresh_only_if_it_would_change_something(settings: Settings) -> None:
    assert not scheduled(settings)
    assert scheduled(replace(settings, max_article_bytes=10))
