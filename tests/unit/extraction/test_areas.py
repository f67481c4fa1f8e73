"""The area a figure counts: section 10 of the labelling guide. None is the whole of Japan."""

import pytest

from pipelines.extraction import area_of_publisher, extract
from tests.unit.extraction.reading import PUBLISHED, figure

NATIONAL = "Police nationwide counted 1,240 child victims of crimes through social media in 2018."


def area_of(text: str, quote: str, area: str | None = None) -> str | None:
    """The area of the one figure with this quote, where the text is said to be about an area or not."""
    (found,) = [one for one in extract(text, PUBLISHED, None, area).figures if one.quote == quote]
    return found.area


def test_a_prefecture_named_beside_a_national_total_has_its_own_number() -> None:
    text = f"{NATIONAL} Tokyo had 78 and Osaka 65."
    assert [area_of(text, quote) for quote in ("1,240", "78", "65")] == [None, "JP-13", "JP-27"]


def test_a_japanese_breakdown_by_prefecture_is_of_parts_of_the_national_total() -> None:
    text = "昨年1年間に全国の警察が摘発した児童ポルノ事件は1240件だった。都道府県別では東京が78件、大阪が65件だった。"
    assert [area_of(text, quote) for quote in ("1240件", "78件", "65件")] == [None, "JP-13", "JP-27"]
    assert figure(text, "78件").base_value == 1240


@pytest.mark.parametrize(
    ("text", "quote", "area"),
    [
        ("The Metropolitan Police Department arrested 65 people for fraud in 2018.", "65", "JP-13"),
        ("警視庁が昨年詐欺の疑いで逮捕したのは65人だった。", "65人", "JP-13"),
        ("昨年、都内で詐欺の被害に遭った人は65人だった。", "65人", "JP-13"),
        ("道警が昨年詐欺の疑いで逮捕したのは65人だった。", "65人", "JP-01"),
        ("警察庁によると、昨年詐欺の疑いで逮捕されたのは65人だった。", "65人", None),
    ],
)
def test_police_and_places_are_of_their_prefecture(text: str, quote: str, area: str | None) -> None:
    assert area_of(text, quote) == area


def test_the_prefecture_of_unnamed_prefectural_police_is_named_elsewhere() -> None:
    text = "県警は、昨年1年間に被害に遭った子どもは107人だったと発表した。佐賀県内の学校では対策を進める。"
    assert area_of(text, "107人") == "JP-41"
    text = "The prefectural police counted 107 child victims of crimes in 2018. Schools in Saitama are worried."
    assert area_of(text, "107") == "JP-11"


def test_a_prefecture_that_is_named_nowhere_is_another_area_and_not_japan() -> None:
    assert area_of("県警は、昨年1年間に被害に遭った子どもは107人だったと発表した。", "107人") == "other"


def test_the_whole_country_leads_out_of_the_prefecture() -> None:
    text = "佐賀県警が昨年摘発した児童ポルノ事件は107件で、前年より5件増えた。全国では1240件だった。"
    assert [area_of(text, quote) for quote in ("107件", "5件", "1240件")] == ["JP-41", "JP-41", None]
    text = (
        "Saitama prefectural police said 107 children fell victim to crimes through social media in 2018, "
        "up 5 from a year earlier. Nationwide, 1,240 children fell victim."
    )
    assert [area_of(text, quote) for quote in ("107", "5", "1,240")] == ["JP-11", "JP-11", None]


def test_the_city_a_report_was_sent_from_is_no_area() -> None:
    text = "OSAKA, March 14 (Kyodo) -- Police counted 1,240 child victims of crimes through social media in 2018."
    assert area_of(text, "1,240") is None


def test_a_report_from_another_country_is_about_that_country() -> None:
    text = (
        "SEOUL, March 14 (Yonhap) -- Victims of sex crimes nationwide came to 1,240 in 2018, up 60 from a year earlier."
    )
    assert [area_of(text, quote) for quote in ("1,240", "60")] == ["KR", "KR"]


def test_a_kind_of_what_a_prefecture_counts_is_of_that_prefecture() -> None:
    text = "佐賀県警の通告は107人で、心理的虐待が77人だった。"
    assert [area_of(text, quote) for quote in ("107人", "77人")] == ["JP-41", "JP-41"]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Osaka and Tokyo police together arrested 65 people for child prostitution in 2018.", "65"),
        ("昨年1年間に被害に遭った子どもは1240人だった。大阪と東京で65人だった。", "65人"),
    ],
)
def test_several_areas_of_one_number_are_joined_in_the_order_of_their_codes(text: str, quote: str) -> None:
    assert area_of(text, quote) == "JP-13+JP-27"


def test_a_given_area_is_that_of_every_number_but_those_of_the_country() -> None:
    english = (
        "The number of child victims of crimes through social media came to 107 in 2018, up 5 from a year earlier. "
        "Nationwide, 1,240 children fell victim. Of the 107, 40 were high school students."
    )
    areas = [area_of(english, quote, "JP-11") for quote in ("107", "5", "1,240", "40")]
    assert areas == ["JP-11", "JP-11", None, "JP-11"]
    japanese = (
        "SNSを通じて被害に遭った子どもは昨年107人で、前年より5人増えた。全国では1240人だった。"
        "107人のうち高校生は40人だった。"
    )
    areas = [area_of(japanese, quote, "JP-11") for quote in ("107人", "5人", "1240人", "40人")]
    assert areas == ["JP-11", "JP-11", None, "JP-11"]


def test_a_given_area_wins_over_the_one_a_text_opens_with() -> None:
    text = "Tokyo police count child victims of crimes\n\nChild victims of crimes came to 107 in 2018."
    assert area_of(text, "107") == "JP-13"
    assert area_of(text, "107", "JP-11") == "JP-11"
    assert area_of(text, "107", "JP") is None


def test_a_given_area_is_a_default_that_no_words_state() -> None:
    (found,) = extract("Child victims of crimes came to 107 in 2018.", PUBLISHED, None, "JP-11").figures
    assert (found.facets["area"].source, found.facets["area"].span) == ("default", None)


def test_the_unnamed_prefecture_of_a_text_is_the_given_one() -> None:
    assert area_of("県内で昨年1年間に被害に遭った子どもは107人だった。", "107人", "JP-11") == "JP-11"


@pytest.mark.parametrize(
    ("rank", "area"),
    [("全国では4番目に高かった", "other"), ("3年ぶりに増えた", None), ("警察庁が発表した", None)],
)
def test_a_text_that_names_no_area_and_tells_its_rank_in_the_country_is_of_a_part_of_it(
    rank: str, area: str | None
) -> None:
    assert area_of(f"昨年1年間に被害に遭った子どもは107人で、{rank}。", "107人") == area


@pytest.mark.parametrize(
    ("publisher", "area"),
    [
        ("埼玉県警察", "JP-11"),
        ("埼玉県警察本部少年課", "JP-11"),
        ("Saitama Prefectural Police", "JP-11"),
        ("警視庁", "JP-13"),
        ("Metropolitan Police Department", "JP-13"),
        ("北海道警察", "JP-01"),
        ("大阪府警", "JP-27"),
        ("警察庁", None),
        ("National Police Agency", None),
        ("埼玉新聞", None),
        ("Tokyo Shimbun", None),
        ("県警", None),
        ("", None),
    ],
)
def test_a_publisher_gives_an_area_where_it_is_the_police_of_one(publisher: str, area: str | None) -> None:
    assert area_of_publisher(publisher) == area
