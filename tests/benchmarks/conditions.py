"""What each condition of the reader changes on every labelled text.

``python -m tests.benchmarks.conditions [MODULE ...] [--pytest]`` loads the named modules of ``pipelines.extraction``
with every operand of their conditions behind a probe, and then forces one operand after another to True and to False,
on the texts where that differs from an outcome it had. One line for each says

* where it stands, and the outcome that was forced;
* on how many texts the result changed, got better and got worse;
* how many figures got fully right and how many no longer were, by set: ``developed`` and ``measured`` of the real
  articles and constructions, ``authored`` for the texts written for this project;
* what is forced: the operand.

Conditions come first that no text measures: nothing on any labelled text changes when they are forced. A condition
that gains more than it loses when it is forced does harm. ``guard`` is one that the code behind it needs: forcing it
raises an error. ``never`` is an outcome that no text ever had; forcing the other one then changes nothing.

A text changes when a figure gets right or wrong, or one is spurious; whether the base, the preliminary data and the
axes of labels beyond the contract's columns are right is looked at as well. With ``--pytest`` the tests of the reader
run once for each condition that no text measures and show whether any of them holds it; that takes seconds each.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import importlib
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.benchmarks.probes import Condition, instrumented

PACKAGE = "pipelines.extraction"
# What settles figures once a sentence is read: for conditions of these every sentence is read only once.
SETTLING = (
    *("discourse", "topics", "pointers", "antecedents", "settling", "measures", "comparing", "timing", "areas"),
    *("later", "revision", "drafts"),
)
GENERIC = (*SETTLING, "coding", "spread", "statements")
TESTS = Path(__file__).parents[1] / "unit" / "extraction"
_SETS = ("developed", "measured", "authored")
_AXES = ("area", "context", "population", "condition", "manner", "relationship", "access_device", "filtering")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is right in a text: the figures that are fully right, every right facet of all, how many are spurious."""

    right: frozenset[int]
    facets: frozenset[tuple[int, str]]
    spurious: int

    @property
    def rank(self) -> tuple[int, int]:
        """The more is right the higher; a figure too many weighs as much as one that is wrong."""
        return len(self.right) - self.spurious, len(self.facets)


class Bench:
    """The labelled texts, read with and without forced conditions."""

    def __init__(self, modules: Sequence[str]) -> None:
        self.probe = instrumented(PACKAGE, modules)
        # Whatever imports the reader comes after that.
        self.scoring: Any = importlib.import_module("tests.corpus.scoring")
        self.reader: Any = importlib.import_module(f"{PACKAGE}.extract")
        self.read_afresh = self.reader.load_language
        self.texts = list(self._labelled_texts())
        self.before: list[Outcome] = []
        for number, (_, text) in enumerate(self.texts):
            self.probe.seen_now.clear()
            self.before.append(self.outcome(text))
            for condition, value in self.probe.seen_now:
                self.probe.conditions[condition].texts[value].add(number)
        self.read_once = functools.cache(lambda language: _remembering(self.read_afresh(language)))

    def _labelled_texts(self) -> Iterator[tuple[str, Any]]:
        corpus = self.scoring
        for language in ("en", "ja"):
            for text in (*corpus.real_articles(language), *corpus.constructions(language)):
                yield "measured" if corpus.is_measured_only(text) else "developed", text
            for folder in (corpus.HERE, corpus.AUTHORED, corpus.UNSEEN):
                yield from (("authored", text) for text in corpus.articles(language, folder))
            yield from (("authored", text) for text in corpus.sentences(language))

    def outcome(self, text: Any) -> Outcome:
        """What is right in a text as it is read now."""
        pairs, spurious = self.scoring.paired(text, self.reader.extract(text.text, text.published_on).figures)
        right, facets = set(), set()
        for label, figure, is_right in pairs:
            place = next(number for number, one in enumerate(text.required) if one is label)
            if all(is_right[name] for name in self.scoring.FULL):
                right.add(place)
            facets |= {(place, name) for name, is_so in {**is_right, **_further(label, figure)}.items() if is_so}
        return Outcome(frozenset(right), frozenset(facets), len(spurious))

    def forced(self, conditions: dict[int, bool], numbers: Sequence[int]) -> dict[int, Outcome]:
        """The outcome of texts while conditions are forced."""
        settles = all(self.probe.conditions[one].module in SETTLING for one in conditions)
        self.reader.load_language = self.read_once if settles else self.read_afresh
        self.probe.forced = conditions
        try:
            return {number: self.outcome(self.texts[number][1]) for number in numbers}
        finally:
            self.probe.forced = {}
            self.reader.load_language = self.read_afresh


def _further(label: Any, figure: Any) -> dict[str, bool]:
    """Which facets are right that no score counts."""
    extra = label.get("extra") or {}
    right = {"provisional": bool(extra.get("provisional")) == figure.is_provisional}
    if isinstance(label.get("of"), int | float):
        right["base"] = figure.base_value is not None and abs(float(figure.base_value) - label["of"]) < 1e-4
    for axis in _AXES:
        facet = figure.other_axes.get(axis)
        wanted = label.get(axis) or extra.get(axis)
        right[axis] = wanted == (facet.value if facet else figure.code(axis))
    return right


def _remembering(reader: Any) -> SimpleNamespace:
    """A language that reads each sentence once."""
    known: dict[tuple[str, str, Any], Any] = {}

    def once(name: str, text: str, place: Any, *rest: Any) -> Any:
        key = (name, text, place)
        if key not in known:
            known[key] = getattr(reader, name)(text, place, *rest)
        return known[key]

    remembered = {name: functools.partial(once, name) for name in ("read_sentence", "find_quantities")}
    return SimpleNamespace(**{**vars(reader), **remembered})


@dataclass(slots=True)
class Effect:
    """What forcing one condition does; ``note`` says why nothing was measured."""

    condition: Condition
    value: bool
    note: str = ""
    changed: int = 0
    better: int = 0
    worse: int = 0
    gained: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)

    @property
    def order(self) -> tuple[bool, bool, int, str, int]:
        """What no text measures first, then what does harm."""
        balance = self.lost.total() - self.gained.total() + self.worse - self.better
        return self.note == "guard", self.changed > 0, balance, self.condition.module, self.condition.line

    def __str__(self) -> str:
        counts = "  ".join(f"{self.gained[name]:+4}{-self.lost[name]:+4}".replace("+0", " 0") for name in _SETS)
        place = f"{self.condition.module}.py:{self.condition.line}"
        result = f"{self.note or self.changed:>6} {self.better:6} {self.worse:5}  {counts}"
        return f"{place:20} {self.value!s:5} {result}  {self.condition.source[:110]}"


def effect(bench: Bench, number: int, value: bool) -> Effect:
    """Force one condition on the texts where it had the other outcome."""
    condition = bench.probe.conditions[number]
    result = Effect(condition, value)
    if value and condition.is_loop:
        result.note = "guard"
        return result
    if not condition.texts[not value]:
        result.note = "never"
        return result
    try:
        outcomes = bench.forced({number: value}, sorted(condition.texts[not value]))
    except Exception:  # what the code behind the condition raises, whatever it is
        result.note = "guard"
        return result
    for place, now in outcomes.items():
        name, before = bench.texts[place][0], bench.before[place]
        result.gained[name] += len(now.right - before.right)
        result.lost[name] += len(before.right - now.right)
        result.changed += now != before
        result.better += now.rank > before.rank
        result.worse += now.rank < before.rank
    return result


def is_held_by_a_test(bench: Bench, number: int, value: bool) -> bool:
    """Whether a test of the reader fails while a condition is forced."""
    bench.probe.forced = {number: value}
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        result = pytest.main([str(TESTS), "-x", "-q", "-n", "0", "-p", "no:cacheprovider"])
    bench.probe.forced = {}
    return result != 0


def main() -> None:
    """Print one line for each condition and outcome."""
    parser = argparse.ArgumentParser(description="What each condition of the reader changes on every labelled text.")
    parser.add_argument("modules", nargs="*", default=GENERIC, metavar="MODULE", help="modules of pipelines.extraction")
    parser.add_argument("--pytest", action="store_true", help="run the tests for what no text measures (slow)")
    arguments = parser.parse_args()
    bench = Bench(arguments.modules)
    numbers = range(len(bench.probe.conditions))
    effects = {(number, value): effect(bench, number, value) for number in numbers for value in (False, True)}
    for (number, value), one in effects.items():
        if arguments.pytest and not one.note and not one.changed and is_held_by_a_test(bench, number, value):
            one.note = "tests"
    names = "  ".join(f"{name:>8}" for name in _SETS)
    print(f"{'place':20} {'value':5} {'texts':>6} better worse  {names}  operand")
    for one in sorted(effects.values(), key=lambda one: one.order):
        print(one)
    unmeasured = sum(not one.changed and one.note != "guard" for one in effects.values())
    print(f"{len(numbers)} conditions on {len(bench.texts)} texts; {unmeasured} of {len(effects)} outcomes unmeasured")


if __name__ == "__main__":
    main()
