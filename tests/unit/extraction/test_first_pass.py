"""The first pass over an archive: nothing that states a figure may be passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.extraction import may_hold_statistics
from pipelines.extraction.first_pass import subject_words
from tests.benchmarks.articles import generated_articles
from tests.corpus.scoring import AUTHORED, HERE, REAL, UNSEEN, articles


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("folder", [HERE, REAL, AUTHORED, UNSEEN], ids=lambda folder: folder.name)
def test_no_labelled_article_with_a_figure_is_passed_over(language: str, folder: Path) -> None:
    stating = [one for one in articles(language, folder) if one.required]
    assert stating
    assert [one.id for one in stating if not may_hold_statistics(one.text)] == []


def test_no_generated_article_with_a_figure_is_passed_over_and_most_others_are() -> None:
    found = {True: [0, 0], False: [0, 0]}
    for one in generated_articles(600, seed=11, share_with_statistics=0.5):
        found[bool(one.figures)][may_hold_statistics(one.text)] += 1
    passed_over, admitted = found[True]
    assert passed_over == 0
    assert admitted > 200
    passed_over, admitted = found[False]
    assert passed_over > admitted


@pytest.mark.parametrize(
    "text",
    [
        "POLICE SAID 12.",
        "Bullying rose by 5 percent.",
        "The agency counted 30 robberies.",
        "ＳＮＳで知り合った12人。",
        "万引きは5件だった。",
    ],
)
def test_a_word_counts_in_any_form_it_takes(text: str) -> None:
    assert may_hold_statistics(text)


@pytest.mark.parametrize("text", ["", "Rain fell for 3 hours on Tuesday.", "キャベツは1玉270円だった。", "7" * 1000])
def test_a_text_without_such_a_word_is_passed_over(text: str) -> None:
    assert not may_hold_statistics(text)


def test_a_new_word_is_a_row(tmp_path: Path) -> None:
    (tmp_path / "subject_words.csv").write_text("language,word\nen,Harbour\n", encoding="utf-8")
    assert subject_words(tmp_path) == ("harbour",)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "subject_words.csv").write_text("language,word\nen,\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"subject_words\.csv, line 2"):
        subject_words(tmp_path / "broken")
