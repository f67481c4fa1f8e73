"""How a build grows from one article to an archive: time, processor time and memory of each stage.

    .venv/bin/python tests/benchmarks/scale.py [--sizes 1 1000 10000 100000] [--seed 1] [--folder DIR] [--write]

Archives of generated articles (``tests/benchmarks/articles``, compressed JSON Lines, four in five with statistics) are
built from nothing, each in a process of its own. The default takes an hour and some 20 GB; ``make bench`` stops at
1,000 articles. `--write`, as ``make scale`` does, puts the tables into docs/scale.md.

stages     of each size; "peak" is memory of all processes together, pages that they share counted for each
growth     exponent by which a stage grows from each size to the next: 1.00 with the data, below it more slowly
pure       `extract` alone, on a sample of the largest archive, over as many processes; scaled by the characters
one more   a file with one article beside an archive of the second size and of the largest, refreshed
ways       the public views of the second size, built by one process, by a pool and by a Dask cluster, compared
queries    the questions of the cookbook on the largest warehouse
"""

from __future__ import annotations

import argparse
import hashlib
import math
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

from pipelines.database import connect
from pipelines.extraction import extract
from pipelines.settings import DEFAULT_WORKERS, PROJECT_DIR, Settings
from tests.benchmarks.articles.files import write_jsonl
from tests.benchmarks.measured_refresh import Stage, measured_refresh
from tests.benchmarks.queries import timed_questions

SAMPLE_ARTICLES = 4_000
TEXT = "TOKYO, March 14, 2019 -- Police helped {number} victims of fraud in 2018, up 20 from a year earlier.\n"
PAGE = PROJECT_DIR / "docs" / "scale.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
# Steps that are over before they have begun.
_SHORT = ("read_sources", "warehouse_keeps_up_with_raw")


def built(folder: Path, size: int, seed: int) -> tuple[Settings, dict[str, Stage]]:
    """An archive of so many articles, built from nothing."""
    settings = Settings(folder / f"raw-{size}", folder / f"build-{size}")
    shutil.rmtree(settings.build_dir, ignore_errors=True)
    settings.raw_dir.mkdir(parents=True, exist_ok=True)
    archive = settings.raw_dir / "archive.jsonl.gz"
    if not archive.exists():
        write_jsonl(archive, size, seed)
    return settings, measured_refresh(settings)


def extract_alone(texts: Sequence[tuple[str, date | None, str | None]]) -> float:
    """Processor seconds of extracting some articles, after a few to warm up."""
    for text in texts[:5]:
        extract(*text)
    started = time.process_time()
    for text in texts:
        extract(*text)
    return time.process_time() - started


def pure_extraction(settings: Settings) -> tuple[float, float]:
    """Wall-clock and processor seconds that `extract` alone takes for all articles of a build, on all cores."""
    with connect(settings.warehouse_path, read_only=True) as con:
        characters = con.execute("select sum(char_count) from articles").fetchall()[0][0]
        texts = con.execute(
            "select text, case when published_on_source = 'origin' then published_on end, language from articles "
            f"order by article_id limit {SAMPLE_ARTICLES}"
        ).fetchall()
    scale = characters / sum(len(text) for text, _, _ in texts)
    with ProcessPoolExecutor(DEFAULT_WORKERS) as pool:
        list(pool.map(extract_alone, [texts[:10]] * DEFAULT_WORKERS))  # until all of them have started
        started = time.perf_counter()
        cpu = sum(pool.map(extract_alone, [texts[start::32] for start in range(32)]))
        wall = time.perf_counter() - started
    return wall * scale, cpu * scale


def views(settings: Settings) -> str:
    """A hash of every row of every public view."""
    digest = hashlib.sha256()
    with connect(settings.warehouse_path, read_only=True) as con:
        names = con.execute("select view_name from duckdb_views() where not internal order by all").fetchall()
        for (name,) in names:
            cursor = con.execute(f'from "{name}" order by all')
            while rows := cursor.fetchmany(10_000):
                digest.update(repr((name, rows)).encode())
    return digest.hexdigest()


def ways(folder: Path, of: Settings) -> Iterator[tuple[str, float, str]]:
    """How long a build takes by one process, a pool and a cluster, and a hash of what it publishes."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=DEFAULT_WORKERS, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        alone = replace(of, workers=1, build_dir=folder / "build-alone")
        for name, settings in (
            ("one process", alone),
            ("pool", replace(alone, workers=max(2, DEFAULT_WORKERS), build_dir=folder / "build-pool")),
            ("Dask", replace(alone, dask=cluster.scheduler_address, build_dir=folder / "build-dask")),
        ):
            stages = measured_refresh(settings)
            yield name, stages["extract_figures"].wall, views(settings)
            shutil.rmtree(settings.build_dir)


def one_more(settings: Settings, rounds: int = 1) -> dict[str, Stage]:
    """A refresh with one article more, the quicker of some."""
    taken = []
    for number in range(rounds):
        (settings.raw_dir / f"one-more-{number}.txt").write_text(TEXT.format(number=100 + number), encoding="utf-8")
        taken.append(measured_refresh(settings))
    return min(taken, key=lambda stages: stages["all"].wall)


def stage_rows(measured: Mapping[int, Mapping[str, Stage]]) -> Iterator[list[str]]:
    """A row for each stage: seconds, processor seconds and peak memory of each size, and how it grows."""
    sizes = list(measured)
    yield ["stage", *(f"{size:,}" for size in sizes), *(f"growth to {size:,}" for size in sizes[2:])]
    for name in measured[sizes[-1]]:
        if name in _SHORT:
            continue
        found = [measured[size].get(name, Stage()) for size in sizes]
        cells = [f"{stage.wall:.1f} s, {stage.cpu:.1f} s, {stage.peak_mb:,.0f} MB" for stage in found]
        grown = [
            f"{math.log(after.wall / before.wall) / math.log(larger / smaller):.2f}" if before.wall >= 1 else ""
            for before, after, smaller, larger in zip(found[1:], found[2:], sizes[1:], sizes[2:], strict=False)
        ]
        yield [name, *cells, *grown]


def markdown(rows: Iterable[Sequence[str]]) -> str:
    """Rows as a table, the first of them its head."""
    head, *rest = rows
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rest])


def say(told: list[str], text: str) -> None:
    """Print a part of the result, and keep it."""
    print(text, flush=True)
    told.append(text)


def measure(folder: Path, sizes: Sequence[int], seed: int) -> str:
    """Everything, told as it is found."""
    told: list[str] = []
    measured: dict[int, dict[str, Stage]] = {}
    settings: dict[int, Settings] = {}
    for size in sizes:
        settings[size], measured[size] = built(folder, size, seed)
        print(f"{size:,} articles: {measured[size]['all']}", flush=True)
    head = f"Seconds, processor seconds and peak memory by stage and articles, {DEFAULT_WORKERS} cores:"
    say(told, f"{head}\n\n{markdown(stage_rows(measured))}")

    largest, second = sizes[-1], sizes[min(1, len(sizes) - 1)]
    wall, cpu = pure_extraction(settings[largest])
    whole = measured[largest]["all"]
    say(
        told,
        f"Pure extraction of {largest:,} articles takes {wall:.0f} s, {cpu:.0f} s of processor time; the whole build "
        f"{whole.wall / wall:.2f} times as long, and {whole.cpu / cpu:.2f} times the processor time.",
    )
    more = {size: one_more(settings[size]) for size in dict.fromkeys((second, largest))}
    rows = [["one more article", *(f"on {size:,}" for size in more), "ratio"]]
    for name in more[largest]:
        found = [stages.get(name, Stage()).wall for stages in more.values()]
        if name not in _SHORT:
            rows.append([name, *(f"{one:.1f} s" for one in found), f"{found[-1] / max(found[0], 0.01):.1f}"])
    say(told, markdown(rows))
    different = list(ways(folder, settings[second]))
    seconds = ", ".join(f"{name} {taken:.1f} s" for name, taken, _ in different)
    is_same = len({digest for _, _, digest in different}) == 1
    verdict = "are identical" if is_same else "DIFFER"
    say(told, f"The public views of {second:,} articles {verdict}, whoever extracts: {seconds} of extraction.")
    say(told, markdown(timed_questions(settings[largest].warehouse_path, 5)))
    return "\n\n".join(told)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 1_000, 10_000, 100_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where to work; a temporary one otherwise")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/scale.md")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="npa-scale-") as temporary:
        result = measure(arguments.folder or Path(temporary), sorted(arguments.sizes), arguments.seed)
    if arguments.write:
        before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
        after = rest.split(END)[1]
        PAGE.write_text(f"{before}{BEGIN}\n\n{result}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
