"""Damages figures of a good build, one at a time, and tells which check objects.

    .venv/bin/python -m tests.mutation.score [--each 40] [--seed 1] [--processes 2] [--markdown FILE]

What is damaged, and what the outcome means, is told in docs/checks.md. The same seed damages the same figures.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from random import Random

from pipelines.settings import Settings
from tests.mutation.build import Stock, build, read_stock
from tests.mutation.damage import LAYERS, Mutant, mutants
from tests.mutation.judge import Judge, Verdict
from tests.mutation.report import Row, markdown


@dataclass(frozen=True)
class Sample:
    """Mutants of one kind, and of how many figures they are a sample."""

    layer: str
    kind: str
    group: str | None
    eligible: int
    mutants: tuple[Mutant, ...]


def samples(stock: Stock, each: int, seed: int) -> list[Sample]:
    """Up to ``each`` mutants of every kind; of misprints, of every kind and part in arithmetic."""
    found = []
    for layer, kinds in LAYERS.items():
        for kind in kinds:
            groups = defaultdict(list)
            for mutant in mutants(stock, layer, kind, seed):
                groups[mutant.figure.arithmetic if layer == "misprint" else None].append(mutant)
            for group, eligible in sorted(groups.items(), key=lambda item: str(item[0])):
                chosen = Random(f"{seed} {layer} {kind} {group}").sample(eligible, min(each, len(eligible)))
                found.append(Sample(layer, kind, group, len(eligible), tuple(chosen)))
    return found


def judge_all(good: Settings, folder: Path, chosen: Sequence[Mutant]) -> list[Verdict]:
    """The verdicts in the order of the mutants, on a copy of the good build in ``folder``."""
    judge = Judge(good, folder)
    verdicts = []
    for number, mutant in enumerate(chosen, start=1):
        verdicts.append(judge.judge(mutant))
        print(f"{folder.name}: {number} of {len(chosen)}", end="\r", file=sys.stderr)
    return verdicts


def score(good: Settings, folder: Path, *, each: int, seed: int, processes: int) -> list[Row]:
    """Judge a sample of every kind, in several processes at once."""
    kinds = samples(read_stock(good), each, seed)
    chosen = [mutant for sample in kinds for mutant in sample.mutants]
    parts = [chosen[start::processes] for start in range(processes)]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as executor:
        futures = [
            executor.submit(judge_all, good, folder / f"copy {number}", part) for number, part in enumerate(parts, 1)
        ]
        judged = [iter(future.result()) for future in futures]
    verdicts = iter([next(judged[number % processes]) for number in range(len(chosen))])
    return [
        Row(sample.layer, sample.kind, sample.group, sample.eligible, [next(verdicts) for _ in sample.mutants])
        for sample in kinds
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=40, help="mutants of each kind")
    parser.add_argument("--seed", type=int, default=1, help="chooses the figures and what is done to them")
    parser.add_argument("--processes", type=int, default=2, help="copies of the build that are damaged side by side")
    parser.add_argument("--markdown", type=Path, help="also write the table to this file")
    arguments = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="npa-mutation-") as folder:
        good = build(Path(folder))
        rows = score(good, Path(folder), each=arguments.each, seed=arguments.seed, processes=arguments.processes)
    table = markdown(rows)
    print(table)
    if arguments.markdown:
        arguments.markdown.write_text(table, encoding="utf-8")
    count = sum(len(row.verdicts) for row in rows)
    print(f"{count} mutants, seed {arguments.seed}, {(time.monotonic() - started) / 60:.0f} minutes")


if __name__ == "__main__":
    main()
