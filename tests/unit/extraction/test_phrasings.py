"""One fact, said in the many ways in which it is said: each must be read alike.

The numbers are the same everywhere, so every expectation follows from the sentence's meaning alone.
"""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.extraction import Figure, extract

PUBLISHED = date(2020, 3, 12)
TOTAL = "In 2019, 1,811 minors were victims of crimes through social media, the agency said. "
TOTAL_JA = "昨年、SNSを通じて犯罪の被害に遭った18歳未満の児童は1811人だった。"


def read(text: str) -> dict[float, Figure]:
    figures: dict[float, Figure] = {}
    for figure in extract(text, PUBLISHED).figures:
        figures.setdefault(abs(float(figure.value)), figure)
    return figures


def assert_change(text: str, value: float, kind: str) -> None:
    figures = read(text)
    level, change = figures[1811], figures[abs(value)]
    assert (level.kind, level.period) == ("level", "2019")
    assert (float(change.value), change.kind, change.period, change.compared_to) == (value, kind, "2019", "2018")


@pytest.mark.parametrize(
    "words",
    [
        "up 77", "up by 77", "77 more than in 2018", "77 more than a year earlier", "an increase of 77",
        "a rise of 77 over the year before", "77 above the figure for 2018", "which is 77 more than the year before",
        "or 77 more than in 2018", "having risen by 77", "a gain of 77 on the year", "77 higher than in 2018",
        "exceeding the 2018 figure by 77", "surpassing the previous year's total by 77", "growing by 77",
        "a year-on-year rise of 77", "a net increase of 77", "plus 77", "+77 on the year",
    ],
)  # fmt: skip
def test_ways_to_say_a_rise(words: str) -> None:
    assert_change(
        f"1,811 minors fell victim to crimes through social media in 2019, {words}, police said.", 77, "change"
    )


@pytest.mark.parametrize(
    "words",
    [
        "down 77", "down by 77", "77 fewer than in 2018", "a decline of 77 from the previous year", "a drop of 77",
        "77 below the figure for 2018", "falling by 77", "after a fall of 77", "a reduction of 77", "minus 77",
        "77 lower than in 2018", "a dip of 77", "shrinking by 77", "77 people fewer than in 2018",
    ],
)  # fmt: skip
def test_ways_to_say_a_fall(words: str) -> None:
    text = f"1,811 minors fell victim to crimes through social media in 2019, {words}, police said."
    assert_change(text, -77, "change")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("up 4.4% from 2018", 4.4), ("a 4.4 percent increase", 4.4), ("4.4 percent more than in 2018", 4.4),
        ("rising 4.4 pct", 4.4), ("climbing 4.4 percent from a year earlier", 4.4), ("a jump of 4.4 percent", 4.4),
        ("4.4 percent above the 2018 level", 4.4), ("4.4 percent up on 2018", 4.4), ("growing 4.4 percent", 4.4),
        ("an on-year rise of 4.4 percent", 4.4), ("a 4.4 percent decrease", -4.4), ("sliding 4.4 percent", -4.4),
        ("4.4 percent fewer than in 2018", -4.4), ("4.4 percent below the 2018 level", -4.4),
        ("4.4 percent down on 2018", -4.4), ("a year-on-year fall of 4.4 per cent", -4.4),
    ],
)  # fmt: skip
def test_ways_to_say_a_change_in_percent(words: str, value: float) -> None:
    text = f"1,811 minors fell victim to crimes through social media in 2019, {words}, police said."
    assert_change(text, value, "percent_change")


@pytest.mark.parametrize(
    "text",
    [
        "The number of victims increased by 77 to 1,811 in 2019.",
        "Victims rose 77 to 1,811 in 2019.",
        "In 2019 victims were up 77 at 1,811.",
        "Victims numbered 1,811 in 2019, and the increase from 2018 came to 77.",
        "Victims in 2019 came to 1,811. That was 77 more than in 2018.",
        "Victims in 2019 came to 1,811. The number grew by 77.",
        "Police counted 1,811 victims in 2019, compared with 1,734 in 2018, an increase of 77.",
        "With 1,811 victims, 2019 saw 77 more than the previous year.",
    ],
)
def test_sentences_that_tell_a_rise(text: str) -> None:
    assert_change(text, 77, "change")


@pytest.mark.parametrize(
    ("words", "value", "kind"),
    [
        *((words, 77, "change") for words in (
            "前年より77人多い1811人", "前年比77人増の1811人", "前年に比べ77人増え1811人", "1811人（前年比77人増）",
            "1811人（前年比+77人）", "1811人で、前年から77人の増加", "77人増の1811人", "1811人で前年比77人のプラス",
            "前の年と比べて77人増えて1811人", "1811人となり、前年と比べ77人の増", "1811人となった。増加数は77人",
        )),
        *((words, -77, "change") for words in (
            "前年より77人少ない1811人", "前年比77人減の1811人", "1811人（前年比▲77人）", "1811人（前年比－77人）",
            "1811人で、77人の減", "前年を77人下回る1811人", "1811人（△77人）", "1811人（マイナス77人）",
        )),
        *((words, 4.4, "percent_change") for words in (
            "前年比4.4%増の1811人", "1811人（4.4％増）", "1811人で、前年比4.4%の増加", "1811人（対前年比+4.4%）",
            "4.4%増えて1811人", "1811人で4.4%の伸び",
        )),
        *((words, -4.4, "percent_change") for words in (
            "前年比4.4%減の1811人", "1811人（▲4.4%）", "1811人（前年比－4.4%）", "1811人に減り、減少率は4.4%",
        )),
    ],
)  # fmt: skip
def test_ways_to_say_a_change_in_japanese(words: str, value: float, kind: str) -> None:
    assert_change(f"昨年、SNSを通じて犯罪の被害に遭った児童は{words}だった。", value, kind)


SCHOOLS = {917: "high_school", 695: "junior_high_school", 84: "elementary_school"}


@pytest.mark.parametrize(
    "words",
    [
        "High school students accounted for 917, junior high school students for 695 and elementary pupils for 84.",
        "Of them, 917 were high school students, 695 junior high school students and 84 elementary school pupils.",
        "By school level, 917 were in high school, 695 in junior high and 84 in elementary school.",
        "The victims included 917 high school students, 695 junior high schoolers and 84 elementary schoolers.",
        "High schoolers made up the largest group with 917, ahead of junior high schoolers with 695; 84 were elementary"
        " pupils.",
        "A total of 917 victims attended high school, while 695 attended junior high school and 84 elementary school.",
        "High school students (917, down 127) came before junior high school students (695) and elementary school"
        " pupils (84).",
        "More than half, or 917, were high school students, with 695 in junior high school and 84 in elementary"
        " school.",
        "High school students topped the list at 917. They were followed by junior high school students at 695 and"
        " elementary school pupils at 84.",
        "Those in high school numbered 917, those in junior high 695 and those in elementary school 84.",
    ],
)
def test_ways_to_list_schools(words: str) -> None:
    assert_parts(read(TOTAL + words), SCHOOLS, "age_group")


@pytest.mark.parametrize(
    "words",
    [
        "高校生が917人、中学生が695人、小学生が84人だった。",
        "学校別では、高校生917人、中学生695人、小学生84人。",
        "内訳は高校生が917人（127人減）、中学生が695人、小学生が84人だった。",
        "高校生が917人で最も多く、次いで中学生695人、小学生84人だった。",
        "最も多いのは高校生の917人で、中学生の695人、小学生の84人が続く。",
        "高校生は前年比127人減の917人、中学生は695人、小学生は84人となった。",
        "917人が高校生、695人が中学生、84人が小学生だった。",
        "高校生（917人）が最多で、中学生（695人）、小学生（84人）の順だった。",
    ],
)
def test_ways_to_list_schools_in_japanese(words: str) -> None:
    assert_parts(read(TOTAL_JA + words), SCHOOLS, "age_group")


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (
            "Violations of juvenile protection ordinances accounted for 844 of the victims, child pornography for 671"
            " and child prostitution for 428.",
            {844: "juvenile_protection_ordinance", 671: "child_pornography", 428: "child_prostitution"},
        ),
        (
            "There were 671 victims of child pornography, 428 of child prostitution and 46 of kidnapping.",
            {671: "child_pornography", 428: "child_prostitution", 46: "abduction"},
        ),
        (
            "Those harmed by child pornography came to 671, by child prostitution to 428, and 46 were kidnapped.",
            {671: "child_pornography", 428: "child_prostitution", 46: "abduction"},
        ),
    ],
)
def test_ways_to_list_crimes(words: str, parts: dict[int, str]) -> None:
    assert_parts(read(TOTAL + words), parts, "offence")


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (
            "罪種別にみると、児童ポルノの被害が671人で最も多く、児童買春428人と続いた。",
            {671: "child_pornography", 428: "child_prostitution"},
        ),
        ("671人が児童ポルノ、428人が児童買春の被害だった。", {671: "child_pornography", 428: "child_prostitution"}),
        ("重要犯罪は100人で、うち略取誘拐が46人を占めた。", {100: "serious_crimes", 46: "abduction"}),
    ],
)
def test_ways_to_list_crimes_in_japanese(words: str, parts: dict[int, str]) -> None:
    assert_parts(read(TOTAL_JA + words), parts, "offence")


def assert_parts(figures: dict[float, Figure], parts: dict[int, str], axis: str) -> None:
    """Each part has its code on ``axis`` and everything else of the total."""
    for number, code in parts.items():
        part = figures[number]
        assert (part.kind, part.code(axis), part.channel, part.period) == ("level", code, "social_media", "2019")
        assert (part.measure, part.unit, part.base_value) == ("victims", "persons", 1811)
