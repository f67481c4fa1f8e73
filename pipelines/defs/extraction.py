"""Assets of the stage `extraction`: the figures, what they mean, and the account of all numerals."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

import dagster as dg
import duckdb

from pipelines.articles import date_in_name
from pipelines.defs.articles import ARTICLES
from pipelines.defs.metadata import PREVIEW_ROWS, markdown_table, table_metadata
from pipelines.defs.owners import OWNERS
from pipelines.defs.resources import Extractor, Progress, WriterLock
from pipelines.extraction import Extraction
from pipelines.settings import Settings
from pipelines.warehouse import (
    PendingArticle,
    PendingReason,
    count_pending_articles,
    extractor_version,
    forget_vanished,
    land_extractions,
    open_staging,
    pending_articles,
)

_DESCRIPTIONS = {
    "extractions": "One row per article that was extracted: from what, and what its text says of its day and language.",
    "figures": "One row per figure: a number that states a statistic, with value, unit, kind, period and breakdown.",
    "figure_concepts": "One row per figure, axis and code: what the figure is broken down by.",
    "figure_facets": "One row per figure and facet: its value, and the words that settled it.",
    "numerals": "The ledger: every number in every article is a figure, or has a reason why it is not.",
    "record_claims": "One row per claim of a record, streak, turn or first crossing, which is no figure.",
}


_REASONS = {
    PendingReason.NEW: "new",
    PendingReason.CHANGED: "with another text, day or language",
    PendingReason.OTHER_EXTRACTOR: "because the extractor or its vocabulary changed",
}


class ExtractionError(Exception):
    """Extraction failed on an article; the message names it."""


@dg.multi_asset(
    name="extract_figures",
    specs=[
        dg.AssetSpec(
            ["landing", table],
            deps=[ARTICLES],
            group_name="extraction",
            kinds={"python", "duckdb"},
            owners=OWNERS,
            description=description,
        )
        for table, description in _DESCRIPTIONS.items()
    ],
)
def extracted_figures(
    context: dg.AssetExecutionContext,
    settings: dg.ResourceParam[Settings],
    extractor: dg.ResourceParam[Extractor],
    progress: Progress,
    writer_lock: WriterLock,
) -> Iterator[dg.MaterializeResult[None]]:
    """Extract every article that is new, or that the extractor or its vocabulary would now read differently."""
    version = extractor_version()
    reasons: Counter[PendingReason] = Counter()
    with open_staging(settings.staging_path) as con:
        gone = forget_vanished(con)
        pending = count_pending_articles(con, version)
        for batch in pending_articles(con, version):
            extractions = []
            for article in batch:
                progress(article.source_path, reasons.total(), pending)
                extractions.append((article, _extract(extractor, article)))
                reasons[article.reason] += 1
            land_extractions(con, extractions, version)
        tables = table_metadata(con, [("landing", table) for table in _DESCRIPTIONS])
        metadata = {table: tables["landing", table] for table in _DESCRIPTIONS}
        metadata["figures"]["preview"] = _preview(con)
        metadata["numerals"]["dispositions"] = markdown_table(
            ["disposition", "numerals"],
            con.execute(
                "select disposition, count(*) from landing.numerals group by all order by 2 desc, 1"
            ).fetchall(),
        )
    count = {
        "articles_extracted": reasons.total(),
        **{f"articles_{reason}": reasons[reason] for reason in PendingReason},
    }
    context.log.info(
        f"{reasons.total()} articles extracted{_why(reasons)}, {gone} forgotten: "
        f"{metadata['figures']['dagster/row_count']} figures in all"
    )
    for table in _DESCRIPTIONS:
        yield dg.MaterializeResult(asset_key=["landing", table], metadata={**count, **metadata[table]})


def _why(reasons: Mapping[PendingReason, int]) -> str:
    words = [f"{count} {_REASONS[reason]}" for reason, count in reasons.items()]
    return f" ({', '.join(words)})" if words else ""


def _extract(extractor: Extractor, article: PendingArticle) -> Extraction:
    try:
        extraction = extractor(article.text, article.published_on, article.language)
        in_name = date_in_name(article.source_path)
        if extraction.published_on is None and in_name:
            extraction = replace(extractor(article.text, in_name, article.language), published_on_source="file_name")
        return extraction
    except Exception as error:
        raise ExtractionError(f"{article.source_path}: extraction failed with {error!r}") from error


def _preview(con: duckdb.DuckDBPyConnection) -> dg.MarkdownMetadataValue:
    rows = con.execute(
        f"""
        select
            period,
            rtrim(rtrim(format('{{:,}}', value), '0'), '.'),
            unit,
            concat_ws(', ', coalesce(measure, counted_as), nullif(kind, 'level'), offence, age_group, platform, motive),
            quote,
            source_path
        from landing.figures
        inner join landing.articles using (article_id)
        inner join landing.extractions using (article_id)
        order by coalesce(articles.published_on, extractions.published_on) desc nulls last, source_path, char_start
        limit {PREVIEW_ROWS}
        """
    ).fetchall()
    return markdown_table(["period", "value", "unit", "what", "quote", "article"], rows)
