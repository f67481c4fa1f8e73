"""Qualifiers: how exactly a text claims a number, from a word beside it (section 4 of the labelling guide)."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extraction.items import Item
from pipelines.extraction.model import Qualifier, Span

_QUALIFIERS: dict[tuple[str, ...], Qualifier] = {
    ("about",): Qualifier.ABOUT,
    ("some",): Qualifier.ABOUT,
    ("around",): Qualifier.ABOUT,
    ("roughly",): Qualifier.ABOUT,
    ("approximately",): Qualifier.ABOUT,
    ("an", "estimated"): Qualifier.ABOUT,
    ("nearly",): Qualifier.NEARLY,
    ("almost",): Qualifier.NEARLY,
    ("close", "to"): Qualifier.NEARLY,
    ("just", "under"): Qualifier.NEARLY,
    ("over",): Qualifier.MORE_THAN,
    ("well", "over"): Qualifier.MORE_THAN,
    ("more", "than"): Qualifier.MORE_THAN,
    ("above",): Qualifier.MORE_THAN,
    ("upward", "of"): Qualifier.MORE_THAN,
    ("upwards", "of"): Qualifier.MORE_THAN,
    ("exceeding",): Qualifier.MORE_THAN,
    ("at", "least"): Qualifier.AT_LEAST,
    ("no", "fewer", "than"): Qualifier.AT_LEAST,
    ("less", "than"): Qualifier.LESS_THAN,
    ("fewer", "than"): Qualifier.LESS_THAN,
    ("under",): Qualifier.LESS_THAN,
    ("below",): Qualifier.LESS_THAN,
    ("at", "most"): Qualifier.UP_TO,
    ("approached",): Qualifier.NEARLY,
    ("approaching",): Qualifier.NEARLY,
    ("nearing",): Qualifier.NEARLY,
    ("neared",): Qualifier.NEARLY,
    ("just", "short", "of"): Qualifier.NEARLY,
    ("short", "of"): Qualifier.LESS_THAN,
    ("in", "excess", "of"): Qualifier.MORE_THAN,
    ("no more than",): Qualifier.UP_TO,
    ("up to",): Qualifier.UP_TO,
}


_BOUNDS = {
    "so": Qualifier.ABOUT, "more": Qualifier.AT_LEAST, "fewer": Qualifier.UP_TO, "less": Qualifier.UP_TO,
}  # fmt: skip
_RAISING = {
    "brought",
    "bringing",
    "brings",
    "took",
    "taking",
    "pushed",
    "pushing",
    "raised",
    "raising",
    "lifted",
    "went",
}


def _is_raised(items: Sequence[Item]) -> bool:
    return any(item.word in _RAISING or item.cue("increase", "decrease") for item in items)


def qualifier(items: Sequence[Item], index: int) -> tuple[Qualifier, Span | None]:
    """The qualifier beside the number at ``index`` and its words (section 4 of the labelling guide)."""
    number = items[index].number
    if number and number.qualifier:
        return number.qualifier, number.span
    after = [item.word for item in items[index + 1 : index + 3]]
    if len(after) == 2 and after[0] == "or" and (bound := _BOUNDS.get(after[1])):
        return bound, Span(items[index + 1].span.start, items[index + 2].span.end)
    start = index
    while start > 0 and items[start - 1].word in ("a", "an", "the", "record"):
        start -= 1
    for end in dict.fromkeys((index, start)):
        for length in (3, 2, 1):
            if length > end:
                continue
            words = tuple(item.word for item in items[end - length : end])
            found = _QUALIFIERS.get(words)
            if words == ("up to",) and (end == 1 or _is_raised(items[: end - 1])):
                continue  # "brought the total up to 412"
            if found:
                return found, Span(items[end - length].span.start, items[end - 1].span.end)
    return Qualifier.EXACT, None
