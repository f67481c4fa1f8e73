"""Decides which of several texts that are the same is the article, once rows of archives are among them.

The first by its path is, whichever came first, so that what was read step by step is what is read at once. Files of
the same bytes are dealt with where they are read.
"""

from __future__ import annotations

import duckdb

# Where a row that is no article is told of: by its place, since its id may be the very problem.
_PATH_OF_ROW = "coalesce(archives.source_path || '#row-' || losers.file_row, losers.source_path)"

_SAME_TEXT = "The same text as "


def decide_duplicates(con: duckdb.DuckDBPyConnection) -> None:
    """Move articles that stand elsewhere already, and rows whose id another row has, to the rejected files."""
    if not con.execute("select count(*) from landing.archives").fetchall()[0][0]:
        return
    con.begin()
    for table in ("articles", "passed_over_articles"):
        _reject(
            con,
            table,
            same="source_path",
            first="file_row",
            reason="invalid_row",
            message="'Row ' || winners.file_row || ' has the same id. Give each row an id of its own.'",
        )
    _reject(
        con,
        "articles",
        same="article_id",
        first="source_path",
        reason="duplicate",
        message=_same_text("winners.source_path"),
    )
    # A text that lost before may have lost to one that has lost since.
    con.execute(
        f"""
        update landing.rejected_files set message = {_same_text("articles.source_path")}
        from landing.articles
        where
            rejected_files.sha256 = articles.article_id
            and rejected_files.reason = 'duplicate'
            and starts_with(rejected_files.message, '{_SAME_TEXT}')
        """
    )
    con.commit()


def reread_what_lost_to_nobody(con: duckdb.DuckDBPyConnection) -> None:
    """Forget files and archives with an article that was rejected for another that is gone: they are read again."""
    con.execute(
        """
        create or replace temp table again as
        select distinct rejected_files.file_key
        from landing.rejected_files
        left join landing.archives on rejected_files.file_key = archives.file_key
        where
            rejected_files.reason = 'duplicate'
            and rejected_files.sha256 not in (select article_id from landing.articles)
            -- of two files of many articles with the same bytes, the second lost to a file, not to a text
            and (rejected_files.file_row is not null or archives.file_key is null)
        """
    )
    for table in ("articles", "passed_over_articles", "rejected_files", "archives"):
        con.execute(f"delete from landing.{table} where file_key in (from again)")


def _same_text(path: str) -> str:
    """The message of a duplicate, in SQL."""
    return f"'{_SAME_TEXT}' || {path} || ', which is read. Remove one of the two.'"


def _reject(con: duckdb.DuckDBPyConnection, table: str, *, same: str, first: str, reason: str, message: str) -> None:
    """Move all rows but the first of those that have something in common.

    Args:
        con: The staging database.
        table: Of articles.
        same: The column in which they agree.
        first: The column that orders them.
        reason: Of the rejection.
        message: Of the rejection, in SQL; sees ``losers`` and ``winners``.
    """
    con.execute(
        f"""
        create or replace temp table losers as
        select rowid as row_id, article_id, source_path, file_key, file_row, {same} as common
        from landing.{table}
        qualify row_number() over (partition by {same} order by {first}, file_key) > 1
        """
    )
    con.execute(
        f"""
        insert into landing.rejected_files by name
        select
            losers.file_key,
            losers.file_row,
            {_PATH_OF_ROW} as source_path,
            losers.article_id as sha256,
            '{reason}' as reason,
            {message} as message
        from losers
        left join landing.archives on losers.file_key = archives.file_key
        inner join landing.{table} as winners on losers.common = winners.{same}
        where winners.rowid not in (select row_id from losers)
        """
    )
    con.execute(f"delete from landing.{table} where rowid in (select row_id from losers)")
