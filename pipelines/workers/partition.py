"""The unit of work: some articles in, as Arrow; the rows of their figures and ledgers out, as Arrow.

A pure function of its arguments, so it gives the same wherever it runs and in whatever company.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

import pyarrow as pa

from pipelines.articles import date_in_name, day_standing_for
from pipelines.extraction import Extraction, area_of_publisher, extract
from pipelines.warehouse import PendingArticle, PendingReason
from pipelines.warehouse.arrow import ArrowTables, FailedExtraction, extracted_tables

Extractor = Callable[[str, date | None, str | None, str | None], Extraction]

_SCHEMA = pa.schema(
    [
        ("article_id", pa.string()),
        ("extraction_key", pa.string()),
        ("source_path", pa.string()),
        ("text", pa.string()),
        ("published_on", pa.date32()),
        ("language", pa.string()),
        ("reason", pa.string()),
        ("published_within", pa.string()),
        ("publisher", pa.string()),
        ("area", pa.string()),
    ]
)


def partition_of(articles: Sequence[PendingArticle]) -> pa.Table:
    """The articles as a table that can be sent to another process."""
    return pa.table({name: [getattr(article, name) for article in articles] for name in _SCHEMA.names}, _SCHEMA)


def extract_partition(articles: pa.Table, extractor_version: str, extractor: Extractor = extract) -> ArrowTables:
    """Extract every article of a partition.

    An article on which the extractor raises an error takes nobody along: it is a row of ``extractions`` with what went
    wrong, and no figures.

    Args:
        articles: As ``partition_of`` makes it.
        extractor_version: Of the extractor, for the rows.
        extractor: Reads one article.

    Returns:
        What was read, by landing table, in the order of the articles.
    """
    return extracted_tables(_extracted(articles, extractor), extractor_version)


def failed_partition(articles: pa.Table, extractor_version: str, message: str) -> ArrowTables:
    """The same where none of the articles could be extracted."""
    failure = FailedExtraction(message)
    return extracted_tables([(article, failure) for article in _articles(articles)], extractor_version)


def _extracted(
    articles: pa.Table, extractor: Extractor
) -> Iterator[tuple[PendingArticle, Extraction | FailedExtraction]]:
    for article in _articles(articles):
        try:
            yield article, _extract(extractor, article)
        except Exception as error:
            yield article, FailedExtraction(f"The extractor failed with {error!r}. Report it with the article's text.")


def _articles(articles: pa.Table) -> Iterator[PendingArticle]:
    for row in articles.to_pylist():
        yield PendingArticle(**{**row, "reason": PendingReason(row["reason"])})


def _extract(extractor: Extractor, article: PendingArticle) -> Extraction:
    within = article.published_within or ""
    area = article.area or (area_of_publisher(article.publisher) if article.publisher else None)
    extraction = extractor(article.text, article.published_on, article.language, area)
    if extraction.published_on is not None and extraction.published_on.isoformat().startswith(within):
        return extraction
    in_name = date_in_name(article.source_path)
    if in_name and in_name.isoformat().startswith(within):
        return replace(extractor(article.text, in_name, article.language, area), published_on_source="file_name")
    if within:
        # "Last year" has a year all the same; on which day the article came out stays unknown.
        extraction = extractor(article.text, day_standing_for(within), article.language, area)
        return replace(extraction, published_on=None, published_on_source=None)
    return extraction
