"""The extractor on labelled texts, against a stored baseline that may only rise.

``python -m tests.corpus.test_scores`` prints the scores; ``--store`` keeps those that rose.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence

import pytest

from tests.corpus.scoring import AUTHORED, HERE, UNSEEN, LabelledText, articles, score, sentences

BASELINE = HERE / "baseline.json"


def _every_second(texts: Sequence[LabelledText], first: int) -> list[LabelledText]:
    return list(texts[first::2])


# The articles of a language are split by a fixed rule, every second one in the order of their ids: rules are developed
# on one half, and the other is only measured.
SETS: dict[str, Callable[[], Sequence[LabelledText]]] = {
    "source article": lambda: [one for one in articles("en") if one.id == "2018-04-26-scmp"],
    "articles en, developed on": lambda: _every_second(_corpus("en"), 0),
    "articles en, only measured": lambda: _every_second(_corpus("en"), 1),
    "articles ja, developed on": lambda: _every_second(_corpus("ja"), 1),
    "articles ja, only measured": lambda: _every_second(_corpus("ja"), 0),
    "authored en, developed on": lambda: articles("en", AUTHORED),
    "authored ja, developed on": lambda: articles("ja", AUTHORED),
    "authored en, only measured": lambda: articles("en", UNSEEN),
    "authored ja, only measured": lambda: articles("ja", UNSEEN),
    "sentences en": lambda: sentences("en"),
    "sentences ja": lambda: sentences("ja"),
}


def _corpus(language: str) -> list[LabelledText]:
    return [one for one in articles(language) if one.id != "2018-04-26-scmp"]


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
    kept = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    for name, texts in SETS.items():
        result = score(texts())
        now = result.summary()
        print(f"{name:28}", *(f"{key} {value:.3f}" for key, value in now.items()), result.provenance())
        kept[name] = {key: max(value, kept.get(name, {}).get(key, 0)) for key, value in now.items()}
    if store:
        BASELINE.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main("--store" in sys.argv)
