"""The words that say what a number of a Japanese sentence is of: before it, behind it, or put over it by は."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipelines.extraction import coding
from pipelines.extraction.drafts import PART_AXES
from pipelines.extraction.items import CLOSING, OPENING, Item
from pipelines.extraction.japanese.items import BREAKS
from pipelines.extraction.model import Facet, Kind, Source, Span
from pipelines.extraction.statements import Place, Reading, Statement
from pipelines.extraction.vocabulary import Vocabulary

_COPULAS = ("だ", "で", "。", "、", "と")  # behind a noun that is the predicate: 女性だった, 女性で
_JOINTS = ("と", "、", "・", "や")
_BOTH_HIGH_SCHOOLS = {"junior_high_school", "high_school"}
_PEOPLE = ("者", "人", "児童", "子ども", "少年")
_PAST = ("だった", "であった", "もいなかった", "もなかった", "いた", "あった", "に上った", "にとどまった")
_CASES = frozenset("はがもでを")
_LINK = 3  # items between a share and the count that says it again


def region_of(items: Sequence[Item], readings: Sequence[Reading], place: int) -> list[Item]:
    """The words of one number, in text order.

    Args:
        items: The items of the sentence.
        readings: What the rules make of its numbers.
        place: Which of them.
    """
    index = readings[place].index
    start = readings[place - 1].index + 1 if place else 0
    end = readings[place + 1].index if place + 1 < len(readings) else len(items)
    region = _region(items, start, index, end)
    pair = _said_in_brackets(items, readings, place)
    named = {meaning.axis for item in region for meaning in item.concepts if meaning.axis in PART_AXES}
    if pair is not None and named <= {"offence"}:
        last = next((one.index for one in readings if one.index > pair), len(items))
        behind = _region(items, pair, pair, last)
        region = [*region, *behind] if named else behind or region
    first = _first_of_changes(items, readings, place)
    if first < place and not any(item.concepts for item in region):
        # 出会い系サイトの被害は3人（2%）減の134人: what the change is of, the level is of.
        region = _region(items, readings[first - 1].index + 1 if first else 0, readings[first].index, index)
    return region


def theme_of(
    items: Sequence[Item],
    readings: Sequence[Reading],
    place: int,
    theme: dict[str, Facet],
    vocabulary: Vocabulary,
) -> dict[str, Facet]:
    """What は or では puts over a list: SNSは児童ポルノが312人、児童買春が74人; 前者が高校生5人、中学生3人.

    It holds until the next は names something else; where nothing more is named before the number, the words of は
    are the number's own and speak for no list.
    """
    start = readings[place - 1].index + 1 if place else 0
    between = items[start : readings[place].index]
    mark = next((k for k in range(len(between) - 1, -1, -1) if _marks_a_theme(between, k)), None)
    if mark is None:
        return theme
    first = next((k for k in range(mark - 1, -1, -1) if between[k].word in BREAKS), -1) + 1
    named = coding.concepts(between[first:mark], None, vocabulary)
    named.pop("measure", None)
    if not named:
        return theme
    if readings[place].place is Place.WHOLE:
        return named  # 小学生は1486人のうち136人: what は names is the part
    own = coding.concepts(between[mark + 1 :], None, vocabulary)
    is_list = any(axis not in named and axis != "measure" for axis in own)
    following = items[readings[place].index : readings[place + 1].index] if place + 1 < len(readings) else ()
    return named if is_list or _is_series(between[mark + 1 :], following) else {}


def whole_in_words(items: Sequence[Item], first: int, vocabulary: Vocabulary) -> dict[str, Facet]:
    """What a whole without a number narrows all its parts to: 検挙した男子のうち、16歳は34人; 会った児童の41%は….

    Args:
        items: The items of the sentence.
        first: Position of its first number.
        vocabulary: For the hierarchy of codes.
    """
    link = first - 1
    while link > 0 and items[link].phrase.qualifies_next:
        link -= 1
    number = items[first].number
    is_divided = number is not None and number.unit == "percent" and link > 0 and items[link].word == "の"
    mark = next((k for k in range(first) if items[k].cue("of_whole")), link if is_divided else 0)
    named = coding.concepts(items[:mark], None, vocabulary)
    named.pop("measure", None)
    return named


def _is_series(own: Sequence[Item], following: Sequence[Item]) -> bool:
    """Whether numbers differ in time or place alone: 高齢者は1999年に1万人、2004年に2万人; 北海道5人、秋田1人."""
    by_time = any(item.time for item in own) and any(item.time for item in following)
    by_place = any(item.names_place for item in own) and any(item.names_place for item in following)
    return by_time or by_place


def _marks_a_theme(items: Sequence[Item], position: int) -> bool:
    word = items[position].word
    if word == "が":
        return position > 0 and items[position - 1].cue("former", "latter")
    return word == "は"


def _region(items: Sequence[Item], start: int, index: int, end: int) -> list[Item]:
    """The words that say what a number is of: those since the number before it, else those that follow it.

    高校生917人; but 44人が児童買春, where nothing narrows before the number.
    """
    before = [item for item in items[start:index] if not item.number]
    while start and before and before[0].word in CLOSING:
        before = before[1:]
    if start and before and before[0].word in ("が", "は"):
        # 44人が児童買春、31人が…: what follows the number before belongs to that one.
        ends = next((k for k, item in enumerate(before) if item.word in BREAKS), 0)
        before = before[ends:]
    if start:
        # What closes a bracket or completes the clause of the number before says nothing of this one.
        cut = next((k for k, item in enumerate(before) if item.word in BREAKS or item.word in CLOSING), None)
        if cut is not None and any(item.concepts or item.cue("them") for item in before[cut:]):
            before = before[cut:]
    if any(meaning.axis in PART_AXES for item in before[-12:] for meaning in item.concepts):
        return before + _predicate_noun(items, index, end, before)
    after: list[Item] = []
    for item in items[index + 1 : end]:
        if item.phrase.qualifies_previous and not after:
            continue
        if item.word == "、" and len(after) == 1 and after[0].word == "は":
            continue  # 6割近くは、…だった
        if item.word == "、" and after and after[-1].time:
            continue  # 113人が2017年、覚醒剤事件で検挙された
        if item.word in BREAKS or item.word in OPENING:
            break
        after.append(item)
    if modified := _modified(after):
        return before + modified
    follows = after and (after[0].word in ("が", "は", "の") or _is_taken_up(after))
    return before + after if follows else before


def _modified(after: Sequence[Item]) -> list[Item]:
    """The noun behind a clause that tells its number: 41件だった摘発は, 1人もいなかった小学生の被害者は."""
    told = ""
    for position, item in enumerate(after):
        if told in _PAST and item.concepts:
            ends = next((k for k in range(position, len(after)) if after[k].word in _CASES), len(after))
            return list(after[position:ends])
        told += item.word
    return []


def _predicate_noun(items: Sequence[Item], index: int, end: int, before: Sequence[Item]) -> list[Item]:
    """The noun behind が or は that says what a number is, on an axis that no word before names: 被害者の88%は女性."""
    place = index + 1
    while place < end and items[place].phrase.qualifies_previous:
        place += 1
    if place + 2 >= min(end + 1, len(items)) or items[place].word not in ("が", "は"):
        return []
    noun, behind = items[place + 1], items[place + 2]
    if behind.word == "の" and place + 4 < len(items) and items[place + 3].word in _PEOPLE:
        behind = items[place + 4]  # 72.5%は65歳以上の者で
    axes = {meaning.axis for meaning in noun.concepts if meaning.axis in PART_AXES}
    named = {meaning.axis for item in before for meaning in item.concepts}
    return [noun] if axes and axes.isdisjoint(named) and behind.word in _COPULAS else []


def _said_in_brackets(items: Sequence[Item], readings: Sequence[Reading], place: int) -> int | None:
    """Where the bracket closes in which a number is said again: 51.5%（1054人）が高校生, 465人（53人増）が高校生."""
    indexes = [reading.index for reading in readings]
    for first, second in pairwise(indexes):
        between = [item.word for item in items[first + 1 : second] if not item.phrase.qualifies_previous]
        opens = len(between) == 1 and between[0] in OPENING
        closing = next((k for k in range(second + 1, min(second + 3, len(items))) if items[k].word in CLOSING), None)
        if opens and closing and indexes[place] in (first, second):
            return closing
    return None


def _is_taken_up(after: Sequence[Item]) -> bool:
    """Whether what holds a share stands behind it: 88.2%を65歳以上が占めた."""
    return after[0].word == "を" and any(item.word == "占め" for item in after)


def _first_of_changes(items: Sequence[Item], readings: Sequence[Reading], place: int) -> int:
    """The first of the changes that lead up to the level at ``place``; ``place`` itself where none does."""
    first = place
    while first and readings[place].place is Place.NOW and readings[first - 1].place in (Place.COMPARED, Place.EARLIER):
        between = items[readings[first - 1].index + 1 : readings[first].index]
        if any(item.concepts or item.word == "。" for item in between):
            break
        first -= 1
    between = items[readings[first - 1].index + 1 : readings[first].index] if first else ()
    if (
        first
        and readings[first - 1].place is Place.NOW
        and first < place
        and not any(item.concepts for item in between)
    ):
        return place  # the changes belong to the level before them
    return first


def apposed_region(items: Sequence[Item], readings: Sequence[Reading], place: int) -> list[Item]:
    """The words behind the count that says a share again: 半数に当たる449人は高校生; none where no count does."""
    if place + 1 >= len(readings) or readings[place].kind is not Kind.SHARE:
        return []
    index, following = readings[place].index, readings[place + 1]
    between = [item for item in items[index + 1 : following.index] if not item.phrase.qualifies_previous]
    is_linked = any(item.cue("apposition") for item in between) or [item.word for item in between] == ["の"]
    if following.kind is not Kind.LEVEL or len(between) > _LINK or not is_linked:
        return []
    end = readings[place + 2].index if place + 2 < len(readings) else len(items)
    return _region(items, index + 1, following.index, end)


def ages_together(region: Sequence[Item]) -> Facet | None:
    """The ages in a row that で or 計 tells one number of: 20代と30代で4割, 中学生、高校生で9割弱."""
    end = len(region)
    while end and not region[end - 1].concepts:
        end -= 1
    tail = region[end:]
    if not any(item.word == "で" or item.cue("total") for item in tail) or any(item.word in BREAKS for item in tail):
        return None
    start = end - 1
    while start > 1 and region[start - 1].word in _JOINTS and _age_of(region[start - 2]):
        start -= 2
    codes = [code for item in region[start:end:2] if (code := _age_of(item))]
    if len(codes) < 2 or len(codes) < len(region[start:end:2]):
        return None
    together = "junior_high_and_high_school" if set(codes) == _BOTH_HIGH_SCHOOLS else "+".join(codes)
    return Facet(together, Source.STATED, Span(region[start].span.start, region[end - 1].span.end))


def _age_of(item: Item) -> str | None:
    return next((one.code for one in item.concepts if one.axis == "age_group"), None)


def without_base(items: Sequence[Item], index: int, region: list[Item], earlier: Sequence[Statement]) -> list[Item]:
    """The words of a number without what it is compared with: 男性は女性の約2.3倍, 女子を9人上回る."""
    link = index - 1
    while link > 0 and items[link].phrase.qualifies_next:
        link -= 1
    behind = items[index + 1] if index + 1 < len(items) else None
    number = items[index].number
    is_multiple = number is not None and number.unit == "times"
    compares = is_multiple if items[link].word == "の" else behind is not None and behind.cue("more", "fewer", "below")
    if link < 1 or items[link].word not in ("の", "を", "より") or not compares:
        return region
    base = items[link - 1]
    axes = {meaning.axis for meaning in base.concepts}
    others = [item for item in region if item.span != base.span]
    is_of_another = any(meaning.axis in axes for item in others for meaning in item.concepts)
    return others if is_of_another or any(axis in one.axes for one in earlier for axis in axes) else region
