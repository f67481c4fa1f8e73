"""Record claims: "a record 1,813", "the highest since 2008", "the fewest since figures began in 1948".

A claim is never a figure; it says something of one. Whether it holds is judged where all figures are known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.extraction.expressions import Anchor
from pipelines.extraction.items import Item
from pipelines.extraction.model import Span
from pipelines.extraction.statements import Claim

_HIGH = r"record(?:[-\s]high)?|all-time\shigh|new\shigh|highest|most|largest|biggest|worst|peak"
_LOW = r"record[-\s]low|all-time\slow|new\slow|lowest|fewest|smallest"
_CLAIM = re.compile(
    rf"""
      \b(?:(?P<low>(?:{_LOW}))|(?P<high>(?:{_HIGH})))\b
      (?=(?P<tail>[^.;]{{0,80}}))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_RANK = re.compile(r"\b(second|third|fourth|fifth)[-\s]$", re.IGNORECASE)
_RANKS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5}
# "Most" and "largest" claim a record only with a span of time: "the most since 2008", "on record", "ever".
_NEEDS_SPAN = re.compile(r"^(?:highest|lowest|most|largest|biggest|worst|fewest|smallest|peak)$", re.IGNORECASE)
_EVER = re.compile(r"[\w\s'-]{0,30}?\b(?:ever|on record|so far)\b", re.IGNORECASE)
_NOT_A_CLAIM = re.compile(r"(?:s\b|ed\b|ing\b|\s(?:keeping|holder|store|company|the|from|in which)\b)", re.IGNORECASE)


def find_records(text: str, span: Span, items: Sequence[Item]) -> list[Claim]:
    """The records of the sentence at ``span``, in text order."""
    claims: list[Claim] = []
    starts = [item for item in items if item.time and item.time.anchor is Anchor.SINCE]
    for match in _CLAIM.finditer(text, span.start, span.end):
        tail = match["tail"]
        if _NOT_A_CLAIM.match(tail):
            continue
        since = next((item for item in starts if 0 <= item.span.start - match.end() <= 60), None)
        ever = _EVER.match(tail)
        if _NEEDS_SPAN.match(match.group()) and since is None and not ever:
            continue
        end = since.span.end if since else match.end() + (ever.end() if ever else 0)
        if claims and claims[-1].span.overlaps(Span(match.start(), end)):
            continue
        period = since.time.resolve(None, None) if since and since.time else None
        rank = _RANK.search(text, max(span.start, match.start() - 8), match.start())
        claims.append(
            Claim(
                Span(match.start(), end),
                "lowest" if match["low"] else "highest",
                period.code if period else None,
                _RANKS[rank[1].lower()] if rank else 1,
                since.span if since else None,
            )
        )
    return claims
