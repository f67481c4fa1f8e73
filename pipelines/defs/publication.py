"""Asset of the stage `publish`: the warehouse people read."""

from collections.abc import Mapping, Sequence
from typing import Any

import dagster as dg
import duckdb

from pipelines.defs.metadata import markdown_table
from pipelines.defs.owners import OWNERS
from pipelines.defs.resources import WriterLock
from pipelines.settings import Settings
from pipelines.warehouse import (
    Comparison,
    Publication,
    combine,
    count_changes,
    extractor_version,
    open_staging,
    publish,
)

WAREHOUSE = dg.AssetKey("warehouse")
SHOWN_CHANGES = 20

_CHANGES = {
    "article_changes": "select change, source_path, facet, before_value, after_value from article_changes",
    "figure_changes": "select change, source_path, quote, facet, before_value, after_value from figure_changes",
    "observation_changes": "select change, series, period, before_value, after_value from observation_changes",
}


def build_warehouse_asset(upstream: Sequence[dg.AssetKey], code: str) -> dg.AssetsDefinition:
    """The published database, after all tables and views it is made of and every check that blocks.

    Args:
        upstream: What it is made of.
        code: Fingerprint of the code that makes it.
    """

    @dg.asset(
        key=WAREHOUSE,
        deps=list(upstream),
        group_name="publish",
        kinds={"duckdb"},
        owners=OWNERS,
        description="build/warehouse.duckdb: complete and audited, replaced as a whole once every check has passed.",
    )
    def warehouse(
        context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings], writer_lock: WriterLock
    ) -> dg.MaterializeResult[None]:
        publication = _publication(context, settings, code)
        published = publish(settings.staging_path, settings.warehouse_path, publication)
        return dg.MaterializeResult(
            metadata={
                "path": dg.MetadataValue.path(settings.warehouse_path),
                "dagster/row_count": sum(published.rows.values()),
                "articles": publication.articles,
                "rejected_files": publication.rejected_files,
                "numerals": publication.numerals,
                "figures": publication.figures,
                "checks_passed": publication.checks_passed,
                "checks_failed": publication.checks_failed,
                "tables": markdown_table(["table", "rows"], published.rows.items()),
                **_change_metadata(settings, published.comparison),
            }
        )

    return warehouse


def _change_metadata(settings: Settings, comparison: Comparison) -> Mapping[str, Any]:
    """What the publication was compared with, how much changed, and the first of it to read."""
    compared_with = comparison.problem or f"the publication of input {comparison.previous_fingerprint}"
    metadata: dict[str, Any] = {
        "compared_with": f"{compared_with} {comparison.detail}" if comparison.detail else compared_with
    }
    with duckdb.connect(str(settings.warehouse_path), read_only=True) as con:
        for about, changes in count_changes(con).counts.items():
            metadata |= {f"{about}_{change}": count for change, count in changes.items()}
        for table, query in _CHANGES.items():
            cursor = con.execute(f"{query} limit {SHOWN_CHANGES}")
            header = [column[0] for column in cursor.description or []]
            metadata[table] = markdown_table(header, cursor.fetchall())
    return metadata


def _publication(context: dg.AssetExecutionContext, settings: Settings, code: str) -> Publication:
    evaluations = [
        record.event_log_entry.dagster_event.asset_check_evaluation_data
        for record in context.instance.get_records_for_run(
            context.run.run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION
        ).records
        if record.event_log_entry.dagster_event is not None
    ]
    passed = sum(evaluation.passed for evaluation in evaluations)
    with open_staging(settings.staging_path, read_only=True) as con:
        counts = [
            con.execute(f"select count(*) from landing.{table}").fetchall()[0][0]
            for table in ("articles", "rejected_files", "numerals", "figures")
        ]
        raw = con.execute("select raw_fingerprint from landing.reading").fetchall()[0][0]
    articles, rejected_files, numerals, figures = counts
    return Publication(
        input_fingerprint=combine(raw, code),
        extractor_version=extractor_version(),
        articles=articles,
        rejected_files=rejected_files,
        numerals=numerals,
        figures=figures,
        checks_passed=passed,
        checks_failed=len(evaluations) - passed,
    )
