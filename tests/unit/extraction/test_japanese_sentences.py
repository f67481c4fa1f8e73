"""What a Japanese sentence says of its numbers beyond the words beside them: wholes, rows, comparisons, tables."""

import pytest

from tests.unit.extraction.reading import figure, figures, values


def of_each(text: str, axis: str) -> list[tuple[float, str | None]]:
    """Value and code on one axis of every figure, in text order."""
    return [(float(one.value), one.code(axis)) for one in figures(text)]


@pytest.mark.parametrize(
    ("text", "quote", "unit", "measure"),
    [
        ("昨年の殺人の検挙は12件で、強盗は1件もなかった。", "1件", "cases", "cases"),
        ("昨年の出会い系サイトの検挙に殺人はなく、強盗が2件である。", "なく", "cases", "cases"),
        ("昨年、名義貸しで検挙された者はなかった。", "なかった", "persons", "offenders"),
        ("昨年の雪崩による死者は3人で、行方不明になった人もいなかった。", "いなかった", "persons", "missing_persons"),
        ("昨年の届出義務違反による検挙は、一人もなく、前年の2人から減った。", "一人", "persons", "offenders"),
    ],
)
def test_nothing_counted_is_zero(text: str, quote: str, unit: str, measure: str) -> None:
    none = figure(text, quote)
    assert (none.value, none.kind, none.code("unit"), none.code("measure")) == (0, "level", unit, measure)


def test_what_does_not_go_away_is_not_zero() -> None:
    assert figures("犯罪はなくならない。") == []


def test_one_number_of_several_named_with_sorezore_is_one_figure_for_each() -> None:
    text = "昨年のSNSの被害児童は、ツイッターとLINEでそれぞれ70人に上った。"
    assert of_each(text, "platform") == [(70, "twitter"), (70, "line")]


def test_a_change_said_of_two_crimes_with_their_year_is_one_figure_for_each() -> None:
    text = "殺人と強盗の認知件数は2018年、ともに4.3%減った。"
    assert of_each(text, "offence") == [(-4.3, "murder"), (-4.3, "robbery")]


def test_a_change_said_of_each_is_of_the_levels_of_the_sentence_before() -> None:
    text = "昨年の強盗の摘発は123件、詐欺は34件。いずれも前年の2倍を超えた。"
    assert of_each(text, "offence") == [(123, "robbery"), (34, "fraud"), (2, "robbery"), (2, "fraud")]


def test_one_word_of_change_holds_for_percentages_in_a_row() -> None:
    text = "昨年のストーカーの相談は2万件で、男性は3.2%、女性は5.1%減った。"
    assert values(text)[1:] == [("percent_change", -3.2, "2018", "2017"), ("percent_change", -5.1, "2018", "2017")]


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("少年の検挙人員は2018年までの10年間に約4分の1に減少した。", "4分の1", 0.25),
        ("特殊詐欺の被害額は昨年395億円と、2014年の566億円の7割まで下がった。", "7割", 0.7),
    ],
)
def test_a_fraction_that_something_fell_to_is_a_ratio(text: str, quote: str, value: float) -> None:
    ratio = figure(text, quote)
    assert (ratio.kind, float(ratio.value)) == ("ratio", value)


def test_an_earlier_zero_in_a_clause_before_its_noun_is_of_that_noun() -> None:
    text = "昨年の大麻の摘発は120人で、前年は一人もいなかった中学生が3人いた。"
    zero = figure(text, "一人")
    assert (zero.value, zero.period, zero.code("age_group")) == (0, "2017", "junior_high_school")


def test_a_level_that_became_another_is_of_what_changed() -> None:
    text = "2013年に1万6千件だったストーカー相談は18年には2万1千件となった。"
    assert of_each(text, "offence") == [(16000, "stalking"), (21000, "stalking")]
    assert [one.period for one in figures(text)] == ["2013", "2018"]


def test_a_share_of_a_change_counts_what_changed() -> None:
    text = "昨年の薬物の検挙者は690人増え、増加分の92.1%が覚せい剤だった。"
    assert of_each(text, "measure") == [(690, "offenders"), (92.1, "offenders")]
    assert of_each(text, "offence") == [(690, None), (92.1, "stimulants")]


def test_none_at_one_place_of_a_list_is_zero() -> None:
    text = "路上強盗は昨年2950件。大阪府警の610件、警視庁の402件が目立ち、秋田県警ではなかった。"
    assert [float(one.value) for one in figures(text)] == [2950, 610, 402, 0]


def test_the_first_of_two_levels_is_what_became_the_second() -> None:
    text = "大麻で摘発された高校生は2014年の18人が昨年は74人に、中学生は3人が7人になった。"
    assert of_each(text, "age_group")[2:] == [(3, "junior_high_school"), (7, "junior_high_school")]
    assert [one.period for one in figures(text)][:2] == ["2014", "2018"]


def test_all_of_a_year_is_meant_in_a_text_about_a_part_of_one() -> None:
    text = "今年1〜2月の摘発は38人と、昨年1年間の61人に迫る。万引きで検挙された少年だ。"
    assert [one.period for one in figures(text)] == ["2019-01/2019-02", "2018"]


def test_a_change_behind_a_list_of_parts_is_of_their_total() -> None:
    text = "昨年のSNSの被害児童は880人。ツイッターが220人、LINEが121人だった。前年より86人多い。"
    assert figure(text, "86人").code("platform") is None


def test_a_change_told_apart_from_an_earlier_level_has_its_own_time() -> None:
    text = "SNSの調査は08年に始まり、その年の被害児童は785人だった。昨年までに2.3倍になった。"
    assert [(float(one.value), one.period) for one in figures(text)] == [(785, "2008"), (2.3, "2018")]


def test_all_reasons_for_meeting_are_of_those_who_met_the_offender() -> None:
    text = "SNSの被害児童のうち、昨年実際に会ったのは1530人だった。理由は「金品目的」が401人、「優しかった」が322人。"
    assert {one.code("measure") for one in figures(text)} == {"met_offender"}


def test_a_noun_of_its_own_is_not_narrowed_by_the_part_before_it() -> None:
    text = "少年による家庭内暴力は昨年1,470件。中学生が46.0%を占め、相手は母親が880件だった。"
    assert figure(text, "880件").code("age_group") is None


def test_a_share_that_fell_to_a_half_is_no_ratio() -> None:
    assert figure("昨年の被害児童は20人。女子の割合は半分に減った。", "半分").kind == "share"


def test_a_tenth_passed_by_an_increase_is_a_change() -> None:
    change = figure("昨年のストーカーの相談は1293件と、1割を超える増加となった。", "1割")
    assert (change.kind, change.value, change.code("qualifier")) == ("percent_change", 10, "more_than")


@pytest.mark.parametrize(
    ("text", "quote", "period"),
    [
        ("少年の大麻事犯の検挙は昨年144人に上り、10年前の174人には及ばない。", "174人", "2008"),
        ("昨年SNSの被害に遭った児童は1812人で、前年の1819人とほぼ横ばいだった。", "1819人", "2017"),
        ("被害に遭った小学生は5年前には117人だったが、2018年はその2倍に増えた。", "117人", "2013"),
        ("検挙率は昨年、21.3%から24.8%へ3.5ポイント改善した。2016年は18.9%だった。", "21.3%", "2017"),
        ("出会い系サイトの被害は昨年22人で、前年には30人が被害に遭った。", "30人", "2017"),
    ],
)
def test_a_level_is_of_the_earlier_time_that_its_words_name(text: str, quote: str, period: str) -> None:
    assert figure(text, quote).period == period


def test_a_peak_dates_only_what_is_compared_with_it() -> None:
    text = "出会い系サイトの被害者は22人で、ピークの2003年に比べ9割減った。"
    assert values(text) == [("level", 22, "2018", None), ("percent_change", -90, "2018", "2003")]


@pytest.mark.parametrize(
    ("text", "quote", "period"),
    [
        ("出会い喫茶は12月末現在、全国に81店舗を数えた。JK店の集計だ。", "81店舗", "2018-12"),
        ("昨年の来日外国人の検挙は1万件。不法残留者は1月1日現在8万2892人に膨らんだ。", "8万2892人", "2019-01"),
        ("自殺者は10～14年の5年間に318人いた。", "318人", "2010/2014"),
        ("特殊詐欺は昨年1万件。今年は2月末までに1500件あった。", "1500件", "2019-01/2019-02"),
    ],
)
def test_a_day_a_range_and_a_part_of_a_year_are_periods(text: str, quote: str, period: str) -> None:
    assert figure(text, quote).period == period


def test_what_a_number_is_compared_with_narrows_it_to_nothing() -> None:
    text = "昨年の自殺者のうち男性は1万4746人で、女性の約2倍だった。"
    assert of_each(text, "sex") == [(14746, "male"), (2, "male")]


def test_a_whole_in_words_holds_for_all_its_parts() -> None:
    text = "昨年、脅迫で検挙した男子のうち、16歳は34人であり、14歳は5人だった。"
    assert of_each(text, "sex") == [(34, "male"), (5, "male")]


def test_what_wa_names_is_the_part_and_not_its_whole() -> None:
    text = "昨年、中学生は被害児童1486人のうち544人いた。"
    assert of_each(text, "age_group") == [(1486, None), (544, "junior_high_school")]


def test_a_whole_keeps_its_place_before_its_bracket() -> None:
    text = "昨年のSNSの被害児童868人（検挙1044件）のうち、最多の465人（53人増）が高校生だった。"
    found = figure(text, "465人")
    assert (found.code("measure"), found.code("age_group")) == ("victims", "high_school")


def test_those_counted_of_a_share_have_what_the_share_was_narrowed_to() -> None:
    text = "昨年の特殊詐欺の被害者の72.5%は65歳以上の者で、中でも女性が約9,800人を数えた。"
    assert of_each(text, "age_group") == [(72.5, "age_65_and_over"), (9800, "age_65_and_over")]


def test_ages_of_which_one_number_is_told_together_are_joined() -> None:
    text = "昨年の詐欺の被害者は1300人。20代と30代で全体の4割を占めた。"
    assert figure(text, "4割").code("age_group") == "20s+30s"


def test_awasete_joins_the_parts_before_it() -> None:
    text = "大麻の検挙人員は昨年、20代が3545人、10代が1222人で、合わせて全体の73.5%に上る。"
    assert figure(text, "73.5%").code("age_group") == "20s+teens"


def test_an_age_of_the_population_stays_with_the_part_that_names_none() -> None:
    text = "大麻で昨年摘発された14〜19歳の少年は598人。有職少年が320人、高校生は105人だった。"
    assert of_each(text, "age_group") == [(598, "age_14_to_19"), (320, "age_14_to_19"), (105, "high_school")]


def test_brackets_that_end_a_text_say_of_what_and_when_all_of_it_is() -> None:
    text = "被害児童595人のうち、女子は565人。LINEを使った人は1割だった（いずれも平成29年上半期、コミュニティサイト）。"
    assert {(one.period, one.code("channel")) for one in figures(text)} == {("2017-H1", "social_media")}


def test_parts_told_before_their_total_are_of_it() -> None:
    text = "昨年の学職別では、高校生917人、中学生695人。SNSを通じた被害児童の総数は1819人だった。"
    assert of_each(text, "channel") == [(917, "social_media"), (695, "social_media"), (1819, "social_media")]


def test_what_the_last_sentence_says_was_counted_is_counted_by_the_first() -> None:
    text = "前年から3割減の35人にとどまった。出会い系サイトの被害者である。"
    assert of_each(text, "channel") == [(-30, "dating_sites"), (35, "dating_sites")]


def test_the_answer_to_a_question_is_of_what_was_asked() -> None:
    text = "昨年、名義貸しで検挙されたのは何人か。3人であり、前年の8人から減った。"
    assert of_each(text, "offence") == [(3, "dating_site_law_name_lending"), (8, "dating_site_law_name_lending")]


def test_people_who_sought_advice_are_counted_as_consultations() -> None:
    text = "昨年のSNSの被害児童は900人だった。ストーカーの相談者は310人。"
    assert figure(text, "310人").code("measure") == "consultations"


def test_the_sample_of_a_survey_and_those_who_answered_are_no_victims() -> None:
    text = "調査は昨年、高校生2400人を対象に実施し、1863人から回答を得た。"
    assert of_each(text, "measure") == [(2400, None), (1863, None)]


def test_bare_decimals_beside_a_rate_are_rates() -> None:
    text = "昨年の自殺死亡率(人口10万人当たりの自殺者数)は前年を0.7下回る16.8となった。"
    assert of_each(text, "unit") == [(-0.7, "per_100000"), (16.8, "per_100000")]


def test_a_violated_order_is_of_the_field_spoken_of() -> None:
    text = "DVの相談は昨年461件だった。保護命令は7件、命令違反の摘発は1件。"
    assert figure(text, "1件").code("offence") == "protection_order_violation"
    text = "ストーカーの相談は昨年461件だった。禁止命令は7件、命令違反の摘発は1件。"
    assert figure(text, "1件").code("offence") == "restraining_order_violation"


def test_the_heads_of_columns_date_the_numbers_of_a_row() -> None:
    text = "区分 | 平成28年 | 平成27年 | 増減\n犯罪少年 | 512人 | 534人 | -22人\n触法少年 | 171人 | 178人 | -7人"
    assert values(text) == [
        ("level", 512, "2016", None),
        ("level", 534, "2015", None),
        ("change", -22, "2016", "2015"),
        ("level", 171, "2016", None),
        ("level", 178, "2015", None),
        ("change", -7, "2016", "2015"),
    ]


def test_a_line_in_brackets_below_a_list_says_of_what_it_is() -> None:
    text = "○検挙件数 2,400件\n○検挙人員 1,690人\n○被害児童数 1,205人\n(児童ポルノ事犯、平成29年中)"
    assert of_each(text, "offence") == [(value, "child_pornography") for value in (2400, 1690, 1205)]


def test_murders_counted_with_attempts_are_murders() -> None:
    text = "重要犯罪の被害児童は昨年104人。略取誘拐が47人と最多で、殺人も未遂を含め2人いた。"
    assert figure(text, "2人").code("offence") == "murder"


def test_what_happened_counts_what_is_spoken_of() -> None:
    text = "水難(7〜8月)\n発生 601件\n水難者 720人"
    assert figure(text, "601件").code("measure") == "accidents"
