"""Every claim of a Japanese sentence, in text order."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extraction.items import Item
from pipelines.extraction.japanese import courses, records
from pipelines.extraction.model import Span
from pipelines.extraction.statements import Claim


def find_claims(text: str, span: Span, items: Sequence[Item]) -> list[Claim]:
    """The records, streaks, turns and first crossings of the sentence at ``span``."""
    found = [*records.find_records(text, span, items), *courses.find_courses(text, span, items)]
    return sorted(found, key=lambda claim: claim.span)
