"""`npa sources`: how each source stands, without asking any of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from pipelines.cli.console import OK, escaped, fail, out
from pipelines.cli.tables import print_json, print_table
from pipelines.settings import Settings
from pipelines.sources import SourceReport, SourcesError, source_reports


def run(style: str) -> int:
    """Print the sources in the order of their configuration.

    Args:
        style: ``table`` for the columns to read; ``json`` for all of them.

    Returns:
        Exit code.
    """
    settings = Settings.from_environment()
    try:
        reports = source_reports(settings, datetime.now(UTC))
    except SourcesError as error:
        return fail(error)
    if style == "json":
        print_records(reports)
    elif not reports:
        say_there_are_none(settings)
    else:
        print_table(
            ["source", "kind", "status", "documents", "newest", "asked", "succeeded", "due", "why"],
            [
                [
                    report.name,
                    report.kind,
                    report.status,
                    report.documents,
                    report.newest_document_on,
                    _minute(report.attempted_at),
                    _minute(report.succeeded_at),
                    "now" if report.is_due else _minute(report.due_at),
                    report.last_error or report.staleness,
                ]
                for report in reports
            ],
            "table",
        )
    return OK


def say_there_are_none(settings: Settings) -> None:
    """Say that nothing is fetched, and how to change that."""
    out.print(
        f"No sources: {escaped(settings.sources_path)} names none, so nothing is fetched. "
        "How to add one is in the README, 'Fetch from sources'."
    )


def print_records(reports: Sequence[SourceReport]) -> None:
    """Print everything known of each source, one JSON object a line."""
    for report in reports:
        print_json({**asdict(report), "is_stale": report.is_stale, "status": report.status})


def _minute(moment: datetime | None) -> str | None:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if moment else None
