from decimal import Decimal

import pytest

from pipelines.extraction import RecordClaim, extract
from tests.unit.extraction.reading import PUBLISHED, SOURCE_ARTICLE


def claims(text: str) -> list[tuple[str, str, str | None, int | None]]:
    return [(one.kind, one.direction, one.since, one.rank) for one in extract(text, PUBLISHED).record_claims]


def courses(text: str) -> list[tuple[str, str, int | None, int | None, str | None]]:
    return [
        (one.kind, one.direction, one.length, int(one.threshold) if one.threshold else None, one.since)
        for one in extract(text, PUBLISHED).record_claims
    ]


def value_of_claim(text: str) -> Decimal | None:
    """The value of the figure that the one claim of a text is about."""
    result = extract(text, PUBLISHED)
    (claim,) = result.record_claims
    return next((figure.value for figure in result.figures if figure.figure_id == claim.figure_id), None)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Police handled a record 430 fraud cases in 2018.", ("record", "highest", None, 1)),
        ("Fraud cases came to 430 in 2018, the highest since 2008.", ("record", "highest", "2008", 1)),
        (
            "Fraud cases came to 430 in 2018, the fewest since figures began in 1948.",
            ("record", "lowest", "1948", 1),
        ),
        ("Fraud cases fell to a record low of 430 in 2018.", ("record", "lowest", None, 1)),
        ("Fraud cases came to 430 in 2018, the second highest on record.", ("record", "highest", None, 2)),
        ("詐欺の認知件数は昨年430件で、過去最多だった。", ("record", "highest", None, 1)),
        ("詐欺の認知件数は昨年430件で、2008年以降で最多。", ("record", "highest", "2008", 1)),
        ("詐欺の認知件数は昨年430件で、統計を取り始めた平成20年以降最も少なかった。", ("record", "lowest", "2008", 1)),
    ],
)
def test_a_record_claim_is_kept_apart_from_the_figure_it_is_about(
    text: str, claim: tuple[str, str, str | None, int | None]
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
        "詐欺の認知件数は昨年、東京の430件が最も多い。",
    ],
)
def test_other_uses_of_the_words_claim_nothing(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize(
    ("text", "direction", "length"),
    [
        ("Fraud cases came to 430 in 2018, the 13th straight yearly rise.", "rise", 13),
        ("Fraud cases fell to 430 in 2018 for the fifth consecutive year.", "fall", 5),
        ("Fraud cases were down 3 percent to 430 in 2018, or by 12, for the fourth year running.", "fall", 4),
        ("Fraud cases numbered 430 in 2018, up for a third year in a row.", "rise", 3),
        ("Fraud cases rose for a third year in a row in 2018, to 430.", "rise", 3),
        ("Fraud cases numbered 430 in 2018, the third straight year of decline.", "fall", 3),
        ("Fraud cases numbered 430 in 2018, the third consecutive year that they have risen.", "rise", 3),
        ("Fraud cases declined for six consecutive years to reach 430 in 2018.", "fall", 6),
        ("Fraud cases came to 430 in 2018, the second annual drop in a row.", "fall", 2),
        ("詐欺の認知件数は昨年430件で、13年連続で増加した。", "rise", 13),
        ("詐欺の認知件数は昨年430件で、5年連続の減少。", "fall", 5),
        ("詐欺の認知件数は昨年430件で、三年続けて前年を上回った。", "rise", 3),
        ("詐欺の認知件数は昨年430件だった。減少は9年連続となる。", "fall", 9),
    ],
)
def test_a_streak_goes_on_for_so_many_years(text: str, direction: str, length: int) -> None:
    assert courses(text) == [("streak", direction, length, None, None)]
    assert value_of_claim(text) == 430


@pytest.mark.parametrize(
    "text",
    [
        "Fraud cases fell for the fifth consecutive month to 430.",
        "Tokyo had the most fraud cases for the 13th consecutive year with 430.",
        "Fraud cases rose to 430 in 2018, topping 400 for the fifth straight year.",
        "Fraud cases rose to 430 in 2018, with Tokyo leading for the fifth year in a row.",
        "Fraud cases rose above 400 for the third straight year in 2018.",
        "Fraud cases rose to 430 in 2018 and stayed a worry for the third straight year.",
        "詐欺の被害者は昨年430人で、3カ月連続で減った。",
        "詐欺の被害者は昨年430人で、12年連続で400人を超えた。",
        "詐欺の被害者は昨年430人で、2年連続で窃盗の被害者を上回った。",
    ],
)
def test_what_goes_on_without_a_change_from_year_to_year_is_no_streak(text: str) -> None:
    assert courses(text) == []


@pytest.mark.parametrize(
    ("text", "direction", "length", "since"),
    [
        ("Fraud cases came to 430 in 2018, the first rise in four years.", "rise", 4, None),
        ("Fraud cases rose to 430 in 2018 for the first time in four years.", "rise", 4, None),
        ("For the first time in four years fraud cases rose, to 430 in 2018.", "rise", 4, None),
        ("Fraud cases totaled 430 in 2018, the first fall since the count began in 2008.", "fall", None, "2008"),
        ("Fraud cases fell to 430 in 2018 for the first time since police began to keep count.", "fall", None, None),
        ("詐欺の認知件数は昨年430件で、4年ぶりの増加。", "rise", 4, None),
        ("詐欺の認知件数は昨年430件で、四年ぶりに減少に転じた。", "fall", 4, None),
        ("詐欺の認知件数は昨年430件で、前年を下回ったのは6年ぶり。", "fall", 6, None),
        ("詐欺の認知件数は昨年430件で、減少は統計のある2000年以降で初めて。", "fall", None, "2000"),
        ("詐欺の認知件数は昨年430件で、初めて増えた。", "rise", None, None),
    ],
)
def test_a_turn_is_the_first_change_of_its_direction(
    text: str, direction: str, length: int | None, since: str | None
) -> None:
    assert courses(text) == [("turn", direction, length, None, since)]
    assert value_of_claim(text) == 430


@pytest.mark.parametrize(
    ("text", "direction", "threshold", "length", "since"),
    [
        ("Fraud cases came to 430 in 2018, topping 400 for the first time.", "above", 400, None, None),
        ("Fraud cases came to 430 in 2018, the first time above 400.", "above", 400, None, None),
        ("Fraud cases came to 430, passing the 400 mark for the first time since 1974.", "above", 400, None, "1974"),
        ("Fraud cases came to 430 in 2018, more than 400 for the first time.", "above", 400, None, None),
        ("Fraud cases came to 430 in 2018, dropping below 500 for the first time in 57 years.", "below", 500, 57, None),
        ("Fraud cases came to 430 in 2018, the first drop below 500 since 1990.", "below", 500, None, "1990"),
        ("Fraud cases came to 430 in 2018. It was the first time they had exceeded 400.", "above", 400, None, None),
        ("詐欺の認知件数は昨年430件で、初めて400件を超えた。", "above", 400, None, None),
        ("詐欺の認知件数は昨年430件で、400件の大台を初めて突破した。", "above", 400, None, None),
        ("詐欺の認知件数は昨年430件と、初の400件超えとなった。", "above", 400, None, None),
        ("詐欺の認知件数は昨年430件で、1990年以来28年ぶりに500件を割り込んだ。", "below", 500, 28, "1990"),
        ("詐欺の認知件数は昨年430件で、500件を下回ったのは57年ぶり。", "below", 500, 57, None),
    ],
)  # fmt: skip
def test_a_first_crossing_names_its_threshold(
    text: str, direction: str, threshold: int, length: int | None, since: str | None
) -> None:
    assert courses(text) == [("first_crossing", direction, length, threshold, since)]
    assert value_of_claim(text) == 430


@pytest.mark.parametrize(
    "text",
    [
        "Police released data on 430 fraud cases in 2018 for the first time.",
        "The first victim of the 430 fraud cases in 2018 was a girl.",
        "Police handled 430 fraud cases in 2018. They raised the number of officers for the first time.",
        "Police, handling 430 fraud cases in 2018, increased the number of officers for the first time.",
        "Instagram had 448 fraud victims in 2018, surpassing the 402 of X for the first time.",
        "Fraud cases fell to 430 in 2018 for the first time in decades.",
        "Fraud cases fell to 430 in 2018 for the first time since the financial crisis.",
        "Fraud cases totaled 430 in 2018. The first rise was seen in spring.",
        "警察庁は昨年の詐欺430件の内訳を初めて公表した。",
        "詐欺の認知件数は昨年430件で、初の調査結果となった。",
        "詐欺の被害者は昨年、インスタグラムが448人で、Xの402人を初めて上回った。",
        "詐欺の認知件数は昨年430件で、震災以来初めて500件を割り込んだ。",
        "詐欺の認知件数は昨年430件で、25年ぶりの多さとなった。",
        "Fraud cases came to 430 in 2018, topping " + "9" + "0" * 40 + " for the first time.",
    ],
)  # fmt: skip
def test_a_first_of_something_else_claims_nothing(text: str) -> None:
    assert courses(text) == []


def test_a_threshold_in_words_of_another_unit_keeps_its_value() -> None:
    text = "Losses from fraud in 2018 exceeded 30 billion yen for the first time."
    (claim,) = extract(text, PUBLISHED).record_claims
    assert (claim.threshold, claim.rank, claim.text) == (
        Decimal(30_000_000_000),
        None,
        "exceeded 30 billion yen for the first time",
    )


def test_a_streak_is_of_the_later_of_two_levels() -> None:
    assert value_of_claim("Fraud cases rose to 430 in 2018 from 410 in 2017, the fifth straight yearly rise.") == 430


def test_a_claim_is_of_the_nearest_level() -> None:
    text = "Fraud cases rose to 430 in 2018, while murders fell for the second straight year to 38."
    assert value_of_claim(text) == 38


def test_a_crossing_of_a_share_is_of_that_share() -> None:
    assert value_of_claim("The share of women among fraud victims topped 30 percent for the first time in 2018.") == 30


def test_a_streak_of_a_sentence_that_names_another_series_is_of_no_figure_before_it() -> None:
    assert value_of_claim("Fraud cases came to 430 in 2018. Murders fell for the third straight year.") is None


def test_the_numbers_of_a_claim_are_no_figures() -> None:
    text = "Fraud cases came to 430 in 2018, topping 400 for the first time and the 13th straight yearly rise."
    result = extract(text, PUBLISHED)
    assert [figure.value for figure in result.figures] == [430]
    assert [entry.disposition for entry in result.numerals if entry.value == 13] == ["ordinal"]


def test_the_words_of_a_claim_stand_at_its_span() -> None:
    text = "詐欺の認知件数は昨年４３０件で、５年連続で増加し、初めて４００件を超えた。"
    found: tuple[RecordClaim, ...] = extract(text, PUBLISHED).record_claims
    assert [text[one.char_start : one.char_end] for one in found] == ["５年連続で増加し", "初めて４００件を超えた"]
