"""The codes that a row of items states, axis by axis: what links several, what is more specific, what is nearest."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extraction.items import Item
from pipelines.extraction.model import Facet, Source, Span
from pipelines.extraction.vocabulary import NO_CODE, Meaning, Vocabulary

# Words that join two names into one breakdown ("Twitter and Instagram", 強制性交と強制わいせつ), and words that may
# stand beside them.
_JOINTS = {"and", "or", ",", "と", "や", "か", "または", "・", "及び", "および", "、"}
_TEENS = "teens"
_BREAKS = {",", ";", ":", "(", "、", "。", "（"}
_LINKS = _JOINTS | {"on", "in", "by", "via", "of", "through", "the", "also", "「", "」", "の"}


def concepts(items: Sequence[Item], index: int | None, vocabulary: Vocabulary) -> dict[str, Facet]:
    """The codes that a row of items states, by axis; the number at ``index`` decides between several."""
    stated: dict[str, list[tuple[int, Meaning]]] = {}
    for position, item in enumerate(items):
        for meaning in item.phrase.concepts:
            if meaning.axis != "unit":
                stated.setdefault(meaning.axis, []).append((position, meaning))
    channels = [position for position, _ in stated.get("channel", ())]
    platforms = [one for one in stated.get("platform", ()) if not any(_joined(items, one[0], k) for k in channels)]
    if channels and "platform" in stated:
        # "Social media and online games" are all of the channel, and none of its services.
        stated["platform"] = platforms
    return {axis: _nearest(items, axis, found, vocabulary, index) for axis, found in stated.items() if found}


def _joined(items: Sequence[Item], one: int, other: int) -> bool:
    """Whether words that join two names, and no others, stand between two items."""
    between = {item.word for item in items[min(one, other) + 1 : max(one, other)]}
    return bool(_JOINTS & between) and between <= _LINKS


def concept(items: Sequence[Item], axis: str, vocabulary: Vocabulary, index: int | None = None) -> Facet | None:
    """The code on one axis: joined by ``+`` where words link several, the most specific, else the nearest."""
    found = [
        (position, meaning)
        for position, item in enumerate(items)
        for meaning in item.phrase.concepts
        if meaning.axis == axis
    ]
    return _nearest(items, axis, found, vocabulary, index) if found else None


def counted_thing(items: Sequence[Item], vocabulary: Vocabulary) -> dict[str, Facet]:
    """All codes of the first thing named that is counted: "With 77,482, the stalking consultations of 2018"."""
    place = next((k for k, item in enumerate(items) if item.is_counted and not item.label), None)
    if place is None:
        return {}
    start = next((k + 1 for k in range(place - 1, -1, -1) if items[k].number or items[k].word in _BREAKS), 0)
    end = next((k for k in range(place, len(items)) if items[k].number or items[k].word in _BREAKS), len(items))
    units = {one.axis: one.code for one in items[place].concepts if one.axis in ("unit", "measure")}
    counted = {axis: Facet(code, Source.INHERITED, items[place].span) for axis, code in units.items()}
    return {**concepts(items[start:end], place - start, vocabulary), **counted}


def _nearest(
    items: Sequence[Item],
    axis: str,
    found: Sequence[tuple[int, Meaning]],
    vocabulary: Vocabulary,
    index: int | None,
) -> Facet:
    if len(found) == 1:
        position, meaning = found[0]
        return Facet(meaning.code, Source.STATED, items[position].span)
    groups: list[list[tuple[int, Meaning]]] = []
    for position, meaning in found:
        between = [one.word for one in items[groups[-1][-1][0] + 1 : position]] if groups else []
        linked = bool(_JOINTS.intersection(between)) and _LINKS.issuperset(between)
        linked |= axis == "area" and bool(groups) and not between  # "Aichi, Osaka and Tokyo", its commas left out
        is_same_phrase = bool(groups) and groups[-1][-1][0] == position  # 中学生以下: all schools up to that one
        if axis != "measure" and (is_same_phrase or (linked and axis not in ("channel", "age_group"))):
            groups[-1].append((position, meaning))
        else:
            groups.append([(position, meaning)])

    def is_specific(group: list[tuple[int, Meaning]]) -> bool:
        code = group[0][1].code
        return any(
            other is not group and other[0][1].code != code and vocabulary.is_under(axis, code, other[0][1].code)
            for other in groups
        )

    def distance(group: list[tuple[int, Meaning]]) -> int:
        return abs(group[0][0] - index) if index is not None else group[0][0]

    groups = [group for group in groups if group[0][1].code != NO_CODE] or groups
    if axis == "offence" and len(groups) > 1:
        # A crime within a field of its own is the crime: "one stalking case ended in murder".
        specific = [group for group in groups if ("context", group[0][1].code) not in vocabulary.codes]
        groups = specific or groups
    if axis == "age_group":
        # School words are the school's code, also beside an age; an age is more exact than "teenagers".
        schools = [group for group in groups if (axis, group[0][1].code) in vocabulary.codes]
        if all(group[0][1].code == _TEENS for group in schools):
            schools = [group for group in groups if group not in schools]
        groups = schools or groups
    best = min(groups, key=lambda group: (not is_specific(group), distance(group)))
    codes = list(dict.fromkeys(meaning.code for _, meaning in best if meaning.code != NO_CODE))
    codes = [
        code for code in codes if not any(other != code and vocabulary.is_under(axis, other, code) for other in codes)
    ]
    if axis == "area":
        codes = sorted(code for code in codes if code != "other") or codes  # 埼玉県内
    span = Span(items[best[0][0]].span.start, items[best[-1][0]].span.end)
    return Facet("+".join(codes), Source.STATED, span)


def population(items: Sequence[Item]) -> Facet | None:
    """The age that bounds the population, where the items name one: "… of whom 1,100 were under 18"."""
    for item in items:
        if item.label and item.label.is_population:
            return Facet(item.label.age_group, Source.STATED, item.span)
    return None
