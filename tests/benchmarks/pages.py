"""How well the article in a page is found, beside trafilatura on its own, on public sets of pages with the right text.

    .venv/bin/python tests/benchmarks/pages.py [--scrapinghub FOLDER] [--trafilatura FOLDER] [--readability FOLDER]

Each folder is a clone: of scrapinghub/article-extraction-benchmark, adbar/trafilatura and mozilla/readability. None of
them comes with this project. Rules were developed on two thirds of each set, by a hash of the page's name; the rest
was only ever measured.

words        F1 of words, the mean over pages; of adbar/trafilatura, which gives passages that belong to the article and
             passages that do not, F1 of these
numbers      precision and recall of the numbers in digits, over all pages together; of adbar/trafilatura of the
             passages with a digit
lost         pages of which nothing was read

Our text begins with the heading of the article, which none of these sets counts as part of it.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from lxml import etree
from lxml.html import HTMLParser, document_fromstring
from trafilatura import extract

from pipelines.articles import DocumentReader, ReadingLimits, UnreadableArticleError

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SPACE = re.compile(r"\s+")
_INLINE = frozenset(("a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "q", "small", "span", "strong", "sub",
                     "sup", "time", "u"))  # fmt: skip
READERS = ("ours", "trafilatura")

# Right, too much, missing.
Score = tuple[int, int, int]


@dataclass(frozen=True)
class Page:
    """A page with its right text, or with passages that belong to it and passages that do not."""

    name: str
    content: bytes
    text: str = ""
    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()

    @property
    def is_developed_on(self) -> bool:
        return hashlib.sha256(self.name.encode()).digest()[0] % 3 != 0


@dataclass(frozen=True)
class Result:
    """What a reader made of a page."""

    page: Page
    words: Score
    numbers: Score
    is_lost: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sets: Mapping[str, Callable[[Path], Iterator[Page]]] = {
        "scrapinghub": _scrapinghub,
        "trafilatura": _trafilatura,
        "readability": _readability,
    }
    for name in sets:
        parser.add_argument(f"--{name}", type=Path, metavar="FOLDER")
    folders = vars(parser.parse_args())
    if not any(folders.values()):
        parser.error("name the clone of one set at least")
    print(f"{'set':<12} {'pages':<10} {'':>5} {'reader':<12} {'words':>6} {'precision':>10} {'recall':>7} {'lost':>5}")
    for name, pages_of in sets.items():
        if folders[name] is not None:
            _measure(name, list(pages_of(folders[name])))


def _measure(name: str, pages: Sequence[Page]) -> None:
    results: dict[str, list[Result]] = {}
    with ProcessPoolExecutor(max_workers=2) as pool:
        for reader in READERS:
            results[reader] = list(pool.map(partial(_read, reader), pages, chunksize=8))
    for label, wanted in (("developed", {True}), ("measured", {False}), ("all", {True, False})):
        for reader, read in results.items():
            _print(f"{name:<12} {label:<10}", reader, [one for one in read if one.page.is_developed_on in wanted])


def _print(label: str, reader: str, results: Sequence[Result]) -> None:
    if not results:
        return
    is_of_passages = bool(results[0].page.inside)
    words = [_f1(_sum(one.words for one in results))] if is_of_passages else [_f1(one.words) for one in results]
    right, too_much, missing = _sum(one.numbers for one in results)
    print(
        f"{label} {len(results):>5} {reader:<12} {sum(words) / len(words):>6.3f} "
        f"{right / max(right + too_much, 1):>10.3f} {right / max(right + missing, 1):>7.3f} "
        f"{sum(one.is_lost for one in results):>5}"
    )


def _read(reader: str, page: Page) -> Result:
    logging.disable(logging.CRITICAL)
    text = _ours(page.content) if reader == "ours" else _theirs(page.content)
    if page.inside:
        words, numbers = _passages(page, text, ""), _passages(page, text, r"\d")
    else:
        words, numbers = (_overlap(pattern.findall(page.text), pattern.findall(text)) for pattern in (_WORD, _NUMBER))
    return Result(page, words, numbers, not text.strip())


@cache
def _reader() -> DocumentReader:
    return DocumentReader(ReadingLimits())


def _ours(content: bytes) -> str:
    try:
        return _reader().read(content, ".html", None).text
    except UnreadableArticleError:
        return ""


def _theirs(content: bytes) -> str:
    """With the settings trafilatura measures itself with."""
    return extract(content, include_comments=False, include_tables=True, include_formatting=False) or ""


def _overlap(right: Sequence[str], read: Sequence[str]) -> Score:
    both = sum((Counter(right) & Counter(read)).values())
    return both, len(read) - both, len(right) - both


def _passages(page: Page, text: str, holding: str) -> Score:
    inside, outside = ([one for one in part if re.search(holding, one)] for part in (page.inside, page.outside))
    text = _one_line(text)
    right = sum(_one_line(one) in text for one in inside)
    return right, sum(_one_line(one) in text for one in outside), len(inside) - right


def _sum(scores: Iterator[Score]) -> Score:
    right, too_much, missing = zip(*scores, strict=True)
    return sum(right), sum(too_much), sum(missing)


def _f1(score: Score) -> float:
    right, too_much, missing = score
    return 2 * right / (2 * right + too_much + missing) if any(score) else 1.0


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _scrapinghub(folder: Path) -> Iterator[Page]:
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    for name, entry in sorted(truth.items()):
        yield Page(name, gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()), entry["articleBody"])


def _trafilatura(folder: Path) -> Iterator[Page]:
    tests = folder / "tests"
    for _, entry in sorted(json.loads((tests / "evaldata.json").read_text("utf-8")).items()):
        path = next(path for place in ("cache", "eval") if (path := tests / place / entry["file"]).exists())
        yield Page(entry["file"], path.read_bytes(), inside=tuple(entry["with"]), outside=tuple(entry["without"]))


def _readability(folder: Path) -> Iterator[Page]:
    for page in sorted((folder / "test" / "test-pages").iterdir()):
        yield Page(page.name, (page / "source.html").read_bytes(), _text_of((page / "expected.html").read_bytes()))


def _text_of(content: bytes) -> str:
    """The text of a page without any choice, its blocks apart."""
    parts: list[str] = []
    tree = document_fromstring(content, parser=HTMLParser(encoding="utf-8"))
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if isinstance(element.tag, str) and element.tag not in _INLINE:
            parts.append("\n")
        if event == "start" and isinstance(element.tag, str) and element.tag not in ("script", "style"):
            parts.append(element.text or "")
        elif event == "end":
            parts.append(element.tail or "")
    return "".join(parts)


if __name__ == "__main__":
    main()
