"""The extractor on labelled texts, against a stored baseline that may only rise.

``python -m tests.corpus.test_scores`` prints the scores; ``--store`` keeps those that rose.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence

import pytest

from tests.corpus.scoring import (
    AUTHORED,
    HERE,
    SOURCE_ARTICLE,
    UNSEEN,
    LabelledText,
    articles,
    constructions,
    is_measured_only,
    real_articles,
    score,
    sentences,
)

BASELINE = HERE / "baseline.json"


def _part(texts: Sequence[LabelledText], measured: bool) -> list[LabelledText]:
    return [one for one in texts if is_measured_only(one) is measured]


# Texts are split by a fixed rule: rules are developed on two thirds, and the last third is only measured.
SETS: dict[str, Callable[[], Sequence[LabelledText]]] = {
    "source article": lambda: [one for one in articles("en") if one.id == SOURCE_ARTICLE],
    "articles en, developed on": lambda: _part(real_articles("en"), measured=False),
    "articles en, only measured": lambda: _part(real_articles("en"), measured=True),
    "articles ja, developed on": lambda: _part(real_articles("ja"), measured=False),
    "articles ja, only measured": lambda: _part(real_articles("ja"), measured=True),
    "constructions en, developed on": lambda: _part(constructions("en"), measured=False),
    "constructions en, only measured": lambda: _part(constructions("en"), measured=True),
    "constructions ja, developed on": lambda: _part(constructions("ja"), measured=False),
    "constructions ja, only measured": lambda: _part(constructions("ja"), measured=True),
    "authored en": lambda: [*articles("en", AUTHORED), *articles("en", UNSEEN)],
    "authored ja": lambda: [*articles("ja", AUTHORED), *articles("ja", UNSEEN)],
    "sentences en": lambda: sentences("en"),
    "sentences ja": lambda: sentences("ja"),
}


@pytest.mark.parametrize("name", SETS)
def test_no_score_falls_below_its_baseline(name: str) -> None:
    baseline = json.loads(BASELINE.read_text(encoding="utf-8"))[name]
    now = score(SETS[name]()).summary()
    fallen = {key: (stored, now[key]) for key, stored in baseline.items() if now[key] < stored}
    assert not fallen, f"{name}: (baseline, now) {fallen}"


def test_the_source_article_is_read_whole() -> None:
    result = score(SETS["source article"]())
    assert (result.labelled, result.full, result.spurious) == (21, 21, 0)


def main(store: bool) -> None:
    """Print every score, and keep those that rose when asked to."""
    stored = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    kept = {name: stored.get(name, {}) for name in SETS}
    for name, texts in SETS.items():
        result = score(texts())
        now = result.summary()
        print(f"{name:28}", *(f"{key} {value:.3f}" for key, value in now.items()), result.provenance())
        kept[name] = {key: max(value, kept[name].get(key, 0)) for key, value in now.items()}
    if store:
        BASELINE.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main("--store" in sys.argv)
