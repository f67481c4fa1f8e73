"""Every claim of an English sentence, in text order."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extraction.english import firsts, records, streaks
from pipelines.extraction.items import Item
from pipelines.extraction.model import Span
from pipelines.extraction.statements import Claim


def find_claims(text: str, span: Span, items: Sequence[Item]) -> list[Claim]:
    """The records, streaks, turns and first crossings of the sentence at ``span``."""
    found = [
        *records.find_records(text, span, items),
        *streaks.find_streaks(text, span, items),
        *firsts.find_firsts(text, span, items),
    ]
    return sorted(found, key=lambda claim: claim.span)
