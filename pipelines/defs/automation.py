"""When the pipeline runs by itself: a sensor on `raw/`, a daily schedule, and the job both of them start.

Both are on from the start, and neither starts a run that would publish what is published already. What the sensor
knows is its cursor, which Dagster keeps: a restart forgets nothing.
"""

import json
import time
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

import dagster as dg

from pipelines import exports, report
from pipelines.articles import take_inventory
from pipelines.defs.lake_state import is_lake_current
from pipelines.defs.sources import SOURCES
from pipelines.settings import Settings
from pipelines.warehouse import Publication, input_fingerprint, is_build_running, read_publication

REFRESH = "refresh"
# After each failure in a row the next try waits longer; after the last one it is left to the schedule.
RETRY_AFTER_SECONDS = (60, 300, 1_500)
# A run that is not finished and does not hold the lock of the build folder so long after it was asked for was lost with
# its process: soon after a restart, which ended that process, and else after more than the slowest start takes.
LOST_AFTER_SECONDS = 900
LOST_AFTER_RESTART_SECONDS = 60
_UNFINISHED = (
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
)


@dataclass(frozen=True, slots=True)
class _Cursor:
    """What the sensor remembers from tick to tick.

    Attributes:
        fingerprint: Of ``raw/`` when it was last dealt with; None before that.
        requests: Runs asked for, ever: a run key that comes again is dropped by Dagster.
        attempts: Runs asked for this fingerprint, 0 once it is published.
        asked_at: When the last of them was, in seconds since 1970.
        asked_by: The server process that asked for it.
    """

    fingerprint: str | None = None
    requests: int = 0
    attempts: int = 0
    asked_at: float = 0.0
    asked_by: str = ""

    @property
    def run_key(self) -> str:
        return f"{(self.fingerprint or '')[:16]}-{self.requests}"


def build_automation(settings: Settings, now: Callable[[], float] = time.time) -> dg.Definitions:
    """The refresh job, the sensor on ``raw/`` and the daily schedule.

    Args:
        settings: Where to look.
        now: Seconds since 1970.
    """
    server = uuid.uuid4().hex

    # One process for all steps: with one each, a one-article refresh spends its time on imports.
    job = dg.define_asset_job(
        REFRESH,
        # Not what is fetched: a refresh reaches no network.
        selection=dg.AssetSelection.all() - dg.AssetSelection.assets(SOURCES),
        executor_def=dg.in_process_executor,
        description="Everything from raw/ to the published warehouse and its exports.",
    )

    @dg.sensor(
        name="new_articles",
        job_name=REFRESH,
        minimum_interval_seconds=30,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Starts a refresh when a file in raw/ is added, changed or removed, and again when it failed.",
    )
    def new_articles(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        cursor = _Cursor(**json.loads(context.cursor)) if context.cursor else _Cursor()
        inventory = take_inventory(settings.raw_dir, settings.inventory_path, settings.max_files)
        fingerprint = inventory.fingerprint
        # A time in the future is a clock's that was set back, or another machine's: nobody waits for it.
        if 0 <= now() - inventory.changed_at < settings.settling_seconds:
            return dg.SkipReason("A file in raw/ was changed a moment ago; waiting for it to be complete.")
        publication = read_publication(settings.warehouse_path)
        if _is_current(publication, settings):
            context.update_cursor(_text(replace(cursor, fingerprint=fingerprint, attempts=0)))
            return dg.SkipReason("What is published holds what is in raw/.")
        if is_build_running(settings.build_dir):
            return dg.SkipReason("A refresh is running; what it does not take in starts another one.")
        if fingerprint == cursor.fingerprint and not (publication is None and cursor.attempts == 0):
            if reason := _reason_to_wait(context.instance, cursor, now(), server):
                return dg.SkipReason(reason)
        else:
            cursor = replace(cursor, fingerprint=fingerprint, attempts=0)
        cursor = replace(
            cursor, requests=cursor.requests + 1, attempts=cursor.attempts + 1, asked_at=now(), asked_by=server
        )
        return dg.SensorResult(run_requests=[dg.RunRequest(run_key=cursor.run_key)], cursor=_text(cursor))

    @dg.schedule(
        name="daily_refresh",
        job_name=REFRESH,
        cron_schedule="0 6 * * *",
        execution_timezone="Asia/Tokyo",
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="Once a day at six in Tokyo: tries again what failed, and builds what new code would read anew.",
    )
    def daily_refresh() -> dg.RunRequest | dg.SkipReason:
        if _is_current(read_publication(settings.warehouse_path), settings):
            return dg.SkipReason("The published warehouse is what a refresh would give.")
        return dg.RunRequest()

    return dg.Definitions(jobs=[job], sensors=[new_articles], schedules=[daily_refresh])


def _is_current(publication: Publication | None, settings: Settings) -> bool:
    """Whether what is in ``raw/`` is published, site and exports are of that publication, and a lake has it, too."""
    if publication is None or not publication.is_of(input_fingerprint(settings)):
        return False
    if not is_lake_current(settings, publication.input_fingerprint):
        return False
    return report.is_current(settings.site_dir, publication.input_fingerprint) and exports.is_current(
        settings.exports_dir, publication.input_fingerprint
    )


def _reason_to_wait(instance: dg.DagsterInstance, cursor: _Cursor, now: float, server: str) -> str | None:
    """Why no run is asked for although ``raw/`` is not published and was dealt with before; None to ask for one."""
    if cursor.attempts == 0:
        return "Nothing in raw/ has changed; what changed in the code is left to the daily schedule."
    waited = now - cursor.asked_at
    # As above: a clock that was set back does not make us wait.
    waited = waited if waited >= 0 else LOST_AFTER_SECONDS + max(RETRY_AFTER_SECONDS)
    runs = instance.get_runs(dg.RunsFilter(tags={"dagster/run_key": cursor.run_key}), limit=1)
    lost_after = LOST_AFTER_SECONDS if cursor.asked_by == server else LOST_AFTER_RESTART_SECONDS
    is_unfinished = not runs or runs[0].status in _UNFINISHED
    if is_unfinished and waited < lost_after:
        return "A refresh was asked for and has not begun to write yet."
    if cursor.attempts > len(RETRY_AFTER_SECONDS):
        return f"The refresh failed {cursor.attempts} times; the daily schedule tries again, or a change in raw/."
    left = 0 if is_unfinished else RETRY_AFTER_SECONDS[cursor.attempts - 1] - waited
    return f"The refresh failed; trying again in {left:.0f} seconds." if left > 0 else None


def _text(cursor: _Cursor) -> str:
    return json.dumps(asdict(cursor))
