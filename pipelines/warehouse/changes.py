"""What a publication changes against the one it replaces: articles, figures, observations.

Compared inside DuckDB and written into the new file as tables. They inform and decide nothing: where the previous
file is missing, damaged or of another layout they are empty, and the table ``comparison`` says why. Drift that is
worth a warning is said in ``expectations/``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.database import connect
from pipelines.warehouse.change_tables import CHANGE_TABLES, FILL_TABLES, PAIRINGS
from pipelines.warehouse.sql import comment_on, literal

NOTHING_BEFORE = "Nothing was published before."
OTHER_LAYOUT = "The previous warehouse has other tables or columns."
UNREADABLE = "The previous warehouse cannot be read."

_COUNTS = """
select 'articles', change, count(distinct article_id) from article_changes group by change
union all
select 'figures', change, count(distinct figure_id) from figure_changes group by change
union all
select 'observations', change, count(*) from observation_changes group by change
"""


_SHORT = {
    "article_changes": "select change, source_path, facet, before_value, after_value from article_changes",
    "figure_changes": "select change, source_path, quote, facet, before_value, after_value from figure_changes",
    "observation_changes": "select change, series, period, before_value, after_value from observation_changes",
}
SHOWN_ROWS = 20


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a publication was compared with.

    Attributes:
        previous_fingerprint: The input fingerprint of the publication it was compared with; None without one.
        problem: Why there is nothing to compare with, else None.
        detail: What DuckDB says of that problem, where it says something.
    """

    previous_fingerprint: str | None = None
    problem: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeCounts:
    """How much changed with the last publication.

    Attributes:
        counts: By articles, figures and observations, how many are new, revised (changed, for articles), withdrawn.
        problem: Why there was nothing to compare with, else None.
    """

    counts: Mapping[str, Mapping[str, int]]
    problem: str | None

    def sentence(self) -> str:
        """All of it in one line."""
        if self.problem:
            return f"No comparison: {self.problem}"
        parts = []
        for about, changes in self.counts.items():
            if some := [f"{count:,} {change}" for change, count in changes.items() if count]:
                parts.append(f"{about}: {', '.join(some)}")
        return "; ".join(parts) or "nothing"


@dataclass(frozen=True, slots=True)
class Changes:
    """What a publication changed, to tell whoever publishes.

    Attributes:
        counts: How much of it there is.
        first_rows: The first rows of each table of changes that has some, by table.
    """

    comparison: Comparison
    counts: ChangeCounts
    first_rows: Mapping[str, Sequence[Mapping[str, object]]]


def record_changes(new: Path, previous: Path) -> Changes:
    """Write the tables of changes into a new, closed database.

    A publication of the same inputs as the previous one takes that one's tables over: what they say still holds, and
    publishing twice gives what publishing once gave.

    Args:
        new: Holds everything else that is published.
        previous: What it is going to replace, if it exists.
    """
    comparison = _record_any(new, previous)
    with connect(new, read_only=True) as con:
        first_rows = {table: _rows(con, f"{query} limit {SHOWN_ROWS}") for table, query in _SHORT.items()}
        return Changes(comparison, count_changes(con), {table: rows for table, rows in first_rows.items() if rows})


def count_changes(con: duckdb.DuckDBPyConnection) -> ChangeCounts:
    """Count the changes that a published database tells of.

    Raises:
        duckdb.CatalogException: It was published by code that did not compare.
    """
    counts = {
        "articles": {"new": 0, "changed": 0, "withdrawn": 0},
        "figures": {"new": 0, "revised": 0, "withdrawn": 0},
        "observations": {"new": 0, "revised": 0, "withdrawn": 0},
    }
    for about, change, count in con.execute(_COUNTS).fetchall():
        counts[about][change] = count
    return ChangeCounts(counts, problem=con.execute("select max(problem) from comparison").fetchall()[0][0])


def _record_any(new: Path, previous: Path) -> Comparison:
    if not previous.exists():
        return _record_none(new, Comparison(problem=NOTHING_BEFORE))
    try:
        return _record(new, previous)
    except (duckdb.ProgrammingError, duckdb.DataError) as error:
        return _record_none(new, Comparison(problem=OTHER_LAYOUT, detail=str(error)))
    except duckdb.Error as error:
        return _record_none(new, Comparison(problem=UNREADABLE, detail=str(error)))


def _record(new: Path, previous: Path) -> Comparison:
    with connect(new) as con:
        con.execute(f"attach {literal(previous)} as previous (read_only)")
        con.begin()
        _create_tables(con)
        now, before = (
            con.execute(f"select max(input_fingerprint) from {database}publication").fetchall()[0][0]
            for database in ("main.", "previous.main.")
        )
        if now == before:
            comparison = _take_over(con)
        else:
            comparison = Comparison(previous_fingerprint=before)
            _compare(con)
            _insert_comparison(con, comparison)
        con.commit()
        con.execute("detach previous")
        con.execute("checkpoint")
    return comparison


def _record_none(new: Path, comparison: Comparison) -> Comparison:
    with connect(new) as con:
        con.begin()
        _create_tables(con)
        _insert_comparison(con, comparison)
        con.commit()
        con.execute("checkpoint")
    return comparison


def _create_tables(con: duckdb.DuckDBPyConnection) -> None:
    for table, (comment, columns) in CHANGE_TABLES.items():
        con.execute(f"create table {table} ({', '.join(f'{name} {kind}' for name, (kind, _) in columns.items())})")
        comment_on(con, table, comment, {name: column_comment for name, (_, column_comment) in columns.items()})


def _take_over(con: duckdb.DuckDBPyConnection) -> Comparison:
    for table in CHANGE_TABLES:
        con.execute(f"insert into {table} by name from previous.main.{table}")
    return Comparison(*con.execute("select max(previous_fingerprint), max(problem) from comparison").fetchall()[0])


def _compare(con: duckdb.DuckDBPyConnection) -> None:
    for pairing in PAIRINGS:
        con.execute(pairing)
    for table, rows in FILL_TABLES.items():
        con.execute(f"insert into {table} by name {rows}")


def _insert_comparison(con: duckdb.DuckDBPyConnection, comparison: Comparison) -> None:
    con.execute(
        f"insert into comparison select {literal(comparison.previous_fingerprint)}, {literal(comparison.problem)}"
    )


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, object]]:
    cursor = con.execute(query)
    columns = [column[0] for column in cursor.description or []]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
