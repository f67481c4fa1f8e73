"""How writing the site grows with the number of articles in time and memory, and what it takes after one has changed.

    .venv/bin/python tests/benchmarks/site.py [--largest 10000]

The source article and the labelled articles of ``tests/corpus`` are built and published once. For each size the
published database is repeated under other ids, all but its current values, since a chart has as many points as there
are years; its site is written in a process of its own, without the documentation of dbt and Great Expectations. Only
the newest articles have a page (``pipelines.report.shown``), so that beyond those the time for each falls.

whole      wall-clock seconds of the first site, and milliseconds for each article, over those of the first size
memory     peak of the process
size       of the whole site
again      seconds of writing it again after nothing has changed, and their share of the first time
one        the same after the figures of one article have changed
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import shutil
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.report import write_site
from pipelines.settings import PROJECT_DIR, Settings

SIZES = (33, 330, 3_300, 10_000)
CORPUS = PROJECT_DIR / "tests" / "corpus" / "texts"
# What is repeated, and the columns that tell one copy from the next.
REPEATED: Mapping[str, tuple[str, ...]] = {
    "articles": ("article_id",),
    "figures": ("article_id", "figure_id", "series_id"),
    "numerals": ("article_id", "figure_id"),
    "figure_facets": ("article_id", "figure_id"),
    "observations": ("observation_id", "figure_id", "level_figure_id", "series_id"),
    "identities": ("identity_id", "article_id"),
}


@dataclass(frozen=True)
class Measured:
    """What one size took.

    Attributes:
        articles: How many there are.
        figures: How many they state.
        first: Wall-clock seconds of the first site.
        again: Of the second, after nothing has changed.
        one: Of the third, after one article has.
        memory: Peak resident size in MiB.
        size: Of all files, in MiB.
    """

    articles: int
    figures: int
    first: float
    again: float
    one: float
    memory: float
    size: float


def publish(folder: Path) -> Path:
    """Build the source article and the labelled ones; returns the published database."""
    from tests.integration.runs import refresh  # half a gigabyte, which no process that is measured may hold

    settings = Settings(raw_dir=folder / "raw", build_dir=folder / "build")
    shutil.copytree(PROJECT_DIR / "raw", settings.raw_dir)
    for path in CORPUS.glob("*.txt"):
        shutil.copy(path, settings.raw_dir)
    run = refresh(settings)
    if not run.success:
        raise SystemExit("\n".join(run.failures()))
    return settings.warehouse_path


def repeat(published: Path, path: Path, articles: int) -> None:
    """Write a database like the published one with about so many articles."""
    shutil.copyfile(published, path)
    with duckdb.connect(str(path)) as con:
        (known,) = con.execute("select count(*) from articles").fetchone() or (0,)
        copies = f"range({-(-articles // known)}) as copies(copy)"
        for view, ids in REPEATED.items():
            renamed = ", ".join(f"printf('%05d', copy) || {column} as {column}" for column in ids)
            if view == "observations":
                renamed += ", is_current and copy = 0 as is_current"
            con.execute(f"create table repeated_{view} as select * replace ({renamed}) from {view}, {copies}")
        con.execute(
            f"""
            create table repeated_bridge as select * replace (
                printf('%05d', copy) || identity_id as identity_id, printf('%05d', copy) || figure_id as figure_id
            ) from marts.bridge_identity_figure, {copies}
            """
        )
        for view in REPEATED:
            con.execute(f"create or replace view {view} as from repeated_{view}")
        for table, repeated in (("bridge_identity_figure", "bridge"), ("fct_identity", "identities")):
            con.execute(f"drop table marts.{table}")
            con.execute(f"create view marts.{table} as from repeated_{repeated}")


def measure(published: Path, articles: int) -> Measured:
    with tempfile.TemporaryDirectory() as name:
        path, site = Path(name) / "warehouse.duckdb", Path(name) / "site"
        repeat(published, path, articles)
        first, figures, memory = alone(path, site)
        again, *_ = alone(path, site)
        with duckdb.connect(str(path)) as con:
            con.execute(
                "update repeated_figures set value = value + 1 "
                "where article_id = (select min(article_id) from repeated_figures)"
            )
            (count,) = con.execute("select count(*) from articles").fetchone() or (0,)
        one, *_ = alone(path, site)
        size = sum(file.stat().st_size for file in site.rglob("*") if file.is_file())
        return Measured(count, figures, first, again, one, memory, size / 2**20)


def alone(path: Path, site: Path) -> tuple[float, int, float]:
    """Write in a process of its own, so that one measurement leaves nothing behind for the next."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(write, path, site).result()


def write(path: Path, site: Path) -> tuple[float, int, float]:
    """Seconds, figures, and the peak of this process in MiB."""
    started = time.perf_counter()
    figures = write_site(path, site).figures
    seconds = time.perf_counter() - started
    return seconds, figures, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=int, default=SIZES[-1])
    largest = parser.parse_args().largest
    with tempfile.TemporaryDirectory() as name:
        published = publish(Path(name))
        base = None
        print("articles  figures   whole  ms each  of first  memory   size   again  share     one  share")
        for size in (each for each in SIZES if each <= largest):
            at = measure(published, size)
            each = at.first / at.articles
            base = base or each
            print(
                f"{at.articles:8,} {at.figures:8,} {at.first:6.1f}s {each * 1000:7.1f} {each / base:9.2f} "
                f"{at.memory:5.0f}MB {at.size:5.0f}MB {at.again:6.1f}s {at.again / at.first:6.2f} "
                f"{at.one:6.1f}s {at.one / at.first:6.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
