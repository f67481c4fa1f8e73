"""What must hold of the extraction of any article, tried on all labelled ones."""

from __future__ import annotations

import csv
from typing import Any

import pytest

from pipelines.extraction import english, extract, japanese, scanning
from pipelines.extraction.model import FACETS, Span
from pipelines.settings import SEEDS_DIR
from tests.corpus.scoring import AUTHORED, HERE, REAL, UNSEEN, LabelledText, articles, constructions, sentences

with (SEEDS_DIR / "dispositions.csv").open(encoding="utf-8", newline="") as file:
    DISPOSITIONS = {row["code"] for row in csv.DictReader(file)}
TEXTS = [
    *(
        one
        for folder in (HERE, REAL, AUTHORED, UNSEEN)
        for language in ("en", "ja")
        for one in articles(language, folder)
    ),
    *sentences("en"),
    *sentences("ja"),
    *constructions("en"),
    *constructions("ja"),
]


@pytest.mark.parametrize("labelled", TEXTS, ids=lambda labelled: labelled.id)
def test_an_extraction_is_sound(labelled: LabelledText) -> None:
    text = labelled.text
    result = extract(text, labelled.published_on)
    ids = {figure.figure_id for figure in result.figures}
    assert len(ids) == len(result.figures)
    for figure in result.figures:
        assert set(figure.facets) == set(FACETS)
        assert figure.sentence_span.contains(figure.span)
        assert figure.value_low is None or figure.value_low <= figure.value
        assert figure.value_high is None or figure.value <= figure.value_high
        assert {figure.base_figure_id, figure.level_figure_id} <= {None, *ids}
        if figure.kind in ("level", "share"):
            assert figure.compared_to is None
        elif figure.period is not None:
            assert figure.compared_to is not None
        spans = [facet.span for facet in (*figure.facets.values(), *figure.other_axes.values()) if facet.span]
        assert all(0 <= span.start < span.end <= len(text) for span in (*spans, *figure.mentions))
    ends = [0]
    for entry in result.numerals:
        assert entry.char_start >= ends[-1]
        assert entry.text == text[entry.char_start : entry.char_end]
        assert (entry.figure_id in ids) == (entry.disposition in ("figure", "repeat"))
        assert entry.disposition in DISPOSITIONS
        ends.append(entry.char_end)
    covered = {place for entry in result.numerals for place in range(entry.char_start, entry.char_end)}
    assert {place for place, character in enumerate(text) if character.isdecimal()} <= covered


@pytest.mark.parametrize("labelled", TEXTS, ids=lambda labelled: labelled.id)
def test_the_words_a_pattern_needs_hide_nothing(labelled: LabelledText, monkeypatch: pytest.MonkeyPatch) -> None:
    gated = extract(labelled.text, labelled.published_on)

    def scan_all(rows: Any, text: str, span: Span, words: object = None) -> list[Any]:
        return scanning.scan(rows, text, span)

    for module in (english.labels, english.periods, japanese.labels, japanese.periods):
        monkeypatch.setattr(module, "scan", scan_all)
    assert extract(labelled.text, labelled.published_on) == gated
