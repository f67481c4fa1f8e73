"""Small inputs, each of a kind that a public report of some reader of text or pages tells of, with what is right.

A case is a folder: ``input.*`` (with an origin file where a text has a day), ``about.md`` (its kind, and the report),
and ``expected.txt``, one statement a line: a figure that must or must not be read, what the text must or must not hold,
the day, title and publisher of a page, an address of a feed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.articles.formats import DocumentReader, ReadingLimits
from pipelines.extraction import Extraction, Figure, extract
from pipelines.sources.links import Link, links_of_feed
from pipelines.sources.web import Document, Validators

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/expected.txt"))
GUIDE = "by the labelling guide a rate or an average has the unit of the thing counted; the axis `rate` sets it apart"
# Cases that are not read as written there, and why. One that comes right is to be taken off.
WAITING = {
    "en-average-a-day": GUIDE,
    "ja-average": GUIDE,
    "ja-per-1000": GUIDE,
}
FACETS = {"qual": "qualifier", "per": "period", "cmp": "compared_to", "low": "value_low", "high": "value_high"}


@dataclass(frozen=True)
class Read:
    """What was read from the input of a case."""

    text: str
    about: Mapping[str, object]
    extraction: Extraction
    links: tuple[Link, ...] = ()


def read_case(folder: Path) -> Read:
    source = next(path for path in sorted(folder.glob("input.*")) if not path.name.endswith(".origin.yml"))
    content = source.read_bytes()
    if source.suffix in (".xml", ".json"):
        document = Document("https://example.org/feed/index.xml", content, "application/xml", None, Validators())
        return Read("", {}, extract(""), tuple(links_of_feed(document, None)))
    with DocumentReader(ReadingLimits()) as reader:
        reading = reader.read(content, source.suffix, None)
    origin = folder / "input.origin.yml"
    told = re.search(r"^published_on: (\S+)", origin.read_text("utf-8"), re.MULTILINE) if origin.exists() else None
    day = date.fromisoformat(told[1]) if told else reading.document.published_on
    about = {"day": day, "title": reading.document.title, "publisher": reading.document.publisher}
    return Read(reading.text, about, extract(reading.text, published_on=day))


def facet_of(figure: Figure, name: str) -> object:
    name = FACETS.get(name, name)
    if name in ("value_low", "value_high"):
        return getattr(figure, name)
    if name == "base":
        return figure.base_value
    other = figure.other_axes.get(name)
    return figure.code(name) or (other.value if other else None)


def states(read: Read, value: str, facets: Mapping[str, object]) -> bool:
    """Whether a figure of this value, or of any, has all these facets."""
    return any(
        (value in ("None", "(any)") or figure.value == Decimal(value))
        and all(
            facet_of(figure, name) in (code if isinstance(code, tuple) else (code,)) for name, code in facets.items()
        )
        for figure in read.extraction.figures
    )


def holds(read: Read, line: str) -> bool:
    if match := re.match(r"(a|no) figure (\S+) with (\{.*\})", line):
        return states(read, match[2], ast.literal_eval(match[3])) == (match[1] == "a")
    if match := re.match(r"text has (not )?(.*)", line):
        return (ast.literal_eval(match[2]) in read.text) == (match[1] is None)
    if match := re.match(r"ledger names (\S+)(?: as (\S+))?", line):
        return any(
            (entry.text in match[1] or match[1] in entry.text)
            and (not match[2] or entry.disposition in match[2].split("/"))
            for entry in read.extraction.numerals
        )
    what, _, wanted = line.partition(" ")
    if what == "link":
        return wanted in {link.url for link in read.links}
    if read.links:
        return wanted in {str(link.published_on) for link in read.links}
    return str(read.about[what]) == wanted


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_case_is_read_as_it_should_be(folder: Path) -> None:
    read = read_case(folder)
    lines = [
        line.strip() for line in (folder / "expected.txt").read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    wrong = [line for line in lines if not holds(read, line)]
    assert bool(wrong) == (folder.name in WAITING), wrong or f"right now, take it off: {WAITING[folder.name]}"
