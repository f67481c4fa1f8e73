"""What one more article costs on top of many, beside what it costs on top of few: reading, extraction and landing.

    .venv/bin/python tests/benchmarks/incremental.py [--few 10] [--many 10000] [--rounds 5]

Both folders are measured in turn, round by round, in one process. dbt and publishing, whose cost grows with the data,
are left out; `reconciliation.py` measures those.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pipelines.articles import DocumentReader, ReadingLimits, plan_reading, read_unit, take_inventory
from pipelines.settings import Settings
from pipelines.warehouse import (
    create_landing,
    extractor_version,
    find_pending,
    forget_stale,
    land_extractions,
    land_files,
    open_staging,
    pending_articles,
    reader_version,
)
from pipelines.workers import extract_partition, partition_of

TEXT = """TOKYO, March 14, 2019 -- Police helped {number} victims of fraud in 2018, up 20 from a year earlier.

Of them, 31.5 percent were women and {part} were aged 65 or over. There were 15 cases of robbery in the same period.
"""


def write_articles(settings: Settings, first: int, count: int) -> None:
    settings.raw_dir.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        text = TEXT.format(number=number, part=number // 2)
        (settings.raw_dir / f"article-{number}.txt").write_text(text, encoding="utf-8")


def timed(step: Callable[[], None], into: dict[str, list[float]], name: str) -> None:
    started = time.perf_counter()
    step()
    into.setdefault(name, []).append(time.perf_counter() - started)


def refresh_landing(settings: Settings, into: dict[str, list[float]]) -> None:
    """Everything a refresh does before dbt, each step timed."""
    versions = reader_version(settings), extractor_version()

    def take() -> None:
        take_inventory(settings.raw_dir, settings.inventory_path, settings.max_files)

    def land() -> None:
        inventory = take_inventory(settings.raw_dir, settings.inventory_path, settings.max_files)
        with open_staging(settings.staging_path) as con, DocumentReader(ReadingLimits()) as reader:
            create_landing(con)
            land_files(
                con,
                plan_reading(inventory, versions[0]),
                lambda unit: read_unit(unit, reader, settings.max_article_bytes),
                inventory.fingerprint,
                versions[0],
            )

    def extract_pending() -> None:
        with open_staging(settings.staging_path) as con:
            find_pending(con, versions[1])
            forget_stale(con)
            for batch in pending_articles(con):
                land_extractions(con, extract_partition(partition_of(batch), versions[1]))

    timed(take, into, "look at raw/")
    timed(land, into, "read and land")
    timed(extract_pending, into, "extract and land")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--few", type=int, default=10)
    parser.add_argument("--many", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    sizes = (options.few, options.many)
    measured: dict[int, dict[str, list[float]]] = {size: {} for size in sizes}
    with tempfile.TemporaryDirectory(prefix="npa-incremental-") as folder:
        settings = {size: Settings(Path(folder, f"raw-{size}"), Path(folder, f"build-{size}")) for size in sizes}
        for size in sizes:
            write_articles(settings[size], 0, size)
            started = time.perf_counter()
            refresh_landing(settings[size], {})
            print(f"{size:,} articles from nothing: {time.perf_counter() - started:.1f} s")
        time.sleep(3.5)  # until a file counts as settled, and need not be hashed again
        for each in settings.values():
            refresh_landing(each, {})
        for step in range(options.rounds):
            for size in sizes:
                write_articles(settings[size], 1_000_000 + step, 1)
                refresh_landing(settings[size], measured[size])
    print(
        f"{'one more article':<20}{'on ' + format(options.few, ','):>14}{'on ' + format(options.many, ','):>14}   ratio"
    )
    totals = []
    for name in measured[options.few]:
        few, many = (statistics.median(measured[size][name]) for size in sizes)
        totals.append((few, many))
        print(f"{name:<20}{few * 1000:>11.0f} ms{many * 1000:>11.0f} ms   {many / few:5.2f}")
    few, many = (sum(column) for column in zip(*totals, strict=True))
    print(f"{'together':<20}{few * 1000:>11.0f} ms{many * 1000:>11.0f} ms   {many / few:5.2f}")


if __name__ == "__main__":
    main()
