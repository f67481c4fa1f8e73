"""When the pipeline runs by itself: a sensor on `raw/`, a daily schedule, and the job both of them start.

Both are on from the start, and neither starts a run that would publish what is published already.
"""

import json
import time
from pathlib import Path

import dagster as dg

from pipelines.defs.sources import SOURCES
from pipelines.settings import Settings
from pipelines.warehouse import input_fingerprint, raw_fingerprint, read_publication

REFRESH = "refresh"
# A file younger than this may still be on its way: it is looked at again at the next tick.
SETTLING_SECONDS = 5


def build_automation(settings: Settings) -> dg.Definitions:
    """The refresh job, the sensor on ``raw/`` and the daily schedule."""
    # One process for all steps: with one each, a one-article refresh spends its time on imports.
    job = dg.define_asset_job(
        REFRESH,
        # Not what is fetched: a refresh reaches no network.
        selection=dg.AssetSelection.all() - dg.AssetSelection.assets(SOURCES),
        executor_def=dg.in_process_executor,
        description="Everything from raw/ to the published warehouse.",
    )

    @dg.sensor(
        name="new_articles",
        job_name=REFRESH,
        minimum_interval_seconds=30,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Starts a refresh when a file in raw/ is added, changed or removed.",
    )
    def new_articles(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        seen, requests = _read_cursor(context.cursor)
        fingerprint = raw_fingerprint(settings.raw_dir)
        if fingerprint == seen:
            return dg.SkipReason("Nothing in raw/ has changed.")
        if _is_settling(settings.raw_dir):
            return dg.SkipReason("A file in raw/ was changed a moment ago; waiting for it to be complete.")
        if _is_published(settings):
            context.update_cursor(_cursor(fingerprint, requests))
            return dg.SkipReason("The published warehouse holds what is in raw/.")
        # A run key that comes again is dropped for ever; counted, a change that is taken back has a new one.
        requests += 1
        return dg.SensorResult(
            run_requests=[dg.RunRequest(run_key=f"{fingerprint[:16]}-{requests}")],
            cursor=_cursor(fingerprint, requests),
        )

    @dg.schedule(
        name="daily_refresh",
        job_name=REFRESH,
        cron_schedule="0 6 * * *",
        execution_timezone="Asia/Tokyo",
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="Once a day at six in Tokyo: tries again what failed, and builds what new code would read anew.",
    )
    def daily_refresh() -> dg.RunRequest | dg.SkipReason:
        if _is_published(settings):
            return dg.SkipReason("The published warehouse is what a refresh would give.")
        return dg.RunRequest()

    return dg.Definitions(jobs=[job], sensors=[new_articles], schedules=[daily_refresh])


def _is_published(settings: Settings) -> bool:
    publication = read_publication(settings.warehouse_path)
    return publication is not None and publication.input_fingerprint == input_fingerprint(settings)


def _is_settling(raw_dir: Path) -> bool:
    """Whether a file was changed within the last seconds; one from the future was not."""
    now = time.time()
    ages = (now - path.lstat().st_mtime for path in raw_dir.rglob("*"))
    return any(0 <= age < SETTLING_SECONDS for age in ages)


def _cursor(fingerprint: str, requests: int) -> str:
    return json.dumps({"fingerprint": fingerprint, "requests": requests})


def _read_cursor(cursor: str | None) -> tuple[str | None, int]:
    """The fingerprint last dealt with, and how many runs were asked for so far."""
    content = json.loads(cursor) if cursor else {}
    return content.get("fingerprint"), content.get("requests", 0)
