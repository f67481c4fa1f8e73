"""Runs the `refresh` job in this process, prints each stage as it ends, and returns what went wrong.

The run is recorded where `npa dev` keeps its history.
"""

from __future__ import annotations

import logging
import warnings

import dagster as dg
from rich.console import Console

from pipelines.cli.console import escaped
from pipelines.cli.dagster_home import prepare_dagster_home
from pipelines.defs.automation import REFRESH
from pipelines.defs.build import build_defs
from pipelines.defs.dbt_runner import DbtError
from pipelines.defs.progress import PROGRESS_LOGGER
from pipelines.settings import Settings
from pipelines.validation import Validator


class _StagePrinter(logging.Handler):
    """Prints one line per finished step, with what the step said of itself."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self._console = console
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
        elif event.event_type in (dg.DagsterEventType.STEP_SUCCESS, dg.DagsterEventType.STEP_FAILURE):
            mark = "[green]done[/]  " if event.event_type == dg.DagsterEventType.STEP_SUCCESS else "[red]failed[/]"
            seconds = record.created - self._started.get(step, record.created)
            self._console.print(f"{mark} {step:<16} {seconds:5.1f} s  {escaped(self._said.get(step, ''))}")


def refresh(settings: Settings, console: Console, validator: Validator, *, keep_history: bool = True) -> str | None:
    """Run the whole job.

    Args:
        settings: Where to read and write.
        console: Where each stage is told.
        validator: Evaluates the expectations.
        keep_history: Whether the run is recorded where `npa dev` finds it.

    Returns:
        What went wrong, naming table, check and example rows; None when all went well.
    """
    warnings.simplefilter("ignore")
    progress = logging.getLogger(PROGRESS_LOGGER)
    handler = _StagePrinter(console)
    progress.addHandler(handler)
    try:
        job = build_defs(settings, resource_overrides={"validator": validator}).resolve_job_def(REFRESH)
        with _instance(settings, keep_history=keep_history) as instance:
            result = job.execute_in_process(
                instance=instance, raise_on_error=False, run_config={"loggers": {PROGRESS_LOGGER: {}}}
            )
    except DbtError as error:
        return str(error)
    finally:
        progress.removeHandler(handler)
    if result.success:
        return None
    return "\n".join(_failure(event) for event in result.all_events if event.is_step_failure) or "The run failed."


def _instance(settings: Settings, *, keep_history: bool) -> dg.DagsterInstance:
    if keep_history:
        return dg.DagsterInstance.from_config(str(prepare_dagster_home(settings)))
    return dg.DagsterInstance.ephemeral()


def _failure(event: dg.DagsterEvent) -> str:
    """What a step that failed says: our own description of it, or else the error, without Dagster's around it."""
    data = event.step_failure_data
    if data.user_failure_data and data.user_failure_data.description:
        return data.user_failure_data.description
    error = data.error.cause or data.error if data.error else None
    if error is None:
        return str(event.message)
    return error.message.strip().removeprefix(f"{error.cls_name}: ").split(f"{error.cls_name}: ", 1)[-1]
