"""How fast the extractor reads, and that its time grows with the text and no faster.

    .venv/bin/python tests/benchmarks/extraction.py [--rounds 5] [--largest 2000000]

import     time and memory of ``from pipelines.extraction import extract`` in a process of its own
speed      thousand characters a second on one core: articles full of figures in either language, and prose that has
           hardly any; every row is read in turn with the others, so that all see the same machine
growth     time per character on longer and longer texts over that of the shortest: near 1 where it is linear
hostile    the same for texts made to be slow

What others make of the same texts, and all cores at once, are measured by ``readers``.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

from pipelines.extraction import extract
from pipelines.settings import PROJECT_DIR
from tests.corpus.scoring import AUTHORED, articles

IMPORT = (
    "import resource, time; start = time.perf_counter(); from pipelines.extraction import extract; "
    "print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
)
SPARSE = {
    "en": (
        "The council met again on Tuesday to speak about the road that leads past the old school. Several members "
        "wanted trees along it, while others feared for the view of the harbour. Nobody asked what it would cost. "
        "The mayor promised to come back with a plan in the autumn, and thanked those who had written to her. "
        "Afterwards there was tea, and the discussion went on in the corridor until the lights went out.\n\n"
    ),
    "ja": (
        "町の議会は火曜日に開かれ、古い学校のわきを通る道について話し合った。木を植えたいという議員もいれば、"
        "港の眺めを心配する議員もいた。費用を尋ねる人はなかった。町長は秋に計画を示すと約束し、手紙を寄せた人々に"
        "礼を述べた。その後は茶が出され、話は廊下でも続いた。\n\n"
    ),
}
HOSTILE = {
    "digits": "7",
    "commas": ",",
    "opening brackets": "（(",
    "one phrase": "5 cases and ",
    "one Japanese phrase": "被害者は5人で、",
    "years": "2017 ",
}
SHORTEST = 20_000  # characters


def import_cost() -> tuple[float, float]:
    """Seconds and megabytes of an import in a process of its own."""
    said = subprocess.run(
        [sys.executable, "-c", IMPORT], cwd=PROJECT_DIR, check=True, capture_output=True, text=True
    ).stdout.split()
    return float(said[0]), float(said[1])


def seconds(text: str) -> float:
    """Processor time of one reading."""
    started = time.process_time()
    extract(text)
    return time.process_time() - started


def main(rounds: int, largest: int) -> None:
    """Print the table."""
    costs = [import_cost() for _ in range(rounds)]
    print(f"import                      {min(cost for cost, _ in costs):.3f} s, {costs[0][1]:.0f} MB")
    dense = {language: "\n\n".join(one.text for one in articles(language, AUTHORED)) for language in ("en", "ja")}
    texts = {
        "English articles": dense["en"],
        "Japanese articles": dense["ja"],
        "English prose": SPARSE["en"] * (len(dense["en"]) // len(SPARSE["en"])),
        "Japanese prose": SPARSE["ja"] * (len(dense["ja"]) // len(SPARSE["ja"])),
    }
    taken: dict[str, list[float]] = {name: [] for name in texts}
    for _ in range(rounds):
        for name, text in texts.items():
            taken[name].append(len(text) / seconds(text) / 1000)
    for name, speeds in taken.items():
        figures = len(extract(texts[name]).figures)
        density = f", a figure every {len(texts[name]) // max(1, figures)} characters" if figures else ""
        print(f"{name:28}{statistics.median(speeds):7.0f} thousand characters a second{density}")
    growing = {"English articles": dense["en"], "Japanese articles": dense["ja"], **HOSTILE}
    for name, unit in growing.items():
        base, row = 0.0, []
        size = SHORTEST
        while size <= largest:
            text = (unit * (size // len(unit) + 1))[:size]
            cost = seconds(text) / size
            base = base or cost
            row.append(f"{size:>9,}: {cost / base:4.1f}")
            size *= 10
        print(f"growth, {name:20}{'  '.join(row)}   ({base * 1e6:.1f} microseconds a character)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--largest", type=int, default=2_000_000, help="characters of the longest text")
    arguments = parser.parse_args()
    main(arguments.rounds, arguments.largest)
