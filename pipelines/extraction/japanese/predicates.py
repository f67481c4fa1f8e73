"""What the predicate of a Japanese clause says that its number counts: 29人を摘発した, 32人が亡くなった.

Nouns beside the number say less: 少年 and 児童 are offenders where they were arrested, victims where they were
harmed. The nouns belong to ``sentence``.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extraction.items import CLOSING, OPENING, Item
from pipelines.extraction.japanese.items import BREAKS
from pipelines.extraction.japanese.qualifiers import QUALIFIERS_AFTER
from pipelines.extraction.model import Facet, Source
from pipelines.extraction.vocabulary import Vocabulary

# What makes the number before it the subject or the object of the predicate.
_CASES = frozenset("がをもはで")
_ENDS = BREAKS | OPENING | CLOSING


def predicate_measure(items: Sequence[Item], index: int, unit: str | None, vocabulary: Vocabulary) -> Facet | None:
    """What the predicate behind the number at ``index`` says is counted, in a unit that the number has.

    Args:
        items: The items of the sentence.
        index: Position of the number.
        unit: The unit of its counter.
        vocabulary: For the units of measures.
    """
    position = index + 1
    while position < len(items) and items[position].word in QUALIFIERS_AFTER:
        position += 1
    if position == len(items) or items[position].word not in _CASES:
        return None
    for item in items[position + 1 :]:
        if item.number or item.word in _ENDS:
            return None
        if item.cue("predicate"):
            return _of_unit(item, unit, vocabulary)
    return None


def _of_unit(item: Item, unit: str | None, vocabulary: Vocabulary) -> Facet | None:
    if unit == "cases" and any(meaning.code == "offenders" for meaning in item.concepts):
        return Facet("cases", Source.STATED, item.span)  # 875件が検挙された
    for meaning in item.concepts:
        if meaning.axis == "measure" and vocabulary.unit_of_measure.get(meaning.code) == unit:
            return Facet(meaning.code, Source.STATED, item.span)
    return None
