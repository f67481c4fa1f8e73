"""`npa build`: runs the refresh job in this process and says in the end what came of it."""

from __future__ import annotations

import time

from pipelines.articles import RawFolderMissingError
from pipelines.cli.console import FAILED, OK, err, escaped, fail, out
from pipelines.cli.open import ensure_site
from pipelines.report import SiteError
from pipelines.settings import Settings, SettingsError
from pipelines.validation import Validator
from pipelines.warehouse import (
    NOTHING_BEFORE,
    BuildFolderError,
    BuildRunningError,
    Publication,
    build_lock,
    count_changes,
    input_fingerprint,
    read_publication,
)

LOCK_WAIT_SECONDS = 600


def run(*, force: bool) -> int:
    """Build, unless the published warehouse is already what building would give.

    Returns:
        Exit code: 0 when the warehouse is up to date, 1 when it could not be brought up to date.
    """
    try:
        settings = Settings.from_environment()
        with build_lock(settings.build_dir, LOCK_WAIT_SECONDS, on_wait=_say_we_wait):
            wanted = input_fingerprint(settings)
            publication = read_publication(settings.warehouse_path)
            if publication and not force and publication.input_fingerprint == wanted:
                out.print(f"Nothing new in {escaped(settings.raw_dir)}: the warehouse is up to date.")
                ensure_site(settings)
                _print_summary(settings, publication)
                return OK
            return _refresh(settings)
    except (SettingsError, BuildRunningError, BuildFolderError, RawFolderMissingError, SiteError) as error:
        return fail(error)


def _say_we_wait(holder: str) -> None:
    err.print(f"Another build ({escaped(holder)}) is running; waiting for it to end ...")


def _refresh(settings: Settings) -> int:
    started = time.monotonic()
    before = _published_file(settings)
    with out.status("Starting ..."):
        # Most of a build's time is imports: Great Expectations in another process, Dagster and dbt in this one.
        validator = Validator()
        validator.warm_up()
        from pipelines.cli.refresh import refresh

        problem = refresh(settings, out, validator)
        validator.close()
    if problem:
        fail(problem)
        err.print(_what_stays(settings, before))
        return FAILED
    publication = read_publication(settings.warehouse_path)
    if publication is None:
        return fail(f"{settings.warehouse_path} was published but cannot be read.")
    out.print(f"Published in {time.monotonic() - started:.0f} seconds.")
    _print_summary(settings, publication)
    return OK


def _published_file(settings: Settings) -> tuple[int, int] | None:
    """What tells one published file from the next; None without one."""
    if not settings.warehouse_path.exists():
        return None
    status = settings.warehouse_path.stat()
    return status.st_ino, status.st_mtime_ns


def _what_stays(settings: Settings, before: tuple[int, int] | None) -> str:
    after = _published_file(settings)
    if after is not None and after != before:
        return f"{escaped(settings.warehouse_path)} was published before that, and holds."
    if after is not None:
        return f"{escaped(settings.warehouse_path)} is unchanged."
    return "No warehouse is published."


def _print_summary(settings: Settings, publication: Publication) -> None:
    from rich.table import Table

    summary = Table.grid(padding=(0, 2))
    summary.add_column(justify="right", style="bold")
    summary.add_column()
    summary.add_row(f"{publication.articles:,}", "article read" if publication.articles == 1 else "articles read")
    summary.add_row(
        f"{publication.rejected_files:,}", "file rejected" if publication.rejected_files == 1 else "files rejected"
    )
    summary.add_row(f"{publication.numerals:,}", "numerals, each with its account")
    summary.add_row(f"{publication.figures:,}", "figures")
    summary.add_row(f"{publication.checks_passed:,}", "checks passed")
    summary.add_row(f"{publication.checks_failed:,}", "checks failed (they only warn)")
    out.print(summary)
    _print_rejected(settings)
    _print_changes(settings)
    out.print(f"Warehouse: {escaped(settings.warehouse_path)}")
    out.print("Site:      .venv/bin/npa open")
    out.print('Try:       .venv/bin/npa sql "select period, value, unit, measure, quote from figures limit 5"')


def _print_rejected(settings: Settings) -> None:
    from pipelines.cli.console import open_warehouse

    with open_warehouse(settings) as con:
        rows = con.execute("select source_path, reason, message from rejected_files order by all limit 20").fetchall()
    for path, reason, message in rows:
        out.print(f"[yellow]rejected[/] {escaped(path)} ({reason}): {escaped(message)}")


def _print_changes(settings: Settings) -> None:
    from pipelines.cli.console import open_warehouse

    with open_warehouse(settings) as con:
        counts = count_changes(con)
    if counts.problem != NOTHING_BEFORE:
        out.print(f"Changed:   {escaped(counts.sentence())}")
