"""What a number counts: the noun it counts and the concepts that narrow it, read off a row of items.

Sees one segment and the lead of its sentence; what was said before is not its business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.extraction.items import Item
from pipelines.extraction.model import Facet, Source, Span
from pipelines.extraction.vocabulary import COUNTED, Meaning, Vocabulary

# "Met the offender", "reported to a child consultation centre": these say what is counted whatever the noun.
_DECISIVE_MEASURES = {"met_offender", "children_reported", "protected", "average_loss"}
_VERBS = {
    "had",
    "have",
    "has",
    "were",
    "was",
    "are",
    "is",
    "involved",
    "came",
    "numbered",
    "accounted",
    "reached",
    "stood",
    "totaled",
    "totalled",
    "made",
    "did",
    "said",
    "concerned",
}
_LINKS = {"and", "or", "on", "in", "by", "via", "of", "through", ",", "the", "also"}
_STOPS = {
    "in",
    "by",
    "to",
    "at",
    "on",
    "from",
    "for",
    "with",
    "via",
    "through",
    "against",
    "than",
    "who",
    "which",
    "that",
    "were",
    "was",
    "had",
    "is",
    "are",
}
_FURTHEST_NOUN = 5  # items between a number and the noun it counts


def without_examples(items: Sequence[Item]) -> tuple[Item, ...]:
    """Take the meaning from words that are only examples or exceptions: "such as theft", "excluding dating sites"."""
    dropped: set[int] = set()
    for index, item in enumerate(items):
        if item.cue("example", "exclude") or (item.cue("include") and not _number_follows(items, index)):
            for position in range(index + 1, len(items)):
                one = items[position]
                if one.number or one.word in _VERBS or one.word in (";", ".", ":"):
                    break
                if one.word == "," and not (position + 1 < len(items) and items[position + 1].concepts):
                    break
                if one.concepts and not one.is_counted:
                    dropped.add(position)
        elif item.cue("and_other"):
            gap = 0
            for position in range(index - 1, -1, -1):
                one = items[position]
                if one.concepts and not one.number:
                    dropped.add(position)
                    gap = 0
                elif one.word in ("and", "or", ",") or gap == 0:
                    gap += one.word not in ("and", "or", ",")
                else:
                    break
                if one.number or one.word in _VERBS or one.word in ("of", "in", "to"):
                    break
    return tuple(replace(item, meanings=()) if index in dropped else item for index, item in enumerate(items))


def _number_follows(items: Sequence[Item], index: int) -> bool:
    for item in items[index + 1 : index + 6]:
        if item.number:
            return True
        if item.word in _VERBS:
            return False
    return False


def concepts(items: Sequence[Item], index: int | None, vocabulary: Vocabulary) -> dict[str, Facet]:
    """The codes that a row of items states, by axis; the number at ``index`` decides between several."""
    axes = dict.fromkeys(meaning.axis for item in items for meaning in item.concepts if meaning.axis != "unit")
    found = {}
    for axis in axes:
        facet = concept(items, axis, vocabulary, index)
        if facet:
            found[axis] = facet
    return found


def concept(items: Sequence[Item], axis: str, vocabulary: Vocabulary, index: int | None = None) -> Facet | None:
    """The code on one axis: joined by ``+`` where words link several, the most specific, else the nearest."""
    groups: list[list[tuple[int, Meaning]]] = []
    for position, item in enumerate(items):
        for meaning in item.concepts:
            if meaning.axis != axis:
                continue
            linked = groups and all(one.word in _LINKS for one in items[groups[-1][-1][0] + 1 : position])
            if linked and axis not in ("measure", "channel"):
                groups[-1].append((position, meaning))
            else:
                groups.append([(position, meaning)])
    if not groups:
        return None

    def is_specific(group: list[tuple[int, Meaning]]) -> bool:
        code = group[0][1].code
        return any(
            other is not group and other[0][1].code != code and vocabulary.is_under(axis, code, other[0][1].code)
            for other in groups
        )

    def distance(group: list[tuple[int, Meaning]]) -> int:
        return abs(group[0][0] - index) if index is not None else group[0][0]

    best = min(groups, key=lambda group: (not is_specific(group), distance(group)))
    codes = list(dict.fromkeys(meaning.code for _, meaning in best))
    codes = [
        code for code in codes if not any(other != code and vocabulary.is_under(axis, other, code) for other in codes)
    ]
    span = Span(items[best[0][0]].span.start, items[best[-1][0]].span.end)
    return Facet("+".join(codes), Source.STATED, span)


def counted(
    items: Sequence[Item], index: int, lead: Sequence[Item], vocabulary: Vocabulary
) -> tuple[Facet | None, Facet | None]:
    """The unit and the measure of the noun that the number counts.

    The noun after the number comes first ("1,813 cases involving minors"), then the head of the subject
    before it ("Minors in child pornography cases … reached 570").
    """
    noun = _noun_after(items, index) or _subject(items[:index]) or _subject(lead)
    unit = measure = None
    if noun:
        for meaning in noun.meanings:
            if meaning.axis == "unit":
                unit = Facet(meaning.code, Source.STATED, noun.span)
            elif meaning.axis == "measure":
                measure = Facet(meaning.code, Source.STATED, noun.span)
        if noun.label:
            unit = Facet("persons", Source.STATED, noun.span)
    properties = [
        (position, item, meaning)
        for position, item in enumerate((*items, *lead))
        for meaning in item.concepts
        if meaning.axis == "measure" and meaning.role != COUNTED
    ]
    decisive = [entry for entry in properties if entry[2].code in _DECISIVE_MEASURES]
    if decisive or (measure is None and properties):
        _, item, meaning = min(decisive or properties, key=lambda entry: abs(entry[0] - index))
        if unit is None or vocabulary.unit_of_measure.get(meaning.code) == unit.value:
            measure = Facet(meaning.code, Source.STATED, item.span)
    return unit, measure


def _noun_after(items: Sequence[Item], index: int) -> Item | None:
    for item in items[index + 1 : index + 1 + _FURTHEST_NOUN]:
        if item.is_counted:
            return item
        if (
            item.number
            or item.time
            or item.word in _STOPS
            or item.cue("increase", "decrease", "more", "fewer", "include")
        ):
            return None
    return None


def _subject(items: Sequence[Item]) -> Item | None:
    return next((item for item in items if item.is_counted and not item.label), None)
