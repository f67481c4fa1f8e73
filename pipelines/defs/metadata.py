"""What a materialisation shows of a table: row count, columns, a preview to read."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import dagster as dg
import duckdb

PREVIEW_ROWS = 40


def table_metadata(
    con: duckdb.DuckDBPyConnection, tables: Sequence[tuple[str, str]]
) -> Mapping[tuple[str, str], dict[str, Any]]:
    """Row count and column schema, under the names Dagster's interface looks for.

    The rows of views are not counted: some take long to reckon, and a refresh would wait for that.

    Args:
        con: Where they are.
        tables: Schema and name of each table or view.
    """
    database = con.execute("select current_database()").fetchall()[0][0]
    views = set(
        con.execute(
            "select schema_name, view_name from duckdb_views() where database_name = current_database()"
        ).fetchall()
    )
    counted = [table for table in tables if table not in views]
    counts: dict[tuple[str, str], int] = {}
    if counted:
        # Qualified by the database's name too: a schema may be called as the database is.
        for schema, table, count in con.execute(
            " union all ".join(
                f"""select '{schema}', '{table}', (select count(*) from "{database}"."{schema}"."{table}")"""
                for schema, table in counted
            )
        ).fetchall():
            counts[schema, table] = count
    columns: dict[tuple[str, str], list[dg.TableColumn]] = {}
    for schema, table, name, kind, comment in con.execute(
        "select schema_name, table_name, column_name, data_type, comment from duckdb_columns() "
        "where database_name = current_database() order by schema_name, table_name, column_index"
    ).fetchall():
        columns.setdefault((schema, table), []).append(dg.TableColumn(name, kind, description=comment))
    return {
        relation: {
            **({"dagster/row_count": counts[relation]} if relation in counts else {}),
            "dagster/column_schema": dg.TableSchema(columns=columns.get(relation, [])),
        }
        for relation in tables
    }


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> dg.MarkdownMetadataValue:
    """Rows as a table to read in the interface."""
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    lines += ["| " + " | ".join(_cell(value) for value in row) + " |" for row in rows]
    return dg.MetadataValue.md("\n".join(lines))


def example_table(examples: Sequence[Mapping[str, object]]) -> dg.MarkdownMetadataValue:
    """Example rows, each a mapping of the same columns."""
    header = list(examples[0]) if examples else []
    return markdown_table(header, ([row[column] for column in header] for row in examples))


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = str(value).replace("\r", "").replace("\n", " ")
    text = text if len(text) <= 120 else text[:119] + "…"
    # A text of an article is text, not HTML for the interface to show.
    return html.escape(text, quote=False).replace("|", "\\|")
