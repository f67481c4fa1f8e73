"""Runs the `refresh` job in this process, tells each stage as it ends, and returns what came of it.

The run is recorded where `npa dev` keeps its history.
"""

from __future__ import annotations

import logging
import warnings

import dagster as dg
from rich.console import Console

from pipelines.cli.console import escaped
from pipelines.cli.dagster_home import BUILD_CONFIGURATION, prepare_dagster_home
from pipelines.cli.outcome import Outcome, Problem, Status, UnmetCheck
from pipelines.cli.progress import Follower
from pipelines.defs.automation import REFRESH
from pipelines.defs.build import build_defs
from pipelines.defs.dbt_runner import DbtError
from pipelines.defs.progress import PROGRESS_LOGGER
from pipelines.settings import Settings
from pipelines.validation import Validator


class _StagePrinter(logging.Handler):
    """Prints one line per finished step, with what the step said of itself."""

    def __init__(self, console: Console, follower: Follower) -> None:
        super().__init__()
        self._console = console
        self._follower = follower
        self.is_stopped = False
        self._said: dict[str, str] = {}
        self._started: dict[str, float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        meta = getattr(record, "dagster_meta", {})
        step = meta.get("step_key") or meta.get("resource_name") or ""
        event = meta.get("dagster_event")
        if event is None:
            self._said[step] = str(meta.get("orig_message", record.getMessage()))
        elif event.event_type == dg.DagsterEventType.STEP_START:
            self._started[step] = record.created
            self._follower.begin(step)
        elif event.event_type in (dg.DagsterEventType.STEP_SUCCESS, dg.DagsterEventType.STEP_FAILURE):
            self.is_stopped = self.is_stopped or _is_stopped(event)
            if event.event_type == dg.DagsterEventType.STEP_SUCCESS:
                mark = "[green]done[/]   "
            else:
                mark = "[yellow]stopped[/]" if self.is_stopped else "[red]failed[/] "
            seconds = record.created - self._started.get(step, record.created)
            self._console.print(f"{mark} {step:<16} {seconds:5.1f} s  {escaped(self._said.get(step, ''))}")
            if self.is_stopped:
                # Dagster would go on with steps that do not need this one, as if it had failed.
                raise KeyboardInterrupt


def refresh(
    settings: Settings, console: Console, validator: Validator, follower: Follower, *, keep_history: bool = True
) -> Outcome:
    """Run the whole job.

    Args:
        settings: Where to read and write.
        console: Where each stage is told.
        validator: Evaluates the expectations.
        follower: Told how far each stage is.
        keep_history: Whether the run is recorded where `npa dev` finds it.

    Returns:
        That it was published, or what went wrong, naming table, check and example rows.

    Raises:
        KeyboardInterrupt: Somebody stopped it.
    """
    warnings.simplefilter("ignore")
    progress = logging.getLogger(PROGRESS_LOGGER)
    handler = _StagePrinter(console, follower)
    progress.addHandler(handler)
    try:
        resources = {"validator": validator, "progress": follower.on_progress}
        follower.on_progress("the dbt project", 0, 0)
        job = build_defs(settings, resource_overrides=resources).resolve_job_def(REFRESH)
        with _instance(settings, keep_history=keep_history) as instance:
            result = job.execute_in_process(
                instance=instance, raise_on_error=False, run_config={"loggers": {PROGRESS_LOGGER: {}}}
            )
    except DbtError as error:
        return Outcome(Status.FAILED, [Problem(None, str(error))])
    finally:
        progress.removeHandler(handler)
    if handler.is_stopped or any(_is_stopped(event) for event in result.all_events):
        raise KeyboardInterrupt
    unmet = [_unmet(evaluation) for evaluation in result.get_asset_check_evaluations() if not evaluation.passed]
    if result.success:
        return Outcome(Status.PUBLISHED, unmet_checks=unmet)
    problems = [Problem(event.step_key, _failure(event)) for event in result.all_events if event.is_step_failure]
    return Outcome(Status.FAILED, problems or [Problem(None, "The run failed.")], unmet)


def _instance(settings: Settings, *, keep_history: bool) -> dg.DagsterInstance:
    if keep_history:
        return dg.DagsterInstance.from_config(str(prepare_dagster_home(settings)), BUILD_CONFIGURATION)
    return dg.DagsterInstance.ephemeral()


def _is_stopped(event: dg.DagsterEvent) -> bool:
    """Whether an event tells of a Ctrl-C, which Dagster takes for a failure of the step it comes in."""
    failure = (
        event.step_failure_data if event.is_step_failure else event.job_failure_data if event.is_job_failure else None
    )
    error = failure.error if failure else None
    while error is not None:
        if error.cls_name == dg.DagsterExecutionInterruptedError.__name__:
            return True
        error = error.cause
    return False


def _unmet(evaluation: dg.AssetCheckEvaluation) -> UnmetCheck:
    failed_rows = evaluation.metadata.get("failed_rows")
    return UnmetCheck(
        table=".".join(evaluation.asset_key.path),
        check=evaluation.check_name,
        is_blocking=evaluation.severity == dg.AssetCheckSeverity.ERROR,
        description=evaluation.description or "",
        failed_rows=failed_rows.value if isinstance(failed_rows, dg.IntMetadataValue) else None,
    )


def _failure(event: dg.DagsterEvent) -> str:
    """What a step that failed says: our own description of it, or else the error, without Dagster's around it."""
    data = event.step_failure_data
    if data.user_failure_data and data.user_failure_data.description:
        return data.user_failure_data.description
    error = data.error.cause or data.error if data.error else None
    if error is None:
        return str(event.message)
    return error.message.strip().removeprefix(f"{error.cls_name}: ").split(f"{error.cls_name}: ", 1)[-1]
