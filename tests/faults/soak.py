"""Refreshes killed at random moments and at every boundary, and read from all the while; prints what was survived.

    python -m tests.faults.soak [--kills 100] [--readers 8] [--refreshes 50] [--seed 1]

Each kill comes after an article was added, changed or removed, at a moment drawn from the whole length of a refresh,
or at a boundary in turn. After it the published warehouse must open and be whole; the next refresh must succeed
without help and publish each article once, with the number that stands in its text.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from pathlib import Path

from pipelines.settings import Settings
from tests.faults.boundaries import BOUNDARIES
from tests.faults.harness import Refresher, numbers_in_raw, published_numbers, write_article
from tests.faults.readers import Reader


def change_raw(settings: Settings, rng: random.Random, step: int) -> None:
    """Add, change or remove an article."""
    articles = sorted(settings.raw_dir.glob("article-*.txt"))
    what = rng.choice(["add", "change", "remove"]) if len(articles) > 3 else "add"
    if what == "add":
        write_article(settings, f"article-{step:04}.txt", 1_000 + step)
    elif what == "change":
        write_article(settings, rng.choice(articles).name, 1_000 + step)
    else:
        rng.choice(articles).unlink()


def kill_refreshes(settings: Settings, refresher: Refresher, kills: int, rng: random.Random) -> Counter[str]:
    """Kill so many refreshes; returns how each went."""
    started = time.monotonic()
    write_article(settings, "article-0000.txt", 1_000)
    assert refresher.refresh(settings, keep_history=1).problem == ""
    write_article(settings, "article-0001.txt", 1_001)
    started = time.monotonic()
    assert refresher.refresh(settings).problem == ""
    length = time.monotonic() - started
    went: Counter[str] = Counter()
    boundaries = list(BOUNDARIES.values())
    for step in range(kills):
        before = published_numbers(settings)
        change_raw(settings, rng, step + 2)
        history = int(step % 10 == 0)  # writing Dagster's history takes half of a refresh
        after = numbers_in_raw(settings)
        if step % 4 == 3:
            outcome = refresher.refresh(settings, keep_history=history, kill_at=boundaries[step // 4 % len(boundaries)])
        else:
            outcome = refresher.refresh(settings, keep_history=history, kill_after=rng.uniform(0.0, length))
        shown = published_numbers(settings)
        assert shown in (before, after), f"kill {step}: {shown} is neither {before} nor {after}"
        went["killed" if outcome.killed else "ended before it was killed"] += 1
        went["published before it was killed"] += outcome.killed and shown == after != before
        outcome = refresher.refresh(settings, keep_history=history)
        assert outcome.problem == "", f"kill {step}: the next refresh said {outcome.problem}"
        assert published_numbers(settings) == after
        print(f"\r{step + 1} of {kills} kills, {dict(went)}", end="", flush=True)
    print()
    return went


def read_through_refreshes(
    settings: Settings, refresher: Refresher, readers: int, refreshes: int, rng: random.Random
) -> int:
    """Refresh so often under so many readers; returns how many queries were answered."""
    queries = 0
    running = [Reader(settings.warehouse_path, holds=number % 2 == 0) for number in range(readers)]
    for step in range(refreshes):
        change_raw(settings, rng, 5_000 + step)
        outcome = refresher.refresh(settings)
        assert outcome.problem == "", outcome.problem
        assert published_numbers(settings) == numbers_in_raw(settings)
        print(f"\r{step + 1} of {refreshes} refreshes", end="", flush=True)
    print()
    for reader in running:
        answered, problem = reader.stop()
        assert problem == "", problem
        queries += answered
    return queries


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--refreshes", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="npa-soak-") as folder:
        settings = Settings(raw_dir=Path(folder, "raw"), build_dir=Path(folder, "build"))
        settings.raw_dir.mkdir()
        with Refresher(Path(folder)) as refresher:
            went = kill_refreshes(settings, refresher, options.kills, rng)
            print(", ".join(f"{count} {what}" for what, count in went.items()))
            print("The published warehouse was whole after each, and each next refresh succeeded by itself.")
            queries = read_through_refreshes(settings, refresher, options.readers, options.refreshes, rng)
            print(f"{options.refreshes} refreshes under {options.readers} readers: {queries:,} queries, no error.")


if __name__ == "__main__":
    main()
