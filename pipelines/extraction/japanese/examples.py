"""Examples and exceptions, which narrow no series: 強盗などの重要犯罪, 出会い系サイトを除く, SNS(Xなど)."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extraction.items import CLOSING, OPENING, Item
from pipelines.extraction.vocabulary import NO_PHRASE


def without_examples(items: Sequence[Item]) -> tuple[Item, ...]:
    """Take the meaning from examples and exceptions: 強盗などの重要犯罪, 出会い系サイトを除く."""
    dropped: set[int] = set()
    for index, item in enumerate(items):
        following = items[index + 1] if index + 1 < len(items) else None
        names_the_kind = item.cue("and_such") and following is not None and bool(following.concepts)
        closes = item.cue("and_such") and following is not None and following.word in CLOSING
        are_examples = names_the_kind or (closes and _opens_with_names(items, index))
        if item.cue("and_other", "exclude", "circumstance") or are_examples:
            for position in range(index - 1, max(-1, index - 8), -1):
                one = items[position]
                if one.concepts and any(meaning.axis != "measure" for meaning in one.concepts):
                    dropped.add(position)
                elif one.word not in ("、", "や", "と", "・", "「", "」"):
                    break
    if not dropped:
        return tuple(items)
    return tuple(item._replace(phrase=NO_PHRASE) if index in dropped else item for index, item in enumerate(items))


def _opens_with_names(items: Sequence[Item], index: int) -> bool:
    """Whether the brackets before a など hold nothing but names, behind the word for their kind: SNS(XやYなど)."""
    start = next((k for k in range(index - 1, -1, -1) if items[k].word in OPENING), 0)
    names = items[start + 1 : index]
    return start > 0 and bool(items[start - 1].concepts) and not any(item.number for item in names)
