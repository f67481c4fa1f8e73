"""Fetching from sources: an asset, its check, a job of its own and an hourly schedule.

Apart from the refresh on purpose: a refresh reaches no network, and what is fetched starts one by lying in `raw/`.
How fetching works belongs to `pipelines.sources`.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import dagster as dg

from pipelines.defs.metadata import PREVIEW_ROWS, markdown_table, table_metadata
from pipelines.defs.owners import OWNERS
from pipelines.defs.resources import WriterLock
from pipelines.settings import Settings
from pipelines.sources import (
    FetchRunningError,
    SourceReport,
    SourcesError,
    due_sources,
    fetch_sources,
    read_sources,
    source_reports,
)
from pipelines.warehouse import begin_anew_if_damaged, create_landing, land_sources, open_staging

SOURCES = dg.AssetKey("sources")
LANDED_SOURCES = dg.AssetKey(["landing", "sources"])
FETCH = "fetch"


class FetchConfig(dg.Config):
    """How to fetch: `force` asks also what is not due."""

    force: bool = False


@dg.asset(
    key=SOURCES,
    group_name="sources",
    kinds={"python", "file"},
    owners=OWNERS,
    description="The feeds, indexes and pages that raw/sources.yml names; what is new of them lies in raw/fetched/.",
)
def fetched_sources(
    context: dg.AssetExecutionContext, config: FetchConfig, settings: dg.ResourceParam[Settings]
) -> dg.MaterializeResult[None]:
    """Ask the sources that are due and keep what is new."""
    try:
        result = fetch_sources(
            settings,
            force=config.force,
            on_wait=lambda: context.log.info("Another fetch is running; waiting for it to end."),
            on_stored=lambda source, path: context.log.info(f"New: fetched/{source}/{path}"),
        )
    except (SourcesError, FetchRunningError) as error:
        raise dg.Failure(description=str(error), allow_retries=False) from error
    for note in result.notes:
        context.log.warning(note)
    for failed in result.failed:
        for message in failed.errors:
            context.log.error(f"{failed.name}: {message}")
    return dg.MaterializeResult(
        metadata={
            "new": sum(report.documents_new for report in result.reports),
            "failed": len(result.failed),
            "sources": _status_table(result.reports),
        }
    )


@dg.asset_check(
    asset=SOURCES,
    name="sources_are_fresh",
    description="No source failed when it was last asked, or has had nothing new for longer than its stale_after.",
)
def sources_are_fresh(settings: dg.ResourceParam[Settings]) -> dg.AssetCheckResult:
    """Warn of sources that fail or have gone quiet, by name."""
    stale = [report for report in source_reports(settings, datetime.now(UTC)) if report.is_stale]
    return dg.AssetCheckResult(
        passed=not stale,
        severity=dg.AssetCheckSeverity.WARN,
        description="; ".join(f"{report.name}: {report.staleness}" for report in stale) or None,
        metadata={"stale": _status_table(stale)},
    )


@dg.multi_asset(
    name="read_sources",
    specs=[
        dg.AssetSpec(
            LANDED_SOURCES,
            group_name="sources",
            kinds={"python", "duckdb"},
            owners=OWNERS,
            description="Every source that raw/sources.yml names, as it stands; no source is asked.",
        )
    ],
)
def landed_sources(
    context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings], writer_lock: WriterLock
) -> dg.MaterializeResult[None]:
    """Land how the sources stand, for the warehouse to tell."""
    try:
        reports = source_reports(settings, datetime.now(UTC))
    except SourcesError as error:
        # Articles that are there are published all the same; whoever fetches is stopped by it.
        context.log.error(str(error))
        reports = ()
    if damage := begin_anew_if_damaged(settings.staging_path):
        context.log.warning(damage)
    with open_staging(settings.staging_path) as con:
        create_landing(con)
        land_sources(con, [_row(report) for report in reports])
        metadata = table_metadata(con, [("landing", "sources")])
    context.log.info(f"{len(reports)} sources, {sum(report.is_stale for report in reports)} of them stale")
    return dg.MaterializeResult(metadata=metadata["landing", "sources"])


def build_fetching(settings: Settings) -> dg.Definitions:
    """The asset with its check, the job and the schedule."""
    job = dg.define_asset_job(
        FETCH,
        selection=dg.AssetSelection.assets(SOURCES),
        executor_def=dg.in_process_executor,
        description="Asks the sources that are due; what is new in raw/ then starts a refresh by itself.",
    )

    @dg.schedule(
        name="hourly_fetch",
        job_name=FETCH,
        cron_schedule="17 * * * *",
        execution_timezone="Asia/Tokyo",
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="Once an hour: fetches from the sources that are due.",
    )
    def hourly_fetch() -> dg.RunRequest | dg.SkipReason:
        if not read_sources(settings.sources_path):
            return dg.SkipReason("raw/sources.yml names no sources.")
        due = due_sources(settings)
        if not due:
            return dg.SkipReason("No source is due.")
        return dg.RunRequest(tags={"sources": ", ".join(due)[:200]})

    return dg.Definitions(
        assets=[fetched_sources], asset_checks=[sources_are_fresh], jobs=[job], schedules=[hourly_fetch]
    )


def _row(report: SourceReport) -> Mapping[str, object]:
    return {
        "source": report.name,
        "kind": report.kind.value,
        "url": report.url,
        "publisher": report.publisher,
        "last_attempt_at": report.attempted_at and report.attempted_at.astimezone(UTC).replace(tzinfo=None),
        "last_success_at": report.succeeded_at and report.succeeded_at.astimezone(UTC).replace(tzinfo=None),
        "last_error": report.last_error,
        "documents": report.documents,
        "newest_document_on": report.newest_document_on,
        "is_stale": report.is_stale,
    }


def _status_table(reports: Sequence[SourceReport]) -> dg.MarkdownMetadataValue:
    return markdown_table(
        ["source", "kind", "status", "new", "unchanged", "failed", "left", "documents", "newest", "due", "why"],
        (
            [
                report.name,
                report.kind,
                report.status,
                report.documents_new,
                report.documents_unchanged,
                report.documents_failed,
                report.documents_left,
                report.documents,
                report.newest_document_on,
                report.due_at and f"{report.due_at:%Y-%m-%d %H:%M}",
                report.last_error or report.staleness,
            ]
            for report in reports[:PREVIEW_ROWS]
        ),
    )
