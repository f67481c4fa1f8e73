"""Assets of the stage `articles`: the folder `raw/` and what was read from it."""

from collections.abc import Iterator

import dagster as dg

from pipelines.articles import ReadingLimits, read_articles
from pipelines.defs.metadata import PREVIEW_ROWS, markdown_table, table_metadata
from pipelines.defs.owners import OWNERS
from pipelines.defs.resources import WriterLock
from pipelines.settings import Settings
from pipelines.warehouse import create_landing, extractor_version, land_articles, open_staging, raw_fingerprint

RAW = dg.AssetSpec(
    "raw",
    group_name="articles",
    kinds={"file"},
    owners=OWNERS,
    description="The folder of articles as they came, each with an origin file beside it. Never edited.",
)
ARTICLES = dg.AssetKey(["landing", "articles"])
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
            REJECTED_FILES,
            deps=[RAW],
            group_name="articles",
            kinds={"python", "duckdb"},
            owners=OWNERS,
            description="Every file in raw/ that could not be read, with the reason and the remedy.",
        ),
    ],
)
def landed_articles(
    context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings], writer_lock: WriterLock
) -> Iterator[dg.MaterializeResult[None]]:
    """Read raw/ and bring the landing tables in step with it."""
    fingerprint = raw_fingerprint(settings.raw_dir)
    read = read_articles(settings.raw_dir, settings.max_article_bytes, ReadingLimits.from_settings(settings))
    with open_staging(settings.staging_path) as con:
        create_landing(con)
        change = land_articles(con, read, fingerprint, extractor_version())
        metadata = table_metadata(con, [("landing", "articles"), ("landing", "rejected_files")])
    context.log.info(
        f"{len(read.articles)} articles in {settings.raw_dir}: {change.added} new, {change.unchanged} unchanged, "
        f"{change.removed} gone; {len(read.rejected)} files rejected"
    )
    yield dg.MaterializeResult(
        asset_key=ARTICLES,
        metadata={
            **metadata["landing", "articles"],
            "new": change.added,
            "unchanged": change.unchanged,
            "gone": change.removed,
            "articles": markdown_table(
                ["file", "published", "publisher", "title"],
                (
                    [article.source_path, article.origin.published_on, article.origin.publisher, article.origin.title]
                    for article in read.articles[:PREVIEW_ROWS]
                ),
            ),
        },
    )
    yield dg.MaterializeResult(
        asset_key=REJECTED_FILES,
        metadata={
            **metadata["landing", "rejected_files"],
            "rejected": markdown_table(
                ["file", "reason", "what to do"],
                ([file.source_path, file.reason, file.message] for file in read.rejected[:PREVIEW_ROWS]),
            ),
        },
    )
