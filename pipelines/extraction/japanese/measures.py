"""What a number of a Japanese sentence counts: by its predicate, by the nouns beside it, by the number before it."""

from __future__ import annotations

from collections.abc import Sequence, Set

from pipelines.extraction.expressions import PER_100000, RATES, Form, Numeral
from pipelines.extraction.items import CLOSING, OPENING, Item, outside_brackets
from pipelines.extraction.japanese.predicates import predicate_measure, predicate_of_list
from pipelines.extraction.model import Facet, Source
from pipelines.extraction.statements import Reading
from pipelines.extraction.vocabulary import NO_CODE, Trait, Vocabulary

_GENERAL_WORDS = ("ケース", "発生", "発生件数", "発生数")  # of whatever is counted
_NEAR = 3  # items before a noun that may still say what its people are
# What these say is counted, whatever else the words name: 1件当たりの被害額, 相手と会った被害児童.
_DECISIVE_MEASURES = {"average_loss", "met_offender", "children_reported", "protected"}


def measure_of(
    items: Sequence[Item],
    readings: Sequence[Reading],
    place: int,
    region: Sequence[Item],
    cues: Set[str],
    vocabulary: Vocabulary,
) -> Facet | None:
    """What the words of the sentence say that a number counts; None where they leave it open.

    Args:
        items: The items of the sentence.
        readings: What the frames make of its numbers.
        place: Which of them.
        region: The words of the number.
        cues: The codes of all cues of the sentence.
        vocabulary: For the units of measures.
    """
    index = readings[place].index
    numeral = items[index].number
    assert numeral is not None, "frames read numbers only"
    told = predicate_measure(items, index, numeral.unit, vocabulary) if "predicate" in cues else None
    measure = told or _measure(region, outside_brackets(items[:index]), numeral, vocabulary)
    if measure is None and numeral.unit == "persons" and place and _are_those_of_cases(items, readings, place):
        measure = Facet("offenders", Source.INHERITED)
    if measure is None and numeral.unit == "yen":
        measure = _loss_behind(items, index) or _loss_in_cases(items, index)
    if measure is None and "predicate" in cues:
        measure = predicate_of_list(items, index, numeral.unit, vocabulary)
    return measure


def own_words(measure: Facet | None, items: Sequence[Item]) -> str | None:
    """The words of what is counted, where they have no code."""
    if measure is None or measure.value != NO_CODE:
        return None
    return next((item.word for item in items if item.span == measure.span), None)


def _measure(region: Sequence[Item], before: Sequence[Item], numeral: Numeral, vocabulary: Vocabulary) -> Facet | None:
    """The measure nearest before the number whose unit its counter agrees with."""
    unit = numeral.unit
    if decisive := _decisive_measure(region, unit, vocabulary):
        return decisive
    for row in (region, before):
        reach = len(row)
        for distance, item in enumerate(reversed(row)):
            if distance > reach:
                break
            if unit == "cases" and item.cue("predicate") and _are_offenders(item):
                return Facet("cases", Source.STATED, item.span)  # 摘発されたのは166件
            for meaning in item.concepts:
                if meaning.axis != "measure" or (unit in (*RATES, "cases") and item.word in _GENERAL_WORDS):
                    continue
                own_unit = next((one.code for one in item.concepts if one.axis == "unit"), None)
                usual_unit = vocabulary.unit_of_measure.get(meaning.code)
                expected = own_unit if meaning.code in (NO_CODE, "consultations") else usual_unit  # 相談者20人
                if numeral.form is Form.ZERO and unit is None and expected != "yen":
                    return Facet(meaning.code, Source.STATED, item.span)
                is_of_people = unit in (*RATES, PER_100000) or vocabulary.is_a(Trait.AGE, "unit", unit)
                if is_of_people or expected == unit or (unit, expected) == ("cases", "reports"):
                    if row is before and (
                        decisive := _decisive_measure(_clause_up_to(row, distance), unit, vocabulary)
                    ):
                        return decisive  # 相手と会った被害児童57人に理由を聞いたところ、「金品目的」が20人
                    return Facet(meaning.code, Source.STATED, item.span)
            if unit == "persons" and item.is_counted and not any(one.axis == "measure" for one in item.concepts):
                # 脅された子供が156人: people are what the words right before them say, and nothing further away.
                reach = min(reach, distance + _NEAR)
        if reach < len(row):
            return None
        if unit in RATES:
            return None
    return Facet("cases", Source.DEFAULT) if unit == "cases" else None


def _are_offenders(item: Item) -> bool:
    return any(meaning.axis == "measure" and meaning.code == "offenders" for meaning in item.concepts)


def _decisive_measure(items: Sequence[Item], unit: str | None, vocabulary: Vocabulary) -> Facet | None:
    """The measure that is counted whatever else the words name: 相手と会った被害児童."""
    for item in reversed(items):
        for meaning in item.concepts:
            is_decisive = meaning.axis == "measure" and meaning.code in _DECISIVE_MEASURES
            if is_decisive and (unit in RATES or vocabulary.unit_of_measure.get(meaning.code) == unit):
                return Facet(meaning.code, Source.STATED, item.span)
    return None


def _clause_up_to(items: Sequence[Item], distance: int) -> Sequence[Item]:
    """The items since the last number up to the one at a distance from the end."""
    end = len(items) - distance
    start = next((k for k in range(end - 1, -1, -1) if items[k].number), -1) + 1
    return items[start:end]


def _are_those_of_cases(items: Sequence[Item], readings: Sequence[Reading], place: int) -> bool:
    """Whether people right behind cases are those who were arrested in them: 検挙した事件は121件、113人."""
    last = readings[place - 1].index
    number = items[last].number
    between = [item.word for item in items[last + 1 : readings[place].index]]
    if number is None or number.unit != "cases" or len(between) != 1 or between[0] not in ("、", *OPENING):
        return False
    start = readings[place - 2].index + 1 if place > 1 else 0
    words = items[start:last]
    are_arrests = any(item.cue("predicate") or item.word.endswith(("違反", "事件", "検挙件数")) for item in words)
    return are_arrests and not any(meaning.code == "victims" for item in words for meaning in item.concepts)


def _loss_behind(items: Sequence[Item], index: int) -> Facet | None:
    """Whether the words behind a sum of money say that it was lost: 7億2千万円(同1億円減)の被害が出た."""
    for item in items[index + 1 :]:
        if item.word == "。":
            return None
        if any(meaning.code == "losses" for meaning in item.concepts):
            return Facet("losses", Source.STATED, item.span)
    return None


def _loss_in_cases(items: Sequence[Item], index: int) -> Facet | None:
    """Whether a sum of money stands right behind cases: 384件(21.9%増)8億円, 1万8201件、390億円."""
    place = index - 1
    if place >= 0 and items[place].word == "、":
        place -= 1
    if place >= 0 and items[place].word in CLOSING:
        place = next((k for k in range(place, -1, -1) if items[k].word in OPENING), 0) - 1
    number = items[place].number if place >= 0 else None
    return Facet("losses", Source.INHERITED) if number is not None and number.unit == "cases" else None
