"""What a number counts: the noun it counts and the concepts that narrow it, read off a row of items.

Sees one segment and the lead of its sentence; what was said before is not its business.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from pipelines.extraction.english.context import is_aimed_at
from pipelines.extraction.expressions import RATES, Form, Label
from pipelines.extraction.items import Item, labelled
from pipelines.extraction.model import Facet, Source, Span
from pipelines.extraction.vocabulary import COUNTED, NO_CODE, NO_PHRASE, Meaning, Vocabulary

_DETERMINERS = {"the", "these", "those", "all", "its", "their", "them", "whom"}
# "Met the offender", "reported to a child consultation centre": these say what is counted whatever the noun.
_DECISIVE_MEASURES = {"met_offender", "children_reported", "protected", "average_loss"}
VERBS = {
    "had", "have", "has", "were", "was", "are", "is", "involved", "came", "numbered", "accounted", "reached",
    "stood", "totaled", "totalled", "made", "did", "said", "concerned",
}  # fmt: skip
_STOPS = {
    "in", "by", "to", "at", "on", "from", "for", "with", "via", "through", "against", "than", "who", "which",
    "that", "were", "was", "had", "is", "are",
}  # fmt: skip
_GENERAL = {"case", "cases", "instances", "incidents"}  # say nothing of what is counted
_ANOTHER_NOUN = {"the", "a", "an", "their", "his", "her", "its"}
_SUFFERED = ("victims", "injured", "deaths")  # done to people by others than police
_FOR_EXAMPLE = ("for example", "for instance")
_BEHIND_A_LIST = {"through", "via", "on", "in", "by", "at", "against"}
_AGES = ("years_of_age", "months_of_age")  # people have them
_BE = {"was", "were", "been", "being", "is", "are", "be", "got", "who", "those"}
_AVERAGING = {"average of", "averaging", "averaged"}
_ENDS_A_RATE = _STOPS | {",", ";"}
_NOT_PLURAL = {
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
    "percents",
}
_PER = ("a", "an", "per", "each", "every")
_PER_WHAT = {
    **{unit: f"per_{unit}" for unit in ("day", "week", "month", "person")},
    "head": "per_person",
}
_ADJECTIVE = ("al", "ic", "ous", "ary", "ese", "ful", "ive", "less", "able", "ible", "e-")
_OF_A_LAW = {"violation", "violations", "breach", "breaches", "infringement", "infringements", "infractions"}
_BEHIND_THOSE = {"in", "on", "of", "via", "through", "behind"}
_ADDING = ("with", "when", "once", "if")
_ADDED = ("added", "included", "are added", "are included", "counted in")
_SETTING_ASIDE = ("circumstance", "example", "exclude", "include", "and_other", "source", "them")
_DESCRIBED_WITHIN = 5  # items between a whole and the words that say what it counts: "the 128 children abused"
_OF_WHAT = 3  # items between a share and the noun it is a share of
_FURTHEST_NOUN = 5  # items between a number and the noun it counts


def without_examples(items: tuple[Item, ...], cues: Set[str]) -> tuple[Item, ...]:
    """Take the meaning from words that are only examples or exceptions: "such as theft", "excluding dating sites"."""
    added = _added(items)
    if cues.isdisjoint(_SETTING_ASIDE) and not added and not any(item.word == "where" for item in items):
        return items
    dropped: set[int] = set(added)
    for index, item in enumerate(items):
        if (
            item.word in ("among them", "included")
            and index
            and items[index - 1].concepts
            and _ends_a_phrase(items, index)
        ):
            # "serious crimes, murder and robbery included"
            start = next((k for k in range(index - 1, -1, -1) if items[k].word == ","), index - 2)
            dropped.update(position for position in range(start + 1, index) if items[position].concepts)
        elif item.cue("example", "exclude", "circumstance") or (
            item.cue("include") and not _number_follows(items, index)
        ):
            if item.word in _FOR_EXAMPLE and _ends_a_phrase(items, index):
                # "physical abuse, assault for example, came to 6,792"
                start = next((k for k in range(index - 1, -1, -1) if items[k].word == ","), index)
                dropped.update(position for position in range(start, index) if items[position].concepts)
                continue
            for position in range(index + 1, len(items)):
                one = items[position]
                if one.number or one.word in VERBS or one.word in (";", ".", ":"):
                    break
                if item.cue("example") and position > index + 1 and one.word in _BEHIND_A_LIST:
                    break  # "crimes such as theft through social media"
                if one.word == "," and not (position + 1 < len(items) and items[position + 1].concepts):
                    break
                if one.concepts:
                    dropped.add(position)
        elif item.cue("and_other"):
            dropped.update(_listed_before(items, index))
        elif item.word == "where" and index and items[index - 1].word == ",":
            # "cafes, where girls of high school age keep customers company, numbered 114"
            end = next((k for k in range(index + 1, len(items)) if items[k].word == "," or items[k].number), len(items))
            dropped.update(position for position in range(index + 1, end) if items[position].concepts)
        elif item.cue("source") and index + 1 < len(items) and items[index + 1].word in ("on", "about", "covering"):
            for position in range(index + 2, len(items)):
                if items[position].number or items[position].word in (*VERBS, ",", "puts", "shows", "says"):
                    break
                if items[position].label:
                    dropped.add(position)
    if not dropped:
        return items
    return tuple(
        (labelled(_unnamed(item.label), item.word) if item.label else item._replace(phrase=NO_PHRASE))
        if index in dropped
        else item
        for index, item in enumerate(items)
    )


def _ends_a_phrase(items: Sequence[Item], index: int) -> bool:
    following = items[index + 1].word if index + 1 < len(items) else ","
    return following in (",", ".", ";") or following in VERBS


def _added(items: Sequence[Item]) -> list[int]:
    """Positions of the groups that join others in a sum: "with those on tablets and laptops added, ..."."""
    for end, item in enumerate(items):
        if item.word in _ADDED:
            start = next((position for position in range(end - 1, -1, -1) if items[position].word in _ADDING), None)
            if start is not None and not any(one.number for one in items[start:end]):
                return [position for position in range(start + 1, end) if items[position].concepts]
    return []


def _unnamed(label: Label) -> Label:
    return replace(label, age_group=None)


def _listed_before(items: Sequence[Item], index: int) -> list[int]:
    """Positions of the examples that "and other crimes" closes: "theft, robbery and other crimes"."""
    listed: list[int] = []
    plain = 0
    for position in range(index - 1, -1, -1):
        item = items[position]
        if any(meaning.axis not in ("measure", "unit") for meaning in item.concepts):
            listed.append(position)
            plain = 1
        elif item.word in ("and", "or", ","):
            continue
        elif plain or item.number or item.is_counted or item.word in (*VERBS, *_STOPS, "of"):
            break
        else:
            plain += 1
    return listed


def _number_follows(items: Sequence[Item], index: int) -> bool:
    for item in items[index + 1 : index + 6]:
        if item.number:
            return True
        if item.word in VERBS:
            return False
    return False


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
    if numeral is not None and numeral.form is Form.ZERO:
        noun = _noun_after(items, index)
        items, index, lead = items[index:], 0, ()  # "no" negates what follows it
    else:
        noun = None if is_money else _noun_after(items, index)
        is_part = _whole_behind(items, index) is not None
        is_they = stands_for_people((*lead, *items)) or stands_for_people(items[items[0].word == "and" :])
        if noun is None and not is_money and not is_part and not is_they:
            noun = _subject(items[:index]) or (None if goes_on else _subject(lead))
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
    counted_unit = "persons" if unit and unit.value in _AGES else unit.value if unit else None
    said = _measures_said(around, index, counted_unit, is_money, vocabulary)
    is_open = measure is None or (measure.source is Source.DEFAULT and said is not None and said.value != "victims")
    if said and (is_open or said.value in (*_DECISIVE_MEASURES, "consultations")):
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
    ahead = items[index + 1 : index + 1 + _FURTHEST_NOUN]
    return any(meaning.axis == "offence" for item in ahead for meaning in item.concepts)


def _measures_said(
    items: Sequence[Item], index: int, unit: str | None, is_money: bool, vocabulary: Vocabulary
) -> Facet | None:
    """The measure that a predicate or another property says: "were arrested", "fell victim", "the dead"."""
    numeral = items[index].number
    said = [
        (position, item, meaning)
        for position, item in enumerate(items)
        for meaning in item.concepts
        if meaning.axis == "measure"
        and meaning.role != COUNTED
        # A sum of money is counted in money, everything else is not.
        and (
            is_money == (vocabulary.unit_of_measure.get(meaning.code) == "yen")
            or (numeral is not None and numeral.unit == "percent" and index < position <= index + _OF_WHAT)
            or (numeral is not None and numeral.unit in RATES and position < index and _is_a_sum_of_money(item))
        )
        and (is_money or not _is_said_of_another(items, position, meaning.code, vocabulary))
        and not (meaning.is_passive and meaning.code in _SUFFERED and _is_active(items, position))
        and not (meaning.code == "met_offender" and _is_online(items, position))
        and not (meaning.code == "children_reported" and not _is_of_children(items, position))
    ]
    codes = {meaning.code for _, _, meaning in said}
    if {"protected", "offenders"} <= codes and not _is_into_care(items, said):
        said = [entry for entry in said if entry[2].code != "protected"]
    fitting = [entry for entry in said if unit is None or vocabulary.unit_of_measure.get(entry[2].code) == unit]
    said = [entry for entry in fitting if entry[2].code in _DECISIVE_MEASURES] or fitting or said
    said = [entry for entry in said if entry[2].code != "victims"] or said  # "28 of the 128 children abused died"
    if not said or (unit is None and "cases" in codes):
        return None  # "another 1,604 were handled as offenses": people or cases, as in the list
    _, item, meaning = min(said, key=lambda entry: (_is_attributive(items, index, entry[0]), abs(entry[0] - index)))
    is_done_by_people = meaning.code == "consultations" and unit == "persons"  # "3,281 men sought help"
    if unit is not None and vocabulary.unit_of_measure.get(meaning.code) != unit and not is_done_by_people:
        return None
    is_crime = any(one.axis == "offence" and one.code for other in items for one in other.concepts)
    code = "victims" if meaning.code == "injured" and is_crime else meaning.code  # "children hurt by child pornography"
    return Facet(code, Source.STATED, item.span)


def _is_said_of_another(items: Sequence[Item], position: int, code: str, vocabulary: Vocabulary) -> bool:
    """Whether a predicate is of a noun beside it that it does not fit: "cases cleared" are no people cleared."""
    if any(item.number for item in items[position + 1 : position + 4]):
        return False  # "accidents killed 3,532 people"
    leads_on = items[position].word.split()[-1] in _STOPS  # "killed in traffic accidents"
    around = [*items[max(0, position - 1) : position], *(() if leads_on else items[position + 1 : position + 2])]
    units = {meaning.code for item in around for meaning in item.concepts if meaning.axis == "unit"}
    return bool(units) and vocabulary.unit_of_measure.get(code) not in units


def _is_active(items: Sequence[Item], position: int) -> bool:
    """Whether a participle that could be passive is what somebody did: "the attackers threatened to publish it"."""
    before = items[position - 1] if position else None
    following = items[position + 1].word if position + 1 < len(items) else ""
    if before is None or before.is_counted or before.number or before.word in _BE:
        return False
    if any(item.number for item in items[position + 1 : position + 4]):
        return False  # "accidents killed 3,532 people"
    return not before.word.endswith("ly") and following != "by"


def _is_online(items: Sequence[Item], position: int) -> bool:
    """Whether a meeting was on a service only: "had met their attackers through community sites"."""
    ahead = items[position + 1 : position + 4]
    return any(item.word in ("through", "via", "on", "online") for item in ahead[:1]) and any(
        meaning.axis in ("channel", "platform") for item in ahead for meaning in item.concepts
    )


def _is_of_children(items: Sequence[Item], position: int) -> bool:
    """Whether those reported are children; where it is not said to whom, only of children and by others than police."""
    if items[position].word != "reported":
        return True
    return any(item.cue("minors") for item in items) and not _is_active(items, position)


def _is_attributive(items: Sequence[Item], index: int, position: int) -> bool:
    """Whether a participle only describes the noun behind the number: "36 abused children died"."""
    following = items[position + 1] if position + 1 < len(items) else None
    if not any(meaning.is_passive for meaning in items[position].concepts):
        return False
    return index < position and following is not None and following.is_counted and following.word != "people"


def _is_into_care(items: Sequence[Item], said: Sequence[tuple[int, Item, Meaning]]) -> bool:
    """Whether custody protects: minors are taken into it, and no crime is named that they were taken in for."""
    custody = [position for position, _, meaning in said if meaning.code == "protected"]
    others = {position for position, _, meaning in said if meaning.code == "offenders"} - set(custody)
    names_crime = any(
        item.word in ("for", "over") and any(one.axis == "offence" and one.code for one in items[position + 1].concepts)
        for position, item in enumerate(items[:-1])
    )
    return not others and not names_crime and any(item.cue("minors") for item in items)


def _is_a_sum_of_money(item: Item) -> bool:
    """Whether a noun names a sum of money: "financial losses fell by two-thirds"."""
    return any(meaning.axis == "unit" and meaning.code == "yen" for meaning in item.concepts)


def stands_for_people(items: Sequence[Item]) -> bool:
    """Whether a sentence opens with those of whom the one before spoke: "Those in dating site cases numbered 198"."""
    return len(items) > 1 and items[0].word == "those" and items[1].word in _BEHIND_THOSE


def _is_acted_against(items: Sequence[Item], index: int) -> bool:
    """Whether people are those whom police act against: "in 1,938 cases and against 1,531 people"."""
    position = next((k for k in range(index - 1, max(-1, index - 3), -1) if items[k].word == "against"), None)
    return position is not None and is_aimed_at(items, position) and not (position and items[position - 1].is_counted)


def counted_per(items: Sequence[Item], index: int) -> Facet | None:
    """What the number at ``index`` is counted per: "45 cases a day", "1,370 a month"; or that it is an average."""
    for position in range(index + 1, min(index + _FURTHEST_NOUN, len(items) - 1)):
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
        if not (item.concepts or word.endswith(_ADJECTIVE)) or word in _STOPS or word in VERBS:
            return None
    return None


def _noun_after(items: Sequence[Item], index: int) -> Item | None:
    number = items[index].number
    if (pair := _second_of_pair(items, index)) is not None:
        return _noun_after(items, pair)  # "22 percent, or 684, of the people stranded"
    if number and number.unit == "percent":
        after = items[index + 1] if index + 1 < len(items) else None
        if after is None or not (
            after.word in ("of", "were", "was") or after.cue("part", "them") or after.is_counted or after.concepts
        ):
            return None
    elif _is_elliptical(items, index):
        return None
    if (whole := _whole_behind(items, index)) is not None:
        return _noun_after(items, whole)  # "402 of the 785 abuse cases"
    start = index + 1
    if start < len(items) and items[start].cue("more", "fewer") and items[start].word != "above":
        start += 1  # "79 more children than in the previous year"
    for position, item in enumerate(items[start : index + 1 + _FURTHEST_NOUN], start):
        if _is_first_of_compound(items, position) or _is_attributive(items, index, position):
            continue
        if item.word in _ANOTHER_NOUN and items[position - 1].word != "of":
            return None  # "302 never saw the offender"
        is_predicate = any(meaning.axis == "measure" and meaning.role != COUNTED for meaning in item.concepts)
        if is_predicate and not item.is_counted:
            return None
        if item.is_counted and not (_is_a_crime_by_name(item) and number and number.value > 1):
            return item
        if (
            (item.number and not _is_share_of_all(items, position))
            or item.time
            or item.word in _STOPS
            or item.cue("increase", "decrease", "more", "fewer", "include")
        ):
            return None
    return None


def _whole_behind(items: Sequence[Item], index: int) -> int | None:
    """The position of the whole that a number says it is a part of: "53 of 81 cases", "402 of the 785"."""
    of = index + 1
    whole = of + 1 + (of + 1 < len(items) and items[of + 1].word == "the")
    if whole >= len(items) or items[of].word != "of":
        return None
    number = items[whole].number
    return whole if number and number.unit is None else None


def _second_of_pair(items: Sequence[Item], index: int) -> int | None:
    """The position of the count that says a percentage again: "40 percent, or 151 victims"."""
    number, second = items[index].number, index + 2
    if number is None or number.unit != "percent" or second >= len(items) or items[index + 1].word != "or":
        return None
    count = items[second].number
    return second if count and count.unit is None else None


def _is_share_of_all(items: Sequence[Item], position: int) -> bool:
    """Whether a share says the number before it again, of a noun that both count: "391,600, a quarter of all crimes"."""
    number = items[position].number
    words = [item.word for item in items[position + 1 : position + 3]]
    return bool(number and number.unit == "percent" and (words == ["of", "all"] or words[:1] == ["of all"]))


def _is_a_crime_by_name(item: Item) -> bool:
    """Whether a crime is named and not counted: "98 indecency and 71 kidnapping", but "71 kidnappings"."""
    codes = {(meaning.axis, meaning.code) for meaning in item.concepts}
    is_crime = ("unit", "cases") in codes and any(axis == "offence" for axis, _ in codes)
    return is_crime and item.word.isalpha() and not item.word.endswith("s")


def _is_first_of_compound(items: Sequence[Item], position: int) -> bool:
    """Whether a crime only says of what kind the noun behind it is: "murder suspects", "no murder victims"."""
    following = items[position + 1] if position + 1 < len(items) else None
    return following is not None and following.is_counted and _is_a_crime_by_name(items[position])


def _is_elliptical(items: Sequence[Item], index: int) -> bool:
    """Whether the noun is understood from the list: "29 of breaches of the law" counts victims, not breaches."""
    following = items[index + 1 : index + 3]
    if len(following) < 2 or (index and items[index - 1].word == "or"):
        return False
    if following[0].word in ("for", "over") and index > 0:
        return any(
            meaning.axis == "offence" for meaning in following[1].concepts
        )  # "735 people for theft, 9 for fraud"
    return following[0].word == "of" and following[1].word not in _DETERMINERS


def _subject(items: Sequence[Item]) -> Item | None:
    if len(items) > 1 and items[-1].word == "of" and items[-2].is_counted and not _is_a_crime_by_name(items[-2]):
        return items[-2]  # "the men had an average age of 36"
    for position, item in enumerate(items):
        is_place = _is_a_place(item) and not _is_numbered(items, position)
        if item.is_counted and not item.label and not is_place and not _is_first_of_compound(items, position):
            return item
    return None


def _is_a_place(item: Item) -> bool:
    return any(meaning.axis == "unit" and meaning.code in ("sites", "organizations") for meaning in item.concepts)


def _is_numbered(items: Sequence[Item], position: int) -> bool:
    """Whether "the number of sites" is what is told, and not what happened on them."""
    return any(item.word in ("number", "numbers", "total", "count") for item in items[max(0, position - 4) : position])
