"""Assets of the stage `extraction`: the figures, what they mean, and the account of all numerals."""

from collections.abc import Iterator, Mapping, Sequence

import dagster as dg
import duckdb

from pipelines.defs.articles import ARTICLES
from pipelines.defs.metadata import PREVIEW_ROWS, markdown_table, table_metadata
from pipelines.defs.owners import OWNERS
from pipelines.defs.resources import Extractor, Progress, WriterLock
from pipelines.extraction import extract
from pipelines.settings import Settings
from pipelines.warehouse import (
    Pending,
    PendingReason,
    ProblemReason,
    extractor_version,
    find_pending,
    forget_problems,
    forget_stale,
    is_tolerable,
    land_extractions,
    open_staging,
    pending_articles,
    problems,
)
from pipelines.workers import Cluster, ProcessPool, ThisProcess, extract_in_order, partition_of

_DESCRIPTIONS = {
    "extractions": "One row per article that was extracted: from what, and what its text says of its day and language.",
    "figures": "One row per figure: a number that states a statistic, with value, unit, kind, period and breakdown.",
    "figure_concepts": "One row per figure, axis and code: what the figure is broken down by.",
    "figure_facets": "One row per figure and facet: its value, and the words that settled it.",
    "numerals": "The ledger: every number in every article is a figure, or has a reason why it is not.",
    "record_claims": "One row per claim of a record, streak, turn or first crossing, which is no figure.",
    "table_cells": "One row per cell of a table: its place, and the names before and over it.",
}


_REASONS = {
    PendingReason.NEW: "new",
    PendingReason.CHANGED: "with another text, day or language",
    PendingReason.OTHER_EXTRACTOR: "because the extractor or its vocabulary changed",
}


# Fewer characters than these are read before other processes have started.
_WORTH_OTHERS = 200_000
_SHOWN_FAILURES = 5


class ExtractionError(Exception):
    """Extraction failed on more articles than a few odd ones; the message names some of them."""


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
    can_subset=True,
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
    with open_staging(settings.staging_path) as con:
        # Whether an article fails a check may depend on the others: it is tried again, as a build from nothing would.
        if again := forget_problems(con, ProblemReason.FAILED_CHECK):
            context.log.info(f"{again} articles that failed a check before are tried again")
        pending = find_pending(con, version)
        gone = forget_stale(con)
        done = 0
        with _crew(settings, extractor, version, pending) as crew:
            progress("articles", done, pending.total)
            for extracted in extract_in_order(map(partition_of, pending_articles(con)), crew, version):
                land_extractions(con, extracted)
                done += extracted["extractions"].num_rows
                progress("articles", done, pending.total)
        failed = problems(con, ProblemReason.EXTRACTION_FAILED)
        # Of all there are: a run that was killed before it came here may have left some.
        articles = con.execute("select count(*) from landing.articles").fetchall()[0][0]
        if failed and not is_tolerable(len(failed), articles):
            forget_problems(con, ProblemReason.EXTRACTION_FAILED)
            raise ExtractionError(_what_failed(failed))
        if failed:
            context.log.warning(_what_failed(failed))
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
        "articles_extracted": pending.total,
        "articles_failed": len(failed),
        **{f"articles_{reason}": pending.articles.get(reason, 0) for reason in PendingReason},
    }
    context.log.info(
        f"{pending.total} articles extracted{_why(pending.articles)}, {gone} forgotten: "
        f"{metadata['figures']['dagster/row_count']} figures in all"
    )
    # Whichever of them is asked for: an article's rows come and go together.
    for table in _DESCRIPTIONS:
        if (key := dg.AssetKey(["landing", table])) in context.selected_asset_keys:
            yield dg.MaterializeResult(asset_key=key, metadata={**count, **metadata[table]})


def _why(reasons: Mapping[PendingReason, int]) -> str:
    words = [f"{count} {_REASONS[reason]}" for reason, count in reasons.items()]
    return f" ({', '.join(words)})" if words else ""


def _crew(
    settings: Settings, extractor: Extractor, version: str, pending: Pending
) -> ThisProcess | ProcessPool | Cluster:
    """Who extracts: a few articles are read here before a process has started, many by all there are."""
    # A replaced extractor, which may be of this process alone, is not sent to others.
    if extractor is not extract or pending.characters < _WORTH_OTHERS:
        return ThisProcess(version, extractor)
    if settings.dask is not None:
        return Cluster(settings.dask, version)
    return ProcessPool(settings.workers, version) if settings.workers > 1 else ThisProcess(version, extractor)


def _what_failed(failed: Sequence[tuple[str, str]]) -> str:
    shown = "".join(f"\n{source_path}: {problem}" for source_path, problem in failed[:_SHOWN_FAILURES])
    more = f"\nand {len(failed) - _SHOWN_FAILURES} more" if len(failed) > _SHOWN_FAILURES else ""
    return f"{len(failed)} articles could not be extracted:{shown}{more}"


def _preview(con: duckdb.DuckDBPyConnection) -> dg.MarkdownMetadataValue:
    rows = con.execute(
        f"""
        select
            period,
            rtrim(rtrim(format('{{:,}}', value), '0'), '.'),
            unit,
            concat_ws(', ', coalesce(measure, counted_as), nullif(kind, 'level'), offence, age_group, platform, motive,
                figures.area),
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
