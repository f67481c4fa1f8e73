"""Asset of the stage `publish`: the warehouse people read."""

from collections.abc import Mapping, Sequence
from typing import Any

import dagster as dg
import duckdb

from pipelines.defs.metadata import example_table, markdown_table
from pipelines.defs.owners import OWNERS
from pipelines.defs.resources import WriterLock
from pipelines.settings import Settings
from pipelines.warehouse import (
    Changes,
    CheckOutcome,
    Publication,
    PublishError,
    combine,
    count_pending_articles,
    extractor_version,
    open_staging,
    publish,
    read_stamp,
)

WAREHOUSE = dg.AssetKey("warehouse")
_NAMED_CHECKS = 3


def build_warehouse_asset(
    upstream: Sequence[dg.AssetKey], required: Sequence[dg.AssetCheckSpec], code: str
) -> dg.AssetsDefinition:
    """The published database, after all tables and views it is made of and every check that blocks.

    Args:
        upstream: What it is made of.
        required: Checks without which nothing is published.
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
        try:
            publication = _publication(settings, required, code)
            published = publish(settings.staging_path, settings.warehouse_path, publication)
        except PublishError as error:
            raise dg.Failure(str(error), allow_retries=False) from error
        context.log.info(f"{sum(published.rows.values()):,} rows in {len(published.rows)} tables")
        return dg.MaterializeResult(
            metadata={
                "path": dg.MetadataValue.path(settings.warehouse_path),
                "dagster/row_count": sum(published.rows.values()),
                "articles": publication.articles,
                "rejected_files": publication.rejected_files,
                "passed_over_articles": publication.passed_over_articles,
                "numerals": publication.numerals,
                "figures": publication.figures,
                "checks_passed": publication.checks_passed,
                "checks_failed": publication.checks_failed,
                "tables": markdown_table(["table", "rows"], published.rows.items()),
                **_change_metadata(published.changes),
            }
        )

    return warehouse


def _change_metadata(changes: Changes) -> Mapping[str, Any]:
    """What the publication was compared with, how much changed, and the first of it to read."""
    comparison = changes.comparison
    compared_with = comparison.problem or f"the publication of input {comparison.previous_fingerprint}"
    counts = changes.counts.counts.items()
    return {
        "compared_with": f"{compared_with} {comparison.detail}" if comparison.detail else compared_with,
        **{f"{about}_{change}": count for about, by_change in counts for change, count in by_change.items()},
        **{table: example_table(rows) for table, rows in changes.first_rows.items()},
    }


def _publication(settings: Settings, required: Sequence[dg.AssetCheckSpec], code: str) -> Publication:
    with open_staging(settings.staging_path, read_only=True) as con:
        version = extractor_version()
        reading = con.execute("select raw_fingerprint from landing.reading").fetchone()
        if reading is None or count_pending_articles(con, version):
            raise PublishError("raw/ was not read and extracted to its end. Run the whole refresh.")
        outcomes = read_stamp(con, code)
        _check_audit(outcomes, required)
        passed = sum(outcome.has_passed for outcome in outcomes)
        return describe_publication(con, combine(reading[0], code), passed, len(outcomes) - passed)


def _check_audit(outcomes: Sequence[CheckOutcome], required: Sequence[dg.AssetCheckSpec]) -> None:
    """Make sure that every check that blocks was evaluated for what is about to be published, and holds.

    Raises:
        PublishError: One does not, or was not evaluated since something was last written to the staging database.
    """
    passed = {(outcome.table, outcome.name) for outcome in outcomes if outcome.has_passed}
    failed = {(outcome.table, outcome.name) for outcome in outcomes if not outcome.has_passed}
    wanted = {(".".join(spec.asset_key.path), spec.name) for spec in required}
    if broken := sorted(wanted & failed):
        raise PublishError(f"Nothing is published: {_named(broken)} not hold. See why, and run the whole refresh.")
    if missing := sorted(wanted - passed):
        raise PublishError(
            f"Nothing is published: {len(missing)} of {len(wanted)} checks that block were not evaluated for what is "
            f"in the staging database now, such as {': '.join(missing[0])}. Run the whole refresh, which evaluates all."
        )


def _named(checks: Sequence[tuple[str, str]]) -> str:
    names = ", ".join(": ".join(check) for check in checks[:_NAMED_CHECKS])
    more = f" and {len(checks) - _NAMED_CHECKS} more" if len(checks) > _NAMED_CHECKS else ""
    return f"{names}{more} {'does' if len(checks) == 1 else 'do'}"


def describe_publication(con: duckdb.DuckDBPyConnection, fingerprint: str, passed: int, failed: int) -> Publication:
    """What a publication says of itself, counted in its marts.

    Args:
        con: Where they are.
        fingerprint: Of everything it was built from.
        passed: Checks that hold.
        failed: Checks that do not, and only warn.
    """
    tables = ("dim_article", "fct_rejected_file", "fct_passed_over_article", "fct_numeral", "fct_figure")
    articles, rejected_files, passed_over, numerals, figures = (
        con.execute(f"select count(*) from marts.{table}").fetchall()[0][0] for table in tables
    )
    return Publication(
        input_fingerprint=fingerprint,
        extractor_version=extractor_version(),
        articles=articles,
        rejected_files=rejected_files,
        passed_over_articles=passed_over,
        numerals=numerals,
        figures=figures,
        checks_passed=passed,
        checks_failed=failed,
    )
