"""What is Japanese about reading: numerals with counters, periods, labels, and what stands after a number."""

from datetime import date
from decimal import Decimal

import pytest

from pipelines.extraction import calendar, extract
from pipelines.extraction.japanese.document import find_published_date, read_document
from pipelines.extraction.japanese.labels import find_labels
from pipelines.extraction.japanese.numerals import read_numerals, value_of
from pipelines.extraction.japanese.periods import find_periods
from pipelines.extraction.model import Span
from pipelines.extraction.structure import Role
from tests.unit.extraction.reading import figure, values

PUBLISHED = date(2019, 3, 14)


def whole(text: str) -> Span:
    return Span(0, len(text))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,665", 1665),
        ("45万1千", 451000),
        ("441億2千万", 44120000000),
        ("315.8億", 31580000000),
        ("一千二百四", 1204),
        ("千", 1000),
        ("二十", 20),
        ("3万6千", 36000),
        ("12・5", Decimal("12.5")),
    ],
)
def test_digits_and_kanji_have_one_value(written: str, value: int) -> None:
    assert value_of(written) == value


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit"),
    [
        ("被害者は1813人だった", "1813人", 1813, "persons"),
        ("事件は512件", "512件", 512, "cases"),
        ("割合は37.2%", "37.2%", Decimal("37.2"), "percent"),
        ("約2割が", "2割", 20, "percent"),
        ("1割5分増", "1割5分", 15, "percent"),
        ("1.5ポイント高い", "1.5ポイント", Decimal("1.5"), "percentage_points"),
        ("被害額は30億円", "30億円", 3000000000, "yen"),
        ("1.9倍に", "1.9倍", Decimal("1.9"), "times"),
        ("半数は", "半数", 50, "percent"),
        ("3分の2が", "3分の2", Decimal("66.6667"), "percent"),
        ("3人に1人が", "3人に1人", Decimal("33.3333"), "percent"),
        ("前年から倍増した", "倍増", 2, "times"),
        ("半減した", "半減", Decimal("0.5"), "times"),
    ],
)
def test_a_number_is_found_with_its_counter(text: str, quote: str, value: Decimal, unit: str) -> None:
    found = [(one.span.of(text), one.value, one.unit) for one in read_numerals(text, whole(text)).numerals]
    assert found == [(quote, value, unit)]


@pytest.mark.parametrize("text", ["第三者", "一部の団体", "三重県と千葉県", "十分に", "一切", "一人の男"])
def test_words_that_only_look_like_numbers_are_none(text: str) -> None:
    assert read_numerals(text, whole(text)).numerals == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2017年に", "2017"),
        ("平成29年中の", "2017"),
        ("令和元年", "2019"),
        ("一九九八年", "1998"),
        ("昨年1年間で", "2018"),
        ("今年上半期", "2019-H1"),
        ("平成30年下半期", "2018-H2"),
        ("2018年度", "FY2018"),
        ("昨年1〜10月", "2018-01/2018-10"),
        ("2018年第2四半期", "2018-Q2"),
        ("2018年6月末時点", "2018-06"),
        ("2016年末", "2016-12"),
    ],
)
def test_an_expression_of_time_names_its_period(text: str, code: str) -> None:
    (found,) = find_periods(text, whole(text))
    period = found.resolve(PUBLISHED, None)
    assert period is not None
    assert period.code == code


@pytest.mark.parametrize(
    ("text", "current", "code"),
    [
        ("前年比", "2017", "2016"),
        ("前年同期より", "2018-H1", "2017-H1"),
        ("5年前の", "2018", "2013"),
        ("同年の", "2013", "2013"),
    ],
)
def test_a_relative_expression_needs_the_period_spoken_of(text: str, current: str, code: str) -> None:
    (found,) = find_periods(text, whole(text))
    period = found.resolve(PUBLISHED, calendar.parse(current))
    assert period is not None
    assert period.code == code


@pytest.mark.parametrize(
    ("text", "disposition", "age_group"),
    [
        ("18歳未満", "age_label", "under_18"),
        ("65歳以上", "age_label", "age_65_and_over"),
        ("14～19歳", "age_label", "age_14_to_19"),
        ("20代", "age_label", "20s"),
        ("十代", "age_label", "teens"),
        ("第34条", "law_or_article", None),
        ("#9110", "identifier", None),
        ("110番", "identifier", None),
        ("5年連続", "streak", None),
        ("6年ぶり", "record_since", None),
        ("2番目", "rank", None),
        ("24時間", "duration", None),
    ],
)
def test_a_number_that_is_no_count_says_why(text: str, disposition: str, age_group: str | None) -> None:
    (label,) = find_labels(text, whole(text))
    assert (label.disposition, label.age_group) == (disposition, age_group)


@pytest.mark.parametrize(
    ("tail", "kind", "value"),
    [
        ("（前年比77人増）。", "change", 77),
        ("で、前年より63人少なかった。", "change", -63),
        ("（前年比▲11.4%）。", "percent_change", -11.4),
        ("と前年を4.4%下回った。", "percent_change", -4.4),
        ("で、前年の1.9倍。", "ratio", 1.9),
    ],
)
def test_what_became_of_a_number_stands_after_it(tail: str, kind: str, value: float) -> None:
    text = f"2018年のストーカー事案の被害者は540人{tail}"
    assert values(text) == [("level", 540, "2018", None), (kind, value, "2018", "2017")]


def test_a_rise_from_one_number_to_another_is_two_levels() -> None:
    text = "ストーカー事案の被害者は2014年の108人から2017年の689人に増えた。"
    assert values(text) == [("level", 108, "2014", None), ("level", 689, "2017", None)]


def test_a_change_may_lead_up_to_its_level() -> None:
    text = "2018年のストーカーの相談は前年比1498件減の2万1581件だった。"
    assert values(text) == [("change", -1498, "2018", "2017"), ("level", 21581, "2018", None)]


def test_a_list_names_its_parts_before_their_numbers() -> None:
    text = "2018年にSNSで被害を受けた児童は1800人。内訳は高校生917人（127人減）、中学生695人、小学生84人。"
    parts = [one for one in extract(text).figures if one.kind == "level"][1:]
    assert [(one.age_group, int(one.value), one.channel) for one in parts] == [
        ("high_school", 917, "social_media"),
        ("junior_high_school", 695, "social_media"),
        ("elementary_school", 84, "social_media"),
    ]


def test_a_part_after_no_uchi_has_its_whole() -> None:
    text = "2018年のSNSに起因する被害児童1640人のうち、殺害されたのは少女3人だった。"
    part = figure(text, "3人")
    assert (part.offence, part.sex, part.base_value) == ("murder", "female", 1640)


def test_the_other_sites_are_social_media() -> None:
    text = "2009年に出会い系サイト以外のサイトで被害に遭った児童は1145人。"
    assert figure(text, "1145人").channel == "social_media"


def test_a_line_with_a_date_is_the_day_of_publication() -> None:
    document = read_document("2021年3月11日 10時3分\n警察庁が発表した。")
    assert find_published_date(document) == (date(2021, 3, 11), "dateline")


def test_a_full_stop_in_direct_speech_does_not_end_the_sentence() -> None:
    text = "担当者は「被害は深刻だ。対策を急ぐ。」と話した。会見は続いた。"
    document = read_document(text)
    assert [(one.span.of(text), one.role) for one in document.sentences] == [
        ("担当者は「被害は深刻だ。対策を急ぐ。」と話した。", Role.BODY),
        ("会見は続いた。", Role.BODY),
    ]


def test_a_record_since_the_start_of_the_data_is_a_claim() -> None:
    text = "2018年のストーカー事案の被害者は540人で、統計を取り始めた2000年以降で過去最多となった。"
    (claim,) = extract(text).record_claims
    assert (claim.direction, claim.since) == ("highest", "2000")


def test_a_story_without_statistics_has_no_figures() -> None:
    text = "小麦粉120グラムに卵を2個加え、30分おく。試合は6-2で、24歳の投手が7三振を奪った。"
    assert extract(text, PUBLISHED).figures == ()
