"""Record claims in Japanese: 過去最多, 統計開始以来最も多い, 2番目に多い."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.extraction.expressions import Anchor
from pipelines.extraction.items import Item
from pipelines.extraction.model import Span
from pipelines.extraction.statements import Claim

# 2008年以降で最多, 統計開始以来最も多い
_SINCE_THEN = "以[来降](?:で、?|の|、)?"
_CLAIM = re.compile(
    rf"(?P<low>{_SINCE_THEN}(?:最少|最低|最も少な)|過去最少|過去最低|最少(?=と|だ|を|で)|戦後最少|最も少な)"
    rf"|(?P<high>{_SINCE_THEN}(?:最多|最悪|最高|最も多)|過去最多|過去最悪|過去最高|これまでで最も多|戦後最悪"
    r"|最多(?=と|を更新|だっ))"
)
_RANK = re.compile(r"(?P<rank>\d)番目に(?:多|少な)")


def find_records(text: str, span: Span, items: Sequence[Item]) -> list[Claim]:
    """The records of the sentence at ``span``, in text order."""
    since = next((item for item in items if item.time and item.time.anchor is Anchor.SINCE), None)
    period = since.time.resolve(None, None) if since and since.time else None
    claims = [
        Claim(
            Span(*match.span()),
            "lowest" if match["low"] else "highest",
            period.code if period else None,
            1,
            since.span if since else None,
        )
        for match in _CLAIM.finditer(text, span.start, span.end)
    ]
    ranks = [
        Claim(Span(*match.span()), "highest" if "多" in match.group() else "lowest", None, int(match["rank"]))
        for match in _RANK.finditer(text, span.start, span.end)
    ]
    return sorted([*claims, *ranks], key=lambda claim: claim.span)
