"""What a sentence says happened to those counted: "were arrested", "fell victim", "taken into protective custody".

A predicate decides what is counted more than nouns like "minors" do. Predicates are rows of the vocabulary with the
role ``verb``; here is only which of several is said of a number.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extraction.english.words import STOPS, last_word
from pipelines.extraction.expressions import RATES, Numeral
from pipelines.extraction.items import Item
from pipelines.extraction.model import Facet, Source
from pipelines.extraction.vocabulary import COUNTED, VERB, Meaning, Vocabulary

# "Met the offender", "reported to a child consultation centre": these say what is counted whatever the noun.
DECISIVE = frozenset({"met_offender", "children_reported", "protected", "average_loss"})
_SUFFERED = ("victims", "injured", "deaths")  # done to people by others than police
_BE = {"was", "were", "been", "being", "is", "are", "be", "got", "who", "those"}
_OF_WHAT = 5  # items between a share and the noun it is a share of


def measure_said(
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
            or (_is_percent(numeral) and meaning.role != VERB and index < position <= index + _OF_WHAT)
            or (numeral is not None and numeral.unit in RATES and position < index and _is_a_sum_of_money(item))
        )
        and (
            is_money
            or meaning.code == "met_offender"
            or not _is_said_of_another(items, position, meaning.code, vocabulary)
        )
        and not (meaning.is_passive and meaning.code in _SUFFERED and _is_active(items, position))
        and not (meaning.code == "met_offender" and _is_online(items, position))
        and not (meaning.code == "children_reported" and not _is_of_children(items, position))
    ]
    codes = {meaning.code for _, _, meaning in said}
    if {"protected", "offenders"} <= codes and not _is_into_care(items, said):
        said = [entry for entry in said if entry[2].code != "protected"]
    fitting = [entry for entry in said if unit is None or vocabulary.unit_of_measure.get(entry[2].code) == unit]
    said = [entry for entry in fitting if entry[2].code in DECISIVE] or fitting or said
    said = [entry for entry in said if entry[2].code != "victims"] or said  # "28 of the 128 children abused died"
    if not said or (unit is None and "cases" in codes):
        return None  # "another 1,604 were handled as offenses": people or cases, as in the list
    _, item, meaning = min(said, key=lambda entry: (is_attributive(items, index, entry[0]), abs(entry[0] - index)))
    is_done_by_people = meaning.code == "consultations" and unit == "persons"  # "3,281 men sought help"
    if unit is not None and vocabulary.unit_of_measure.get(meaning.code) != unit and not is_done_by_people:
        return None
    is_crime = any(one.axis == "offence" and one.code for other in items for one in other.concepts)
    code = "victims" if meaning.code == "injured" and is_crime else meaning.code  # "children hurt by child pornography"
    return Facet(code, Source.STATED, item.span)


def _is_percent(numeral: Numeral | None) -> bool:
    return numeral is not None and numeral.unit == "percent"


def _is_said_of_another(items: Sequence[Item], position: int, code: str, vocabulary: Vocabulary) -> bool:
    """Whether a predicate is of a noun beside it that it does not fit: "cases cleared" are no people cleared."""
    if any(item.number for item in items[position + 1 : position + 4]) or code in ("met_offender", "consultations"):
        return False  # "accidents killed 3,532 people", "had met their attackers", "760 people consulted police"
    leads_on = last_word(items[position]) in STOPS  # "killed in traffic accidents"
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


def is_attributive(items: Sequence[Item], index: int, position: int) -> bool:
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
        last_word(item) in ("for", "over")
        and any(one.axis == "offence" and one.code for one in items[position + 1].concepts)
        for position, item in enumerate(items[:-1])
    )
    is_suspected = any(item.word == "suspicion" for item in items)
    return not others and not names_crime and not is_suspected and any(item.cue("minors") for item in items)


def _is_a_sum_of_money(item: Item) -> bool:
    """Whether a noun names a sum of money: "financial losses fell by two-thirds"."""
    return any(meaning.axis == "unit" and meaning.code == "yen" for meaning in item.concepts)
