"""Brings rows into DuckDB quickly. What they mean belongs to whoever brings them."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb

from pipelines.warehouse.landing_tables import LANDING_TABLES
from pipelines.warehouse.rows import Row


def insert_rows(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    """Insert rows into a landing table."""
    if not rows:
        return
    load_rows(con, "incoming", LANDING_TABLES[table], rows)
    con.execute(f"insert into landing.{table} by name from incoming")


def load_rows(con: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], rows: Iterable[Row]) -> None:
    """Create a temporary table of rows, by way of a file of JSON lines.

    100,000 rows take a second, where `executemany` takes two minutes, and a data frame, or a single parameter of a
    query, the import of pandas.
    """
    encode = json.JSONEncoder(ensure_ascii=False, default=str).encode
    with tempfile.TemporaryDirectory(prefix="npa-landing-") as folder:
        path = Path(folder, "rows.jsonl")
        with path.open("w", encoding="utf-8") as file:
            file.writelines(f"{encode(row)}\n" for row in rows)
        location = str(path).replace("'", "''")
        shape = ", ".join(f"'{column}': '{data_type}'" for column, data_type in columns.items())
        longest = max(path.stat().st_size, 1)
        con.execute(
            f"create or replace temp table {name} as from read_json('{location}', "
            f"format = 'newline_delimited', columns = {{{shape}}}, maximum_object_size = {longest})"
        )
