"""How well the extractor reads labelled texts: found, core and full F1, and the share of each facet that is right.

A labelled figure is found when an extracted one overlaps its characters and has the same absolute value; core right
when sign, unit, kind and period agree as well; full right when measure, offence, age group, platform, channel and sex
do too. Optional labels count neither way. ``*`` in a label means that the field is not checked.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.extraction import Extraction, Figure, extract

HERE = Path(__file__).parent
# More reworded articles of the press and of police, with their labels.
REAL = HERE / "real"
# Articles written and labelled by the guide for this project, apart from the rules; all their numbers are invented.
AUTHORED = HERE / "authored"
# More of them, by other hands, that no rule was developed on.
UNSEEN = HERE / "unseen"
CONSTRUCTIONS = HERE / "constructions"
SOURCE_ARTICLE = "2018-04-26-scmp"
CORE = ("value", "unit", "kind", "period")
FULL = (*CORE, "measure", "offence", "age_group", "platform", "channel", "sex")
_BESIDE = ("qualifier", "compared_to", "area")
REPORTED = (*FULL, *_BESIDE)
_SAME = 1e-4

Label = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text with its required and optional labels, each with ``start``, ``end`` and the fields of a figure."""

    id: str
    text: str
    published_on: date | None
    required: Sequence[Label]
    optional: Sequence[Label]


@dataclass(slots=True)
class Score:
    """Counts over some texts."""

    labelled: int = 0
    found: int = 0
    core: int = 0
    full: int = 0
    spurious: int = 0
    facets_right: Counter[str] = field(default_factory=Counter)
    stated: int = 0
    stated_right: int = 0

    def f1(self, hits: int) -> float:
        """F1 of ``hits`` among the labelled and the extracted figures."""
        extracted = self.found + self.spurious
        if not hits:
            return 0.0
        precision, recall = hits / extracted, hits / self.labelled
        return round(2 * precision * recall / (precision + recall), 4)

    def provenance(self) -> str:
        """How often a found figure is fully right, where every facet is stated and where one is not."""
        rest, rest_right = self.found - self.stated, self.full - self.stated_right
        return f"all stated {self.stated_right} of {self.stated}, others {rest_right} of {rest} fully right"

    def summary(self) -> dict[str, float]:
        """Found, core and full F1, and the accuracy of the facets that do not count for them."""
        scores = {"found": self.f1(self.found), "core": self.f1(self.core), "full": self.f1(self.full)}
        return scores | {name: round(self.facets_right[name] / max(1, self.found), 4) for name in _BESIDE}


def articles(language: str, folder: Path = HERE) -> list[LabelledText]:
    """The labelled articles of one language, in the order of their ids.

    Args:
        language: ``en`` or ``ja``.
        folder: Where ``gold/`` and ``texts/`` stand: the reworded articles, ``AUTHORED``, ``UNSEEN`` or ``REAL``.
    """
    texts = []
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if gold["lang"] != language:
            continue
        text = (folder / "texts" / f"{gold['id']}.txt").read_bytes().decode("utf-8")
        texts.append(_labelled(gold["id"], text, gold))
    return texts


def real_articles(language: str) -> list[LabelledText]:
    """Every labelled article that was not written for this project, but the one it started from."""
    texts = [*articles(language), *articles(language, REAL)]
    return sorted((one for one in texts if one.id != SOURCE_ARTICLE), key=lambda one: one.id)


def constructions(language: str) -> list[LabelledText]:
    """The short labelled texts of one language, each with one construction and invented numbers."""
    lines = (CONSTRUCTIONS / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_labelled(gold["name"], gold["text"], gold) for gold in map(json.loads, lines)]


def is_measured_only(text: LabelledText) -> bool:
    """Whether a text of ``REAL`` or ``CONSTRUCTIONS`` is only measured: its errors are never read."""
    return hashlib.sha256(text.id.encode()).digest()[0] % 3 == 0


def sentences(language: str) -> list[LabelledText]:
    """The labelled sentences of one language, written by the guide and apart from the rules."""
    texts = []
    for line in (HERE / f"sentences_{language}.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        published = case.get("published_on")
        texts.append(
            LabelledText(
                case["id"],
                case["text"],
                date.fromisoformat(published) if published else None,
                [_placed(case["text"], one) for one in case["figures"]],
                [_placed(case["text"], one) for one in case.get("optional", [])],
            )
        )
    return texts


def score(texts: Iterable[LabelledText]) -> Score:
    """Score the extractor on labelled texts."""
    total = Score()
    for one in texts:
        _add(total, one, extract(one.text, one.published_on))
    return total


def _labelled(name: str, text: str, gold: Mapping[str, Any]) -> LabelledText:
    labels = [_label(one) for one in gold["figures"]]
    return LabelledText(
        name,
        text,
        _published(gold["published_date"]),
        [one for one in labels if not one["optional"]],
        [one for one in labels if one["optional"]],
    )


def _published(text: str | None) -> date | None:
    """The day of publication; a month stands for its 15th, a year for its last day."""
    rest = {len("2018-04-26"): "", len("2018-04"): "-15", len("2018"): "-12-31"}
    return date.fromisoformat(text + rest[len(text)]) if text else None


def _label(gold: Label) -> Label:
    extra = gold.get("extra") or {}
    optional = gold["kind"] == "record_since" or extra.get("repeats_another_figure") or extra.get("peripheral")
    return {**gold, "measure": gold["counted"], "optional": bool(optional)}


def _placed(text: str, label: Label) -> Label:
    start = -1
    for _ in range(label.get("nth", 1)):
        start = text.index(label["quote"], start + 1)
    return {**label, "start": start, "end": start + len(label["quote"])}


def _add(total: Score, labelled: LabelledText, extraction: Extraction) -> None:
    pairs, spurious = paired(labelled, extraction.figures)
    total.labelled += len(labelled.required)
    total.spurious += len(spurious)
    for _, figure, right in pairs:
        total.found += 1
        total.core += all(right[name] for name in CORE)
        total.full += all(right[name] for name in FULL)
        total.facets_right.update(name for name in REPORTED if right[name])
        if all(facet.source == "stated" for facet in figure.facets.values() if facet.value not in (None, "exact")):
            total.stated += 1
            total.stated_right += all(right[name] for name in FULL)


def paired(
    labelled: LabelledText, figures: Sequence[Figure]
) -> tuple[list[tuple[Label, Figure, dict[str, bool]]], list[Figure]]:
    """The required labels that are found, each with its figure and which facets are right; and spurious figures."""
    pairs = _pairs([*labelled.required, *labelled.optional], figures)
    taken = {id(figure) for _, figure in pairs}
    optional = {id(label) for label in labelled.optional}
    found = [(label, figure, _right(label, figure)) for label, figure in pairs if id(label) not in optional]
    spurious = [
        figure
        for figure in figures
        if id(figure) not in taken and not any(_overlaps(label, figure) for label in labelled.optional)
    ]
    return found, spurious


def _pairs(labels: Sequence[Label], figures: Sequence[Figure]) -> list[tuple[Label, Figure]]:
    """One to one, best agreement first."""
    options = [
        (-sum(_right(label, figure).values()), place, number)
        for place, label in enumerate(labels)
        for number, figure in enumerate(figures)
        if _overlaps(label, figure) and abs(abs(float(figure.value)) - abs(label["value"])) < _SAME
    ]
    taken_labels: set[int] = set()
    taken_figures: set[int] = set()
    pairs = []
    for _, place, number in sorted(options):
        if place not in taken_labels and number not in taken_figures:
            taken_labels.add(place)
            taken_figures.add(number)
            pairs.append((labels[place], figures[number]))
    return pairs


def _overlaps(label: Label, figure: Figure) -> bool:
    return bool(figure.char_start < label["end"] and label["start"] < figure.char_end)


def _right(label: Label, figure: Figure) -> dict[str, bool]:
    right = {"value": abs(float(figure.value) - label["value"]) < _SAME}
    for name in REPORTED[1:]:
        # Not every text is labelled with areas.
        wanted, got = label.get(name, "*" if name == "area" else None), figure.code(name)
        right[name] = wanted == "*" or set((wanted or "").split("+")) == set((got or "").split("+"))
    right["period"] |= label["period"] is None
    right["measure"] |= label["measure"] not in _MEASURES
    return right


_MEASURES = frozenset(
    {
        "victims", "cases", "offenders", "met_offender", "children_reported", "protected", "missing_persons", "deaths",
        "injured", "suicides", "consultations", "reports", "orders", "accidents", "outlets", "losses", "average_loss",
    }
)  # fmt: skip
