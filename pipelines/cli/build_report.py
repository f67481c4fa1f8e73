"""Tells how a build ended: to people as a summary, to scripts as one JSON object."""

from __future__ import annotations

import time
from dataclasses import asdict
from datetime import UTC, datetime
from typing import NamedTuple

from pipelines import exports, report
from pipelines.cli.console import FAILED, OK, err, escaped, fail, out
from pipelines.cli.errors import STOPPED
from pipelines.cli.outcome import Outcome, Problem, Status
from pipelines.cli.tables import print_json
from pipelines.cli.warehouse import open_warehouse
from pipelines.settings import Settings
from pipelines.warehouse import (
    NOTHING_BEFORE,
    ChangeCounts,
    ProblemReason,
    Publication,
    count_changes,
    read_publication,
)

_EXIT_CODES = {Status.PUBLISHED: OK, Status.UP_TO_DATE: OK, Status.FAILED: FAILED, Status.STOPPED: STOPPED}
_SHOWN_REJECTED = 20
# To scripts; of an archive there may be as many as it has rows.
_TOLD_REJECTED = 1_000


class BuildReport:
    """What is to be told of one build, from its beginning on."""

    def __init__(self, style: str) -> None:
        self._style = style
        self._started = time.monotonic()
        self._settings: Settings | None = None
        self._before: tuple[int, int] | None = None

    def begin(self, settings: Settings) -> None:
        """Remember what is published before the build."""
        self._settings = settings
        self._before = _published_file(settings)

    def tell(self, outcome: Outcome) -> int:
        """Print it.

        Returns:
            The exit code to end with.
        """
        seconds = time.monotonic() - self._started
        # A database whose query was stopped in the middle may never be opened again by the same process.
        publication = None
        if self._settings and outcome.status is not Status.STOPPED:
            publication = read_publication(self._settings.warehouse_path)
        if outcome.status is Status.PUBLISHED and publication is None:
            problem = Problem(None, "The warehouse was published but cannot be read. See what its disk does to it.")
            outcome = Outcome(Status.FAILED, [problem], outcome.unmet_checks)
        for problem in outcome.problems:
            fail(problem.message)
        if self._settings and outcome.status in (Status.FAILED, Status.STOPPED):
            stopped = "Stopped. " if outcome.status is Status.STOPPED else ""
            err.print(f"{stopped}{self._what_stays(self._settings)}")
        if self._style == "json":
            self._print_json(outcome, publication, seconds)
        elif self._settings and publication and _EXIT_CODES[outcome.status] == OK:
            if outcome.status is Status.PUBLISHED:
                out.print(f"Published in {seconds:.0f} seconds.")
            else:
                out.print(f"Nothing new in {escaped(self._settings.raw_dir)}: the warehouse is up to date.")
            _print_summary(self._settings, publication)
        return _EXIT_CODES[outcome.status]

    def _is_new(self, settings: Settings) -> bool:
        return _published_file(settings) not in (None, self._before)

    def _what_stays(self, settings: Settings) -> str:
        if self._is_new(settings):
            return f"{escaped(settings.warehouse_path)} was published before that, and holds."
        if self._before is not None:
            return f"{escaped(settings.warehouse_path)} is unchanged."
        return "No warehouse is published."

    def _print_json(self, outcome: Outcome, publication: Publication | None, seconds: float) -> None:
        settings = self._settings
        record: dict[str, object] = {
            "status": outcome.status,
            "problems": [asdict(problem) for problem in outcome.problems],
            "seconds": round(seconds, 1),
            "warehouse": None,
            "is_warehouse_new": False,
            "site": None,
            "exports": None,
            "publication": None,
            "rejected_files": None,
            "articles_set_aside": None,
            "changes": None,
            "values": None,
            "unmet_checks": [asdict(check) for check in outcome.unmet_checks]
            if outcome.unmet_checks is not None
            else None,
        }
        if settings and publication:
            rejected, set_aside, changes, support = _read(settings)
            fingerprint = publication.input_fingerprint
            has_site = report.is_current(settings.site_dir, fingerprint)
            has_exports = exports.is_current(settings.exports_dir, fingerprint)
            published_at = datetime.fromtimestamp(settings.warehouse_path.stat().st_mtime, UTC)
            record |= {
                "warehouse": str(settings.warehouse_path),
                "is_warehouse_new": self._is_new(settings),
                "site": str(settings.site_dir / "index.html") if has_site else None,
                "exports": str(settings.exports_dir) if has_exports else None,
                "publication": {**asdict(publication), "published_at": published_at.isoformat(timespec="seconds")},
                "rejected_files": [
                    {"source_path": path, "reason": reason, "message": message} for path, reason, message in rejected
                ],
                "articles_set_aside": set_aside,
                "changes": {**changes.counts, "problem": changes.problem},
                "values": support._asdict(),
            }
        print_json(record)


def _published_file(settings: Settings) -> tuple[int, int] | None:
    """What tells one published file from the next; None without one."""
    if not settings.warehouse_path.exists():
        return None
    status = settings.warehouse_path.stat()
    return status.st_ino, status.st_mtime_ns


class _Support(NamedTuple):
    """How many values are current and confirmed, current and not, and in doubt."""

    confirmed: int
    unconfirmed: int
    in_doubt: int


class _Told(NamedTuple):
    """What the published file says of a build.

    Attributes:
        rejected: Path, reason and message of the first files that were rejected.
        set_aside: How many of all rejected ones fail a check.
        changes: How much the publication changed.
        support: What its values rest on.
    """

    rejected: list[tuple[str, str, str]]
    set_aside: int
    changes: ChangeCounts
    support: _Support


def _read(settings: Settings) -> _Told:
    with open_warehouse(settings) as con:
        rejected = con.execute(
            f"select source_path, reason, message from rejected_files order by all limit {_TOLD_REJECTED}"
        ).fetchall()
        set_aside = con.execute(
            f"select count(*) from rejected_files where reason = '{ProblemReason.FAILED_CHECK}'"
        ).fetchall()[0][0]
        support = con.execute(
            """
            select
                count(*) filter (is_current and confirmed_by is not null),
                count(*) filter (is_current and confirmed_by is null),
                count(*) filter (doubt is not null and not is_implied)
            from observations
            """
        ).fetchall()[0]
        return _Told(rejected, set_aside, count_changes(con), _Support(*support))


def _print_summary(settings: Settings, publication: Publication) -> None:
    from rich.table import Table

    rejected, set_aside, changes, support = _read(settings)
    summary = Table.grid(padding=(0, 2))
    summary.add_column(justify="right", style="bold")
    summary.add_column()
    summary.add_row(f"{publication.articles:,}", "article read" if publication.articles == 1 else "articles read")
    summary.add_row(
        f"{publication.rejected_files:,}", "file rejected" if publication.rejected_files == 1 else "files rejected"
    )
    if set_aside:
        summary.add_row(f"{set_aside:,}", "of them set aside: what was read from them fails a check")
    if publication.passed_over_articles:
        summary.add_row(f"{publication.passed_over_articles:,}", "passed over: of archives, about something else")
    summary.add_row(f"{publication.numerals:,}", "numerals, each with its account")
    summary.add_row(f"{publication.figures:,}", "figures")
    summary.add_row(f"{support.confirmed:,}", "current values confirmed (confirmed_by)")
    summary.add_row(f"{support.unconfirmed:,}", "current values not confirmed")
    summary.add_row(f"{support.in_doubt:,}", "values in doubt, none of them current (doubt)")
    summary.add_row(f"{publication.checks_passed:,}", "checks passed")
    summary.add_row(f"{publication.checks_failed:,}", "checks failed (they only warn)")
    out.print(summary)
    for path, reason, message in rejected[:_SHOWN_REJECTED]:
        out.print(f"[yellow]rejected[/] {escaped(path)} ({reason}): {escaped(message)}")
    if publication.rejected_files > _SHOWN_REJECTED:
        out.print(f'and {publication.rejected_files - _SHOWN_REJECTED:,} more: .venv/bin/npa sql "from rejected_files"')
    if changes.problem != NOTHING_BEFORE:
        out.print(f"Changed:   {escaped(changes.sentence())}")
    out.print(f"Warehouse: {escaped(settings.warehouse_path)}")
    out.print(f"Exports:   {escaped(settings.exports_dir)}")
    out.print("Site:      .venv/bin/npa open")
    out.print('Try:       .venv/bin/npa sql "select period, value, unit, measure, quote from figures limit 5"')
