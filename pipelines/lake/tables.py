"""The tables of the lake that machines fill, and the views that make one landing of them.

Schema ``collections`` holds the landing tables of every machine, each row with the collection it belongs to. Schema
``landing`` shows them in the shape that the staging database of one machine has, so that models and expectations ask
the same of both. What the columns mean is documented where dbt declares the source.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from pipelines.lake.connection import LAKE
from pipelines.lake.errors import LakeError
from pipelines.warehouse import LANDING_TABLES

COLLECTIONS = "collections"
# Which rows of a table belong to an article that the collection is read for.
_OF_ARTICLE = "(collection, article_id) in (select (collection, article_id) from landing.first_copies)"
_FIGURES_READ = f"select (collection, figure_id) from {COLLECTIONS}.figures where {_OF_ARTICLE}"
_OF_FIGURE = f"(collection, figure_id) in ({_FIGURES_READ})"

# The same bytes in several collections are one article: that of the collection first by name. A path that several
# collections use for different files is told apart by the collection's name before it, the first one's apart.
_FIRST_COPIES = f"""
select min(collection) as collection, article_id from {COLLECTIONS}.articles group by article_id
"""
_PATHS = f"""
select
    collection,
    source_path,
    case
        when collection = min(collection) over (partition by source_path) then source_path
        else collection || ':' || source_path
    end as path
from (
    select collection, source_path from {COLLECTIONS}.articles
    union
    select collection, source_path from {COLLECTIONS}.rejected_files
)
"""
_REJECTED_FILES = f"""
select files.* exclude (collection) replace (paths.path as source_path)
from {COLLECTIONS}.rejected_files as files
inner join landing.paths as paths using (collection, source_path)
union all by name
select
    copies.file_key,
    paths.path as source_path,
    copies.article_id as sha256,
    'duplicate' as reason,
    format('The same bytes as {{}} of the collection {{}}, which is read.', read.source_path, read.collection)
        as message
from {COLLECTIONS}.articles as copies
inner join landing.paths as paths using (collection, source_path)
inner join landing.first_copies as first_copies using (article_id)
inner join {COLLECTIONS}.articles as read
    on first_copies.article_id = read.article_id and first_copies.collection = read.collection
where copies.collection != first_copies.collection
"""
_SOURCES = f"""
select
    * exclude (collection) replace (
        case
            when collection = min(collection) over (partition by source) then source
            else collection || ':' || source
        end as source
    )
from {COLLECTIONS}.sources
"""
_ARTICLES = f"""
select articles.* exclude (collection) replace (paths.path as source_path)
from {COLLECTIONS}.articles as articles
inner join landing.paths as paths using (collection, source_path)
inner join landing.first_copies as first_copies using (collection, article_id)
"""


def _rows_of(table: str, condition: str) -> str:
    return f"select * exclude (collection) from {COLLECTIONS}.{table} where {condition}"


# In this order, for some read others.
LANDING_VIEWS: Mapping[str, str] = {
    "first_copies": _FIRST_COPIES,
    "paths": _PATHS,
    "articles": _ARTICLES,
    "rejected_files": _REJECTED_FILES,
    "sources": _SOURCES,
    **{
        table: _rows_of(table, _OF_ARTICLE if "article_id" in columns else _OF_FIGURE)
        for table, columns in LANDING_TABLES.items()
        if table not in ("articles", "rejected_files", "sources", "reading")
    },
}


def create_collections(con: duckdb.DuckDBPyConnection) -> None:
    """Create the tables that machines fill and the views over them, or the columns that newer code has.

    Raises:
        LakeError: A column is of another type than here.
    """
    con.execute(f"create schema if not exists {COLLECTIONS}")
    found = {
        (table, column): data_type
        for table, column, data_type in con.execute(
            "select table_name, column_name, data_type from duckdb_columns() "
            f"where database_name = '{LAKE}' and schema_name = '{COLLECTIONS}'"
        ).fetchall()
    }
    tables = {table for table, _ in found}
    for table, columns in LANDING_TABLES.items():
        if table not in tables:
            shape = ", ".join(f"{column} {data_type}" for column, data_type in columns.items())
            con.execute(f"create table {COLLECTIONS}.{table} (collection varchar, {shape})")
            # A machine's rows are files of their own: what one replaces leaves those of the others alone.
            con.execute(f"alter table {COLLECTIONS}.{table} set partitioned by (collection)")
            continue
        for column, data_type in columns.items():
            present = found.get((table, column))
            if present is None:
                con.execute(f"alter table {COLLECTIONS}.{table} add column {column} {data_type}")
            elif present != data_type:
                raise LakeError(
                    f"{COLLECTIONS}.{table}.{column} of the lake is {present}, and {data_type} here: it was made by "
                    "other code. Bring all machines to the same version, and begin a new lake."
                )

    views = con.execute(
        f"select view_name from duckdb_views() where database_name = '{LAKE}' and schema_name = 'landing'"
    ).fetchall()
    if not views:
        create_landing_views(con)


def create_landing_views(con: duckdb.DuckDBPyConnection) -> None:
    """Create the views that dbt's models and the expectations read, as this code has them."""
    con.execute("create schema if not exists landing")
    for view, query in LANDING_VIEWS.items():
        con.execute(f"create or replace view landing.{view} as {query}")
