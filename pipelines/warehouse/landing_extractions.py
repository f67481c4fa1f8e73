"""Keeps what was extracted in step with the articles: what is new or stale is pending, what vanished goes.

An article's rows come and go together, each step in one transaction, so a run killed at any moment leaves
tables that the next run can go on from. What the columns hold belongs to ``rows``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

import duckdb

from pipelines.warehouse.loading import load_rows
from pipelines.warehouse.problems import ProblemReason
from pipelines.warehouse.sql import literal

# For types alone: whoever only asks what is pending has no use for Arrow.
if TYPE_CHECKING:
    from pipelines.warehouse.arrow import ArrowTables

# So much is extracted and written at a time: what a killed run has to do again, what is held in memory, and what a
# worker is given; on one core some two seconds of work.
BATCH_ARTICLES = 200
BATCH_CHARACTERS = 400_000


class PendingReason(StrEnum):
    """Why an article has to be extracted."""

    NEW = "new"
    CHANGED = "changed"
    OTHER_EXTRACTOR = "other_extractor"


@dataclass(frozen=True, slots=True)
class PendingArticle:
    """An article whose figures are not in the landing tables yet.

    Attributes:
        published_on: As its origin file says, None without one.
        published_within: The month or year its origin file says instead, None where it says neither.
        language: As its origin file says, None without one.
        reason: Why it is pending.
        publisher: As its origin file or the document says, None where neither does.
        area: As its origin file says, None without one.
    """

    article_id: str
    extraction_key: str
    source_path: str
    text: str
    published_on: date | None
    language: str | None
    reason: PendingReason
    published_within: str | None = None
    publisher: str | None = None
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """How much there is to extract.

    Attributes:
        articles: How many, by reason.
        characters: Of their texts together.
    """

    articles: Mapping[PendingReason, int]
    characters: int

    @property
    def total(self) -> int:
        """How many articles."""
        return sum(self.articles.values())


def count_pending_articles(con: duckdb.DuckDBPyConnection, extractor_version: str) -> int:
    """How many articles extraction has to read."""
    return int(con.execute(f"select count(*) {_pending(extractor_version)}").fetchall()[0][0])


def find_pending(con: duckdb.DuckDBPyConnection, extractor_version: str) -> Pending:
    """Find out what extraction has to read, for ``forget_stale`` and ``pending_articles``.

    Args:
        con: The staging database; the answer is kept in a temporary table of it.
        extractor_version: Of the extractor that is going to read them.
    """
    con.execute(
        f"""
        create or replace temp table pending as
        select
            article_id,
            articles.source_path,
            articles.char_count,
            case
                when extractions.article_id is null then '{PendingReason.NEW}'
                when extractions.extraction_key != articles.extraction_key then '{PendingReason.CHANGED}'
                else '{PendingReason.OTHER_EXTRACTOR}'
            end as reason,
            -- Both grow with the path, so that a batch ends where either does.
            (row_number() over (order by articles.source_path) - 1) // {BATCH_ARTICLES}
            + (sum(articles.char_count) over (order by articles.source_path) - articles.char_count)
            // {BATCH_CHARACTERS} as batch
        {_pending(extractor_version)}
        """
    )
    rows = con.execute("select reason, count(*), sum(char_count) from pending group by all order by all").fetchall()
    return Pending(
        {PendingReason(reason): count for reason, count, _ in rows}, sum(characters for _, _, characters in rows)
    )


def forget_stale(con: duckdb.DuckDBPyConnection) -> int:
    """Remove what was extracted from articles that are pending or gone; returns how many of them are gone."""
    gone = con.execute(
        "select count(*) from landing.extractions anti join landing.articles using (article_id)"
    ).fetchall()[0][0]
    con.begin()
    con.execute(
        """
        create or replace temp table stale as
        select article_id from landing.extractions
        where article_id in (select article_id from pending)
            or article_id not in (select article_id from landing.articles)
        """
    )
    if con.execute("select count(*) from stale").fetchall()[0][0]:
        _delete_extracted(con)
        con.execute("delete from landing.extractions where article_id in (from stale)")
    con.commit()
    return int(gone)


def _delete_extracted(con: duckdb.DuckDBPyConnection) -> None:
    """Delete what was extracted from the articles of the temporary table ``stale``."""
    for table in ("figure_concepts", "figure_facets"):
        con.execute(
            f"delete from landing.{table} where figure_id in "
            "(select figure_id from landing.figures where article_id in (select article_id from stale))"
        )
    for table in ("figures", "numerals", "record_claims", "table_cells"):
        con.execute(f"delete from landing.{table} where article_id in (select article_id from stale)")


def pending_articles(con: duckdb.DuckDBPyConnection) -> Iterator[list[PendingArticle]]:
    """The articles that ``find_pending`` found, in batches and in the order of their paths."""
    batches = con.execute("select distinct batch from pending order by batch").fetchall()
    for (batch,) in batches:
        rows = con.execute(
            "select article_id, extraction_key, source_path, text, published_on, language, reason, published_within, "
            "publisher, area "
            f"from (select article_id, reason from pending where batch = {batch}) "
            "inner join landing.articles using (article_id) order by source_path"
        ).fetchall()
        yield [
            PendingArticle(article_id, key, path, text, published_on, language, PendingReason(reason), *others)
            for article_id, key, path, text, published_on, language, reason, *others in rows
        ]


def land_extractions(con: duckdb.DuckDBPyConnection, tables: ArrowTables) -> None:
    """Add what was extracted from some articles that had nothing extracted from them, or have it no more.

    Args:
        con: The staging database.
        tables: What was extracted, by landing table.
    """
    con.begin()
    for name, table in tables.items():
        if table.num_rows:
            con.register("extracted", table)
            con.execute(f"insert into landing.{name} by name from extracted")
            con.unregister("extracted")
    con.commit()


def problems(con: duckdb.DuckDBPyConnection, reason: ProblemReason) -> list[tuple[str, str]]:
    """Path and problem of each article that is not modelled for this reason, in the order of their paths."""
    return con.execute(
        "select source_path, problem from landing.extractions inner join landing.articles using (article_id) "
        f"where problem_reason = {literal(reason)} order by source_path"
    ).fetchall()


def set_aside(con: duckdb.DuckDBPyConnection, problems_by_article: Mapping[str, str]) -> None:
    """Take what was extracted from these articles out of the landing tables, and say why in its place.

    Args:
        con: The staging database.
        problems_by_article: What is wrong with each article, by its id.
    """
    con.begin()
    load_rows(
        con,
        "stale",
        {"article_id": "VARCHAR", "problem": "VARCHAR"},
        [{"article_id": article_id, "problem": problem} for article_id, problem in problems_by_article.items()],
    )
    _delete_extracted(con)
    con.execute(
        f"update landing.extractions set problem = stale.problem, problem_reason = '{ProblemReason.FAILED_CHECK}' "
        "from stale where extractions.article_id = stale.article_id"
    )
    con.commit()


def forget_problems(con: duckdb.DuckDBPyConnection, reason: ProblemReason) -> int:
    """Have the articles that are not modelled for this reason extracted again; returns how many they are."""
    return len(
        con.execute(
            f"delete from landing.extractions where problem_reason = {literal(reason)} returning article_id"
        ).fetchall()
    )


def _pending(extractor_version: str) -> str:
    return (
        "from landing.articles left join landing.extractions using (article_id) "
        "where articles.extraction_key is distinct from extractions.extraction_key "
        f"or extractor_version != {literal(extractor_version)}"
    )
