"""What a materialisation shows of a table: row count, columns, a preview to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import dagster as dg
import duckdb

PREVIEW_ROWS = 40
EXAMPLE_ROWS = 5


def table_metadata(con: duckdb.DuckDBPyConnection, schema: str, table: str) -> dict[str, Any]:
    """Row count and column schema under the names Dagster's interface looks for."""
    columns = con.execute(
        "select column_name, data_type, comment from duckdb_columns() "
        "where database_name = current_database() and schema_name = $1 and table_name = $2 order by column_index",
        [schema, table],
    ).fetchall()
    # Qualified by the database's name too: a schema may be called as the database is.
    database = con.execute("select current_database()").fetchall()[0][0]
    count = con.execute(f'select count(*) from "{database}"."{schema}"."{table}"').fetchone()
    return {
        "dagster/row_count": int(count[0]) if count else 0,
        "dagster/column_schema": dg.TableSchema(
            columns=[dg.TableColumn(name, kind, description=comment) for name, kind, comment in columns]
        ),
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
    text = str(value).replace("|", "\\|").replace("\r", "").replace("\n", " ")
    return text if len(text) <= 120 else text[:119] + "…"
