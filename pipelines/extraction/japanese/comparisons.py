"""Stage 5: the rules of numbers that compare two times: a change, its size in percent, the value before, a multiple.

What a rule sees is in ``context``; in which order they are tried, in ``frames``.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extraction.expressions import RATES, SIGNS, Anchor, Form
from pipelines.extraction.items import Item, brackets_behind_numbers
from pipelines.extraction.japanese.context import Context, sign_of
from pipelines.extraction.japanese.items import BREAKS
from pipelines.extraction.model import Kind
from pipelines.extraction.rules import Example, Sense, change_kind, level_kind, rule
from pipelines.extraction.statements import Place

_WAS = (
    "だった", "であった", "にとどまった", "にすぎなかった", "いた", "あった", "を数えた", "に上った", "にのぼった",
    "に達した", "を記録した",
)  # fmt: skip
_WAS_BEGINS = frozenset(word[0] for word in _WAS)
_RELATIONS = ("percentage_points", "times")  # what has one of these units is no level
_DATING = (Anchor.ABSOLUTE, Anchor.PUBLICATION, Anchor.EARLIER)
_OF_A_PERIOD = frozenset("の（(同末")


@rule(
    Example("相談は前年の1.9倍だった。", "1.9倍", Kind.RATIO, Place.COMPARED),
    Example("相談は10年前と比べて倍増した。", "倍増", Kind.RATIO, Place.COMPARED),
    Example("相談は前年から半減した。", "半減", Kind.RATIO, Place.COMPARED),
)
def multiple(context: Context) -> Sense | None:
    """A later value divided by an earlier one."""
    if context.unit == "times":
        return Sense(Kind.RATIO, Place.COMPARED)
    return None


@rule(
    Example("相談はピーク時の約3分の1になった。", "3分の1", Kind.RATIO, Place.COMPARED),
    Example("相談は前年の半数に減った。", "半数", Kind.RATIO, Place.COMPARED),
    Example("相談は2008年の4割に減った。", "4割", Kind.RATIO, Place.COMPARED),
)
def fraction_of_earlier(context: Context) -> Sense | None:
    """A fraction of another period's value."""
    number = context.number
    if not number or number.form is not Form.FRACTION:
        return None
    if "割" in context.item.word and not _is_of_a_time(context):
        return None  # 前年に比べ3割増; but 2008年の4割に減った
    earlier = any(
        (item.time and item.time.anchor in (Anchor.EARLIER, Anchor.ABSOLUTE)) or item.word in ("ピーク時", "ピーク")
        for item in context.items[max(0, context.index - 4) : context.index]
    )
    changes = any(sign_of(item) for item in context.clause_after(4))
    if _is_of_a_time(context) or _has_become(context):
        return Sense(Kind.RATIO, Place.COMPARED)
    if earlier and (changes or any(item.word in ("に", "だ", "で") for item in context.clause_after(2))):
        return Sense(Kind.RATIO, Place.COMPARED)
    return None


def _has_become(context: Context) -> bool:
    """Whether something became a fraction of itself: 10年間に約4分の1に減少した; not 割合は半分に減った."""
    link = "".join(item.word for item in context.items[context.first_after : context.first_after + 2])
    steps = 2 if link == "まで" else 1
    verb = context.after(steps + 1)
    told = "".join(item.word for item in context.items[: context.index])
    is_share = "割合" in told or "率" in told or any(item.cue("part") for item in context.items[: context.index])
    return (link == "まで" or link[:1] in ("に", "へ")) and sign_of(verb) < 0 and not is_share


def _is_of_a_time(context: Context) -> bool:
    """Whether a fraction is of what another period had: 08年の4割に, 最多だった70年(1万人)の約3分の1になった."""
    before, after = context.before(), context.after()
    if before is None or after is None:
        return False
    second = context.after(2)
    is_level = after.word == "の" and second is not None and (second.word in ("水", "水準") or bool(second.number))
    if before.word == "の" and (is_level or after.word in ("に", "へ", "ま", "を", "と", "だ", "で", "。")):
        start = max(0, context.last_before - 6)
        return any(item.time for item in context.items[start : context.last_before])
    earlier = context.items[max(0, context.last_before - 3) : context.last_before + 1]
    return after.word in ("に", "と", "の") and any(item.cue("compared_with") for item in earlier)


@rule(
    Example("相談は1231件で、前年比▲11.4%だった。", "11.4%", Kind.PERCENT_CHANGE, Place.COMPARED, -1),
    Example("相談は1231件（＋780件）だった。", "780件", Kind.CHANGE, Place.COMPARED),
)
def signed(context: Context) -> Sense | None:
    """A change by its sign."""
    before = context.items[context.index - 1] if context.index else None
    if before is not None and before.word in SIGNS:
        return Sense(change_kind(context), Place.COMPARED, SIGNS[before.word])
    return None


@rule(
    Example("相談は前年より77件増の1231件だった。", "77件", Kind.CHANGE, Place.COMPARED),
    Example("相談は前年を4.4%下回った。", "4.4%", Kind.PERCENT_CHANGE, Place.COMPARED, -1),
    Example("相談は1231件で、前年比63件の減少だった。", "63件", Kind.CHANGE, Place.COMPARED, -1),
    Example("検挙率は前年より0.9ポイント高い56.3%だった。", "0.9ポイント", Kind.POINT_CHANGE, Place.COMPARED),
)
def changed_by(context: Context) -> Sense | None:
    """A difference with what became of it right after."""
    item = context.after()
    sign = sign_of(item)
    noun = context.after(2)
    links = item is not None and item.word in ("の", "も")
    if links and noun is not None and noun.cue("increase", "decrease"):
        sign = sign_of(noun)  # 63件の減, 750件も増えて, 2割近い増加
    if item is not None and item.word == "を" and noun is not None and noun.cue("crossing", "more", "below"):
        behind = context.items[context.first_after + 2 : context.first_after + 4]
        sign = next((sign_of(one) for one in behind if one.cue("increase", "decrease")), 0)  # 1割を超える増加
    if sign and context.unit != "years_of_age":
        return Sense(change_kind(context), Place.COMPARED, sign)
    return None


@rule(
    Example("相談は1231件となり、増加数は77件だった。", "77件", Kind.CHANGE, Place.COMPARED),
    Example("相談は1231件に減り、減少率は4.4%だった。", "4.4%", Kind.PERCENT_CHANGE, Place.COMPARED, -1),
)
def change_told(context: Context) -> Sense | None:
    """A change that is itself the subject."""
    for item in context.items[max(0, context.last_before - 2) : context.last_before + 1]:
        if item.cue("increase_by", "decrease_by"):
            sign = 1 if item.cue("increase_by") else -1
            return Sense(change_kind(context), Place.COMPARED, sign)
    return None


def _sign_behind(items: Sequence[Item], bracket: int) -> int:
    """What the word behind a closing bracket says of the change before it: 1万1510件（5.5%）増, 61件(1.4%)のプラス."""
    place = bracket + 1
    if place + 1 < len(items) and items[place].word == "の":
        place += 1
    return sign_of(items[place]) if place < len(items) else 0


@rule(
    Example("相談は前年から1万1510件（5.5%）増えた。", "1万1510件", Kind.CHANGE, Place.COMPARED),
    Example("相談は前年から1万1510件（5.5%）増えた。", "5.5%", Kind.PERCENT_CHANGE, Place.COMPARED),
    Example("相談は前年の1811件から236件、率にして13.0%増えた。", "236件", Kind.CHANGE, Place.COMPARED),
    Example("相談は前年を236件、13.0%上回った。", "236件", Kind.CHANGE, Place.COMPARED),
)
def also_changed_by(context: Context) -> Sense | None:
    """The same change said a second way."""
    second, third = context.after(), context.after(2)
    if second is not None and second.word in ("、", "で", "と") and context.unit not in RATES:
        # 31人、率にして3.6%上回った
        rate = next(
            (
                k
                for k in range(context.first_after, min(context.first_after + 7, len(context.items)))
                if context.items[k].number
            ),
            0,
        )
        words = "".join(item.word for item in context.items[context.first_after : rate])
        if (
            rate
            and "率にして" in words
            and rate + 1 < len(context.items)
            and (sign := sign_of(context.items[rate + 1]))
        ):
            return Sense(change_kind(context), Place.COMPARED, sign)
        behind = context.after(3)
        earlier = context.items[max(0, context.last_before - 1) : context.last_before + 1]
        compares = any(item.time is not None and item.time.anchor is Anchor.EARLIER for item in earlier)
        if compares and third is not None and third.number and sign_of(behind):
            # 前年を236人、13.0%上回り; 前年より867件、6億600万円減った
            return Sense(change_kind(context), Place.COMPARED, sign_of(behind))
    if second is not None and second.word in ("（", "(") and third is not None and third.number:
        closing = next(
            (k for k in range(context.first_after, len(context.items)) if context.items[k].word in ("）", ")")), None
        )
        if closing and (sign := _sign_behind(context.items, closing)):
            return Sense(change_kind(context), Place.COMPARED, sign)
    items, index = context.items, context.index
    restates = index > 1 and items[index - 1].word in ("（", "(") and items[index - 2].number is not None
    closes = second is not None and second.word in ("）", ")") and (context.unit == "percent" or restates)
    if closes and (sign := _sign_behind(context.items, context.first_after)):
        return Sense(change_kind(context), Place.COMPARED, sign)
    return None


@rule(
    Example("検挙率は56.3%で、前年との差は0.9ポイントだった。", "0.9ポイント", Kind.POINT_CHANGE, Place.COMPARED),
)
def points(context: Context) -> Sense | None:
    """A change in percentage points without a word of change right after it."""
    if context.unit != "percentage_points":
        return None
    sign = next((sign for item in context.clause_after(4) if (sign := sign_of(item))), 1)
    return Sense(Kind.POINT_CHANGE, Place.COMPARED, sign)


@rule(
    Example("2018年の小学生は24人で、前年16人だった。", "16人", Kind.LEVEL, Place.EARLIER),
    Example("小学生は24人（前年同期29人）だった。", "29人", Kind.LEVEL, Place.EARLIER),
    Example("小学生は24人（前年同期29人）、中学生は38人（同40人）だった。", "40人", Kind.LEVEL, Place.EARLIER),
)
def of_the_earlier(context: Context) -> Sense | None:
    """A level right behind the earlier period it is of."""
    before, after = context.before(), context.after()
    if before is None or after is None or context.unit in _RELATIONS or before.word.endswith("比"):
        return None
    is_earlier = before.time is not None and before.time.anchor is Anchor.EARLIER
    bracket = context.before(2)
    in_brackets = bracket is not None and bracket.word in ("（", "(") and after.word in ("）", ")")
    if (is_earlier and ("".join(item.word for item in context.clause_after(3)) == "だった" or in_brackets)) or (
        before.word == "同" and in_brackets and context.unit != "percent"  # （同15.8%）: of the same whole
    ):
        return Sense(level_kind(context), Place.EARLIER)
    return None


@rule(
    Example("相談は450件（2022年は400件、21年は350件）だった。", "400件", Kind.LEVEL, Place.EARLIER),
    Example("相談は450件（2022年は400件、21年は350件）だった。", "350件", Kind.LEVEL, Place.EARLIER),
)
def of_a_time_in_brackets(context: Context) -> Sense | None:
    """A level of another year told in brackets behind one."""
    items, index = context.items, context.index
    aside = next((one for one in brackets_behind_numbers(items) if index in one), None)
    if aside is None or context.unit in _RELATIONS:
        return None
    own = items[aside.start : index]
    last = next((k for k in range(len(own) - 1, -1, -1) if own[k].number), 0)
    times = [k for k in range(last, len(own)) if (time := own[k].time) and time.anchor in _DATING]
    after = context.after()
    if (
        not times
        or own[times[-1]].word.endswith("比")
        or sign_of(after)
        or any(item.cue("them", "part") for item in own)
    ):
        return None
    is_told = all(
        item.word in _OF_A_PERIOD or item.word in ("は", "が", ":", "：", "、") for item in own[times[-1] + 1 :]
    )
    return Sense(level_kind(context), Place.EARLIER) if is_told else None


@rule(
    Example("相談は前年(119件)の2.9倍だった。", "119件", Kind.LEVEL, Place.EARLIER),
    Example("被害者は2008年上半期（341人）を上回った。", "341人", Kind.LEVEL, Place.EARLIER),
)
def earlier_in_brackets(context: Context) -> Sense | None:
    """The level that is compared with, behind its period."""
    items, bracket = context.items, context.last_before
    if bracket < 1 or items[bracket].word not in ("（", "(") or not items[bracket - 1].time:
        return None
    closing = items[context.first_after : context.first_after + 2]
    if (
        len(closing) < 2
        or closing[0].word not in ("）", ")")
        or not (closing[1].word in ("の", "を", "に", "から", "より") or closing[1].cue("compared_with"))
    ):
        return None
    return Sense(level_kind(context), Place.EARLIER)


@rule(
    Example("被害者は1238人だった前年から5.9%増えた。", "1238人", Kind.LEVEL, Place.EARLIER),
    Example("相談は65件にとどまった昨年上半期と比べ、大きく増えた。", "65件", Kind.LEVEL, Place.EARLIER),
)
def that_was_the_earlier(context: Context) -> Sense | None:
    """The level before a change, told of its period."""
    after = context.after()
    if after is None or after.word[0] not in _WAS_BEGINS:
        return None
    words = context.items[context.first_after : context.first_after + 8]
    time = next((k for k, item in enumerate(words) if item.time), None)
    if time is None or "".join(item.word for item in words[:time]) not in _WAS:
        return None
    return Sense(level_kind(context), Place.EARLIER)


@rule(
    Example("相談は2012年の600件の2倍を超えた。", "600件", Kind.LEVEL, Place.EARLIER),
    Example("相談は前年の600件の約2倍だった。", "600件", Kind.LEVEL, Place.EARLIER),
    Example("被害額は2014年の566億円の7割弱まで下がった。", "566億円", Kind.LEVEL, Place.EARLIER),
)
def base_of_multiple(context: Context) -> Sense | None:
    """The earlier level that a multiple or fraction is of."""
    link, factor = context.after(), context.after(2)
    if link is None or link.word != "の" or context.unit in RATES or not _is_of_a_period(context):
        return None
    place = context.first_after + 1
    if factor is not None and factor.phrase.qualifies_next:
        factor, place = context.after(3), place + 1
    if factor is None or factor.number is None:
        return None
    behind = [item.word for item in context.items[place + 1 : place + 3] if not item.phrase.qualifies_previous]
    is_fraction = factor.number.form is Form.FRACTION and behind[:1] in (["に"], ["へ"], ["ま"], ["だ"], ["と"])
    if factor.number.unit != "times" and not is_fraction:
        return None
    return Sense(level_kind(context), Place.EARLIER)


@rule(
    Example("2014年に41件だった摘発が133件へ増えた。", "41件", Kind.LEVEL, Place.EARLIER),
    Example("前年は9800万円だった被害額が1億2000万円に増えた。", "9800万円", Kind.LEVEL, Place.EARLIER),
)
def that_became_another(context: Context) -> Sense | None:
    """The level before a change, told of what changed."""
    after = context.after()
    if after is None or after.word[0] not in _WAS_BEGINS or context.unit in RATES:
        return None
    words = context.items[context.first_after : context.first_after + 14]
    number = next((k for k, item in enumerate(words) if item.number), None)
    if number is None:
        return None
    between = "".join(item.word for item in words[:number])
    verb = next((verb for verb in _WAS if between.startswith(verb)), None)
    is_subject = verb is not None and any(item.word in ("が", "は") for item in words[:number])
    if not is_subject or any(item.word in BREAKS for item in words[:number]) or words[number].number is None:
        return None
    behind = words[number + 1 : number + 4]
    if not any(item.word in ("へ", "に", "と") for item in behind):
        return None
    return Sense(level_kind(context), Place.EARLIER)


@rule(
    Example("4年前は83人だったので2倍になった。", "83人", Kind.LEVEL, Place.EARLIER),
)
def of_years_before(context: Context) -> Sense | None:
    """A level that は puts in an earlier period, before what it is compared with."""
    before, time = context.before(), context.before(2)
    if before is None or before.word not in ("は", "には") or context.unit in RATES:
        return None
    if time is not None and time.word == "に":
        time = context.before(3)
    if time is None or time.time is None or time.time.anchor is not Anchor.EARLIER:
        return None
    told = context.items[context.first_after : context.first_after + 12]
    compares = any(item.number and item.number.unit in RATES for item in told)
    return Sense(level_kind(context), Place.EARLIER) if compares else None


def _leads_to_another(items: Sequence[Item]) -> bool:
    """Whether から names what something changed from: 108人から689人へ, 26人から半減, 1件からゼロに."""
    for position, item in enumerate(items):
        if sign_of(item) or item.cue("revised"):
            return True
        if item.number:
            after = items[position + 1].word if position + 1 < len(items) else ""
            if item.number.unit == "times" or item.number.form is Form.ZERO or after in ("へ", "に"):
                return True
    return False


def _is_of_a_period(context: Context) -> bool:
    """Whether the words right before a level say of which period it is: 前年の1650人, 前年同期(829人)."""
    position = context.last_before
    while position >= 0 and context.items[position].word in _OF_A_PERIOD:
        position -= 1
    return position >= 0 and context.items[position].time is not None


def _is_of_another(context: Context) -> bool:
    """Whether の gives a level to something named before it that is no record: 高校生の538人, not 過去最多の1813人."""
    before, owner = context.before(), context.before(2)
    return before is not None and before.word == "の" and owner is not None and owner.word[-1] not in "多高悪少初来"


def _is_compared_with(context: Context) -> bool:
    """Whether the word behind a level makes it what another value is compared with or changed from."""
    item = context.after()
    if item is None or not (item.word in ("から", "を", "より", "に対し") or item.cue("compared_with")):
        return False
    if item.word == "に対し":
        return any(one.time for one in context.items[max(0, context.index - 4) : context.index])
    if item.word == "から":
        return _leads_to_another(context.items[context.first_after :])
    behind = context.items[context.first_after : context.first_after + 6]
    return item.word != "を" or any(later.cue("more", "fewer", "crossing", "below") for later in behind)


def _is_passed(context: Context) -> bool:
    """Whether を makes a level that is of no period the object of a verb: 3000件を超えた."""
    item = context.after()
    return item is not None and item.word == "を" and not _is_of_a_period(context)


@rule(
    Example("警察庁は死者を1213人から1215人に訂正した。", "1213人", Kind.LEVEL, Place.NOW),
)
def revised(context: Context) -> Sense | None:
    """A value that was announced and then put right."""
    is_put_right = _is_compared_with(context) and any(
        item.cue("revised") for item in context.items[context.first_after :]
    )
    return Sense(level_kind(context), Place.NOW) if is_put_right else None


@rule(
    Example("相談は5000件の大台に乗った。", "5000件", Kind.LEVEL, Place.NOW),
    Example("相談は3000件を超えた。", "3000件", Kind.LEVEL, Place.NOW),
)
def crossing(context: Context) -> Sense | None:
    """A mark or threshold that was passed or reached."""
    if [item.word for item in context.items[context.first_after : context.first_after + 2]] == ["の", "大台"]:
        return Sense(level_kind(context), Place.NOW)
    # 自動車に乗車中の1600人を上回った is compared with others
    is_crossed = _is_compared_with(context) and _is_passed(context) and not _is_of_another(context)
    return Sense(level_kind(context), Place.NOW) if is_crossed else None


@rule(
    Example("被害者は前年の1650人を88人上回った。", "1650人", Kind.LEVEL, Place.EARLIER),
    Example("被害者は2014年の108人から689人へと増えた。", "108人", Kind.LEVEL, Place.EARLIER),
    Example("被害者は前年の1650人より多かった。", "1650人", Kind.LEVEL, Place.EARLIER),
)
def changed_from(context: Context) -> Sense | None:
    """The level before a change."""
    is_earlier = _is_compared_with(context) and not _is_passed(context)
    return Sense(level_kind(context), Place.EARLIER) if is_earlier else None
