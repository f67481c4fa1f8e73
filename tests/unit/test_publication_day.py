"""What "last year" means where only the month or the year of publication is known, and what is published of it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from pipelines.articles import Article, Origin
from pipelines.warehouse import PendingArticle, PendingReason
from pipelines.warehouse.arrow import ArrowTables
from pipelines.warehouse.rows import article_row
from pipelines.workers import partition_of
from pipelines.workers.partition import extract_partition

TEXT = "Police helped 120 victims of fraud last year, the National Police Agency said."


def extracted(text: str, path: str, within: str | None) -> ArrowTables:
    article = PendingArticle("a", "key", path, text, None, None, PendingReason.NEW, within)
    return extract_partition(partition_of([article]), "extractor 1")


def periods(tables: ArrowTables) -> list[str | None]:
    return [row["period"] for row in tables["figures"].to_pylist()]


@pytest.mark.parametrize("within", ["2024-03", "2024"])
def test_last_year_has_a_year_and_the_article_no_day(within: str) -> None:
    tables = extracted(TEXT, "a.txt", within)
    assert periods(tables) == ["2023"]
    assert tables["extractions"]["published_on"].to_pylist() == [None]


def test_a_day_in_the_name_of_the_file_counts_where_it_is_in_that_month() -> None:
    assert extracted(TEXT, "2024-03-14.txt", "2024-03")["extractions"]["published_on"].to_pylist() == [
        date(2024, 3, 14)
    ]
    assert extracted(TEXT, "2025-03-14.txt", "2024-03")["extractions"]["published_on"].to_pylist() == [None]
    assert periods(extracted(TEXT, "2025-03-14.txt", "2024-03")) == ["2023"]


@pytest.mark.parametrize(
    ("said", "published_on", "within"),
    [(date(2024, 3, 14), date(2024, 3, 14), None), (date(2022, 1, 1), None, "2024-03"), (None, None, "2024-03")],
)
def test_what_a_page_says_counts_where_it_is_in_that_month(
    said: date | None, published_on: date | None, within: str | None
) -> None:
    origin, document = Origin(published_within="2024-03"), Origin(published_on=said)
    article = Article("a", "a.html", TEXT, len(TEXT), origin, "text/html", "utf-8", None, document)
    row = article_row(article, "key", datetime(2026, 1, 1, tzinfo=UTC))
    assert (row["published_on"], row["published_within"]) == (published_on, within)
