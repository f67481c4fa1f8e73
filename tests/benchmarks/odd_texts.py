"""How many odd texts are read into rows that fail a check, and which checks: none should be.

    .venv/bin/python -m tests.benchmarks.odd_texts [--texts 100000] [--at-a-time 10000] [--seed 1] [--examples 3]

Each thousand texts or so are landed and checked together, in folders of their own.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

from pipelines.settings import Settings
from pipelines.validation import Validator
from tests.oddities.check import Findings, check_texts
from tests.oddities.texts import odd_texts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=100_000)
    parser.add_argument("--at-a-time", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--examples", type=int, default=3, help="texts shown of each check")
    options = parser.parse_args()
    texts = odd_texts(options.texts, options.seed)
    by_name: dict[str, str] = {}
    found: list[Findings] = []
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="npa-oddities-") as folder:
        settings = Settings(raw_dir=Path(folder, "raw"), build_dir=Path(folder, "build"))
        settings.raw_dir.mkdir()
        validator = Validator()
        while chunk := list(islice(texts, options.at_a_time)):
            found.append(check_texts(settings, chunk, validator))
            failing = {name for texts_of_check in found[-1].failing.values() for name in texts_of_check}
            by_name |= {odd.name: odd.text for odd in chunk if odd.name in failing}
        validator.close()
    tell(found, by_name, options.examples)
    print(f"{time.perf_counter() - started:.0f} seconds")


def tell(found: list[Findings], texts: Mapping[str, str], examples: int) -> None:
    """Print what fails, the check that most texts fail first."""
    failing: dict[str, dict[str, str]] = {}
    for one in found:
        for check, rows in one.failing.items():
            failing.setdefault(check, {}).update(rows)
    odd = {name for rows in failing.values() for name in rows}
    print(
        f"{sum(one.texts for one in found):,} texts, {sum(one.figures for one in found):,} figures, {len(odd):,} fail"
    )
    for problem in {problem for one in found for problem in one.problems}:
        print(f"\n{problem}")
    for check, rows in sorted(failing.items(), key=lambda item: -len(item[1])):
        kinds = Counter(name.rpartition("-")[0] for name in rows)
        print(f"\n{check}: {len(rows)} texts ({', '.join(f'{count} {kind}' for kind, count in kinds.most_common())})")
        for name, row in list(rows.items())[:examples]:
            print(f"  {name}: {row[:400]}\n    {texts[name][:400]!r}")


if __name__ == "__main__":
    main()
