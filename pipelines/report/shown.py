"""Which articles have a page: the newest, as many as a folder of files and a list in a browser hold well.

Whatever a page links to an article by is taken through ``linked``, so that no link leads to a page that is not there.
"""

from __future__ import annotations

import duckdb

from pipelines.report.tables import first

# A page is a file for ever and some milliseconds the first time; SQL and the exports have all articles.
MOST_ARTICLES = 10_000

NEWEST_FIRST = "published_on desc nulls last, source_path"
# What a reader asks who misses an article.
ALL_ARTICLES = f"select published_on, title, publisher, source_path from articles order by {NEWEST_FIRST}"


def choose_articles(con: duckdb.DuckDBPyConnection, most: int = MOST_ARTICLES) -> int:
    """Put the ids of the newest articles into the temporary table ``shown_articles``, once for all pages.

    Returns:
        How many articles there are, also where only the newest are shown.
    """
    con.execute(
        "create or replace temp table shown_articles as "
        f"select article_id from articles order by {NEWEST_FIRST}, article_id limit {most}"
    )
    return int(first(con, "select count(*) as articles from articles")["articles"])


def linked(article_id: str) -> str:
    """The id of an article as an expression of SQL, NULL where it has no page."""
    return f"if({article_id} in (from shown_articles), {article_id}, null)"
