"""Properties of the whole: purity, offsets, determinism, and no input too odd."""

import subprocess
import sys
from dataclasses import FrozenInstanceError
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extraction import extract
from pipelines.extraction.language import detect_language
from pipelines.settings import PROJECT_DIR
from tests.unit.extraction.reading import PUBLISHED, SOURCE_ARTICLE


def test_a_prefix_shifts_offsets_and_nothing_else() -> None:
    prefix = "An introduction without any number at all.\n\n"
    plain, shifted = extract(SOURCE_ARTICLE, PUBLISHED), extract(prefix + SOURCE_ARTICLE, PUBLISHED)
    assert [(one.char_start + len(prefix), one.quote, one.value, one.period, one.offence) for one in plain.figures] == [
        (one.char_start, one.quote, one.value, one.period, one.offence) for one in shifted.figures
    ]


def test_every_quote_is_the_text_at_its_span() -> None:
    for one in extract(SOURCE_ARTICLE).figures:
        assert SOURCE_ARTICLE[one.char_start : one.char_end] == one.quote
        assert one.sentence in SOURCE_ARTICLE
        assert one.quote in one.sentence


def test_every_facet_says_how_it_was_settled() -> None:
    for one in extract(SOURCE_ARTICLE).figures:
        assert {facet.source for facet in one.facets.values()} <= {"stated", "inherited", "default"}
        stated = [facet for facet in one.facets.values() if facet.source == "stated" and facet.span]
        assert all(facet.span is not None and facet.span.end <= len(SOURCE_ARTICLE) for facet in stated)


def test_ids_are_unique_and_the_same_in_another_process() -> None:
    here = [one.figure_id for one in extract(SOURCE_ARTICLE).figures]
    program = (
        "from pathlib import Path; from pipelines.extraction import extract;"
        "print(*[one.figure_id for one in extract(Path('raw/2018-04-26-scmp.txt').read_text('utf-8')).figures])"
    )
    there = subprocess.run(
        [sys.executable, "-c", program],
        cwd=PROJECT_DIR,
        env={"PYTHONHASHSEED": "4711", "PYTHONPATH": str(PROJECT_DIR)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert len(set(here)) == len(here)
    assert here == there


def test_the_result_cannot_be_changed() -> None:
    result = extract(SOURCE_ARTICLE)
    with pytest.raises(FrozenInstanceError):
        result.figures[0].value = 1  # type: ignore[misc,assignment]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\r\n",
        "\x00\x01",
        "1",
        "%",
        "1" * 5000,
        "9" * 40 + " cases",
        "()" * 500,
        "é" * 300,
        "\ud800 12 cases",
    ],
)
def test_no_input_is_too_odd(text: str) -> None:
    extract(text, PUBLISHED)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_without_error(text: str) -> None:
    result = extract(text)
    assert all(text[one.char_start : one.char_end] == one.quote for one in result.figures)


def test_the_day_of_publication_that_is_given_counts_before_the_dateline() -> None:
    text = " date 2018-04-26 Police handled 430 fraud cases last year."
    assert [one.period for one in extract(text).figures] == ["2017"]
    assert [one.period for one in extract(text, date(2015, 1, 31)).figures] == ["2014"]


def test_a_story_without_statistics_has_no_figures() -> None:
    text = (
        "Whisk 120 grams of flour with two eggs and half a cabbage, then bake for 30 minutes at 180 degrees.\n\n"
        "The home side won 6-2 after three innings, and a 24-year-old pitcher struck out seven."
    )
    assert extract(text, PUBLISHED).figures == ()


def test_japanese_is_told_by_its_script() -> None:
    assert detect_language("警察庁によると、2017年の被害者は1813人だった。") == "ja"
    assert detect_language(SOURCE_ARTICLE) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Police handled 430 fraud cases in 2018. Women were 140 percent of the victims.",
        "Police handled 430 fraud cases in 2018, a fall of 120 percent.",
        "Police handled 430 fraud cases in 2018. In 2030 there were 500 fraud cases.",
        f"Police handled 430 fraud cases in 2018. There were {'9' * 20} fraud cases in 2017.",
    ],
)
def test_what_cannot_be_is_left_unresolved_and_not_published(text: str) -> None:
    result = extract(text, PUBLISHED)
    assert [float(one.value) for one in result.figures] == [430]
    assert [one.disposition for one in result.numerals].count("unresolved") == 1
