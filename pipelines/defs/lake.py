"""Asset of the stage `lake`: what this machine brings to the shared warehouse, and that warehouse built anew.

Only where NPA_LAKE is set. How it is built is in ``lake_build``.
"""

from collections.abc import Sequence

import dagster as dg

from pipelines.defs.dbt_runner import DbtRunner
from pipelines.defs.failures import warning
from pipelines.defs.lake_build import LakeBlockedError
from pipelines.defs.lake_refresh import refresh_lake
from pipelines.defs.metadata import markdown_table
from pipelines.defs.owners import OWNERS
from pipelines.defs.resources import Progress, WriterLock
from pipelines.settings import Settings
from pipelines.validation import Suite, Validator

LAKE = dg.AssetKey("lake")


def build_lake_asset(upstream: Sequence[dg.AssetKey], suites: Sequence[Suite], code: str) -> dg.AssetsDefinition:
    """The warehouse that many machines share.

    It comes after everything the warehouse of this machine is made of, and every check on that: an article which the
    gate stops here would stop it for all machines there.

    Args:
        upstream: Landing tables, and what dbt builds.
        suites: What must hold.
        code: Fingerprint of the code that makes it.
    """

    @dg.asset(
        key=LAKE,
        deps=list(upstream),
        group_name="lake",
        kinds={"ducklake"},
        owners=OWNERS,
        description="The shared warehouse: this machine's collection brought there, and all collections built, audited "
        "and published as one snapshot.",
    )
    def lake(
        context: dg.AssetExecutionContext,
        settings: dg.ResourceParam[Settings],
        dbt: dg.ResourceParam[DbtRunner],
        validator: dg.ResourceParam[Validator],
        progress: Progress,
        writer_lock: WriterLock,
    ) -> dg.MaterializeResult[None]:
        try:
            shared, built = refresh_lake(settings, dbt, suites, validator, code, context.log.info, progress)
        except LakeBlockedError as error:
            raise dg.Failure(str(error), allow_retries=False) from error
        if built.warnings:
            context.log.warning(warning(built.warnings))
        context.log.info(built.sentence())
        return dg.MaterializeResult(
            metadata={
                "snapshot": built.snapshot,
                "is_new": built.is_new,
                "collection": shared.collection,
                "files_added": shared.files_added,
                "files_removed": shared.files_removed,
                "articles_extracted": shared.articles_extracted,
                "dagster/row_count": sum(built.rows.values()),
                "articles": built.publication.articles,
                "figures": built.publication.figures,
                "checks_passed": built.publication.checks_passed,
                "checks_failed": built.publication.checks_failed,
                "tables": markdown_table(["table", "rows"], built.rows.items()),
            }
        )

    return lake
