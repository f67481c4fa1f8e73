"""The vocabulary: concepts and the phrases that name them, read from the dbt seeds.

The same rows become the dimension tables; a new offence or platform is new rows, not new code.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from pipelines.settings import SEEDS_DIR

# How a phrase takes part in reading a sentence.
COUNTED = "counted"  # names the thing counted: "victims", "12 rapes"
PROPERTY = "property"  # narrows it: "high school", "via Twitter"
CUE = "cue"  # steers the reading: "up", "of whom", "such as"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One row of phrases.csv: what a phrase says on one axis."""

    axis: str
    code: str
    role: str
    is_name: bool = False  # written with a capital in the seed: a name, matched only with one ("Line")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Concepts and phrases of one language, ready to be looked up.

    Attributes:
        phrases: Normalised words of a phrase -> its meanings.
        longest: For each first word, the lengths (in words) of phrases that start with it, longest first.
        parents: (axis, code) -> parent code.
        codes: Every (axis, code) of concepts.csv.
        unit_of_measure: The unit that a measure's own nouns are counted in.
    """

    phrases: Mapping[tuple[str, ...], tuple[Meaning, ...]]
    longest: Mapping[str, tuple[int, ...]]
    parents: Mapping[tuple[str, str], str]
    codes: frozenset[tuple[str, str]]
    unit_of_measure: Mapping[str, str]

    def is_under(self, axis: str, code: str, ancestor: str) -> bool:
        """Whether ``code`` equals ``ancestor`` or lies below it."""
        current: str | None = code
        while current:
            if current == ancestor:
                return True
            current = self.parents.get((axis, current))
        return False


_IRREGULAR = {
    "children": "child",
    "men": "man",
    "women": "woman",
    "people": "person",
    "persons": "person",
    "minors": "minor",
}
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")


@functools.lru_cache(maxsize=65536)
def normal(word: str) -> str:
    """A word in lower case and singular: what phrases are compared by."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def words_of(phrase: str) -> tuple[str, ...]:
    """The normalised words of a phrase; hyphens and quotation marks do not count."""
    return tuple(normal(word) for word in _WORD.findall(phrase))


@functools.lru_cache(maxsize=8)
def load_vocabulary(language: str, seeds_dir: Path = SEEDS_DIR) -> Vocabulary:
    """Read concepts.csv and phrases.csv.

    Args:
        language: ``en`` or ``ja``.
        seeds_dir: The folder of the two files.

    Raises:
        ValueError: A row of phrases.csv has no phrase, a role that is none, or an axis and code that concepts.csv
            does not have; the message names the file, the line and the remedy.
    """
    parents: dict[tuple[str, str], str] = {}
    known: set[tuple[str, str]] = set()
    with (seeds_dir / "concepts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            known.add((row["axis"], row["code"]))
            if row["parent_code"]:
                parents[row["axis"], row["code"]] = row["parent_code"]
    phrases: dict[tuple[str, ...], list[Meaning]] = {}
    path = seeds_dir / "phrases.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), 2):
            if problem := _problem(row, known):
                raise ValueError(f"{path.name}, line {line}: {problem}")
            if row["language"] == language:
                # Japanese has no spaces between words: a phrase is one run of characters.
                key = words_of(row["phrase"]) if language == "en" else (row["phrase"].lower(),)
                phrases.setdefault(key, []).append(
                    Meaning(row["axis"], row["code"], row["role"], row["phrase"][0].isupper())
                )
    lengths: dict[str, set[int]] = {}
    for words in phrases:
        lengths.setdefault(words[0], set()).add(len(words))
    return Vocabulary(
        {words: tuple(meanings) for words, meanings in phrases.items()},
        {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()},
        parents,
        frozenset(known),
        _units_of_measures(phrases.values()),
    )


def _problem(row: Mapping[str, str], known: Set[tuple[str, str]]) -> str | None:
    """What is wrong with a row of phrases.csv and what to do about it; None when nothing is."""
    if not words_of(row["phrase"]):
        return "the phrase has no word; write one, or remove the line"
    if row["role"] not in (COUNTED, PROPERTY, CUE):
        return f"the role {row['role']!r} is none of {COUNTED}, {PROPERTY}, {CUE}"
    if row["role"] != CUE and (row["axis"], row["code"]) not in known:
        return f"{row['axis']}={row['code']} is not in concepts.csv; add it there first"
    return None


def _units_of_measures(phrases: Iterable[list[Meaning]]) -> dict[str, str]:
    """Measure -> unit, from the nouns that name exactly the two: "victims" are persons."""
    units: dict[str, str] = {}
    for meanings in phrases:
        if {meaning.axis for meaning in meanings} == {"measure", "unit"}:
            codes = {meaning.axis: meaning.code for meaning in meanings}
            units.setdefault(codes["measure"], codes["unit"])
    return units
