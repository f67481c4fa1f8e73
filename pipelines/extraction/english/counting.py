"""What a number counts: the unit and the measure that its noun and the predicates around it say.

Sees one segment and the lead of its sentence; what was said before is not its business.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extraction.english.context import is_aimed_at
from pipelines.extraction.english.nouns import FURTHEST_NOUN, noun_after, stands_for_people, subject_of, whole_behind
from pipelines.extraction.english.predicates import DECISIVE, measure_said
from pipelines.extraction.english.words import STOPS, VERBS
from pipelines.extraction.expressions import RATES, Form
from pipelines.extraction.items import Item
from pipelines.extraction.model import Facet, Source, Span
from pipelines.extraction.vocabulary import COUNTED, NO_CODE, Trait, Vocabulary

_GENERAL = {"case", "cases", "instances", "incidents"}  # say nothing of what is counted
_AVERAGING = {"average of", "averaging", "averaged"}
_ENDS_A_RATE = STOPS | {",", ";"}
_NOT_PLURAL = frozenset(
    (
        "lives",
        "times",
        "minus",
        "was",
        "this",
        "thus",
        "less",
        "across",
        "versus",
        "plus",
        "involves",
        "cases",
        "others",
    )
)
_PER = ("a", "an", "per", "each", "every")
_PER_WHAT = {
    **{unit: f"per_{unit}" for unit in ("day", "week", "month", "person")},
    "head": "per_person",
}
_ADJECTIVE = ("al", "ic", "ous", "ary", "ese", "ful", "ive", "less", "able", "ible", "e-", "est", "an")
_OF_A_LAW = {"violation", "violations", "breach", "breaches", "infringement", "infringements", "infractions"}
_FATES = ("deaths", "injured")  # what became of a part: "54 of the victims died"
_FURTHEST_CRIME = 7  # items between a number of cases and their crime: "735 cases of violations of the law"
_DESCRIBED_WITHIN = 5  # items between a whole and the words that say what it counts: "the 128 children abused"


def counted(
    items: Sequence[Item],
    index: int,
    lead: Sequence[Item],
    vocabulary: Vocabulary,
    *,
    is_whole: bool = False,
    goes_on: bool = False,
) -> tuple[Facet | None, Facet | None]:
    """The unit and the measure of the noun that the number counts.

    The noun after the number comes first ("1,813 cases involving minors"), then the head of the subject
    before it ("Minors in child pornography cases … reached 570").
    """
    numeral = items[index].number
    is_money = numeral is not None and numeral.unit is not None and numeral.unit not in RATES
    words = f"{items[index].word} {items[index + 1].word if index + 1 < len(items) else ''}".split()
    if words[1:2] == ["times"] and numeral is not None and numeral.unit is None:
        acts = measure_said((*lead, *items), len(lead) + index, "cases", False, vocabulary)
        return (Facet("cases", Source.STATED, items[index].span) if acts else None), acts  # "was consulted 1,784 times"
    if numeral is not None and numeral.form is Form.ZERO:
        noun = noun_after(items, index)
        items, index, lead = items[index:], 0, ()  # "no" negates what follows it
    else:
        noun = None if is_money else noun_after(items, index)
        is_part = whole_behind(items, index) is not None
        is_they = stands_for_people((*lead, *items)) or stands_for_people(items[items[0].word == "and" :])
        if noun is None and not is_money and not is_part and not is_they:
            noun = subject_of(items[:index]) or (None if goes_on else subject_of(lead))
    unit = measure = None
    if noun:
        # "Robbery fell to 476" names a kind of what is counted; "476 robberies" counts cases.
        codes = {(meaning.axis, meaning.code) for meaning in noun.concepts}
        is_named = not noun.word.endswith("s") and any(axis == "offence" for axis, _ in codes)
        names_a_kind = (
            noun.span < items[index].span
            and ("unit", "cases") in codes
            and (is_named or noun.word in _OF_A_LAW)  # but "kidnappings rose to 75" counts them
            and not any(item.word in ("case", "cases", "the cases") for item in lead)
        )
        source = Source.DEFAULT if names_a_kind else Source.STATED
        for meaning in noun.phrase.meanings:
            if meaning.axis == "unit":
                unit = Facet(meaning.code, source, noun.span)
            elif meaning.axis == "measure" and meaning.role == COUNTED:
                is_general = noun.word in _GENERAL and not _names_a_crime(items, index)
                measure = Facet(meaning.code, Source.DEFAULT if is_general else source, noun.span)
        if noun.label:
            unit = Facet("persons", Source.STATED, noun.span)
    if measure is None and unit is not None and unit.value == "persons" and _is_acted_against(items, index):
        return unit, Facet("offenders", Source.DEFAULT)
    around = items[: index + 1 + _DESCRIBED_WITHIN] if is_whole else (*items, *lead)
    counted_unit = unit.value if unit else None
    if vocabulary.is_a(Trait.AGE, "unit", counted_unit):
        counted_unit = "persons"  # who have the age
    said = measure_said(around, index, counted_unit, is_money, vocabulary)
    is_open = measure is None or measure.value == NO_CODE
    is_open |= measure is not None and measure.source is Source.DEFAULT and said is not None and said.value != "victims"
    is_of = index + 1 < len(items) and items[index + 1].word == "of"
    is_fate = is_of and said is not None and said.value in _FATES
    if said and (is_open or is_fate or said.value in (*DECISIVE, "consultations")):
        measure = said
    is_open = measure is None or measure.source is Source.DEFAULT
    if is_open and unit is not None and noun is not None and items[index].span < noun.span:
        measure = _measure_of_subject((*lead, *items[:index]), unit) or measure
    return unit, measure


def _measure_of_subject(items: Sequence[Item], unit: Facet) -> Facet | None:
    """The measure of the people whom a number only describes: "the victims were 592 junior high school students"."""
    for item in items:
        codes = {meaning.axis: meaning.code for meaning in item.concepts if meaning.role == COUNTED}
        if codes.get("unit") == unit.value and codes.get("measure", NO_CODE) != NO_CODE:
            return Facet(codes["measure"], Source.STATED, item.span)
    return None


def _names_a_crime(items: Sequence[Item], index: int) -> bool:
    """Whether words right behind the number say of which crime the cases are."""
    ahead = items[index + 1 : index + 1 + _FURTHEST_CRIME]
    return any(meaning.axis == "offence" for item in ahead for meaning in item.concepts)


def _is_acted_against(items: Sequence[Item], index: int) -> bool:
    """Whether people are those whom police act against: "in 1,938 cases and against 1,531 people"."""
    position = next((k for k in range(index - 1, max(-1, index - 3), -1) if items[k].word == "against"), None)
    return position is not None and is_aimed_at(items, position) and not (position and items[position - 1].is_counted)


def counted_per(items: Sequence[Item], index: int) -> Facet | None:
    """What the number at ``index`` is counted per: "45 cases a day", "1,370 a month"; or that it is an average."""
    for position in range(index + 1, min(index + FURTHEST_NOUN, len(items) - 1)):
        item, following = items[position], items[position + 1]
        if item.word in _PER and (code := _PER_WHAT.get(following.word)):
            return Facet(code, Source.STATED, Span(item.span.start, following.span.end))
        if item.number or item.time or item.word in _ENDS_A_RATE:
            break
    number, before = items[index].number, items[index - 1] if index else None
    if before and number and number.unit is None and before.word in _AVERAGING:
        return Facet("average", Source.STATED, before.span)
    return None


def counts_something_else(items: Sequence[Item], index: int) -> str | None:
    """The plural noun behind a number that the vocabulary does not know: "19 examples", "47 prefectural offices"."""
    number = items[index].number
    if number is None or number.unit:
        return None
    for item in items[index + 1 : index + 4]:
        if item.is_counted or item.phrase.cues or item.label or item.time or item.number or not item.word.isalpha():
            return None
        word = item.word
        if len(word) > 3 and word.endswith("s") and word not in _NOT_PLURAL and not item.phrase.meanings:
            return word
        if not (item.concepts or word.endswith(_ADJECTIVE)) or word in STOPS or word in VERBS:
            return None
    return None
