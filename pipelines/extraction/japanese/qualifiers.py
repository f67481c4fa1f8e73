"""Qualifiers: how exactly a text claims a number, from a word beside it (section 4 of the labelling guide)."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extraction.items import Item
from pipelines.extraction.model import Qualifier, Span


def qualifier(items: Sequence[Item], index: int) -> tuple[Qualifier, Span | None]:
    """The qualifier beside the number at ``index`` and its words (section 4 of the labelling guide)."""
    number = items[index].number
    if number and number.qualifier:
        return number.qualifier, number.span
    after = items[index + 1] if index + 1 < len(items) else None
    is_level_of_another = index > 0 and items[index - 1].word == "の"  # 高校生の538人に迫った
    if after and after.phrase.qualifies_previous and not (after.word == "に迫" and is_level_of_another):
        return after.phrase.qualifies_previous, after.span
    before = items[index - 1] if index else None
    if before and before.phrase.qualifies_next:
        return before.phrase.qualifies_next, before.span
    return Qualifier.EXACT, None
