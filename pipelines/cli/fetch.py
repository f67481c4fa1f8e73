"""`npa fetch`: asks the sources that are due, and says what came and what did not."""

from __future__ import annotations

from pipelines.cli.console import FAILED, OK, err, escaped, fail, out
from pipelines.cli.progress import waiting
from pipelines.cli.sources import print_records, say_there_are_none
from pipelines.cli.tables import print_table
from pipelines.settings import Settings
from pipelines.sources import FetchResult, FetchRunningError, SourcesError, fetch_sources


def run(source: str | None, *, force: bool, style: str) -> int:
    """Fetch.

    Args:
        source: Only the one of this name; all when None.
        force: Ask also what is not due.
        style: ``table`` for what to read; ``json`` for everything, one source a line.

    Returns:
        Exit code: 1 when a source that was asked did not give everything.
    """
    settings = Settings.from_environment()
    try:
        with waiting("fetching") as on_progress:
            result = fetch_sources(
                settings,
                name=source,
                force=force,
                on_wait=lambda: err.print("Another fetch is running; waiting for it to end ..."),
                on_stored=lambda name, path: err.print(f"[green]new[/] fetched/{escaped(name)}/{escaped(path)}"),
                on_progress=on_progress,
            )
    except (SourcesError, FetchRunningError) as error:
        return fail(error)
    if style == "json":
        print_records(result.reports)
    elif result.reports:
        _print_summary(result)
    else:
        say_there_are_none(settings)
    for note in result.notes:
        err.print(f"[yellow]Note:[/] {escaped(note)}")
    for report in result.failed:
        for message in report.errors:
            fail(f"{report.name}: {message}")
    return FAILED if result.failed else OK


def _print_summary(result: FetchResult) -> None:
    asked = [report for report in result.reports if report.was_asked]
    if asked:
        print_table(
            ["source", "new", "unchanged", "failed", "left for next time"],
            [
                [
                    report.name,
                    report.documents_new,
                    report.documents_unchanged,
                    report.documents_failed,
                    report.documents_left,
                ]
                for report in asked
            ],
            "table",
        )
    for report in result.reports:
        if not report.was_asked:
            out.print(f"{escaped(report.name)} is not due before {report.due_at:%Y-%m-%d %H:%M} UTC. Force it: --force")
    if any(report.documents_new for report in asked):
        out.print("Read them: npa build")
