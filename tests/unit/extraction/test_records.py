import pytest

from pipelines.extraction import extract
from tests.unit.extraction.reading import PUBLISHED, SOURCE_ARTICLE


def claims(text: str) -> list[tuple[str, str | None, int]]:
    return [(one.direction, one.since, one.rank) for one in extract(text, PUBLISHED).record_claims]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Police handled a record 430 fraud cases in 2018.", ("highest", None, 1)),
        ("Fraud cases came to 430 in 2018, the highest since 2008.", ("highest", "2008", 1)),
        ("Fraud cases came to 430 in 2018, the fewest since figures began in 1948.", ("lowest", "1948", 1)),
        ("Fraud cases fell to a record low of 430 in 2018.", ("lowest", None, 1)),
        ("Fraud cases came to 430 in 2018, the second highest on record.", ("highest", None, 2)),
    ],
)
def test_a_record_claim_is_kept_apart_from_the_figure_it_is_about(
    text: str, claim: tuple[str, str | None, int]
) -> None:
    result = extract(text, PUBLISHED)
    assert claims(text) == [claim]
    assert result.record_claims[0].figure_id == result.figures[0].figure_id
    assert [float(one.value) for one in result.figures] == [430]


def test_the_source_article_claims_a_record_since_2008() -> None:
    result = extract(SOURCE_ARTICLE)
    total = result.figures[0]
    assert [(one.direction, one.since, one.figure_id) for one in result.record_claims] == [
        ("highest", None, total.figure_id),
        ("highest", "2008", total.figure_id),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Police keep records of 430 fraud cases in 2018.",
        "Most of the 430 victims of fraud in 2018 were old.",
        "The largest group of the 430 fraud victims in 2018 were women.",
    ],
)
def test_other_uses_of_the_words_claim_nothing(text: str) -> None:
    assert claims(text) == []
