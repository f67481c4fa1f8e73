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
from tests.unit.extraction.reading import figure, figures, values

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
        ("壱百弐拾", 120),
        ("一万五千億", 1_500_000_000_000),
        ("二百一五", 215),
        ("1億0200万", 102_000_000),
        ("三・五", Decimal("3.5")),
        ("一、二一五", 1215),
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


@pytest.mark.parametrize("written", ["三十二十", "5万3億2", "1,66", "12,3456", "百百", "3万12345", "1.2億3万"])
def test_a_malformed_number_has_no_value(written: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        value_of(written)


@pytest.mark.parametrize("text", ["三十二十件", "1,66人", "5万3億2件", "12,3456人"])
def test_no_part_of_a_malformed_number_is_read(text: str) -> None:
    read = read_numerals(text, whole(text))
    assert (read.numerals, [(one.span.of(text), one.disposition) for one in read.labels]) == (
        [],
        [(text, "unresolved")],
    )


@pytest.mark.parametrize(
    "text", ["数十件", "十数人", "百数十人", "30数人", "数千円", "5、6人", "二、三件", "十二、三人", "何十人"]
)
def test_a_rough_number_is_vague_and_no_part_of_it_is_read(text: str) -> None:
    read = read_numerals(text, whole(text))
    assert (read.numerals, [(one.span.of(text), one.disposition) for one in read.labels]) == ([], [(text, "vague")])


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit"),
    [
        ("検挙件数10件", "10件", 10, "cases"),
        ("高校生:578人", "578人", 578, "persons"),
        ("LINE104人", "104人", 104, "persons"),
        ("42.8pt低下", "42.8pt", Decimal("42.8"), "percentage_points"),
        ("ピーク時の約1/5です", "1/5", 20, "percent"),
        ("120万ドル", "120万ドル", 1_200_000, "us_dollars"),
        ("30万豪ドル", "30万豪ドル", 300_000, "other_currency"),
        ("HK$50万", "HK$50万", 500_000, "other_currency"),
        ("倍以上に増えた", "倍", 2, "times"),
    ],
)
def test_a_number_keeps_its_own_unit(text: str, quote: str, value: Decimal, unit: str) -> None:
    found = [(one.span.of(text), one.value, one.unit) for one in read_numerals(text, whole(text)).numerals]
    assert found == [(quote, value, unit)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("3〜5人", 3, 5),
        ("12.8〜13.0%", Decimal("12.8"), 13),
        ("1〜2万人", 10000, 20000),
        ("三～四割", 30, 40),
        ("3〜4人に1人", 25, Decimal("33.3333")),
    ],
)
def test_a_range_has_two_ends(text: str, low: Decimal, high: Decimal) -> None:
    (numeral,) = read_numerals(text, whole(text)).numerals
    assert (numeral.span.of(text), numeral.value, numeral.upper) == (text, low, high)


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
        ("2018年6月末", "2018-06"),
        ("2018年6月末時点", "2018-H1"),
        ("2016年末", "2016-12"),
        ("令和5（2023）年", "2023"),
        ("2023（令和5）年", "2023"),
        ("令和五年中", "2023"),
        ("平成30年（2018年）", "2018"),
        ("R4年度", "FY2022"),
        ("2022/23年度", "FY2022"),
        ("2022年4月〜2023年3月", "FY2022"),
        ("2016年4月から2017年1月", "2016-04/2017-01"),
        ("昨年12月から今年2月まで", "2018-12/2019-02"),
        ("2017年4月から翌年1月まで", "2017-04/2018-01"),
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
        ("2010年比", "2013", "2010"),
        ("過去5年で", "2018", "2013"),
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
        ("50代以上", "age_label", "age_50_and_over"),
        ("18歳以上65歳未満", "age_label", "age_18_to_64"),
        ("3歳～1歳", "age_label", "age_1_to_3"),
        ("1日当たり", "rate_denominator", None),
        ("月平均", "rate_denominator", None),
        ("人口千人当たり", "rate_denominator", None),
        ("076・465・6722", "identifier", None),
        ("50人規模", "not_statistics", None),
    ],
)
def test_a_number_that_is_no_count_says_why(text: str, disposition: str, age_group: str | None) -> None:
    (label,) = find_labels(text, whole(text))
    assert (label.disposition, label.age_group) == (disposition, age_group)


def test_levels_of_other_years_in_brackets_have_their_own_time() -> None:
    text = "2018年のストーカーの相談は450件（2017年は400件、16年は350件）だった。"
    assert values(text) == [("level", 450, "2018", None), ("level", 400, "2017", None), ("level", 350, "2016", None)]


def test_a_year_of_one_digit_is_of_the_era_named_before() -> None:
    text = "ストーカーの相談は令和元年が120件、2年が143件、3年が124件だった。"
    levels = [("level", 120, "2019", None), ("level", 143, "2020", None), ("level", 124, "2021", None)]
    assert values(text, date(2022, 3, 10)) == levels


@pytest.mark.parametrize(
    ("tail", "qualifier"),
    [
        ("を超えた。", "more_than"),
        ("を突破した。", "more_than"),
        ("を割り込んだ。", "less_than"),
        ("に達しなかった。", "less_than"),
        ("に届かなかった。", "less_than"),
        ("に迫った。", "nearly"),
        ("だった。", "exact"),
    ],
)
def test_a_threshold_is_qualified_by_what_became_of_it(tail: str, qualifier: str) -> None:
    (level,) = extract(f"昨年のストーカーの相談は3000件{tail}", PUBLISHED).figures
    assert (level.kind, level.period, level.qualifier) == ("level", "2018", qualifier)


def test_a_ratio_to_a_peak_is_compared_with_no_year_that_nobody_named() -> None:
    text = "昨年のストーカーの相談は1665件で、10年前の1.3倍、ピーク時の半分だった。"
    assert values(text)[1:] == [("ratio", 1.3, "2018", "2008"), ("ratio", 0.5, "2018", None)]


def test_a_rate_is_a_series_apart_from_the_count() -> None:
    text = "昨年のストーカーの相談は1日当たり45件だった。"
    (rate,) = extract(text, PUBLISHED).figures
    assert (rate.unit, rate.measure, rate.other_concepts) == ("cases", "consultations", "rate=per_day")


@pytest.mark.parametrize(
    "lead",
    [
        "令和元年6月14日\n",
        "R1.6.14 警察庁\n",
        "令和元年六月十四日\n",
        "警察庁は2019年6月14日、統計を発表した。",
        "【東京＝2019年6月14日】",
    ],
)
def test_a_date_in_the_lead_is_the_day_of_publication(lead: str) -> None:
    assert extract(lead + "昨年のストーカーの相談は45件だった。").published_on == date(2019, 6, 14)


def test_the_day_a_law_came_into_force_is_no_day_of_publication() -> None:
    assert extract("2017年10月1日施行の改正法を受け、昨年の相談は45件と警察庁が発表した。").published_on is None


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


def test_a_crime_without_a_code_does_not_take_the_code_of_the_last_one() -> None:
    text = "昨年の刑法犯の検挙件数は2540件。内訳は、万引きが1830件、占有離脱物横領が171件、詐欺が37件。"
    assert [one.offence for one in figures(text)] == ["penal_code", "shoplifting", None, "fraud"]


def test_what_is_counted_by_its_own_words_is_no_victim() -> None:
    one = figure("昨年のSNSに起因する被害児童は900人だった。水難者は310人。", "310人")
    assert (one.measure, one.counted_as, one.unit) == (None, "水難者", "persons")


def test_schools_named_by_one_word_are_joined() -> None:
    one = figure("昨年、水難事故で死亡した中学生以下は16人だった。", "16人")
    assert one.age_group == "preschool+elementary_school+junior_high_school"


def test_the_predicate_says_what_people_are() -> None:
    text = "昨年の人身取引は44件で、29人を摘発した。被害に遭った少年は31人、うち2人が亡くなった。"
    assert [one.measure for one in figures(text)] == ["cases", "offenders", "victims", "deaths"]


def test_a_text_may_name_its_series_last() -> None:
    one = figure("昨年の被害児童は1802人だった。SNSに起因する事件の統計である。", "1802人")
    assert one.channel == "social_media"


def test_parts_before_their_total_count_what_it_counts() -> None:
    text = "心理的虐待80人、身体的虐待50人、怠慢・拒否27人。警察が昨年通告した児童は計157人だった。"
    assert {one.measure for one in figures(text)} == {"children_reported"}


def test_a_total_of_months_covers_them() -> None:
    text = "県内の声かけは昨年1月31件、2月29件、3月40件、4月10件で計110件だった。"
    assert figure(text, "110件").period == "2018-01/2018-04"


def test_the_theme_of_a_part_is_what_wa_names() -> None:
    text = "昨年SNSで被害に遭った子どもは1486人だった。小学生は1486人のうち136人。"
    assert figure(text, "136人").age_group == "elementary_school"


@pytest.mark.parametrize(
    ("text", "axis", "codes"),
    [
        ("昨年に水の事故で死亡した子どもは男女とも12人だった。", "sex", ["female", "male"]),
        ("SNSの被害は昨年、9歳と8歳が7人ずつだった。", "age_group", ["age_9", "age_8"]),
        ("児童ポルノの検挙は昨年、島根と鳥取が各9件だった。", "offence", ["child_pornography"] * 2),
    ],
)
def test_one_number_of_each_is_one_figure_for_each(text: str, axis: str, codes: list[str]) -> None:
    assert [one.code(axis) for one in figures(text)] == codes


def test_a_question_is_the_topic_of_its_answer() -> None:
    text = "Q SNSで被害に遭った小学生は。\nA 昨年は164人で、前年より29人多い。\nQ 中学生は。\nA 701人です。"
    schools = [one.age_group for one in figures(text)]
    assert schools == ["elementary_school", "elementary_school", "junior_high_school"]


@pytest.mark.parametrize(
    ("text", "quote", "period"),
    [
        ("2017年の特殊詐欺は164件で、うち101件は7月以降に起きた。", "101件", "2017-H2"),
        ("強盗で昨年逮捕された51人のうち、10月は27人だった。", "27人", "2018-10"),
        ("昨年11月27日から年末までに、ストーカーの相談が106件あった。", "106件", "2018-11/2018-12"),
        ("今年一~二月の虐待の検挙は31件だった。", "31件", "2019-01/2019-02"),
        ("県内のひったくりはH28年に1402件だった。", "1402件", "2016"),
        ("刑法犯は2002年に285万件あったが、15年に109万件となった。", "109万件", "2015"),
        ("児童ポルノの被害児童は1545人(前年比22・0%増)。", "1545人", "2018"),
        ("昨年の被害児童は900人だった。4年前は450人だったので2倍になった。", "2倍", "2018"),
        ("昨年の児童買春は、前年に41件だった摘発が133件に増えた。", "41件", "2017"),
    ],
)
def test_the_time_of_a_number(text: str, quote: str, period: str) -> None:
    assert figure(text, quote).period == period


def test_lines_of_items_are_read_without_a_sentence() -> None:
    text = "刑法犯少年 693人\n うち小学生 61人\n(平成28年)"
    assert [(one.value, one.measure, one.period) for one in figures(text)] == [
        (693, "offenders", "2016"),
        (61, "offenders", "2016"),
    ]


def test_a_head_gives_bare_numbers_their_counter() -> None:
    text = "刑法犯少年の推移(単位:人)\n平成27年 441\n平成28年 398"
    assert [(one.value, one.unit, one.period) for one in figures(text)] == [
        (441, "persons", "2015"),
        (398, "persons", "2016"),
    ]


def test_a_change_in_brackets_has_the_counter_of_its_level() -> None:
    text = "昨年の交通死者は北海道5人(±0)、千葉15人(+5)だった。"
    assert [(str(one.kind), one.value) for one in figures(text)] == [
        ("level", 5),
        ("change", 0),
        ("level", 15),
        ("change", 5),
    ]


def test_a_headline_may_tell_what_the_text_does_not() -> None:
    text = "昨年の大麻摘発、20歳未満が610人\n\n高校生は133人、中学生は12人いた。"
    assert [(one.value, one.measure) for one in figures(text)] == [
        (610, "offenders"),
        (133, "offenders"),
        (12, "offenders"),
    ]


def test_a_theme_goes_on_through_a_series_of_years() -> None:
    text = "万引きで検挙された高齢者は2015年に441人、2016年には398人だった。"
    read = [(one.value, one.period, one.age_group) for one in figures(text)]
    assert read == [(441, "2015", "age_65_and_over"), (398, "2016", "age_65_and_over")]


def test_a_ratio_is_of_what_is_compared_and_not_of_its_base() -> None:
    assert figure("昨年の自殺者は1万3500人。男性は女性の2.3倍だった。", "2.3倍").sex == "male"


def test_decades_from_one_to_another_are_joined() -> None:
    assert figure("大麻の昨年の摘発は2990人で、20~30代が7割を超えた。", "7割").age_group == "20s+30s"


def test_people_in_a_list_are_what_the_first_of_them_are() -> None:
    text = "昨年の児童ポルノの摘発は1531人だった。態様別では、自画撮りが480人、盗撮が426人。"
    assert [one.measure for one in figures(text)] == ["offenders", "victims", "victims"]


def test_examples_in_brackets_narrow_nothing() -> None:
    one = figure("昨年、SNS(インスタグラムやツイッターなど)で被害に遭った児童は159人だった。", "159人")
    assert (one.channel, one.platform) == ("social_media", None)


@pytest.mark.parametrize(
    ("text", "quote", "kind", "value"),
    [
        ("児童ポルノの「所持等」は昨年、前年から50件も増えて951件だった。", "50件", "change", 50),
        ("昨年の検挙は3013件、前年より190件(5.9%)のマイナス。", "190件", "change", -190),
        ("昨年の刑法犯は61万件で、前年に比べ17.9%(13万件)少なかった。", "13万件", "change", -130000),
    ],
)
def test_what_became_of_a_number_may_stand_further_behind(text: str, quote: str, kind: str, value: int) -> None:
    one = figure(text, quote)
    assert (str(one.kind), one.value) == (kind, value)


def test_a_change_that_names_what_it_counts_is_of_that_level() -> None:
    text = "昨年の特殊詐欺は1万3913件、被害額312億円で、額は6.6%減、件数は30.8%増。"
    assert [one.measure for one in figures(text)] == ["cases", "losses", "losses", "cases"]


def test_a_sentence_of_other_years_goes_on_about_the_series_told_last() -> None:
    text = "刑法犯は昨年61万件だった。電車内の不同意わいせつは556件。これまでは2016年143件、2017年318件だった。"
    crimes = [one.offence for one in figures(text)]
    assert crimes == ["penal_code", *["non_consensual_indecency"] * 3]


def test_a_crime_beside_consultations_is_counted_in_cases() -> None:
    text = "昨年のDVの相談は7万2000件。配偶者間の殺人は70件だった。"
    assert [one.measure for one in figures(text)] == ["consultations", "cases"]


def test_the_noun_behind_a_share_says_who_they_are() -> None:
    one = figure("昨年のストーカーの被害者の88%は女性で、相談は2万件だった。", "88%")
    assert (one.sex, one.offence) == ("female", "stalking")


def test_two_channels_told_together_are_joined() -> None:
    text = "昨年、SNSの被害は1813人で、出会い系サイトは29人。両者で1842人だった。"
    assert figure(text, "1842人").channel == "social_media+dating_sites"


def test_a_sum_of_money_may_be_called_a_loss_behind_it() -> None:
    text = "県内の特殊詐欺は昨年310件(前年比12件増)、7億2千万円(同1億円減)の被害が出た。"
    assert [one.measure for one in figures(text)] == ["cases", "cases", "losses", "losses"]


def test_the_young_among_offenders_are_offenders() -> None:
    text = "昨年の特殊詐欺の検挙は4600件、2400人。このうち少年は480人だった。"
    assert figure(text, "480人").measure == "offenders"


def test_an_undated_text_dates_the_earlier_level_too() -> None:
    text = "出会い系サイトの被害児童は29人で、過去最少だった前年の42人を下回った。"
    assert [one.period for one in figures(text)] == ["2018", "2017"]


def test_two_changes_may_share_one_verb() -> None:
    text = "昨年の不正送金の被害は425件、10億8100万円で、前年より867件、6億600万円減った。"
    assert [(str(one.kind), one.value, one.unit) for one in figures(text)] == [
        ("level", 425, "cases"),
        ("level", 1081000000, "yen"),
        ("change", -867, "cases"),
        ("change", -606000000, "yen"),
    ]


def test_people_right_behind_cases_were_arrested() -> None:
    text = "昨年の被害児童は60人だった。条例違反は40件、30人。"
    assert [one.measure for one in figures(text)] == ["victims", "cases", "offenders"]


def test_a_crime_that_only_a_part_names_is_not_the_topic() -> None:
    text = "昨年の来日外国人の検挙は3万4700件で、刑法犯2万4200件、特別法犯1万500件だった。"
    assert [one.offence for one in figures(text)] == [None, "penal_code", None]


def test_from_one_year_to_another_tells_two_levels() -> None:
    text = "2012年から16年にかけて、児童ポルノの検挙は1596件から2097件に増えた。"
    assert [(one.value, one.period) for one in figures(text)] == [(1596, "2012"), (2097, "2016")]


def test_a_sum_right_behind_cases_was_lost_in_them() -> None:
    text = "特殊詐欺は昨年、県内で384件(21.9%増)8億円。"
    assert [one.measure for one in figures(text)] == ["cases", "cases", "losses"]
