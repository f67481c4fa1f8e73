"""`npa build`: runs the refresh job in this process. What is told of its end belongs to ``build_report``."""

from __future__ import annotations

from rich.console import Console

from pipelines.articles import RawFolderMissingError
from pipelines.cli.build_report import BuildReport
from pipelines.cli.console import err, out
from pipelines.cli.ensure import LOCK_WAIT_SECONDS, ensure_exports, ensure_site, say_we_wait
from pipelines.cli.errors import is_stop
from pipelines.cli.outcome import Outcome, Problem, Status
from pipelines.cli.progress import followed, waiting
from pipelines.defs.lake_state import is_lake_current
from pipelines.exports import ExportError
from pipelines.report import SiteError
from pipelines.settings import Settings, SettingsError
from pipelines.validation import Validator
from pipelines.warehouse import BuildFolderError, BuildRunningError, build_lock, input_fingerprint, read_publication


def run(*, force: bool, style: str) -> int:
    """Build, unless the published warehouse is already what building would give.

    Args:
        force: Build even then.
        style: ``text`` to read; ``json`` for one object, with progress where errors go.

    Returns:
        Exit code: 0 when the warehouse is up to date, 1 when it could not be brought up to date, 130 when stopped.
    """
    report = BuildReport(style)
    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        return report.tell(Outcome(Status.FAILED, [Problem(None, str(error))]))
    report.begin(settings)
    try:
        outcome = _build(settings, err if style == "json" else out, force=force)
    except (BuildRunningError, BuildFolderError, RawFolderMissingError, SiteError, ExportError) as error:
        outcome = Outcome(Status.FAILED, [Problem(None, str(error))])
    except (KeyboardInterrupt, RuntimeError) as error:
        if not is_stop(error):
            raise
        outcome = Outcome(Status.STOPPED)
    return report.tell(outcome)


def _build(settings: Settings, console: Console, *, force: bool) -> Outcome:
    with build_lock(settings.build_dir, LOCK_WAIT_SECONDS, on_wait=say_we_wait):
        with waiting(f"looking at {settings.raw_dir}"):
            wanted = input_fingerprint(settings)
            publication = read_publication(settings.warehouse_path)
        is_current = publication is not None and publication.is_of(wanted)
        if publication and is_current and not force and is_lake_current(settings, wanted):
            ensure_site(settings, publication)
            ensure_exports(settings, publication)
            return Outcome(Status.UP_TO_DATE)
        return _refresh(settings, console)


def _refresh(settings: Settings, console: Console) -> Outcome:
    validator = Validator()
    try:
        with followed("starting", console if console.is_interactive else err, log=console) as follower:
            # Most of a build's time is imports: Great Expectations in another process, Dagster and dbt in this one.
            follower.on_progress("Dagster and dbt", 0, 0)
            validator.warm_up()
            from pipelines.cli.refresh import refresh

            return refresh(settings, console, validator, follower)
    finally:
        validator.close()
