"""Words of the grammar at which several modules stop, and the ends of phrases."""

from __future__ import annotations

from pipelines.extraction.items import Item

STOPS = frozenset(
    (
        *("in", "by", "to", "at", "on", "from", "for", "with", "via", "through", "against", "than"),
        *("who", "which", "that", "were", "was", "had", "is", "are"),
    )
)
VERBS = frozenset(
    (
        *("had", "have", "has", "were", "was", "are", "is", "did", "made", "said", "involved", "concerned"),
        *("came", "numbered", "accounted", "reached", "stood", "totaled", "totalled"),
    )
)


def first_word(item: Item) -> str:
    """The first word of a phrase or time: "of" in "of last year's"; nothing of a mark that is only space."""
    return next(iter(item.word.split()), "")


def last_word(item: Item) -> str:
    """The last word of a phrase or time: "ago" in "five years ago"; nothing of a mark that is only space."""
    return next(reversed(item.word.split()), "")
