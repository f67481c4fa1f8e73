"""Sentences with one number each, worded apart from the vocabulary: how often the words for what is counted are known.

Every code of a crime and of a measure is worded in some dozens of ways, each with the code that the guide gives it.
``python -m tests.corpus.test_wordings`` prints the share that is right; ``--store`` keeps those that rose. Words are
added by what is wrong in two thirds of the sentences, the last third is only measured.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from pipelines.extraction import Figure, Span, extract

HERE = Path(__file__).parent / "wordings"
BASELINE = HERE / "baseline.json"
PUBLISHED = date(2025, 12, 1)
SETS = tuple((language, is_measured) for language in ("en", "ja") for is_measured in (False, True))


def wordings(language: str, *, is_measured: bool) -> Iterator[Mapping[str, str]]:
    """The sentences of one part: ``sentence``, ``number``, ``measure`` and ``offence`` of each."""
    with (HERE / f"{language}.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if (hashlib.sha256(row["sentence"].encode()).digest()[0] % 3 == 0) is is_measured:
                yield row


def is_right(row: Mapping[str, str], language: str) -> bool:
    """Whether measure and offence of the number are those of the label."""
    start = row["sentence"].index(row["number"])
    place = Span(start, start + len(row["number"]))
    figures = extract(row["sentence"], PUBLISHED, language).figures
    return any(one.span.overlaps(place) and _said(one) == (row["measure"], row["offence"]) for one in figures)


def _said(figure: Figure) -> tuple[str, str]:
    return figure.code("measure") or "", figure.code("offence") or ""


def share_right(language: str, *, is_measured: bool) -> float:
    """The share of the sentences of one part that are right."""
    right = [is_right(row, language) for row in wordings(language, is_measured=is_measured)]
    return sum(right) / len(right)


def _name(language: str, is_measured: bool) -> str:
    return f"{language}, {'only measured' if is_measured else 'developed on'}"


@pytest.mark.parametrize(("language", "is_measured"), SETS)
def test_no_share_falls_below_its_baseline(language: str, is_measured: bool) -> None:
    stored = json.loads(BASELINE.read_text(encoding="utf-8"))[_name(language, is_measured)]
    assert share_right(language, is_measured=is_measured) >= stored


def main(store: bool) -> None:
    """Print the share of every part, and keep those that rose when asked to."""
    stored = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    for language, is_measured in SETS:
        name, share = _name(language, is_measured), share_right(language, is_measured=is_measured)
        print(f"{name:20} {share:.3f}")
        stored[name] = max(stored.get(name, 0), int(share * 10_000) / 10_000)
    if store:
        BASELINE.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main("--store" in sys.argv)
