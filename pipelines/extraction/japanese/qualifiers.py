"""Qualifiers: how exactly a text claims a number, from a word beside it (section 4 of the labelling guide)."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extraction.items import Item
from pipelines.extraction.model import Qualifier, Span

QUALIFIERS_AFTER = {
    "以上": Qualifier.AT_LEAST, "以下": Qualifier.UP_TO, "未満": Qualifier.LESS_THAN, "超": Qualifier.MORE_THAN,
    "余り": Qualifier.MORE_THAN, "余": Qualifier.MORE_THAN, "あまり": Qualifier.MORE_THAN, "強": Qualifier.MORE_THAN,
    "近く": Qualifier.NEARLY, "近い": Qualifier.NEARLY, "弱": Qualifier.NEARLY, "に迫": Qualifier.NEARLY,
    "台": Qualifier.AT_LEAST,
    "程度": Qualifier.ABOUT, "前後": Qualifier.ABOUT, "ほど": Qualifier.ABOUT, "足らず": Qualifier.LESS_THAN,
    **dict.fromkeys(
        ("に満たない", "に満たなかった", "に満たず", "に達しない", "に達しなかった", "に達せず", "に届かない",
         "に届かなかった", "に届かず"), Qualifier.LESS_THAN,
    ),
}  # fmt: skip
QUALIFIERS_BEFORE = {
    "約": Qualifier.ABOUT,
    "およそ": Qualifier.ABOUT,
    "ほぼ": Qualifier.ABOUT,
    "おおむね": Qualifier.ABOUT,
}


def qualifier(items: Sequence[Item], index: int) -> tuple[Qualifier, Span | None]:
    """The qualifier beside the number at ``index`` and its words (section 4 of the labelling guide)."""
    number = items[index].number
    if number and number.qualifier:
        return number.qualifier, number.span
    after = items[index + 1] if index + 1 < len(items) else None
    is_level_of_another = index > 0 and items[index - 1].word == "の"  # 高校生の538人に迫った
    if after and after.word in QUALIFIERS_AFTER and not (after.word == "に迫" and is_level_of_another):
        return QUALIFIERS_AFTER[after.word], after.span
    before = items[index - 1] if index else None
    if before and before.word in QUALIFIERS_BEFORE:
        return QUALIFIERS_BEFORE[before.word], before.span
    return Qualifier.EXACT, None
