"""How the time and memory of dbt's build grow with the number of figures, from landing tables to public views.

    .venv/bin/python tests/benchmarks/reconciliation.py [--largest 100000] [--seed 1]

Landing tables are filled with synthetic articles (``synthetic_articles``: what everyone repeats, misprints, reprints,
totals of many parts), 1,000 figures first and then about three times as many each time; every size is filled and built
in processes of their own. The default takes some five minutes; ``make bench`` stops at 10,000 figures.

whole      wall-clock and processor seconds of dbt's build, models and data tests, most of it dbt's own at the smaller
           sizes, and the time per figure over that of the first size
memory     peak of the process that builds
growth     the exponent of time in figures, from 10,000 figures on (from the first size where none is as large): 1 is
           linear
slowest    seconds of the ten slowest models and tests by size
rows       rows of the largest intermediate tables for every figure: they stay what they are where no join explodes
queries    seconds of reading the whole receipt, and of the observations as of a day
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pandas as pd

from pipelines.warehouse.landing import create_landing
from pipelines.warehouse.publish import MACROS
from tests.benchmarks.synthetic_articles import articles
from tests.benchmarks.synthetic_text import Article, Row
from tests.integration.dbt_landing import run_dbt

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
GROWTH_FROM = 10_000
ARTICLES_AT_ONCE = 1_000
SHOWN = 10
Result = TypeVar("Result")
QUERIES = {
    "all violations": "select * from audit_violations",
    "observations as of a day": "select * from observations_as_of(date '2020-03-01')",
}


@dataclass(frozen=True)
class Measured:
    """What one size took.

    Attributes:
        figures: Rows of landing.figures.
        whole: Wall-clock seconds of the build.
        processor: Processor seconds of it, which other work on the machine leaves alone.
        seconds: By model or test.
        memory: Peak resident size in MiB of the process that built.
        rows: By intermediate table.
        queries: Seconds by query.
    """

    figures: int
    whole: float
    processor: float
    seconds: Mapping[str, float]
    memory: float
    rows: Mapping[str, int]
    queries: Mapping[str, float]


def fill(path: Path, figure_count: int, seed: int) -> int:
    """Fill the landing tables of a new database; returns how many figures there are."""
    with duckdb.connect(str(path)) as con:
        create_landing(con)
        left = articles(figure_count, seed)
        while some := list(islice(left, ARTICLES_AT_ONCE)):
            for table, rows in _rows_by_table(some).items():
                _insert(con, table, rows)
        return int(con.execute("select count(*) from landing.figures").fetchall()[0][0])


def _rows_by_table(some: Iterable[Article]) -> Mapping[str, list[Row]]:
    tables: dict[str, list[Row]] = {"articles": []}
    for article in some:
        tables["articles"].append(article.row())
        for table, rows in article.rows.items():
            tables.setdefault(table, []).extend(rows)
    return tables


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: list[Row]) -> None:
    """Everything as text, which DuckDB turns into the types of the table."""
    if rows:
        columns = dict.fromkeys(column for row in rows for column in row)
        texts = {name: [None if (value := row.get(name)) is None else str(value) for row in rows] for name in columns}
        con.register("rows", pd.DataFrame(texts, dtype=object))
        con.execute(f"insert into landing.{table} by name select * from rows")


def measure(path: Path, target: Path, figures: int) -> Measured:
    """Build what ``fill`` left.

    Raises:
        RuntimeError: A model or a test that must hold failed.
    """
    started, started_processor = time.perf_counter(), time.process_time()
    results = run_dbt(path, target, "build", "--exclude-resource-type", "unit_test").results
    whole, processor = time.perf_counter() - started, time.process_time() - started_processor
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    failed = [f"{one.node.name}: {one.message}" for one in results if str(one.status.value) in ("error", "fail")]
    if failed:
        raise RuntimeError("\n".join(failed))
    seconds = {one.node.name: one.execution_time for one in results}
    return Measured(figures, whole, processor, seconds, memory, _intermediate_rows(path), _query_seconds(path))


def _intermediate_rows(path: Path) -> dict[str, int]:
    with duckdb.connect(str(path), read_only=True) as con:
        query = "select table_name, estimated_size from duckdb_tables() where schema_name = 'intermediate'"
        return dict(con.execute(query).fetchall())


def _query_seconds(path: Path) -> dict[str, float]:
    with duckdb.connect(str(path), read_only=True) as con:
        con.execute("set enable_progress_bar = false")
        for name, (_, sql, _) in MACROS.items():
            con.execute(f"create temp macro {name}{sql}")
        return {name: _seconds(con, query) for name, query in QUERIES.items()}


def _seconds(con: duckdb.DuckDBPyConnection, query: str) -> float:
    started = time.perf_counter()
    con.execute(query).fetchall()
    return time.perf_counter() - started


def in_a_process(function: Callable[..., Result], *arguments: object) -> Result:
    """Call a function in a process of its own, so that its memory is its own too."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def measure_all(sizes: Sequence[int], seed: int) -> Iterator[Measured]:
    """One size after the other; the project is parsed once before."""
    with tempfile.TemporaryDirectory(prefix="npa-benchmark-") as folder:
        target = Path(folder, "target")
        run_dbt(Path(folder, "parsed.duckdb"), target, "parse")
        for size in sizes:
            path = Path(folder, f"{size}.duckdb")
            figures = in_a_process(fill, path, size, seed)
            yield in_a_process(measure, path, target, figures)
            path.unlink()


def exponent(points: Sequence[tuple[int, float]]) -> float:
    """Slope of the line through the logarithms: 1 where twice the figures take twice the time."""
    xs, ys = [math.log(x) for x, _ in points], [math.log(max(y, 1e-3)) for _, y in points]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - mean_x) ** 2 for x in xs)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread if spread else math.nan


def growth(all_measured: Sequence[Measured], of: Callable[[Measured], float]) -> float:
    """The exponent from the size on from which dbt's own time no longer hides it."""
    large = [one for one in all_measured if one.figures >= GROWTH_FROM * 0.9]
    return exponent([(one.figures, of(one)) for one in (large if len(large) > 1 else all_measured)])


def print_table(title: str, all_measured: Sequence[Measured], lines: Mapping[str, Callable[[Measured], Any]]) -> None:
    """A line for every name, a column for every size, and the exponent of growth at the end."""
    print(f"\n{title:48}" + "".join(f"{one.figures:>10,}" for one in all_measured) + "    growth")
    for name, value in lines.items():
        cells = "".join(f"{value(one):>10.2f}" for one in all_measured)
        print(f"  {name:46}{cells}{growth(all_measured, value):>10.2f}")


def print_measured(all_measured: Sequence[Measured]) -> None:
    """The tables."""
    first, last = all_measured[0], all_measured[-1]
    per_figure = first.whole / first.figures
    print_table("whole", all_measured, {
        "seconds": lambda one: one.whole,
        "processor seconds": lambda one: one.processor,
        "time per figure over that of the first": lambda one: one.whole / one.figures / per_figure,
        "peak memory in MiB": lambda one: one.memory,
    })  # fmt: skip
    slowest = sorted(last.seconds, key=lambda name: -last.seconds[name])[:SHOWN]
    print_table("slowest, seconds", all_measured, {name: _of("seconds", name) for name in slowest})
    largest = sorted(last.rows, key=lambda name: -last.rows[name])[:SHOWN]
    print_table("rows for every figure", all_measured, {name: _rows_per_figure(name) for name in largest})
    print_table("queries, seconds", all_measured, {name: _of("queries", name) for name in QUERIES})


def _of(table: str, name: str) -> Callable[[Measured], float]:
    return lambda one: float(getattr(one, table).get(name, 0.0))


def _rows_per_figure(name: str) -> Callable[[Measured], float]:
    return lambda one: one.rows.get(name, 0) / one.figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=int, default=100_000, help="figures of the largest size")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other articles")
    arguments = parser.parse_args()
    sizes = [size for size in SIZES if size <= arguments.largest]
    all_measured = []
    for one in measure_all(sizes, arguments.seed):
        print(f"{one.figures:>9,} figures  {one.whole:7.1f} s  {one.memory:7.0f} MiB", flush=True)
        all_measured.append(one)
    print_measured(all_measured)


if __name__ == "__main__":
    main()
