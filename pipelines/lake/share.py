"""Brings what this machine read and extracted into the lake, beside what other machines brought.

Only what changed since the last time is written; all of it in one transaction. What is made of it belongs to the build.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import duckdb

from pipelines.lake.connection import MACHINE, describe_snapshot, in_one_transaction
from pipelines.lake.errors import LakeError
from pipelines.lake.tables import COLLECTIONS, create_collections
from pipelines.settings import Settings
from pipelines.warehouse import LANDING_TABLES, count_pending_articles, extractor_version, literal, open_staging

_OF_FIGURES = ("figure_concepts", "figure_facets")
# What tells a row of these tables from another: of an archive there are many with one key of the file.
_KEYS = {
    "articles": "(file_key, source_path)",
    "passed_over_articles": "(file_key, source_path)",
    "rejected_files": "(file_key, source_path, message)",
}


@dataclass(frozen=True, slots=True)
class Shared:
    """What sharing changed in the lake.

    Attributes:
        collection: What the lake calls the articles of this machine.
        files_added: Articles, also those passed over, and rejected files that are new there, or changed.
        files_removed: Those that are gone, or have changed.
        articles_extracted: Articles whose figures were written anew.
    """

    collection: str
    files_added: int
    files_removed: int
    articles_extracted: int


def share(settings: Settings, say: Callable[[str], None] = lambda _: None) -> Shared:
    """Make the rows of this machine's collection those of its landing tables.

    Raises:
        LakeError: The collection has no name, nothing was extracted here, or the lake cannot be written to.
        StagingError: The staging database cannot be opened.
    """
    collection = settings.collection
    if collection is None:
        raise LakeError("NPA_COLLECTION is not set. Set it to a name that no other machine of the lake has.")
    _check_complete(settings)
    shared, _ = in_one_transaction(settings, lambda con: _share(con, collection), say)
    return shared


def _check_complete(settings: Settings) -> None:
    if not settings.staging_path.exists():
        raise LakeError(f"There is no {settings.staging_path} to share. Run: npa build")
    with open_staging(settings.staging_path, read_only=True) as con:
        reading = con.execute("select raw_fingerprint from landing.reading").fetchone()
        if reading is None or count_pending_articles(con, extractor_version()):
            raise LakeError("raw/ was not read and extracted to its end. Run: npa build")


def _share(con: duckdb.DuckDBPyConnection, collection: str) -> Shared:
    create_collections(con)
    added, removed = 0, 0
    for table, of_row in _KEYS.items():
        missing = f"{of_row} not in (select {of_row} from {COLLECTIONS}.{table} where {_ours(collection)})"
        gone = f"{_ours(collection)} and {of_row} not in (select {of_row} from {MACHINE}.landing.{table})"
        removed += _delete(con, table, gone)
        added += _insert(con, table, collection, missing)
    extracted = _replace_extractions(con, collection)
    for table in ("archives", "sources", "reading"):
        _replace_whole(con, table, collection)
    shared = Shared(collection, added, removed, extracted)
    describe_snapshot(
        con, collection, f"shared: {added} files added, {removed} removed, {extracted} articles extracted"
    )
    return shared


def _replace_extractions(con: duckdb.DuckDBPyConnection, collection: str) -> int:
    """Replace what was extracted from articles that were extracted anew since, or are gone."""
    key = "article_id, extraction_key, extractor_version, problem"
    here = f"select {key} from {MACHINE}.landing.extractions"
    there = f"select {key} from {COLLECTIONS}.extractions where {_ours(collection)}"
    con.execute(
        f"create or replace temp table changed as select distinct article_id from "
        f"(({here} except {there}) union all ({there} except {here}))"
    )
    articles = "article_id in (select article_id from changed)"
    for table in _OF_FIGURES:
        figures = f"select figure_id from {COLLECTIONS}.figures where {_ours(collection)} and {articles}"
        _delete(con, table, f"{_ours(collection)} and figure_id in ({figures})")
        figures = f"select figure_id from {MACHINE}.landing.figures where {articles}"
        _insert(con, table, collection, f"figure_id in ({figures})")
    for table in ("figures", "numerals", "record_claims", "table_cells", "extractions"):
        _delete(con, table, f"{_ours(collection)} and {articles}")
        _insert(con, table, collection, articles)
    return _count(con, f"from {MACHINE}.landing.extractions where {articles}")


def _replace_whole(con: duckdb.DuckDBPyConnection, table: str, collection: str) -> None:
    """Replace the few rows of a table, where any differs."""
    columns = ", ".join(LANDING_TABLES[table])
    here = f"select {columns} from {MACHINE}.landing.{table}"
    there = f"select {columns} from {COLLECTIONS}.{table} where {_ours(collection)}"
    if _count(con, f"from (({here} except all {there}) union all ({there} except all {here}))"):
        _delete(con, table, _ours(collection))
        _insert(con, table, collection, "true")


def _delete(con: duckdb.DuckDBPyConnection, table: str, condition: str) -> int:
    """Delete rows; asks first, since a deletion of nothing would be in the way of other machines."""
    count = _count(con, f"from {COLLECTIONS}.{table} where {condition}")
    if count:
        con.execute(f"delete from {COLLECTIONS}.{table} where {condition}")
    return count


def _insert(con: duckdb.DuckDBPyConnection, table: str, collection: str, condition: str) -> int:
    """Insert this machine's rows; asks first, as above."""
    count = _count(con, f"from {MACHINE}.landing.{table} where {condition}")
    if count:
        con.execute(
            f"insert into {COLLECTIONS}.{table} by name "
            f"select {literal(collection)} as collection, * from {MACHINE}.landing.{table} where {condition}"
        )
    return count


def _ours(collection: str) -> str:
    return f"collection = {literal(collection)}"


def _count(con: duckdb.DuckDBPyConnection, what: str) -> int:
    return int(con.execute(f"select count(*) {what}").fetchall()[0][0])
