"""Assets of the stage `articles`: the folder `raw/` and what was read from it."""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from pipelines.articles import (
    DocumentReader,
    Outcome,
    ReadingLimits,
    ReadUnit,
    plan_reading,
    read_unit,
    take_inventory,
)
from pipelines.defs.metadata import PREVIEW_ROWS, markdown_table, table_metadata
from pipelines.defs.owners import OWNERS
from pipelines.defs.resources import Progress, WriterLock
from pipelines.extraction import may_hold_statistics
from pipelines.settings import Settings
from pipelines.warehouse import (
    begin_anew_if_damaged,
    create_landing,
    first_pass_version,
    land_files,
    last_reader_version,
    open_staging,
    reader_version,
)

RAW = dg.AssetSpec(
    "raw",
    group_name="articles",
    kinds={"file"},
    owners=OWNERS,
    description="The folder of articles as they came, each with an origin file beside it. Never edited.",
)
ARTICLES = dg.AssetKey(["landing", "articles"])
PASSED_OVER_ARTICLES = dg.AssetKey(["landing", "passed_over_articles"])
REJECTED_FILES = dg.AssetKey(["landing", "rejected_files"])


@dg.multi_asset(
    name="read_articles",
    specs=[
        dg.AssetSpec(
            ARTICLES,
            deps=[RAW],
            group_name="articles",
            kinds={"python", "duckdb"},
            owners=OWNERS,
            description="Every article in raw/ with its text, its origin and the SHA-256 of its bytes.",
        ),
        dg.AssetSpec(
            PASSED_OVER_ARTICLES,
            deps=[RAW],
            group_name="articles",
            kinds={"python", "duckdb"},
            owners=OWNERS,
            description="Every article of an archive that cannot hold statistics of the kind, and is not extracted.",
        ),
        dg.AssetSpec(
            REJECTED_FILES,
            deps=[RAW],
            group_name="articles",
            kinds={"python", "duckdb"},
            owners=OWNERS,
            description="Every file in raw/ that could not be read, with the reason and the remedy.",
        ),
    ],
    can_subset=True,
)
def landed_articles(
    context: dg.AssetExecutionContext,
    settings: dg.ResourceParam[Settings],
    progress: Progress,
    writer_lock: WriterLock,
) -> Iterator[dg.MaterializeResult[None]]:
    """Read what is new or changed in raw/ and bring the landing tables in step with it."""
    inventory = take_inventory(settings.raw_dir, settings.inventory_path, settings.max_files)
    version = reader_version(settings)

    if damage := begin_anew_if_damaged(settings.staging_path):
        context.log.warning(damage)
    limits = ReadingLimits.from_settings(settings)
    with open_staging(settings.staging_path) as con, DocumentReader(limits) as reader:

        def read(unit: ReadUnit) -> Iterator[Outcome]:
            return read_unit(unit, reader, settings.max_article_bytes, may_hold_statistics)

        create_landing(con)
        if last_reader_version(con) not in (None, version):
            context.log.info("The code that reads files, or a limit of it, changed: every file is read anew")
        plan = plan_reading(inventory, version, first_pass_version())
        change = land_files(con, plan, read, inventory.fingerprint, version, progress)
        tables = [("landing", key.path[-1]) for key in (ARTICLES, PASSED_OVER_ARTICLES, REJECTED_FILES)]
        metadata = table_metadata(con, tables)
        articles = con.execute(
            "select source_path, published_on, publisher, title from landing.articles "
            f"order by read_at desc, source_path limit {PREVIEW_ROWS}"
        ).fetchall()
        rejected = con.execute(
            f"select source_path, reason, message from landing.rejected_files order by all limit {PREVIEW_ROWS}"
        ).fetchall()
        passed_over = con.execute(
            "select source_path, title, reason from landing.passed_over_articles "
            f"order by source_path limit {PREVIEW_ROWS}"
        ).fetchall()
    read_count, passed_over_count, rejected_count = (counts["dagster/row_count"] for counts in metadata.values())
    context.log.info(
        f"{read_count} articles in {settings.raw_dir}: {change.added} files new or changed, "
        f"{change.unchanged} unchanged, {change.removed} gone; {rejected_count} files rejected"
        + (f", {passed_over_count} articles of archives passed over" if passed_over_count else "")
    )
    shown: dict[dg.AssetKey, dict[str, Any]] = {
        ARTICLES: {
            "new": change.added,
            "unchanged": change.unchanged,
            "gone": change.removed,
            "latest": markdown_table(["file", "published", "publisher", "title"], articles),
        },
        PASSED_OVER_ARTICLES: {"passed over": markdown_table(["article", "title", "reason"], passed_over)},
        REJECTED_FILES: {"rejected": markdown_table(["file", "reason", "what to do"], rejected)},
    }
    # Whichever of them is asked for: what is read goes to one of the three.
    for key, of_table in shown.items():
        if key in context.selected_asset_keys:
            yield dg.MaterializeResult(asset_key=key, metadata={**metadata["landing", key.path[-1]], **of_table})
