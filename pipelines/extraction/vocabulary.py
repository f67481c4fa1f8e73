"""The vocabulary: concepts and the phrases that name them, read from the dbt seeds.

The same rows become the dimension tables; a new offence or platform is new rows, not new code.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.extraction.inflection import predicate_forms
from pipelines.extraction.model import Qualifier
from pipelines.settings import SEEDS_DIR

# How a phrase takes part in reading a sentence.
COUNTED = "counted"  # names the thing counted: "victims", "12 rapes"
VERB = "verb"  # says what happened to those counted, in its dictionary form: "be arrested", "fall victim"
PROPERTY = "property"  # narrows it: "high school", "via Twitter"
CUE = "cue"  # steers the reading: "up", "of whom", "such as"
QUALIFIER = "qualifier"  # says how exactly the number behind or before it is meant: "about", 以上
_ROLES = (COUNTED, VERB, PROPERTY, CUE, QUALIFIER)


class Trait(StrEnum):
    """What a code is to the reader, beside its place on its axis; the column ``traits`` of concepts.csv."""

    USUAL = "usual"  # people are counted as this where nothing says what they are
    EVENT = "event"  # the general word for what happens, or its unit
    OFFENDING = "offending"  # people who did harm
    HARMED = "harmed"  # people of whom it goes without saying that they were harmed
    EXCLUSIVE = "exclusive"  # none of these is a part of another
    FILED = "filed"  # each of them is called a case as well, or a report
    EACH_A_CASE = "each_a_case"  # counted in people, each of whom is called a case as well
    ASKED_FOR = "asked_for"  # what people come to the police for, beside the crimes that are told with it
    COMMON = "common"  # its words are too common to say what a text is about
    GATHERING = "gathering"  # what it counts is divided by why people came together
    ASIDE = "aside"  # told beside something else, of which the text goes on
    RELATIVE = "relative"  # a rate or an average, of which nothing is a part
    GENERAL = "general"  # words for all crimes of a channel, none of its own
    LOOSE = "loose"  # within a kind of it, its words mean that: what was swindled, of special fraud
    AGE = "age"
    BODY = "body"  # exists on a day, while what happens adds up
    MONEY = "money"


# The axes of qualifiers: on which side of its number one stands.
BEFORE, AFTER = "before", "after"

# Stands in a phrase for the words between its two halves: "take … into custody".
_GAP = " … "


@dataclass(frozen=True, slots=True)
class Meaning:
    """One row of phrases.csv: what a phrase says on one axis."""

    axis: str
    code: str
    role: str
    is_name: bool = False  # written with a capital in the seed: a name, matched only with one ("Line")
    is_passive: bool = False  # a verb that the seed gives with "be": what is done to those counted


class Phrase(NamedTuple):
    """What a phrase says, in the forms in which sentences ask for it; made by ``phrase_of``.

    Attributes:
        meanings: Its rows.
        cues: Codes of its cues.
        concepts: Its rows that are no cues: what it says on the axes of the series.
        is_counted: It names something that is counted.
        qualifies_next: How exactly it says that a number right behind it is meant.
        qualifies_previous: How exactly it says that a number right before it is meant.
    """

    meanings: tuple[Meaning, ...] = ()
    cues: frozenset[str] = frozenset()
    concepts: tuple[Meaning, ...] = ()
    is_counted: bool = False
    qualifies_next: Qualifier | None = None
    qualifies_previous: Qualifier | None = None


NO_PHRASE = Phrase()


def phrase_of(meanings: tuple[Meaning, ...]) -> Phrase:
    """The phrase with these meanings."""
    cues, concepts, is_counted = set(), [], False
    qualifiers: dict[str, Qualifier] = {}
    for meaning in meanings:
        if meaning.role == CUE:
            cues.add(meaning.code)
        elif meaning.role == QUALIFIER:
            qualifiers[meaning.axis] = Qualifier(meaning.code)
        else:
            concepts.append(meaning)
            is_counted = is_counted or meaning.role == COUNTED
    before, after = qualifiers.get(BEFORE), qualifiers.get(AFTER)
    return Phrase(meanings, frozenset(cues), tuple(concepts), is_counted, before, after)


# A phrase with this code names something on its axis that has no code: 窃盗 is an offence, 無職少年 an age group. The
# figure then has none there, whatever was told before it.
NO_CODE = ""

# A tree of phrases: word (in Japanese: character) -> the rest of the phrases that go on with it. Under END stands
# the phrase that is complete here, and what is left of it where it is written without a capital.
Tree = dict[str, Any]
END = ""


class SplitPhrase(NamedTuple):
    """A phrase with other words between its two halves: "referred 79,310 children to welfare centers"."""

    head: tuple[str, ...]
    tail: tuple[str, ...]
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Concepts and phrases of one language, ready to be looked up.

    Attributes:
        tree: The phrases by their words, for ``longest``.
        split: The phrases in two halves, by the first word of the first.
        parents: (axis, code) -> parent code.
        codes: Every (axis, code) of concepts.csv.
        open_codes: By axis, the grammar of codes that are not listed: ``age_16``, ``20s``.
        traits: (axis, code) -> its traits.
        implied: (axis, code) -> axis and code that go with it where nothing says otherwise.
        called: (axis, code that a text names) -> the code that is meant where it names a part of what contains that.
        parts: (axis, code) -> the codes it is made of: junior high and high school.
        unit_of_measure: The unit that a measure's own nouns are counted in.
        qualifiers: (side, words) -> how exactly they say that a number beside them is meant, in English.
    """

    tree: Tree
    split: Mapping[str, Sequence[SplitPhrase]]
    parents: Mapping[tuple[str, str], str]
    codes: frozenset[tuple[str, str]]
    traits: Mapping[tuple[str, str], Set[Trait]]
    implied: Mapping[tuple[str, str], tuple[str, str]]
    called: Mapping[tuple[str, str], str]
    parts: Mapping[tuple[str, str], Sequence[str]]
    unit_of_measure: Mapping[str, str]
    open_codes: Mapping[str, re.Pattern[str]]
    qualifiers: Mapping[tuple[str, str], Qualifier]

    def has(self, axis: str, code: str) -> bool:
        """Whether the axis has this code, listed or by its grammar."""
        grammar = self.open_codes.get(axis)
        return (axis, code) in self.codes or (grammar is not None and grammar.fullmatch(code) is not None)

    def is_a(self, trait: Trait, axis: str, code: str | None) -> bool:
        """Whether a code has a trait."""
        return trait in self.traits.get((axis, code or ""), ())

    def implied_by(self, axis: str, code: str | None, on: str) -> str | None:
        """The code on the axis ``on`` that goes with a code where nothing says otherwise."""
        implied = self.implied.get((axis, code or ""))
        return implied[1] if implied and implied[0] == on else None

    def meant_within(self, axis: str, code: str, whole: str | None) -> str:
        """The code that is meant where a text names one as a part of another."""
        if whole and self.is_a(Trait.LOOSE, axis, code) and self.is_under(axis, whole, code):
            return whole
        meant = self.called.get((axis, code))
        return meant if meant and whole and self.is_under(axis, meant, whole) else code

    def lookup(self, words: Iterable[str]) -> tuple[Meaning, ...]:
        """What exactly these words say together; nothing where no phrase has them."""
        node = self.tree
        for word in words:
            node = node.get(word, {})
        return node[END][0].meanings if END in node else ()

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
    "lives": "life",
}
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")


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


class NormalForms(dict[str, str]):
    """The normal form of every word met so far; it forgets them all when there are too many."""

    _MOST = 100_000

    def __missing__(self, word: str) -> str:
        if len(self) >= self._MOST:
            self.clear()
        form = self[word] = normal(word)
        return form


def words_of(phrase: str) -> tuple[str, ...]:
    """The normalised words of a phrase; hyphens and quotation marks do not count."""
    return tuple(normal(word) for word in _WORD.findall(phrase))


@functools.lru_cache(maxsize=8)
def load_vocabulary(language: str, seeds_dir: Path = SEEDS_DIR) -> Vocabulary:
    """Read concepts.csv, axes.csv and phrases.csv.

    Args:
        language: ``en`` or ``ja``.
        seeds_dir: The folder of these files.

    Raises:
        ValueError: A row of phrases.csv has no phrase, a role that is none, or an axis and code that concepts.csv
            does not have, or a row of concepts.csv a trait that is none; the message names the file, the line and the
            remedy.
    """
    parents: dict[tuple[str, str], str] = {}
    known: set[tuple[str, str]] = set()
    traits: dict[tuple[str, str], Set[Trait]] = {}
    implied: dict[tuple[str, str], tuple[str, str]] = {}
    called: dict[tuple[str, str], str] = {}
    with (seeds_dir / "concepts.csv").open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), 2):
            known.add((row["axis"], row["code"]))
            named = (row["traits"] or "").split()
            if unknown := [trait for trait in named if trait not in list(Trait)]:
                raise ValueError(f"concepts.csv, line {line}: {unknown[0]!r} is none of the traits {', '.join(Trait)}")
            if named:
                traits[row["axis"], row["code"]] = {Trait(trait) for trait in named}
            if row["parent_code"]:
                parents[row["axis"], row["code"]] = row["parent_code"]
            if row["called"]:
                called[row["axis"], row["called"]] = row["code"]
            if row["implies"]:
                axis, _, code = row["implies"].partition("=")
                implied[row["axis"], row["code"]] = axis, code
    with (seeds_dir / "axes.csv").open(encoding="utf-8", newline="") as file:
        grammars = {
            row["axis"]: re.compile(row["open_code_pattern"])
            for row in csv.DictReader(file)
            if row["open_code_pattern"]
        }
    phrases: dict[tuple[Any, ...], list[Meaning]] = {}
    split: dict[tuple[Any, ...], list[Meaning]] = {}
    qualifiers: dict[tuple[str, str], Qualifier] = {}
    path = seeds_dir / "phrases.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), 2):
            if problem := _problem(row, known, grammars):
                raise ValueError(f"{path.name}, line {line}: {problem}")
            if row["language"] != language:
                continue
            if row["role"] == QUALIFIER and language == "en":
                # Its words are items of their own: "more than" compares as well.
                qualifiers[row["axis"], row["phrase"].lower()] = Qualifier(row["code"])
                continue
            is_verb = row["role"] == VERB and language == "en"
            meaning = Meaning(
                row["axis"],
                row["code"],
                row["role"],
                is_name=row["phrase"][0].isupper(),
                is_passive=is_verb and row["phrase"].startswith("be "),
            )
            for form in predicate_forms(row["phrase"]) if is_verb else (row["phrase"],):
                # Japanese has no spaces between words: a phrase is one run of characters.
                head, *tail = (words_of(part) if language == "en" else tuple(part.lower()) for part in form.split(_GAP))
                found = (split if tail else phrases).setdefault((head, *tail) if tail else head, [])
                if meaning not in found:
                    found.append(meaning)
    return Vocabulary(
        _tree(phrases),
        _by_first_word(split),
        parents,
        frozenset(known),
        traits,
        implied,
        called,
        _parts_of_codes(seeds_dir),
        _units_of_measures(phrases.values()),
        grammars,
        qualifiers,
    )


def _parts_of_codes(seeds_dir: Path) -> dict[tuple[str, str], list[str]]:
    path = seeds_dir / "code_containments.csv"
    parts: dict[tuple[str, str], list[str]] = {}
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                parts.setdefault((row["axis"], row["contained_in"]), []).append(row["code"])
    return parts


def _by_first_word(split: Mapping[tuple[Any, ...], list[Meaning]]) -> dict[str, list[SplitPhrase]]:
    found: dict[str, list[SplitPhrase]] = {}
    for (head, tail), meanings in split.items():
        found.setdefault(head[0], []).append(SplitPhrase(head, tail, phrase_of(tuple(meanings))))
    return found


def _tree(phrases: Mapping[tuple[str, ...], Sequence[Meaning]]) -> Tree:
    tree: Tree = {}
    for words, meanings in phrases.items():
        node = tree
        for word in words:
            node = node.setdefault(word, {})
        without_names = tuple(meaning for meaning in meanings if not meaning.is_name)
        node[END] = phrase_of(tuple(meanings)), phrase_of(without_names) if without_names else None
    return tree


def _problem(
    row: Mapping[str, str], known: Set[tuple[str, str]], grammars: Mapping[str, re.Pattern[str]]
) -> str | None:
    """What is wrong with a row of phrases.csv and what to do about it; None when nothing is."""
    if not words_of(row["phrase"]):
        return "the phrase has no word; write one, or remove the line"
    axis, code = row["axis"], row["code"]
    if row["role"] not in _ROLES:
        return f"the role {row['role']!r} is none of {', '.join(_ROLES)}"
    if row["role"] == QUALIFIER:
        is_known = axis in (BEFORE, AFTER) and code in list(Qualifier)
        return None if is_known else f"{axis}={code} is no qualifier; its axis is before or after"
    if row["role"] == CUE or (axis, code) in known:
        return None
    is_uncoded = code == NO_CODE and any(axis == listed for listed, _ in known)
    if not is_uncoded and not (axis in grammars and grammars[axis].fullmatch(code)):
        return f"{row['axis']}={row['code']} is not in concepts.csv; add it there first"
    return None


def _units_of_measures(phrases: Iterable[list[Meaning]]) -> dict[str, str]:
    """Measure -> unit, from the nouns that name the two: "victims" are persons."""
    units: dict[str, str] = {}
    for meanings in phrases:
        codes = {meaning.axis: meaning.code for meaning in meanings}
        if codes.keys() >= {"measure", "unit"} and codes["measure"] != NO_CODE:
            units.setdefault(codes["measure"], codes["unit"])
    return units
