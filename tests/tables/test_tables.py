"""Releases with tables, each with every figure it states: how many are found, and how many are right in every facet.

``python -m tests.tables.test_tables`` prints both for each document; ``--store`` keeps those that rose.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.articles.formats import DocumentReader, ReadingLimits
from pipelines.extraction import Figure, extract

HERE = Path(__file__).parent
DOCUMENTS = sorted(path.parent.name for path in HERE.glob("*/expected.json"))
BASELINE = HERE / "baseline.json"
_FACETS = ("unit", "kind", "period", "compared_to", "measure", "offence", "age_group", "platform", "channel", "sex")


def _agreement(wanted: Mapping[str, Any], figure: Figure) -> int:
    """How many facets agree, the area and the sign of the value among them."""
    agreeing = sum(
        set((figure.code(one) or "").split("+")) == set((wanted.get(one) or "").split("+")) for one in _FACETS
    )
    area = set((figure.code("area") or "JP").split("+")) == set((wanted.get("area") or "JP").split("+"))
    return agreeing + area + (float(figure.value) == float(wanted["value"]))


def score(name: str) -> tuple[int, int, int]:
    """The figures of a document that are labelled, that are found, and that are right in everything."""
    folder = HERE / name
    label = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    source = next(folder.glob("input.*"))
    with DocumentReader(ReadingLimits()) as reader:
        text = reader.read(source.read_bytes(), source.suffix, None).text
    figures = extract(text, date.fromisoformat(label["published_date"]), label["language"]).figures
    pairs = sorted(
        (-_agreement(wanted, figure), place, number)
        for place, wanted in enumerate(label["figures"])
        for number, figure in enumerate(figures)
        if float(abs(figure.value)) == float(abs(wanted["value"]))
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for agreeing, place, number in pairs:
        if place not in found and number not in taken:
            found[place] = -agreeing
            taken.add(number)
    required = [place for place, wanted in enumerate(label["figures"]) if not wanted.get("optional")]
    right = sum(found.get(place) == len(_FACETS) + 2 for place in required)
    return len(required), sum(place in found for place in required), right


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_document_is_read_worse_than_before(name: str) -> None:
    _, found, right = score(name)
    stored = json.loads(BASELINE.read_text(encoding="utf-8"))[name]
    assert found >= stored["found"]
    assert right >= stored["right"]


def main(store: bool) -> None:
    """Print what is found and right of every document, and keep what rose when asked to."""
    kept = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    for name in DOCUMENTS:
        labelled, found, right = score(name)
        print(f"{name:32} {labelled:4} labelled {found:4} found {right:4} right")
        best = kept.setdefault(name, {"found": 0, "right": 0})
        kept[name] = {"found": max(best["found"], found), "right": max(best["right"], right)}
    if store:
        BASELINE.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main("--store" in sys.argv)
