"""What the predicate of a Japanese clause says that its number counts: 29人を摘発した, 32人が亡くなった.

Nouns beside the number say less: 少年 and 児童 are offenders where they were arrested, victims where they were
harmed. The nouns belong to ``sentence``.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extraction.items import CLOSING, OPENING, Item
from pipelines.extraction.japanese.items import BREAKS
from pipelines.extraction.model import Facet, Source
from pipelines.extraction.vocabulary import NO_CODE, Vocabulary

# What makes the number before it the subject or the object of the predicate.
_CASES = frozenset("がをもはで")
_LONGEST_LIST = 6
_ENDS = BREAKS | OPENING | CLOSING


def predicate_measure(items: Sequence[Item], index: int, unit: str | None, vocabulary: Vocabulary) -> Facet | None:
    """What the predicate behind the number at ``index`` says is counted, in a unit that the number has.

    Args:
        items: The items of the sentence.
        index: Position of the number.
        unit: The unit of its counter.
        vocabulary: For the units of measures.
    """
    position = index + 1
    while position < len(items) and items[position].phrase.qualifies_previous:
        position += 1
    if position < len(items) and items[position].cue("predicate"):
        return _of_unit(items[position], unit, vocabulary)  # 5人逮捕された
    if position == len(items) or items[position].word not in _CASES:
        return None
    for place, item in enumerate(items[position + 1 :], position + 1):
        if item.word == "、" and items[place - 1].time:
            continue  # 113人が2017年、覚醒剤事件で検挙された
        if item.number or item.word in _ENDS:
            return None
        if item.cue("predicate"):
            return _of_unit(item, unit, vocabulary)
    return None


def predicate_of_list(items: Sequence[Item], index: int, unit: str | None, vocabulary: Vocabulary) -> Facet | None:
    """What the predicate behind the last number of a list says of one before it: 少年が12人、少女が5人逮捕された."""
    place = index + 1
    for _ in range(_LONGEST_LIST):
        if place >= len(items) or items[place].word not in ("、", "と"):
            return None
        place = next((k for k in range(place, len(items)) if items[k].number or items[k].word == "。"), len(items))
        number = items[place].number if place < len(items) else None
        if number is None or number.unit != unit:
            return None
        if told := predicate_measure(items, place, unit, vocabulary):
            return told
        place += 1
    return None


def _of_unit(item: Item, unit: str | None, vocabulary: Vocabulary) -> Facet | None:
    if unit == "cases" and any(meaning.code == "offenders" for meaning in item.concepts):
        return Facet("cases", Source.STATED, item.span)  # 875件が検挙された
    for meaning in item.concepts:
        if meaning.axis != "measure":
            continue
        own_unit = next((one.code for one in item.concepts if one.axis == "unit"), None)
        counted_in = vocabulary.unit_of_measure.get(meaning.code) if meaning.code != NO_CODE else own_unit
        if counted_in == unit or (counted_in == "reports" and unit == "cases"):
            return Facet(meaning.code, Source.STATED, item.span)
    return None
