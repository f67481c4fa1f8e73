"""Whatever a text says, what is read from it passes every check that blocks.

Three hundred odd texts here; `tests/benchmarks/odd_texts.py` asks a hundred thousand.
"""

from __future__ import annotations

from pipelines.settings import Settings
from tests.integration.runs import VALIDATOR
from tests.oddities.check import check_texts
from tests.oddities.texts import odd_texts

TEXTS = 300


def test_odd_texts_are_odd_and_no_two_the_same() -> None:
    texts = [odd.text for odd in odd_texts(TEXTS)]
    assert len(set(texts)) == TEXTS
    assert [odd.text for odd in odd_texts(TEXTS)] == texts


def test_whatever_is_read_from_odd_texts_passes_every_check(settings: Settings) -> None:
    findings = check_texts(settings, odd_texts(TEXTS), VALIDATOR)
    assert findings.problems == ()
    assert findings.failing == {}
    assert findings.texts == TEXTS + 1
    assert findings.figures > TEXTS
