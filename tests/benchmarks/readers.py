"""How fast the extractor reads on one core and on all, beside other readers of numbers, and what each makes of it.

    .venv/bin/python tests/benchmarks/readers.py [--articles 60] [--rounds 3] [--many 2000] [--others FOLDER]

All read the same generated articles of one language, in turn, round after round, so that all see the same machine;
speeds are medians over processor time. The others are installed with pip into an environment of their own in FOLDER
(by default one that is thrown away), which is used as it is where it exists; where they cannot be, that is said.

chars/s      thousand characters a second, on one core
articles/s   the same in articles
numbers      what it found
precision    of these, how many are figures the article states: the place overlaps, the value is the same
recall       of the figures stated, how many it found; ``F1`` of both. For a share a reader may say 0.5 or 50

The others look for numbers, not for figures: dates, ages and times are right to find for them, and cost precision here.
None of them says what is counted, when, or against what; the last rows score that for the extractor alone.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from pipelines.extraction import extract
from tests.benchmarks.articles import GeneratedArticle, generated_articles
from tests.benchmarks.articles.draft import Label
from tests.corpus.scoring import LabelledText, score

# recognizers-text imports a name that later releases of emoji have not.
PACKAGES = ("quantulum3==0.10.0", "recognizers-text-suite==1.0.2a2", "emoji==0.6.0")
DRIVER = Path(__file__).with_name("other_readers.py")
OURS = "this extractor"
OTHERS = {
    "en": ("quantulum3", "recognizers number", "recognizers number-with-unit"),
    "ja": ("recognizers number",),
}
LANGUAGES = {"en": "English", "ja": "Japanese"}
SEED = 11

Found = Sequence[tuple[int, int, float]]
# Seconds and, for each article, what was found; None where the reader failed on it.
Reading = tuple[float, Sequence["Found | None"]]


@dataclass
class Agreement:
    """How what a reader found compares with the figures that the articles state."""

    numbers: int = 0
    stated: int = 0
    right: int = 0
    counted: int = 0  # of the numbers: all but those on a repeat

    def add(self, article: GeneratedArticle, found: Found) -> None:
        self.numbers += len(found)
        self.stated += len(article.figures)
        taken: set[int] = set()
        for one in found:
            hit = next(
                (place for place, label in enumerate(article.figures) if place not in taken and _same(label, one)), None
            )
            if hit is not None:
                taken.add(hit)
            elif any(_overlaps(label, one) for label in article.repeats):
                continue
            self.counted += 1
        self.right += len(taken)

    def summary(self) -> str:
        precision, recall = self.right / max(1, self.counted), self.right / max(1, self.stated)
        f1 = 2 * precision * recall / (precision + recall) if self.right else 0.0
        return f"{self.numbers:8,} {precision:10.3f} {recall:7.3f} {f1:6.3f}"


def _overlaps(label: Label, one: tuple[int, int, float]) -> bool:
    return bool(one[0] < label["end"] and label["start"] < one[1])


def _same(label: Label, one: tuple[int, int, float]) -> bool:
    """Direction is not asked of a reader of numbers, nor whether it writes a half as 0.5 or as 50 percent."""
    said, value = abs(label["value"]), abs(one[2])
    fraction = label["unit"] == "percent" and abs(said / 100 - value) < 1e-4
    return _overlaps(label, one) and (abs(said - value) < 1e-4 or fraction)


class Others:
    """The other readers, in a process and an environment of their own."""

    def __init__(self, folder: Path) -> None:
        python = folder / "bin" / "python"
        if not python.exists():
            try:
                install(folder)
            except subprocess.CalledProcessError:
                shutil.rmtree(folder)  # the next run is to try again, not to take half of it for the whole
                raise
        self._process = subprocess.Popen(
            [python, "-W", "ignore", DRIVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def read(self, reader: str, language: str, articles: Sequence[GeneratedArticle]) -> Reading:
        """Raises: LookupError: where that reader is not there."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin and stdout
        request = {"reader": reader, "language": language, "texts": [one.text for one in articles]}
        stdin.write(json.dumps(request) + "\n")
        stdin.flush()
        answer = json.loads(stdout.readline())
        if "problem" in answer:
            raise LookupError(answer["problem"])
        return answer["seconds"], answer["found"]

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def install(folder: Path) -> None:
    """Make the environment. Raises: OSError or subprocess.CalledProcessError: where it cannot be made."""
    venv.create(folder, with_pip=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check", "--retries", "1"]
    subprocess.run([*pip, "install", *PACKAGES], check=True, capture_output=True, text=True)


def opened(folder: Path) -> Others | None:
    """The other readers, None where they cannot be installed."""
    try:
        return Others(folder)
    except (OSError, subprocess.CalledProcessError) as error:
        said = str(getattr(error, "stderr", "") or error).strip().splitlines()
        print(f"other readers cannot be installed here: {said[-1] if said else type(error).__name__}\n")
        return None


def ours(articles: Sequence[GeneratedArticle]) -> Reading:
    """The extractor's own reading."""
    started = time.process_time()
    read = [extract(one.text, one.published_on) for one in articles]
    seconds = time.process_time() - started
    return seconds, [[(one.char_start, one.char_end, float(one.value)) for one in each.figures] for each in read]


def compare(language: str, articles: Sequence[GeneratedArticle], others: Others | None, rounds: int) -> None:
    """Print a row for each reader."""
    readers: dict[str, Callable[[], Reading]] = {OURS: lambda: ours(articles)}
    if others is not None:
        for name in OTHERS[language]:
            try:
                others.read(name, language, articles[:1])
            except LookupError as error:
                print(f"{LANGUAGES[language]:9} {name:30} cannot be used: {error}")
                continue
            readers[name] = partial(others.read, name, language, articles)
    ours(articles)  # what is made once and kept is not part of any round
    taken: dict[str, list[float]] = {name: [] for name in readers}
    found: dict[str, Sequence[Found | None]] = {}
    for _ in range(rounds):
        for name, read in readers.items():
            seconds, found[name] = read()
            taken[name].append(seconds)
    characters = sum(len(one.text) for one in articles)
    fastest = statistics.median(taken[OURS])
    for name, times in taken.items():
        seconds = statistics.median(times)
        agreement = Agreement()
        for article, numbers in zip(articles, found[name], strict=True):
            agreement.add(article, numbers or [])
        failed = sum(numbers is None for numbers in found[name])
        beside = f"  {fastest / seconds:5.2f} of this extractor's speed" if name != OURS else ""
        beside += f", failed on {failed} articles" if failed else ""
        print(
            f"{LANGUAGES[language]:9} {name:30} {characters / seconds / 1000:7.1f} {len(articles) / seconds:10.1f} "
            f"{agreement.summary()}{beside}"
        )


def figures_of(article: tuple[str, date, str]) -> int:
    """How many figures an article has, for a process of a pool."""
    text, published_on, language = article
    return len(extract(text, published_on, language).figures)


def all_cores(count: int, rounds: int) -> None:
    """Print how many articles a second one process reads, and as many as there are cores, by the clock."""
    articles = [(one.text, one.published_on, one.language) for one in generated_articles(count, SEED)]
    characters = sum(len(text) for text, _, _ in articles)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    taken: dict[int, list[float]] = {processes: [] for processes in (1, cores)}
    figures = 0
    for _ in range(rounds):
        for processes, times in taken.items():
            with ProcessPoolExecutor(processes) as pool:
                list(pool.map(figures_of, articles[: 20 * processes], chunksize=5))  # started and warm
                started = time.perf_counter()
                figures = sum(pool.map(figures_of, articles, chunksize=25))
                times.append(time.perf_counter() - started)
    alone = statistics.median(taken[1])
    for processes, times in taken.items():
        seconds = statistics.median(times)
        print(
            f"{processes} at a time: {count / seconds:7.1f} articles a second, "
            f"{characters / seconds / 1000:6.1f} thousand characters, {figures / seconds:7.1f} figures; "
            f"{alone / seconds:.2f} times one"
        )
    print(f"{cores} cores; {os.getloadavg()[0]:.1f} processes ran or waited for one in the last minute, these included")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=60, help="of each language, read by all readers")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--many", type=int, default=2_000, help="articles read on all cores")
    parser.add_argument("--others", type=Path, help="folder of the environment of the other readers")
    arguments = parser.parse_args()
    enough = generated_articles(sys.maxsize, SEED)
    articles: dict[str, list[GeneratedArticle]] = {language: [] for language in LANGUAGES}
    while min(map(len, articles.values())) < arguments.articles:
        one = next(enough)
        if len(articles[one.language]) < arguments.articles:
            articles[one.language].append(one)
    with tempfile.TemporaryDirectory() as temporary:
        others = opened(arguments.others or Path(temporary) / "others")
        print(f"{'':40} chars/s articles/s  numbers  precision  recall     F1")
        for language, these in articles.items():
            compare(language, these, others, arguments.rounds)
        if others:
            others.close()
    print()
    for language, these in articles.items():
        texts = [LabelledText(one.id, one.text, one.published_on, one.figures, one.repeats) for one in these]
        scores = score(texts).summary()
        print(
            f"{LANGUAGES[language]:9} {OURS:30} " + "  ".join(f"{name} {value:.3f}" for name, value in scores.items())
        )
    print()
    all_cores(arguments.many, arguments.rounds)


if __name__ == "__main__":
    main()
