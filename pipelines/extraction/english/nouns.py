"""The noun that a number counts: behind it, in the whole it is a part of, or the subject before it."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extraction.english.predicates import is_attributive
from pipelines.extraction.english.words import STOPS, first_word, last_word
from pipelines.extraction.items import Item
from pipelines.extraction.vocabulary import COUNTED

_DETERMINERS = {"the", "these", "those", "all", "its", "their", "them", "whom"}
_ANOTHER_NOUN = {"the", "a", "an", "their", "his", "her", "its"}
_PLURALS = {"people", "children", "men", "women", "youth", "police"}
_BEHIND_THOSE = {"in", "on", "of", "via", "through", "behind"}
_UNCOUNTED = {"record", "records", "background", "history", "past"}  # what somebody has, and nothing that is counted
FURTHEST_NOUN = 5  # items between a number and the noun it counts


def noun_after(items: Sequence[Item], index: int) -> Item | None:
    """The noun behind a number that it counts: "1,813 cases", "402 of the 785 cases"; None where there is none."""
    number = items[index].number
    if (pair := _second_of_pair(items, index)) is not None:
        return noun_after(items, pair)  # "22 percent, or 684, of the people stranded"
    if number and number.unit == "percent":
        after = items[index + 1] if index + 1 < len(items) else None
        if after is None or not (
            after.word in ("of", "were", "was") or after.cue("part", "them") or after.is_counted or after.concepts
        ):
            return None
    elif _is_elliptical(items, index):
        return None
    if (whole := whole_behind(items, index)) is not None:
        return noun_after(items, whole)  # "402 of the 785 abuse cases"
    start = index + 1
    if start < len(items) and items[start].cue("more", "fewer") and items[start].word != "above":
        start += 1  # "79 more children than in the previous year"
    for position, item in enumerate(items[start : index + 1 + FURTHEST_NOUN], start):
        if _is_first_of_compound(items, position) or is_attributive(items, index, position):
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
            or item.word in STOPS
            or item.cue("increase", "decrease", "more", "fewer", "include")
        ):
            return None
    return None


def whole_behind(items: Sequence[Item], index: int) -> int | None:
    """The position of the whole that a number says it is a part of: "53 of 81 cases", "402 of the 785"."""
    of = index + 1
    if of >= len(items) or first_word(items[of]) != "of":
        return None  # "44.2 percent of last year's 21,556 consultations"
    whole = of + 1 + (of + 1 < len(items) and items[of + 1].word == "the")
    if whole >= len(items):
        return None
    number = items[whole].number
    return whole if number and number.unit is None else None


def _second_of_pair(items: Sequence[Item], index: int) -> int | None:
    """The position of the number that says another again: "40 percent, or 151 victims", "5,431, or 65.7 percent"."""
    number, second = items[index].number, index + 2
    if number is None or second >= len(items) or items[index + 1].word != "or":
        return None
    again = items[second].number
    return second if again and {number.unit, again.unit} == {None, "percent"} else None


def _is_share_of_all(items: Sequence[Item], position: int) -> bool:
    """Whether a share says the number before it again, of a noun both count: "391,600, a quarter of all crimes"."""
    number = items[position].number
    words = [item.word for item in items[position + 1 : position + 3]]
    return bool(number and number.unit == "percent" and (words == ["of", "all"] or words[:1] == ["of all"]))


def _is_a_crime_by_name(item: Item) -> bool:
    """Whether a crime is named and not counted: "98 indecency and 71 kidnapping", but "71 kidnappings"."""
    codes = {(meaning.axis, meaning.code) for meaning in item.concepts}
    is_crime = ("unit", "cases") in codes and any(axis == "offence" for axis, _ in codes)
    return is_crime and item.word.isalpha() and not item.word.endswith("s")


def _is_first_of_compound(items: Sequence[Item], position: int) -> bool:
    """Whether a noun only says of what kind the one behind it is: "murder suspects", "juvenile arrests"."""
    item, following = items[position], items[position + 1] if position + 1 < len(items) else None
    if following is None or following.span.start - item.span.end > 1:
        return False
    is_name = item.word.replace("-", "").replace(" ", "").isalpha()
    is_singular = item.is_counted and is_name and item.word[-1] != "s" and last_word(item) not in _PLURALS
    if not following.is_counted:
        return is_singular and following.word in _UNCOUNTED  # "no criminal records"
    return _is_a_crime_by_name(item) or is_singular


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


def subject_of(items: Sequence[Item]) -> Item | None:
    """The noun before a number that it counts: "minors in child pornography cases … reached 570"."""
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


def stands_for_people(items: Sequence[Item]) -> bool:
    """Whether a sentence opens with those of whom the one before spoke: "Those in dating site cases numbered 198"."""
    return len(items) > 1 and items[0].word == "those" and items[1].word in _BEHIND_THOSE
