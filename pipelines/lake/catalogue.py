"""What a lake holds, as its catalogue tells it: relations, columns, comments, rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import duckdb

from pipelines.lake.connection import LAKE, MACHINE
from pipelines.warehouse import literal


def copy_comments(con: duckdb.DuckDBPyConnection, relations: Iterable[tuple[str, str]]) -> None:
    """Give tables, views and the columns of tables the comments dbt gave them; a view's columns have none in a lake."""
    wanted = set(relations)
    described = con.execute(
        f"""
        select 'table' as kind, schema_name, table_name, comment
        from duckdb_tables() where database_name = '{MACHINE}' and comment is not null
        union all
        select 'view', schema_name, view_name, comment
        from duckdb_views() where database_name = '{MACHINE}' and comment is not null
        """
    ).fetchall()
    columns = con.execute(
        f"""
        select columns.schema_name, columns.table_name, columns.column_name, columns.comment
        from duckdb_columns() as columns
        inner join duckdb_tables() as tables using (database_name, schema_name, table_name)
        where columns.database_name = '{MACHINE}' and columns.comment is not null
        """
    ).fetchall()
    statements = [
        f'comment on {kind} {schema}."{name}" is {literal(comment)};'
        for kind, schema, name, comment in described
        if (schema, name) in wanted
    ] + [
        f'comment on column {schema}."{name}"."{column}" is {literal(comment)};'
        for schema, name, column, comment in columns
        if (schema, name) in wanted
    ]
    con.execute("\n".join(statements))


def relations_of_lake(con: duckdb.DuckDBPyConnection) -> Mapping[tuple[str, str], str]:
    """What is in the lake by schema and name: TABLE or VIEW."""
    rows = con.execute(
        f"select schema_name, table_name, 'TABLE' from duckdb_tables() where database_name = '{LAKE}' "
        "union all "
        f"select schema_name, view_name, 'VIEW' from duckdb_views() where database_name = '{LAKE}' and not internal"
    ).fetchall()
    return {(schema, name): kind for schema, name, kind in rows}


def columns_of(con: duckdb.DuckDBPyConnection, database: str) -> Mapping[tuple[str, str], list[tuple[str, str]]]:
    """Names and types of the columns of every table and view of a database, in their order."""
    columns: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for schema, table, column, data_type in con.execute(
        "select schema_name, table_name, column_name, data_type from duckdb_columns() "
        f"where database_name = '{database}' order by schema_name, table_name, column_index"
    ).fetchall():
        columns.setdefault((schema, table), []).append((column, data_type))
    return columns


def count_marts(con: duckdb.DuckDBPyConnection) -> Mapping[str, int]:
    """Rows by table of schema ``marts``."""
    marts = sorted(name for schema, name in relations_of_lake(con) if schema == "marts")
    counts = " union all ".join(f"""select '{name}', count(*) from marts."{name}" """ for name in marts)
    return {str(name): int(count) for name, count in con.execute(counts).fetchall()}
