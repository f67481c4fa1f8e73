"""Laws that no extraction may break, tried on every labelled article and on texts made from them."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extraction import Extraction, english, extract, japanese
from pipelines.extraction.model import Span
from pipelines.extraction.view import view_of
from pipelines.settings import PROJECT_DIR
from tests.corpus.scoring import AUTHORED, HERE, LabelledText, articles

ARTICLES = [one for folder in (HERE, AUTHORED) for language in ("en", "ja") for one in articles(language, folder)]
QUANTITIES = {"en": english.find_quantities, "ja": japanese.find_quantities}
# Control characters, surrogates, marks of direction, combining marks, digits of other scripts, unusual spaces.
ODD = "\x00\x07\x1b\ud800\udfff\u200e\u200f\u202e\u0301\u20dd\u0661\u09e7"
ODD += "\u2028\u2029\ufeff\u00ad\u3000\t\r\n“「（([{'\"％%‰"


def meaning(extraction: Extraction, shift: int = 0) -> list[tuple[object, ...]]:
    """What the figures say, with their places moved back by ``shift``."""
    fields = ["quote", "value", "kind", "unit", "period", "compared_to", "measure", "offence", "age_group", "platform"]
    fields += ["channel", "sex", "qualifier"]
    return [(one.char_start - shift, *(getattr(one, name) for name in fields)) for one in extraction.figures]


@pytest.mark.parametrize("labelled", ARTICLES, ids=lambda one: one.id)
def test_a_prefix_shifts_offsets_and_nothing_else(labelled: LabelledText) -> None:
    prefix = "\n\n" if labelled.text.startswith((" ", "\u3000")) else "\n\n\n"
    language = extract(labelled.text).language
    alone = extract(labelled.text, labelled.published_on, language)
    shifted = extract(prefix + labelled.text, labelled.published_on, language)
    assert meaning(shifted, len(prefix)) == meaning(alone)


@pytest.mark.parametrize("labelled", ARTICLES, ids=lambda one: one.id)
def test_a_numeral_reads_the_same_value_from_its_span_alone(labelled: LabelledText) -> None:
    """The span of a figure holds the whole numeral: read by itself it gives the figure's value again."""
    result = extract(labelled.text, labelled.published_on)
    for figure in result.figures:
        quote = view_of(figure.quote).text
        read = QUANTITIES[result.language](quote, Span(0, len(quote)))
        values = {abs(value) for one in read for value in (one.value, one.upper) if value is not None}
        is_in_context = figure.unit in ("times", "years_of_age") or figure.value == 0 or "," in figure.quote[:1]
        assert abs(figure.value) in values or is_in_context, (figure.quote, figure.value, values)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_an_article_is_read_the_same_whatever_was_read_before(language: str) -> None:
    texts = articles(language, AUTHORED)
    forwards = [extract(one.text, one.published_on) for one in texts]
    backwards = [extract(one.text, one.published_on) for one in reversed(texts)]
    assert forwards == backwards[::-1]


def test_the_hash_seed_changes_nothing() -> None:
    program = (
        "from tests.corpus.scoring import AUTHORED, articles\n"
        "from pipelines.extraction import extract\n"
        "print([repr(extract(one.text, one.published_on)) for one in articles('en', AUTHORED)[:4]])"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=PROJECT_DIR,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(said) == 1


@pytest.mark.parametrize("language", ["en", "ja"])
def test_each_of_two_articles_in_one_file_keeps_most_of_its_figures(language: str) -> None:
    """What an article states by itself it states in a file with another story too."""
    first, second = articles(language, AUTHORED)[:2]
    both = extract(f"{first.text}\n\n{second.text}", None, language)
    alone = {
        (shift + one.char_start, one.value, one.unit)
        for shift, text in ((0, first.text), (len(first.text) + 2, second.text))
        for one in extract(text, None, language).figures
    }
    together = {(one.char_start, one.value, one.unit) for one in both.figures}
    repeated = {(span.start, one.value, one.unit) for one in both.figures for span in one.mentions}
    assert len(alone - together - repeated) <= len(alone) // 10


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(range(len(ARTICLES))))
def test_a_damaged_article_is_read_without_error_and_accounted_for(seed: int, which: int) -> None:
    """Cut off, mixed up, sprinkled with odd characters: no error, every digit in the ledger."""
    chance = random.Random(seed)
    text = ARTICLES[which].text
    start, stop = sorted(chance.sample(range(len(text)), 2))
    damaged = list(chance.choice([text[start:], text[:stop], text[start:stop], text[stop:] + text[:start]]))
    for _ in range(chance.randrange(20)):
        damaged.insert(chance.randrange(len(damaged) + 1), chance.choice(ODD))
    text = "".join(damaged)
    result = extract(text, chance.choice([None, ARTICLES[which].published_on]))
    covered = {place for entry in result.numerals for place in range(entry.char_start, entry.char_end)}
    assert {place for place, character in enumerate(text) if character.isdecimal()} <= covered
    assert all(text[one.char_start : one.char_end] == one.quote for one in result.figures)
    assert all(isinstance(one.value, Decimal) for one in result.figures)


def test_a_figure_is_a_plain_record() -> None:
    figure = extract("Police handled 430 fraud cases in 2017.").figures[0]
    assert replace(figure) == figure
