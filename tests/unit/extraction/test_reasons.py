"""What a figure takes from elsewhere in the text: from which figure, as what, and what it would be otherwise."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.antecedents import explain_antecedent
from pipelines.extraction import Facet, extract
from pipelines.extraction.model import Source
from pipelines.extraction.reasons import Reason
from tests.unit.extraction.reading import PUBLISHED, SOURCE_ARTICLE, figure, figures

POLICE_STATISTICS = (
    "Police uncovered 2,413 cases of child pornography in 2017, and 1,813 children fell victim to crimes through "
    "social media, up 77 from a year earlier. Of them, 51.9 percent were high school students."
)


def facet(text: str, quote: str, name: str) -> Facet:
    """A facet of the one figure with this quote."""
    found = figure(text, quote)
    return found.other_axes.get(name) or found.facets[name]


def origin(text: str, quote: str, name: str) -> tuple[str | None, str | None]:
    """The reason for a facet, and the words of the figure it comes from."""
    settled = facet(text, quote, name)
    words = {one.figure_id: one.quote for one in figures(text)}
    return settled.reason, words.get(settled.antecedent_id or "")


def test_a_share_counts_what_the_whole_counts_that_its_words_name() -> None:
    assert facet(POLICE_STATISTICS, "51.9 percent", "measure").value == "victims"
    assert origin(POLICE_STATISTICS, "51.9 percent", "measure") == ("whole", "1,813")


def test_a_share_of_victims_would_be_of_cases_had_it_been_of_the_number_before() -> None:
    assert facet(POLICE_STATISTICS, "51.9 percent", "measure").otherwise == "cases"


def test_where_every_other_number_says_the_same_there_is_nothing_else_it_would_be() -> None:
    assert facet(POLICE_STATISTICS, "51.9 percent", "period").value == "2017"
    assert facet(POLICE_STATISTICS, "51.9 percent", "period").otherwise is None


def test_a_change_counts_what_the_level_counts_that_it_changed() -> None:
    assert origin(POLICE_STATISTICS, "77", "unit") == ("level", "1,813")


def test_a_part_without_words_for_its_whole_is_of_the_total() -> None:
    text = "Police counted 1,813 child victims in 2017. High school students numbered 940."
    assert origin(text, "940", "measure") == origin(text, "940", "period") == ("part", "1,813")


def test_a_part_is_on_the_channel_of_this_years_total_and_not_of_last_years() -> None:
    text = (
        "In 2016, 1,736 children fell victim to crimes on dating sites. In 2017, 1,813 children fell victim to crimes "
        "through social media. Girls accounted for 95 percent."
    )
    assert origin(text, "95 percent", "channel") == ("part", "1,813")
    assert facet(text, "95 percent", "channel").otherwise == "dating_sites"


def test_a_second_number_of_a_sentence_is_of_the_year_of_the_first() -> None:
    assert origin(POLICE_STATISTICS, "1,813", "period") == ("list", "2,413")


def test_a_new_total_is_of_the_year_of_the_one_told_before() -> None:
    text = "In 2017, 1,813 children fell victim to crimes through social media. Police arrested 900 people."
    assert origin(text, "900", "period") == ("last", "1,813")


def test_a_headline_names_the_channel_of_a_total_and_is_no_figure() -> None:
    text = "CHILDREN HARMED ON SOCIAL MEDIA\n\nPolice said 1,813 children fell victim to crimes in 2017."
    assert facet(text, "1,813", "channel").value == "social_media"
    assert origin(text, "1,813", "channel") == ("topic", None)


@pytest.mark.parametrize(
    ("text", "total", "women"),
    [
        ("FRAUD IN SAITAMA IN 2017\n\nPolice said 107 people fell victim to fraud. Women numbered 60.", "107", "60"),
        ("2017年の埼玉県内の詐欺被害\n\n被害に遭った人は107人だった。女性は60人だった。", "107人", "60人"),
    ],
)
def test_a_total_is_of_the_year_and_the_area_of_its_text_and_its_parts_are_of_the_total(
    text: str, total: str, women: str
) -> None:
    for name in ("period", "area"):
        assert origin(text, total, name) == ("text", None)
        assert origin(text, women, name) == ("part", total)


def test_japanese_parts_are_of_the_total_before_them() -> None:
    text = (
        "SNSを通じて犯罪被害に遭った子どもは2017年に1813人で、前年より77人増えた。"
        "このうち高校生が940人、中学生が674人だった。"
    )
    assert origin(text, "77人", "unit") == ("level", "1813人")
    assert origin(text, "940人", "measure") == ("whole", "1813人")
    assert origin(text, "674人", "measure") == ("part", "1813人")


def test_a_count_is_of_the_level_that_its_share_is_right_of_whatever_was_told_last() -> None:
    text = (
        "Police handled 1,000 stalking consultations in 2018. In 80 cases they gave a warning. "
        "The women among them were 880, or 88.0%."
    )
    assert facet(text, "880", "measure").value == "consultations"
    assert origin(text, "880", "measure") == ("arithmetic", "1,000")
    assert facet(text, "880", "offence").otherwise is None  # both levels are of stalking


def test_what_its_own_words_say_needs_no_reason() -> None:
    for name in ("measure", "unit", "period"):
        settled = facet(POLICE_STATISTICS, "2,413", name)
        assert (settled.source, settled.reason, settled.antecedent, settled.otherwise) == ("stated", None, None, None)


def test_a_number_told_again_is_no_figure_that_another_could_come_from() -> None:
    text = (
        "Police counted 1,813 child victims of crimes through social media in 2017.\n\n"
        "The 1,813 child victims of crimes through social media in 2017 lived in all prefectures. "
        "High school students numbered 940."
    )
    known = {one.figure_id for one in figures(text)}
    assert {one.facets["measure"].antecedent_id for one in figures(text)} <= {None, *known}


@pytest.mark.parametrize("text", [POLICE_STATISTICS, SOURCE_ARTICLE])
def test_an_antecedent_is_another_figure_of_the_text_at_the_place_it_names(text: str) -> None:
    found = extract(text, date(2018, 4, 26)).figures
    at = {one.figure_id: one.span for one in found}
    inherited = 0
    for one in found:
        for settled in {**one.facets, **one.other_axes}.values():
            assert settled.reason is None or settled.source is Source.INHERITED
            if settled.antecedent_id:
                inherited += 1
                assert settled.antecedent_id != one.figure_id
                assert at[settled.antecedent_id] == settled.antecedent
    assert inherited


def test_of_two_figures_at_one_number_the_antecedent_is_the_one_that_gives_the_code() -> None:
    text = "2018年の被害は、児童ポルノが123人、児童買春が34人。いずれも2倍を超えた。中学生は20人だった。"
    for one in figures(text, PUBLISHED):
        for name, settled in one.facets.items():
            others = [other for other in figures(text, PUBLISHED) if other.figure_id == settled.antecedent_id]
            assert all(other.code(name) == settled.value for other in others)


def test_every_reason_has_words() -> None:
    words = {explain_antecedent("period", reason) for reason in Reason}
    assert len(words) == len(Reason)
    assert all(words)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (("measure", "part", "1,813", "cases"), "from 1,813, the total it is a part of; otherwise cases"),
        (("period", "text"), "the period the text is about"),
        (("age_group", "text"), "the age group the text is about"),
        (("channel", "topic"), "what the headline or the lead speaks of"),
        (("unit", "last", None, "cases"), "the level stated last; otherwise cases"),
        (("unit", None, "1,813", "cases"), ""),
    ],
)
def test_a_reason_is_told_in_plain_words(told: tuple[str, ...], words: str) -> None:
    assert explain_antecedent(*told) == words
