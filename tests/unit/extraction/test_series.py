"""What a figure counts: measure, unit, codes, wholes and the periods of parts."""

import pytest

from tests.unit.extraction.reading import figure, figures, values

SOCIAL = "Crimes through social media had 1,200 victims under 18 in Japan in 2018, the National Police Agency said."


def test_the_noun_after_the_number_says_what_is_counted() -> None:
    cases = figure("Police handled 813 cases involving minors who fell victim in 2018.", "813")
    victims = figure("In 2018, 813 minors fell victim to fraud.", "813")
    assert (cases.measure, cases.unit) == ("cases", "cases")
    assert (victims.measure, victims.unit) == ("victims", "persons")


def test_the_head_of_the_subject_says_what_is_counted_where_no_noun_follows() -> None:
    found = figure("Minors harmed in child pornography cases reached 570 in 2018.", "570")
    assert (found.measure, found.unit, found.offence) == ("victims", "persons", "child_pornography")


@pytest.mark.parametrize(
    ("sentence", "measure", "unit"),
    [
        ("In 2018, 320 people were arrested for stalking.", "offenders", "persons"),
        ("Traffic accidents killed 320 people in 2018.", "deaths", "persons"),
        ("Consultations about stalking numbered 320 in 2018.", "consultations", "cases"),
        ("Restraining orders under the anti-stalking law came to 320 in 2018.", "orders", "cases"),
        ("Police took 320 missing persons reports about people with dementia in 2018.", "missing_persons", "persons"),
    ],
)
def test_neighbouring_statistics_keep_their_own_measure(sentence: str, measure: str, unit: str) -> None:
    found = figure(sentence, "320")
    assert (found.measure, found.unit) == (measure, unit)


def test_a_part_has_the_series_and_period_of_its_total() -> None:
    part = figure(f"{SOCIAL} Of the total, 702 were high school students.", "702")
    assert (part.channel, part.age_group, part.period, float(part.base_value or 0)) == (
        "social_media",
        "high_school",
        "2018",
        1200,
    )
    assert part.facets["channel"].source == "inherited"
    assert part.facets["age_group"].source == "stated"


def test_parts_after_including_are_parts_of_the_number_before() -> None:
    text = f"{SOCIAL} A total of 61 children fell prey to serious crimes including 24 rapes and 21 abductions."
    rapes, abductions = figure(text, "24"), figure(text, "21")
    assert (rapes.offence, rapes.unit, rapes.base_value) == ("rape", "cases", 61)
    assert (abductions.offence, abductions.unit, abductions.base_value) == ("abduction", "cases", 61)


def test_no_murders_is_a_count_of_zero() -> None:
    found = figure(f"{SOCIAL} There were no murders.", "no")
    assert (found.value, found.offence, found.unit, found.period) == (0, "murder", "cases", "2018")


def test_of_these_reaches_back_to_what_was_counted_last_for_every_item() -> None:
    text = f"{SOCIAL} Of these, 331 suffered child pornography, 271 child prostitution and 20 robbery."
    assert [float(one.base_value or 0) for one in figures(text)[1:]] == [1200, 1200, 1200]


def test_an_elliptical_list_of_shares_keeps_its_whole() -> None:
    text = (
        f"{SOCIAL} By age group, 51.9 per cent of victims were of high school age, "
        "37.2 per cent junior high schoolers and 2.3 per cent in elementary school."
    )
    shares = figures(text)[1:]
    assert [one.age_group for one in shares] == ["high_school", "junior_high_school", "elementary_school"]
    assert {(one.kind, one.measure, one.channel, one.base_value) for one in shares} == {
        ("share", "victims", "social_media", 1200)
    }


def test_the_names_in_a_list_may_stand_before_their_numbers() -> None:
    text = f"{SOCIAL} Twitter was used by 342, Instagram by 120 and TikTok by 81."
    assert [one.platform for one in figures(text)[1:]] == ["twitter", "instagram", "tiktok"]


def test_one_number_for_two_platforms_is_one_figure_with_both() -> None:
    assert figure(f"{SOCIAL} Twitter and Instagram together had 90.", "90").platform == "twitter+instagram"


def test_such_services_are_those_just_named() -> None:
    text = (
        f"{SOCIAL} Many were found through online chat services. "
        "The number of victims of crimes using such services stood at 579."
    )
    assert figure(text, "579").platform == "chat_services"


@pytest.mark.parametrize(
    "words",
    [
        "crimes such as theft and fraud",
        "sexual and other crimes",
        "crimes, excluding fraud,",
        "fraud, robbery and other crimes",
    ],
)
def test_examples_and_exceptions_are_no_breakdown(words: str) -> None:
    assert figure(f"Police handled 540 {words} in 2018.", "540").offence is None


def test_a_second_channel_replaces_the_first() -> None:
    text = f"{SOCIAL} Dating sites had 20 victims."
    assert figure(text, "20").channel == "dating_sites"


def test_another_subject_does_not_inherit_the_channel() -> None:
    text = f"{SOCIAL} Separately, stalking cases came to 264 in 2018."
    found = figure(text, "264")
    assert (found.offence, found.channel, found.base_value) == ("stalking", None, None)


def test_a_crime_within_a_field_leaves_the_field_as_its_context() -> None:
    text = "Police handled 292 bullying cases in 2018. Assault was the commonest in the 292 cases with 102."
    found = figure(text, "102")
    assert (found.offence, found.other_concepts, found.base_value) == ("assault", "context=bullying", 292)


def test_a_wider_total_after_a_narrower_one_is_no_part_of_it() -> None:
    text = "Through social media 741 minors were harmed in 2018. With dating apps added, victims came to 1,293."
    assert figure(text, "1,293").base_figure_id is None


def test_reasons_for_meeting_are_taken_of_those_who_met_the_offender() -> None:
    text = (
        f"{SOCIAL} Of 900 minors who met the perpetrators in person, 29.6 per cent did so for money, "
        "followed by 17.0 per cent who were looking for friends."
    )
    money, friends = figure(text, "29.6 per cent"), figure(text, "17.0 per cent")
    assert (money.measure, money.motive, money.base_value) == ("met_offender", "money", 900)
    assert (friends.measure, friends.motive, friends.base_value) == ("met_offender", "find_friends", 900)
    assert friends.decimals == 1


def test_a_topic_named_before_the_first_number_counts_for_it() -> None:
    text = "More stalking was reported in 2018, police said. The number of cases was 2,464."
    found = figure(text, "2,464")
    assert (found.offence, found.period) == ("stalking", "2018")


def test_a_provisional_figure_says_so() -> None:
    assert figure("Preliminary data put fraud cases at 430 in 2018.", "430").is_provisional


def test_a_number_in_direct_speech_is_marked_as_quoted() -> None:
    assert figure("“We handled 430 fraud cases in 2018,” an official said.", "430").is_quoted


def test_a_target_is_no_observation() -> None:
    text = "Traffic accidents killed 3,532 people in 2018. The government wants no more than 2,500 by 2020."
    assert values(text) == [("level", 3532, "2018", None)]


@pytest.mark.parametrize(
    "words",
    [
        "With those who used tablets and game consoles added, the victims numbered 950, up 40.",
        "When users of tablets are included, the victims numbered 950, up 40.",
    ],
)
def test_groups_added_to_a_count_leave_no_breakdown(words: str) -> None:
    text = f"In 2018, 610 smartphone users under 18 fell victim to crimes through social media, police said. {words}"
    read = {float(one.value): one.other_concepts for one in figures(text)}
    assert read == {610: "access_device=smartphone", 950: None, 40: None}


def test_data_called_preliminary_beforehand_are_so_for_their_period_only() -> None:
    text = (
        "Theft harmed fewer people, police said on Thursday, giving tentative data. In 2018 there were 430 victims, "
        "30 fewer than in 2017. In 2013 there were 610 victims."
    )
    read = {one.quote: one.is_provisional for one in figures(text)}
    assert read == {"430": True, "30": True, "610": False}
