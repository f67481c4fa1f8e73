"""The generated articles are what they are said to be: the same each time, labelled where the numbers stand, one truth.

The last test also prints how well the extractor reads them; what it must find is said by the generator alone.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise, takewhile
from pathlib import Path

import duckdb
import pytest

from pipelines.settings import PROJECT_DIR
from tests.benchmarks.articles import (
    GeneratedArticle,
    english_words,
    generated_article,
    generated_articles,
    japanese_words,
)
from tests.benchmarks.articles.files import COLUMNS, row, write_files, write_jsonl, write_parquet
from tests.benchmarks.articles.truth import TOPICS
from tests.corpus.scoring import LabelledText, score

ARTICLES = list(generated_articles(400, seed=7))
WITH_STATISTICS = [one for one in ARTICLES if one.figures]
WORDS = {
    "no": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ゼロ": 0, "半数近く": 50, "nearly half": 50, "half": 50, "more than half": 50, "nearly a third": 33.3333,
    "a third": 33.3333, "more than a third": 33.3333, "nearly a quarter": 25, "a quarter": 25,
    "nearly two-thirds": 66.6667, "doubled": 2,
}  # fmt: skip
JAPANESE_UNITS = {"億": 10**8, "万": 10**4, "割": 10, "": 1}


def read(quote: str) -> float:
    """The number a quote says, by a reader that knows nothing of the extractor."""
    if quote.lower() in WORDS:
        return WORDS[quote.lower()]
    plain = unicodedata.normalize("NFKC", quote).replace(",", "").replace("・", ".")
    factor = 10**9 if "billion" in plain else 1
    return factor * sum(
        float(digits) * JAPANESE_UNITS[unit] for digits, unit in re.findall(r"([\d.]+)([億万割]?)", plain)
    )


def labelled(article: GeneratedArticle) -> LabelledText:
    return LabelledText(article.id, article.text, article.published_on, article.figures, article.repeats)


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.jsonl.gz", "two.jsonl.gz"):
        write_jsonl(tmp_path / name, 50, seed=3)
    write_jsonl(tmp_path / "other.jsonl.gz", 50, seed=4)
    one, two, other = ((tmp_path / f"{name}.jsonl.gz").read_bytes() for name in ("one", "two", "other"))
    assert one == two
    assert one != other


@pytest.mark.parametrize("number", [0, 1, 57, 211, 399])
def test_an_article_alone_is_that_of_the_stream(number: int) -> None:
    assert generated_article(number, seed=7) == ARTICLES[number]


def test_the_quote_of_a_figure_says_its_value() -> None:
    for article in ARTICLES:
        for label in (*article.figures, *article.repeats):
            quote = article.text[label["start"] : label["end"]]
            assert quote == label["text"]
            assert read(quote) == pytest.approx(abs(label["value"])), (quote, label)


def test_no_two_figures_share_a_place_and_all_stand_in_order() -> None:
    for article in ARTICLES:
        labels = sorted((*article.figures, *article.repeats), key=lambda one: one["start"])
        assert all(one["end"] <= another["start"] for one, another in pairwise(labels))
        assert list(article.figures) == sorted(article.figures, key=lambda one: one["start"])


def test_a_change_is_the_difference_of_the_two_levels_an_article_states() -> None:
    checked = 0
    for article in WITH_STATISTICS:
        levels: dict[tuple[object, ...], float] = {}
        for label in article.figures:
            codes = tuple(label[name] for name in ("measure", "offence", "age_group", "platform", "channel", "sex"))
            if label["kind"] == "level" and label["measure"] != "met_offender":
                # The known and unknown use of filtering has no code of its own here.
                levels.setdefault((codes, label["period"]), label["value"])
        for label in article.figures:
            codes = tuple(label[name] for name in ("measure", "offence", "age_group", "platform", "channel", "sex"))
            now, before = levels.get((codes, label["period"])), levels.get((codes, label["compared_to"]))
            if label["kind"] == "change" and now is not None and before is not None:
                assert now - before == label["value"], (article.id, label)
                checked += 1
    assert checked > 100


def test_articles_about_one_series_and_period_mostly_agree() -> None:
    said: dict[tuple[object, ...], list[float]] = defaultdict(list)
    for article in generated_articles(1500, seed=7):
        for label in article.figures[:1]:
            if label["kind"] == "level":
                said[label["measure"], label["offence"], label["channel"], label["period"]].append(label["value"])
    several = [values for values in said.values() if len(values) > 1]
    alike = [values for values in several if len(set(values)) == 1]
    assert 0.9 < len(alike) / len(several) < 1


def test_a_reprint_repeats_an_earlier_article_of_another_publisher() -> None:
    by_id = {one.id: one for one in ARTICLES}
    reprints = [one for one in ARTICLES if one.reprint_of]
    assert 20 < len(reprints) < 80
    for one in reprints:
        original = by_id[one.reprint_of or ""]
        assert original.reprint_of is None
        assert original.publisher != one.publisher
        assert 0 <= (one.published_on - original.published_on).days <= 1
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one.text, original.text, strict=False)))
        assert shared > 0.6 * len(original.text)
        assert all(label in original.figures for label in one.figures)


def test_articles_are_as_long_and_as_full_as_real_ones() -> None:
    for language, shortest, longest in (("en", 1_200, 1_800), ("ja", 500, 800)):
        these = [one for one in WITH_STATISTICS if one.language == language]
        assert shortest <= _mean([len(one.text) for one in these]) <= longest
        assert 8 <= _mean([len(one.figures) for one in these]) <= 14


def _mean(numbers: Sequence[int]) -> float:
    return sum(numbers) / len(numbers)


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_the_share_of_articles_with_statistics_is_the_one_asked_for(share: float) -> None:
    articles = list(generated_articles(400, seed=5, share_with_statistics=share))
    assert sum(bool(one.figures) for one in articles) / 400 == pytest.approx(share, abs=0.07)
    assert len({one.id for one in articles}) == len({one.url for one in articles}) == 400
    assert len({one.text for one in articles}) >= 399


def test_what_is_named_is_in_the_vocabulary() -> None:
    seeds = PROJECT_DIR / "dbt_project" / "seeds"
    with duckdb.connect() as con:
        phrases = con.execute(f"select language, code, lower(phrase) from '{seeds}/phrases.csv'").fetchall()
        codes = {code for (code,) in con.execute(f"select code from '{seeds}/concepts.csv'").fetchall()}
    known = defaultdict(list)
    for language, code, phrase in phrases:
        known[language, code].append(phrase)
    for language, names in (("en", english_words.NAMES), ("ja", japanese_words.NAMES)):
        for code, wordings in names.items():
            for wording in wordings:
                # Ages follow a grammar: neither their codes nor their words are listed.
                if code in codes and not wording[0].isdigit():
                    named = unicodedata.normalize("NFKC", wording).lower()
                    assert any(unicodedata.normalize("NFKC", one) in named for one in known[language, code]), wording
    for topic in TOPICS.values():
        assert codes >= set(topic.facets.values())
        assert codes.union(english_words.NAMES) >= {part.code for parts in topic.parts.values() for part in parts}


def test_the_writers_write_the_same_rows(tmp_path: Path) -> None:
    expected = [row(one) for one in generated_articles(30, seed=2)]
    write_jsonl(tmp_path / "rows.jsonl", 30, seed=2)
    write_jsonl(tmp_path / "rows.jsonl.gz", 30, seed=2)
    write_parquet(tmp_path / "rows.parquet", 30, seed=2)
    write_files(tmp_path / "texts", 30, seed=2)
    plain = (tmp_path / "rows.jsonl").read_bytes()
    assert gzip.decompress((tmp_path / "rows.jsonl.gz").read_bytes()) == plain
    assert [json.loads(line) for line in plain.splitlines()] == expected
    with duckdb.connect() as con:
        read_back = con.execute(
            f"select * replace (published_on::varchar as published_on) from '{tmp_path}/rows.parquet'"
        )
        assert [dict(zip(COLUMNS, each, strict=True)) for each in read_back.fetchall()] == expected
    texts = {path.read_text(encoding="utf-8") for path in (tmp_path / "texts").rglob("*.txt")}
    assert texts == {one["text"] for one in expected}


@pytest.mark.parametrize(("language", "found", "core", "full"), [("en", 0.9, 0.8, 0.75), ("ja", 0.9, 0.85, 0.8)])
def test_the_extractor_finds_the_known_figures(language: str, found: float, core: float, full: float) -> None:
    """Far enough below what it reached when this was written that only a broken label or reader fails it.

    That was found 0.986, core 0.906, full 0.881 in English and 1.000, 0.969, 0.907 in Japanese.
    """
    texts = [labelled(one) for one in WITH_STATISTICS if one.language == language][:60]
    scores = score(texts).summary()
    print(language, scores)
    assert (scores["found"], scores["core"], scores["full"]) >= (found, core, full)
