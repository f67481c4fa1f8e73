"""Writes the rows of a view as Parquet and as CSV. What the files mean is said in ``datapackage``."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb

from pipelines.exports.formulas import harmless_sql
from pipelines.exports.views import Column, View, quoted

# Of a size that other readers load in parts; fixed, as the bytes depend on it.
_ROW_GROUP_ROWS = 122_880
_CHUNK_BYTES = 1 << 20


def write_parquet(con: duckdb.DuckDBPyConnection, table: str, path: Path) -> int:
    """Write a table with its own types, compressed with zstd.

    Returns:
        Rows written.
    """
    return _copy(con, f"from {table}", path, f"format parquet, compression zstd, row_group_size {_ROW_GROUP_ROWS}")


def write_csv(con: duckdb.DuckDBPyConnection, table: str, view: View, path: Path) -> int:
    r"""Write a table as RFC 4180 says: UTF-8, a header, ``,`` between cells and ``\r\n`` after rows.

    A text that a spreadsheet would run is behind an apostrophe, a decimal is without the zeros of its type, a list is
    JSON, a moment is ISO 8601 in UTC, NULL is an empty cell and an empty text is ``""``.

    Returns:
        Rows written.
    """
    cells = ", ".join(f"{_cell(column)} as {quoted(column.name)}" for column in view.columns)
    unfinished = path.with_name(f"{path.name}.unfinished")
    rows = _copy(con, f"select {cells} from {table}", unfinished, "format csv, header, delimiter ',', quote '\"'")
    _end_rows_with_crlf(unfinished, path)
    unfinished.unlink()
    return rows


def digest(path: Path) -> tuple[int, str]:
    """Size and SHA-256 of a file."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return path.stat().st_size, sha256


def _copy(con: duckdb.DuckDBPyConnection, query: str, path: Path, options: str) -> int:
    # Several threads cut the rows into groups as they happen to run.
    con.execute("set threads = 1")
    try:
        target = str(path).replace("'", "''")
        return int(con.execute(f"copy ({query}) to '{target}' ({options})").fetchall()[0][0])
    finally:
        con.execute("reset threads")


def _cell(column: Column) -> str:
    name = quoted(column.name)
    if column.type == "VARCHAR":
        return harmless_sql(name)
    if column.type.endswith("[]"):
        return f"to_json({name})::varchar"
    if column.type.startswith("TIMESTAMP"):
        return f"strftime({name}, '%Y-%m-%dT%H:%M:%S.%fZ')"
    if column.type.startswith("DECIMAL") and not column.type.endswith(",0)"):
        return f"rtrim(rtrim({name}::varchar, '0'), '.')"
    return name


def _end_rows_with_crlf(source: Path, target: Path) -> None:
    """End rows as the standard says, where DuckDB ends them as Unix does; what is in quotes stays as it is."""
    is_quoted = False
    with source.open("rb") as lines, target.open("wb") as file:
        while chunk := lines.read(_CHUNK_BYTES):
            parts = chunk.split(b'"')
            # Every quotation mark opens or closes; one that is doubled does both, with nothing between.
            for index, part in enumerate(parts):
                if index:
                    is_quoted = not is_quoted
                if not is_quoted:
                    parts[index] = part.replace(b"\n", b"\r\n")
            file.write(b'"'.join(parts))
