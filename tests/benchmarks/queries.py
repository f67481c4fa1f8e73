"""How long the queries of the cookbook take on a warehouse that has been built, of whatever size.

    .venv/bin/python tests/benchmarks/queries.py WAREHOUSE [--rounds 5]

WAREHOUSE is a published ``warehouse.duckdb``; it is opened read-only. Every query of docs/cookbook.md runs to its last
row, all of them in turn, round after round.

median     milliseconds, over the rounds; beside it the fastest and the slowest of them
first      of the first round, when nothing has been read from the file yet
rows       how many it returned
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
from pathlib import Path

import duckdb

from pipelines.database import connect
from pipelines.settings import PROJECT_DIR
from tests.integration.pages import examples

PAGE = PROJECT_DIR / "docs" / "cookbook.md"


def questions() -> dict[str, str]:
    """The queries of the page by the heading that asks for them."""
    text = PAGE.read_text(encoding="utf-8")
    found = {}
    for example in examples(PAGE):
        heading = re.findall(r"^### (.+)$", text[: text.index(example.asked)], re.MULTILINE)[-1]
        found[heading] = example.asked
    return found


def milliseconds(con: duckdb.DuckDBPyConnection, query: str) -> tuple[float, int]:
    """How long a query takes with all its rows, and how many these are."""
    started = time.perf_counter()
    rows = con.execute(query).fetchall()
    return (time.perf_counter() - started) * 1000, len(rows)


def timed_questions(warehouse: Path, rounds: int) -> list[list[str]]:
    """A row for each query with its times in milliseconds, below a head."""
    asked = questions()
    taken: dict[str, list[float]] = {heading: [] for heading in asked}
    rows: dict[str, int] = {}
    with connect(warehouse, read_only=True) as con:
        articles, figures = (_count(con, table) for table in ("articles", "figures"))
        for _ in range(rounds):
            for heading, query in asked.items():
                one, rows[heading] = milliseconds(con, query)
                taken[heading].append(one)
    size = warehouse.stat().st_size / 2**20
    what = f"milliseconds, of {articles:,} articles, {figures:,} figures, {size:,.0f} MB, over {rounds} rounds"
    table = [[what, "median", "fastest", "slowest", "first", "rows"]]
    for heading, times in taken.items():
        shown = statistics.median(times), min(times), max(times), times[0]
        table.append([heading, *(f"{one:.1f}" for one in shown), f"{rows[heading]:,}"])
    return [*table, ["all of them", f"{sum(map(statistics.median, taken.values())):.1f}", "", "", "", ""]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("warehouse", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    rows = timed_questions(arguments.warehouse, arguments.rounds)
    width = max(len(row[0]) for row in rows)
    for heading, *cells in rows:
        print(f"{heading:{width}}" + "".join(f"{cell:>9}" for cell in cells))


def _count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    (count,) = con.execute(f"select count(*) from {table}").fetchone() or (0,)
    return int(count)


if __name__ == "__main__":
    main()
