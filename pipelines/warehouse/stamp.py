"""What was checked of what is in the staging database: one row per check, gone as soon as anybody writes to it.

Opening the staging database to write removes the stamp (see ``staging``), so that what stands in it was found of
exactly what is there now. Which checks there have to be belongs to whoever publishes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.warehouse.sql import literal
from pipelines.warehouse.staging import STAMP_SCHEMA, open_staging

_TABLE = f"{STAMP_SCHEMA}.checks"


@dataclass(frozen=True, slots=True, order=True)
class CheckOutcome:
    """Whether a check holds for what is in the staging database.

    Attributes:
        table: What it is about, with its schema.
        name: What it is called, on no two checks of a table the same.
        is_blocking: Whether nothing is published while it does not hold.
    """

    table: str
    name: str
    is_blocking: bool
    has_passed: bool


def stamp(path: Path, code: str, outcomes: Sequence[CheckOutcome]) -> None:
    """Write down what was found of the staging database as it is, beside what is written there of other checks.

    Args:
        path: The staging database.
        code: Fingerprint of the code that built and checked it.
        outcomes: What was found.
    """
    rows = ", ".join(
        f"({literal(code)}, {literal(check.table)}, {literal(check.name)}, {check.is_blocking}, {check.has_passed})"
        for check in outcomes
    )
    if not rows:
        return
    with open_staging(path, keeps_stamp=True) as con:
        con.begin()
        con.execute(f"create schema if not exists {STAMP_SCHEMA}")
        con.execute(
            f"create table if not exists {_TABLE} (code varchar, table_name varchar, check_name varchar, "
            "is_blocking boolean, has_passed boolean, primary key (code, table_name, check_name))"
        )
        con.execute(f"insert or replace into {_TABLE} values {rows}")
        con.commit()


def read_stamp(con: duckdb.DuckDBPyConnection, code: str) -> list[CheckOutcome]:
    """What this code found of the staging database as it is, in the order of tables and names."""
    tables = con.execute(f"select 1 from duckdb_tables() where schema_name = '{STAMP_SCHEMA}'").fetchall()
    if not tables:
        return []
    columns = "table_name, check_name, is_blocking, has_passed"
    rows = con.execute(f"select {columns} from {_TABLE} where code = {literal(code)} order by all").fetchall()
    return [CheckOutcome(*row) for row in rows]
