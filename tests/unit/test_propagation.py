"""What the benchmark of spreading misreadings counts."""

from __future__ import annotations

from datetime import date

from pipelines.extraction import extract
from tests.benchmarks.propagation import ALL, FACETS, Spread, row, spread
from tests.corpus.scoring import LabelledText

TEXT = (
    "Police counted 1,813 child victims of child pornography in 2017. Of them, 940 were high school students. "
    "There were 12 cases of stalking in 2018."
)


def labelled(text: str) -> LabelledText:
    return LabelledText("an article", text, date(2019, 3, 14), [], [])


def test_a_part_is_wrong_where_its_total_is_and_a_number_with_words_of_its_own_is_not() -> None:
    for facet in ("offence", "period"):
        assert spread(labelled(TEXT), (facet,)) == Spread("an article", others=2, changed=1)
    assert spread(labelled(TEXT), FACETS) == Spread("an article", others=2, changed=1)


def test_nothing_wrong_changes_nothing() -> None:
    assert spread(labelled(TEXT), ()) == Spread("an article", others=2, changed=0)


def test_an_article_of_one_figure_says_nothing() -> None:
    assert spread(labelled("Police counted 1,813 child victims in 2017."), FACETS) is None
    assert spread(labelled("No figure at all."), FACETS) is None


def test_reading_goes_on_as_before() -> None:
    before = extract(TEXT)
    spread(labelled(TEXT), FACETS)
    assert extract(TEXT) == before


def test_a_line_of_the_table_names_the_article_where_most_change() -> None:
    line = row("en", ALL, [Spread("a", others=4, changed=1), Spread("b", others=4, changed=3)])
    assert line.split() == ["en", "all", "at", "once", "2", "2.00", "50.0%", "3", "b"]
