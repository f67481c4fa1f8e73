"""Qualifiers: how exactly a text claims a number, from a word beside it (section 4 of the labelling guide)."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extraction.items import Item
from pipelines.extraction.model import Qualifier, Span
from pipelines.extraction.vocabulary import AFTER, BEFORE, Vocabulary


def _is_raised(items: Sequence[Item]) -> bool:
    return any(item.cue("raising", "increase", "decrease") for item in items)


def qualifier(items: Sequence[Item], index: int, vocabulary: Vocabulary) -> tuple[Qualifier, Span | None]:
    """The qualifier beside the number at ``index`` and its words (section 4 of the labelling guide)."""
    number = items[index].number
    if number and number.qualifier:
        return number.qualifier, number.span
    behind = items[index + 1 : index + 3]
    if bound := vocabulary.qualifiers.get((AFTER, " ".join(item.word for item in behind))):
        return bound, Span(behind[0].span.start, behind[-1].span.end)
    start = index
    while start > 0 and items[start - 1].word in ("a", "an", "the", "record"):
        start -= 1
    for end in dict.fromkeys((index, start)):
        for length in (3, 2, 1):
            if length > end:
                continue
            words = " ".join(item.word for item in items[end - length : end])
            found = vocabulary.qualifiers.get((BEFORE, words))
            if words == "up to" and (end == 1 or _is_raised(items[: end - 1])):
                continue  # "brought the total up to 412"
            if found:
                return found, Span(items[end - length].span.start, items[end - 1].span.end)
    return Qualifier.EXACT, None
