"""What a number takes from the sentences around it, one mechanism of discourse at a time."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.extraction import Figure, extract

PUBLISHED = date(2014, 2, 20)


def read(text: str) -> dict[float, Figure]:
    return {abs(float(figure.value)): figure for figure in extract(text, PUBLISHED).figures}


def test_a_sentence_without_a_number_turns_to_another_series() -> None:
    figures = read(
        "Dating sites led to crimes against 159 minors in 2013. Community sites tell another story. "
        "Last year 1,293 children were harmed, an increase of 217."
    )
    assert [figures[number].channel for number in (159, 1293, 217)] == ["dating_sites", "social_media", "social_media"]


def test_they_are_what_the_sentence_before_speaks_of() -> None:
    figures = read(
        "Police handled 1,504 stalking cases in 2013. Consultations about domestic violence also set a record. "
        "They rose by 12.7 percent to 49,533."
    )
    assert (figures[49533].measure, figures[49533].offence) == ("consultations", "domestic_violence")
    assert figures[12.7].offence == "domestic_violence"


def test_a_level_of_an_earlier_year_in_passing_does_not_carry_the_text_back() -> None:
    figures = read(
        "Suicides numbered 27,283 in 2013. It was the fewest since the 24,391 of 1997. "
        "Men accounted for 18,787 and women for 8,496."
    )
    assert figures[24391].period == "1997"
    assert [figures[number].period for number in (18787, 8496)] == ["2013", "2013"]


def test_of_several_years_told_in_a_row_the_text_is_about_the_last() -> None:
    figures = read(
        "Crimes through dating sites came to 888 in 2011, 848 in 2012 and 684 in 2013. Girls were the victims in 612."
    )
    assert figures[612].period == "2013"


def test_people_are_parts_of_people_and_cases_of_cases() -> None:
    figures = read(
        "Police arrested or guided 724 pupils over bullying in 2013. The cases numbered 410. "
        "Junior high school students made up 500 and high school students 120."
    )
    assert (figures[500].measure, figures[500].unit) == ("offenders", "persons")
    assert figures[500].base_value == 724


def test_a_rate_is_no_total() -> None:
    figures = read(
        "Police acted against 90,413 juvenile Penal Code offenders in 2013. That is 7.8 offenders per 100,000 people. "
        "Of them 36,000 were in high school."
    )
    assert figures[7.8].unit == "per_100000"
    assert figures[36000].unit == "persons"


@pytest.mark.parametrize(
    ("text", "number", "period"),
    [
        ("Deaths stood at 4,373 in 2013, 36.2 percent below the 6,871 of 2005.", 6871, "2005"),
        ("Losses came to 48.9 billion yen in 2013, three times the 16.3 billion yen of 2009.", 16.3e9, "2009"),
        ("昨年の相談は2万1089件で、2009年（1万4823件）の1.4倍だった。", 14823, "2009"),
        ("昨年の検挙は1889件で、1504件だった前年から25.6%増えた。", 1504, "2012"),
    ],
)
def test_the_level_that_is_compared_with_has_its_own_period(text: str, number: float, period: str) -> None:
    figure = read(text)[number]
    assert (figure.kind, figure.period) == ("level", period)
    assert figure.qualifier == "exact"


def test_a_share_and_the_count_it_repeats_are_of_one_group() -> None:
    figures = read(
        "Community sites led to crimes against 1,293 minors in 2013. More than half, 693, attended high school."
    )
    assert figures[50].age_group == figures[693].age_group == "high_school"
    figures = read("2013年の被害児童は1293人だった。被害者のおよそ半数に当たる649人は高校生だった。")
    assert figures[50].age_group == figures[649].age_group == "high_school"


def test_the_former_and_the_latter() -> None:
    figures = read(
        "昨年、出会い系サイトの被害児童は159人、コミュニティサイトの被害児童は1293人だった。"
        "前者は高校生が96人、中学生が60人、後者は高校生が700人だった。"
    )
    assert [figures[number].channel for number in (96, 60, 700)] == ["dating_sites", "dating_sites", "social_media"]


def test_what_wa_puts_over_a_list_is_said_of_every_item() -> None:
    figures = read(
        "昨年の被害児童は、SNSが1293人、出会い系サイトが159人だった。"
        "SNSは児童ポルノが341人と最も多く、児童買春が226人と続く。"
    )
    assert [figures[number].channel for number in (341, 226)] == ["social_media", "social_media"]


def test_one_word_of_change_for_several_numbers() -> None:
    figures = read("昨年の検挙件数は458件、検挙人員は470人で、前年に比べそれぞれ91件（24.8%）、83人（21.4%）増加した。")
    assert [(figures[n].kind, figures[n].measure) for n in (91, 83)] == [("change", "cases"), ("change", "offenders")]
    assert [(figures[n].kind, figures[n].measure) for n in (24.8, 21.4)] == [
        ("percent_change", "cases"),
        ("percent_change", "offenders"),
    ]


def test_a_change_said_of_all_levels_before_it() -> None:
    found = extract("昨年の事故は8万3269件、負傷者は10万3465人で、ともに前年より5.8%減った。", PUBLISHED).figures
    assert [(one.kind, one.measure) for one in found if float(one.value) == -5.8] == [
        ("percent_change", "accidents"),
        ("percent_change", "injured"),
    ]


def test_sections_have_totals_of_their_own() -> None:
    figures = read(
        "広報資料\n1　児童虐待事件\n検挙件数は、平成25年中、467件。\nア　身体的虐待　376件\n"
        "2　児童ポルノ事件\n検挙件数は1,644件。\n被害児童は646人。"
    )
    assert figures[376].offence == "physical_abuse"
    assert figures[1644].offence == figures[646].offence == "child_pornography"


def test_a_crime_in_the_course_of_which_something_happened_is_not_the_crime_counted() -> None:
    figures = read("Child pornography victims numbered 646 in 2013; 20.9 percent were filmed in the course of rape.")
    assert figures[20.9].offence == "child_pornography"


def test_answers_to_a_survey_are_kept_in_the_words_of_the_text() -> None:
    figures = read("The agency polled 5,204 children last July. Some 47 percent said that they had a smartphone.")
    assert (figures[47].kind, figures[47].measure) == ("share", None)
    assert figures[5204].counted_as == "children"


@pytest.mark.parametrize("words", ["sees no link", "found no doubt", "had no comment", "has no plan to act"])
def test_no_is_a_zero_only_of_what_is_counted(words: str) -> None:
    assert set(read(f"Fraud had 430 victims in 2013, but the agency {words}.")) == {430}


def test_a_headline_does_not_say_what_the_first_total_is_of_where_the_text_does() -> None:
    figures = read(
        "虐待通告2万人、SNS被害も最多　警察庁\n"
        "　警察庁は20日、児童虐待の疑いで2013年に通告した子どもが2万1603人だったと発表した。"
    )
    assert (figures[21603].offence, figures[21603].channel) == ("child_abuse", None)


def test_kinds_named_beside_a_number_have_the_unit_of_their_total() -> None:
    figures = read(
        "Juveniles arrested for serious crimes numbered 786 in 2013. Murder was up at 55 and robbery fell to 476."
    )
    assert [(figures[n].unit, figures[n].measure) for n in (55, 476)] == [("persons", "offenders")] * 2
    figures = read("Police handled 786 serious crimes in 2013. Kidnappings rose by 29 to 75.")
    assert (figures[75].unit, figures[75].measure) == ("cases", "cases")


@pytest.mark.parametrize(
    ("words", "share", "code"),
    [
        ("412 were in elementary school and 600 in high school. Put together, they made up 49 percent of the total.",
         49, "elementary_school+high_school"),
        ("600 were in high school and 500 in junior high. The two together accounted for 53 percent.",
         53, "high_school+junior_high_school"),
    ],
)  # fmt: skip
def test_several_told_together(words: str, share: float, code: str) -> None:
    figures = read("Of the 2,047 minors harmed through social media in 2013, " + words)
    assert figures[share].age_group == code or set(code.split("+")) == {"high_school", "junior_high_school"}


@pytest.mark.parametrize(
    ("words", "axis", "code"),
    [
        ("20代が196人、30代が141人で、両世代で7割を超える。", "age_group", "20s+30s"),
        ("高校生が210人、中学生が180人で、両者で8割を占めた。", "age_group", "junior_high_and_high_school"),
        ("Xの212人が最多で、LINE98人と続く。この2つで7割を占める。", "platform", "twitter+line"),
    ],
)
def test_several_told_together_in_japanese(words: str, axis: str, code: str) -> None:
    shares = [
        one for one in extract("2013年のSNSの被害児童は463人。" + words, PUBLISHED).figures if one.kind == "share"
    ]
    assert [one.code(axis) for one in shares] == [code]


def test_each_side_of_outnumbered_has_its_number() -> None:
    figures = read("In 2013, 412 students were bullied. Boys outnumbered girls by 341 to 71.")
    assert [figures[number].sex for number in (341, 71)] == ["male", "female"]


def test_those_in_such_cases_are_people() -> None:
    figures = read(
        "Police arrested 450 suspects in community site cases in 2013. Those in dating site cases numbered 198."
    )
    assert (figures[198].measure, figures[198].unit, figures[198].channel) == ("offenders", "persons", "dating_sites")


def test_their_share_is_of_the_part_spoken_of() -> None:
    figures = read(
        "Traffic deaths came to 4,000 in 2013. Deaths among people aged 65 or older fell by 25 to 2,100, "
        "so that their share of all deaths rose to 52.5 percent."
    )
    assert figures[52.5].age_group == "age_65_and_over"


def test_these_and_a_number_are_what_a_share_was_of() -> None:
    figures = read(
        "Traffic deaths came to 4,000 in 2013. People 65 and over accounted for 52.5 percent of the deaths. "
        "Of these 2,100 elderly people, nearly half, or 1,030, were on foot."
    )
    assert [figures[number].age_group for number in (2100, 1030)] == ["age_65_and_over"] * 2


@pytest.mark.parametrize("noun", ["suspects", "victims"])
def test_a_crime_before_a_noun_says_of_what_kind_it_is(noun: str) -> None:
    figures = read(f"The number of murder {noun} was up, from 24 to 31, in 2013.")
    measure = {"suspects": "offenders", "victims": "victims"}[noun]
    assert [(figures[n].measure, figures[n].offence) for n in (24, 31)] == [(measure, "murder")] * 2


def test_a_name_before_with_has_its_number() -> None:
    figures = read(
        "In 2013, 1,500 minors fell victim via social media. Instagram, with 402 victims, overtook Line, with 371."
    )
    assert [figures[number].platform for number in (402, 371)] == ["instagram", "line"]


def test_a_number_said_again_in_brackets_is_of_what_follows() -> None:
    figures = read("2013年のSNSの被害児童は2047人。学校別では51.5%（1054人）が高校生、38.0%（778人）が中学生だった。")
    assert [figures[n].age_group for n in (51.5, 1054)] == ["high_school"] * 2
    assert [figures[n].age_group for n in (38.0, 778)] == ["junior_high_school"] * 2
