"""Stage 5: the frames of numbers that compare two times: a change, its size in percent, the value before, a multiple.

What a frame is, and sees, is in ``context``; in which order they are tried, in ``frames``.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extraction.expressions import RATES, SIGNS, Anchor, Form
from pipelines.extraction.items import Item, brackets_behind_numbers
from pipelines.extraction.japanese.context import Context, change_kind, level_kind, sign_of
from pipelines.extraction.japanese.items import BREAKS, COMPARED_WITH
from pipelines.extraction.japanese.qualifiers import QUALIFIERS_AFTER, QUALIFIERS_BEFORE
from pipelines.extraction.model import Kind
from pipelines.extraction.statements import Place, Reading

_WAS = (
    "だった", "であった", "にとどまった", "にすぎなかった", "いた", "あった", "を数えた", "に上った", "にのぼった",
    "に達した", "を記録した",
)  # fmt: skip
_WAS_BEGINS = frozenset(word[0] for word in _WAS)
_RELATIONS = ("percentage_points", "times")  # what has one of these units is no level
_DATING = (Anchor.ABSOLUTE, Anchor.PUBLICATION, Anchor.EARLIER)
_OF_A_PERIOD = frozenset("の（(同末")


def multiple(context: Context) -> Reading | None:
    """A later value divided by an earlier one: 前年の1.9倍, 倍増し, 半減した."""
    if context.unit == "times":
        return Reading(context.index, Kind.RATIO, 1, Place.COMPARED, "multiple")
    return None


def fraction_of_earlier(context: Context) -> Reading | None:
    """A fraction of another period's value: ピーク時の約3分の1, 前年の半数に減った."""
    number = context.item.number
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
        return Reading(context.index, Kind.RATIO, 1, Place.COMPARED, "fraction_of_earlier")
    if earlier and (changes or any(item.word in ("に", "だ", "で") for item in context.clause_after(2))):
        return Reading(context.index, Kind.RATIO, 1, Place.COMPARED, "fraction_of_earlier")
    return None


def _has_become(context: Context) -> bool:
    """Whether something became a fraction of itself: 10年間に約4分の1に減少した; not 割合は半分に減った."""
    link = "".join(item.word for item in context.items[context.after : context.after + 2])
    steps = 2 if link == "まで" else 1
    verb = context.next(steps)
    told = "".join(item.word for item in context.items[: context.index])
    is_share = "割合" in told or "率" in told or any(item.cue("part") for item in context.items[: context.index])
    return (link == "まで" or link[:1] in ("に", "へ")) and sign_of(verb) < 0 and not is_share


def _is_of_a_time(context: Context) -> bool:
    """Whether a fraction is of what another period had: 08年の4割に, 最多だった70年(1万人)の約3分の1になった."""
    before, after = context.previous(), context.next()
    if before is None or after is None:
        return False
    second = context.next(1)
    is_level = after.word == "の" and second is not None and (second.word in ("水", "水準") or bool(second.number))
    if before.word == "の" and (is_level or after.word in ("に", "へ", "ま", "を", "と", "だ", "で", "。")):
        start = max(0, context.before - 6)
        return any(item.time for item in context.items[start : context.before])
    earlier = context.items[max(0, context.before - 3) : context.before + 1]
    return after.word in ("に", "と", "の") and any(item.word in COMPARED_WITH for item in earlier)


def signed(context: Context) -> Reading | None:
    """A change by its sign: 前年比▲11.4%, ＋780件."""
    before = context.items[context.index - 1] if context.index else None
    if before is not None and before.word in SIGNS:
        return Reading(context.index, change_kind(context), SIGNS[before.word], Place.COMPARED, "signed")
    return None


def changed_by(context: Context) -> Reading | None:
    """A difference with what became of it right after: 77人増, 12.1%増え, 63人減の, 94人多かった, 4.4%下回った."""
    item = context.next()
    sign = sign_of(item)
    noun = context.next(1)
    links = item is not None and item.word in ("の", "も")
    if links and noun is not None and noun.cue("increase", "decrease"):
        sign = sign_of(noun)  # 63件の減, 750件も増えて, 2割近い増加
    if item is not None and item.word == "を" and noun is not None and noun.cue("crossing", "more", "below"):
        behind = context.items[context.after + 2 : context.after + 4]
        sign = next((sign_of(one) for one in behind if one.cue("increase", "decrease")), 0)  # 1割を超える増加
    if sign and context.unit != "years_of_age":
        return Reading(context.index, change_kind(context), sign, Place.COMPARED, "changed_by")
    return None


def change_told(context: Context) -> Reading | None:
    """A change that is itself the subject: 増加数は77人, 減少率は4.4%."""
    for item in context.items[max(0, context.before - 2) : context.before + 1]:
        if item.cue("increase_by", "decrease_by"):
            sign = 1 if item.cue("increase_by") else -1
            return Reading(context.index, change_kind(context), sign, Place.COMPARED, "change_told")
    return None


def _sign_behind(items: Sequence[Item], bracket: int) -> int:
    """What the word behind a closing bracket says of the change before it: 1万1510件（5.5%）増, 61件(1.4%)のプラス."""
    place = bracket + 1
    if place + 1 < len(items) and items[place].word == "の":
        place += 1
    return sign_of(items[place]) if place < len(items) else 0


def also_changed_by(context: Context) -> Reading | None:
    """The same change said a second way: 1万1510件（5.5%）増えた."""
    second, third = context.next(), context.next(1)
    if second is not None and second.word in ("、", "で", "と") and context.unit not in RATES:
        # 31人、率にして3.6%上回った
        rate = next(
            (k for k in range(context.after, min(context.after + 7, len(context.items))) if context.items[k].number), 0
        )
        words = "".join(item.word for item in context.items[context.after : rate])
        if (
            rate
            and "率にして" in words
            and rate + 1 < len(context.items)
            and (sign := sign_of(context.items[rate + 1]))
        ):
            return Reading(context.index, change_kind(context), sign, Place.COMPARED, "also_changed_by")
        behind = context.next(2)
        earlier = context.items[max(0, context.before - 1) : context.before + 1]
        compares = any(item.time is not None and item.time.anchor is Anchor.EARLIER for item in earlier)
        if compares and third is not None and third.number and sign_of(behind):
            # 前年を236人、13.0%上回り; 前年より867件、6億600万円減った
            return Reading(context.index, change_kind(context), sign_of(behind), Place.COMPARED, "also_changed_by")
    if second is not None and second.word in ("（", "(") and third is not None and third.number:
        closing = next(
            (k for k in range(context.after, len(context.items)) if context.items[k].word in ("）", ")")), None
        )
        if closing and (sign := _sign_behind(context.items, closing)):
            return Reading(context.index, change_kind(context), sign, Place.COMPARED, "also_changed_by")
    items, index = context.items, context.index
    restates = index > 1 and items[index - 1].word in ("（", "(") and items[index - 2].number is not None
    closes = second is not None and second.word in ("）", ")") and (context.unit == "percent" or restates)
    if closes and (sign := _sign_behind(context.items, context.after)):
        return Reading(context.index, change_kind(context), sign, Place.COMPARED, "also_changed_by")
    return None


def points(context: Context) -> Reading | None:
    """A change in percentage points: 前年より0.9ポイント高い56.3%."""
    if context.unit != "percentage_points":
        return None
    sign = next((sign for item in context.clause_after(4) if (sign := sign_of(item))), 1)
    return Reading(context.index, Kind.POINT_CHANGE, sign, Place.COMPARED, "points")


def of_the_earlier(context: Context) -> Reading | None:
    """A level right behind the earlier period it is of: 前年16人だった小学生, 24人（前年同期29人）, （同409人）."""
    before, after = context.previous(), context.next()
    if before is None or after is None or context.unit in _RELATIONS or before.word.endswith("比"):
        return None
    is_earlier = before.time is not None and before.time.anchor is Anchor.EARLIER
    bracket = context.previous(1)
    in_brackets = bracket is not None and bracket.word in ("（", "(") and after.word in ("）", ")")
    if (is_earlier and ("".join(item.word for item in context.clause_after(3)) == "だった" or in_brackets)) or (
        before.word == "同" and in_brackets and context.unit != "percent"  # （同15.8%）: of the same whole
    ):
        return Reading(context.index, level_kind(context), 1, Place.EARLIER, "of_the_earlier")
    return None


def of_a_time_in_brackets(context: Context) -> Reading | None:
    """A level of another year told in brackets behind one: 450件（2022年は400件、21年は350件）."""
    items, index = context.items, context.index
    aside = next((one for one in brackets_behind_numbers(items) if index in one), None)
    if aside is None or context.unit in _RELATIONS:
        return None
    own = items[aside.start : index]
    last = next((k for k in range(len(own) - 1, -1, -1) if own[k].number), 0)
    times = [k for k in range(last, len(own)) if (time := own[k].time) and time.anchor in _DATING]
    after = context.next()
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
    return Reading(index, level_kind(context), 1, Place.EARLIER, "of_a_time_in_brackets") if is_told else None


def earlier_in_brackets(context: Context) -> Reading | None:
    """The level that is compared with, behind its period: 前年(119件)の2.9倍, 2008年上半期（341人）を上回った."""
    items, bracket = context.items, context.before
    if bracket < 1 or items[bracket].word not in ("（", "(") or not items[bracket - 1].time:
        return None
    closing = items[context.after : context.after + 2]
    if (
        len(closing) < 2
        or closing[0].word not in ("）", ")")
        or closing[1].word not in ("の", "を", "から", "より", *COMPARED_WITH)
    ):
        return None
    return Reading(context.index, level_kind(context), 1, Place.EARLIER, "earlier_in_brackets")


def that_was_the_earlier(context: Context) -> Reading | None:
    """The level before a change, told of its period: 1238人だった前年から5.9%増え, 65件にとどまった昨年上半期と比べ."""
    after = context.next()
    if after is None or after.word[0] not in _WAS_BEGINS:
        return None
    words = context.items[context.after : context.after + 8]
    time = next((k for k, item in enumerate(words) if item.time), None)
    if time is None or "".join(item.word for item in words[:time]) not in _WAS:
        return None
    return Reading(context.index, level_kind(context), 1, Place.EARLIER, "that_was_the_earlier")


def base_of_multiple(context: Context) -> Reading | None:
    """The earlier level that a multiple is of: 2012年の600件の2倍を超えた, 26年の566億円の7割弱まで下がった."""
    link, factor = context.next(), context.next(1)
    if link is None or link.word != "の" or context.unit in RATES or not _is_of_a_period(context):
        return None
    place = context.after + 1
    if factor is not None and factor.word in QUALIFIERS_BEFORE:
        factor, place = context.next(2), place + 1
    if factor is None or factor.number is None:
        return None
    behind = [item.word for item in context.items[place + 1 : place + 3] if item.word not in QUALIFIERS_AFTER]
    is_fraction = factor.number.form is Form.FRACTION and behind[:1] in (["に"], ["へ"], ["ま"], ["だ"], ["と"])
    if factor.number.unit != "times" and not is_fraction:
        return None
    return Reading(context.index, level_kind(context), 1, Place.EARLIER, "base_of_multiple")


def that_became_another(context: Context) -> Reading | None:
    """The level before a change, told of what changed: 41件だった摘発が133件へ, 前年は9800万円だったものが."""
    after = context.next()
    if after is None or after.word[0] not in _WAS_BEGINS or context.unit in RATES:
        return None
    words = context.items[context.after : context.after + 14]
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
    return Reading(context.index, level_kind(context), 1, Place.EARLIER, "that_became_another")


def of_years_before(context: Context) -> Reading | None:
    """A level that は puts in an earlier period, before what it is compared with: 4年前は83人だったので2倍になった."""
    before, time = context.previous(), context.previous(1)
    if before is None or before.word not in ("は", "には") or context.unit in RATES:
        return None
    if time is not None and time.word == "に":
        time = context.previous(2)
    if time is None or time.time is None or time.time.anchor is not Anchor.EARLIER:
        return None
    told = context.items[context.after : context.after + 12]
    compares = any(item.number and item.number.unit in RATES for item in told)
    return Reading(context.index, level_kind(context), 1, Place.EARLIER, "of_years_before") if compares else None


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
    position = context.before
    while position >= 0 and context.items[position].word in _OF_A_PERIOD:
        position -= 1
    return position >= 0 and context.items[position].time is not None


def _is_of_another(context: Context) -> bool:
    """Whether の gives a level to something named before it that is no record: 高校生の538人, not 過去最多の1813人."""
    before, owner = context.previous(), context.previous(1)
    return before is not None and before.word == "の" and owner is not None and owner.word[-1] not in "多高悪少初来"


def changed_from(context: Context) -> Reading | None:
    """The level before a change: 前年の1650人を88人上回った, 2014年の108人から689人へと増えた."""
    item = context.next()
    if item is None or item.word not in ("から", "を", "より", *COMPARED_WITH, "に対し"):
        return None
    if item.word == "に対し" and not any(one.time for one in context.items[max(0, context.index - 4) : context.index]):
        return None
    if item.word == "から" and not _leads_to_another(context.items[context.after :]):
        return None
    if item.word == "を" and not any(
        later.cue("more", "fewer", "crossing", "below") for later in context.items[context.after : context.after + 6]
    ):
        return None
    if any(later.cue("revised") for later in context.items[context.after :]):
        return Reading(context.index, level_kind(context), 1, Place.NOW, "revised")
    if item.word == "を" and not _is_of_a_period(context) and _is_of_another(context):
        return None  # 自動車に乗車中の1600人を上回った
    if item.word == "を" and not _is_of_a_period(context):
        return Reading(context.index, level_kind(context), 1, Place.NOW, "crossing")
    return Reading(context.index, level_kind(context), 1, Place.EARLIER, "changed_from")
