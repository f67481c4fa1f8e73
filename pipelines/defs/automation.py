"""When the pipeline runs by itself: a sensor on `raw/`, a daily schedule, and the job both of them start."""

import dagster as dg

from pipelines.settings import Settings
from pipelines.warehouse import raw_fingerprint

REFRESH = "refresh"


def build_automation(settings: Settings) -> dg.Definitions:
    """The refresh job, the sensor on ``raw/`` and the daily schedule."""
    # One process for all steps: with one each, a one-article refresh spends its time on imports.
    job = dg.define_asset_job(
        REFRESH,
        selection=dg.AssetSelection.all(),
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
    def new_articles(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        fingerprint = raw_fingerprint(settings.raw_dir)
        return dg.RunRequest(run_key=fingerprint)

    schedule = dg.ScheduleDefinition(
        name="daily_refresh",
        job=job,
        cron_schedule="0 6 * * *",
        execution_timezone="Asia/Tokyo",
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="Once a day at six in Tokyo.",
    )
    return dg.Definitions(jobs=[job], sensors=[new_articles], schedules=[schedule])
