"""Whether the published warehouse keeps up with raw/, as an asset check with a schedule of its own.

Dagster's own freshness checks ask when an asset was last materialised. Here nothing is materialised while nothing is
new, so what is asked is whether something has been waiting to be published, and for how long.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime

import dagster as dg

from pipelines.articles import take_inventory
from pipelines.defs.publication import WAREHOUSE
from pipelines.settings import Settings
from pipelines.warehouse import input_fingerprint, read_publication

FRESHNESS = "freshness"


def build_freshness(settings: Settings, now: Callable[[], float] = time.time) -> dg.Definitions:
    """The check, the job that runs it alone, and its hourly schedule.

    Args:
        settings: Where to look, and after how many hours waiting is too long.
        now: Seconds since 1970.
    """

    @dg.asset_check(
        asset=WAREHOUSE,
        name="keeps_up_with_raw",
        description="Everything in raw/, as the present code reads it, is published, or has not waited for long.",
    )
    def keeps_up_with_raw() -> dg.AssetCheckResult:
        publication = read_publication(settings.warehouse_path)
        if publication is None:
            what = "is damaged or was published by other code" if settings.warehouse_path.exists() else "is not there"
            return _result(False, f"The published warehouse {what}. Start a refresh.")
        if publication.is_of(input_fingerprint(settings)):
            return _result(True, "Everything in raw/ is published.", settings)
        changed_at = take_inventory(settings.raw_dir, settings.inventory_path, settings.max_files).changed_at
        published_at = settings.warehouse_path.stat().st_mtime
        hours = (now() - max(changed_at, published_at)) / 3600
        if hours < settings.stale_hours:
            return _result(True, f"Something new has been waiting for {max(hours, 0):.0f} hours.", settings)
        return _result(
            False,
            f"What is in raw/, or the code that reads it, has been waiting to be published for {hours:.0f} hours. "
            "See why the last refresh failed, or start one.",
            settings,
        )

    job = dg.define_asset_job(
        FRESHNESS,
        selection=dg.AssetSelection.checks(keeps_up_with_raw),
        executor_def=dg.in_process_executor,
        description="Asks whether the published warehouse keeps up with raw/.",
    )
    schedule = dg.ScheduleDefinition(
        name="hourly_freshness",
        job=job,
        cron_schedule="47 * * * *",
        execution_timezone="Asia/Tokyo",
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="Once an hour: asks whether the published warehouse keeps up with raw/.",
    )
    return dg.Definitions(asset_checks=[keeps_up_with_raw], jobs=[job], schedules=[schedule])


def _result(passed: bool, description: str, settings: Settings | None = None) -> dg.AssetCheckResult:
    published = (
        {"published_at": str(datetime.fromtimestamp(settings.warehouse_path.stat().st_mtime, UTC))} if settings else {}
    )
    return dg.AssetCheckResult(
        passed=passed, severity=dg.AssetCheckSeverity.WARN, description=description, metadata=published
    )
