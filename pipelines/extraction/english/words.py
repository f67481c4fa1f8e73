"""Words of the grammar at which several modules stop."""

from __future__ import annotations

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
