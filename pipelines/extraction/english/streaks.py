"""Streaks: "the 13th straight yearly rise", "fell for the fifth consecutive year", "up for a third year in a row".

Counts years only: a streak of months or quarters says nothing of a yearly series.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.extraction.claims import names_series
from pipelines.extraction.english.courses import (
    change_at,
    clause_after,
    clause_before,
    item_at,
    named_change,
    tells_something_else,
)
from pipelines.extraction.english.numerals import SMALL_NUMBER, value_of
from pipelines.extraction.items import Item
from pipelines.extraction.model import ClaimKind, Span
from pipelines.extraction.statements import Claim

_ORDINALS = [
    "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
]  # fmt: skip
_NTH = rf"(?:\d{{1,3}}(?:st|nd|rd|th)|{'|'.join(_ORDINALS)})"
_MANY = rf"(?:\d{{1,3}}|{SMALL_NUMBER})"
_STRAIGHT = r"(?:straight|consecutive|successive)"
_RUNNING = r"(?:in\sa\srow|running|straight|in\ssuccession)"
_SHORTER = r"(?:months?|monthly|quarters?|quarterly|weeks?|weekly|days?|daily|half|terms?|semesters?)"
_YEAR = r"(?:(?:fiscal\s|calendar\s|full\s)?years?|annual|yearly|year-on-year)"
_STREAK = re.compile(
    rf"""
    \b(?:
        (?P<straight>{_NTH})[\s-]{_STRAIGHT}(?![\s-]{_SHORTER}\b)(?:\s{_YEAR}\b)?
      | (?P<year>{_NTH})\syear\s{_RUNNING}
      | (?P<change>{_NTH})\s(?:annual\s|yearly\s)?(?P<noun>[a-z]+)\s{_RUNNING}
      | (?P<years>{_MANY})\s(?:{_STRAIGHT}\s(?:fiscal\s|calendar\s)?years|years\s{_RUNNING})
    )\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_RUNS = re.compile("straight|consecutive|in a row|running|success")  # most sentences hold none of these
_LINKS = {"that", "in", "to"}  # "the third straight year that cases fell", "in which", "to see a fall"
_NOUN_WITHIN, _VERB_WITHIN = 3, 9  # items
_NO_NOUN = {"at", "by", "to", "from", "on"}


def find_streaks(text: str, span: Span, items: Sequence[Item]) -> list[Claim]:
    """The streaks of the sentence at ``span``, in text order."""
    if not _RUNS.search(text, *span):
        return []
    claims = []
    for match in _STREAK.finditer(text, span.start, span.end):
        length = _length(match)
        found = _change(items, match)
        if found is None or length < 2:
            continue
        direction, words = found
        claims.append(
            Claim(
                Span(min(match.start(), words.start), max(match.end(), words.end)),
                direction,
                since=None,
                rank=None,
                kind=ClaimKind.STREAK,
                length=length,
                names_series=names_series(items),
            )
        )
    return claims


def _length(match: re.Match[str]) -> int:
    if match["years"]:
        return int(value_of(match["years"]))
    nth = (match["straight"] or match["year"] or match["change"]).lower()
    return _ORDINALS.index(nth) + 2 if nth in _ORDINALS else int(nth[:-2])


def _change(items: Sequence[Item], match: re.Match[str]) -> tuple[str, Span] | None:
    """What went on for years, and the word that says so: the noun counted, one behind it, or the verb before."""
    if match["noun"]:
        item = items[item_at(items, match.start("noun"))]
        direction = named_change(item)
        return (direction, item.span) if direction else None
    return _change_after(items, item_at(items, match.end())) or _change_before(items, item_at(items, match.start()))


def _change_after(items: Sequence[Item], start: int) -> tuple[str, Span] | None:
    """A change named behind the streak: "yearly decline", "year of growth", "year that arrests had fallen"."""
    is_linked = start < len(items) and items[start].word in _LINKS
    for position in clause_after(items, start, _VERB_WITHIN if is_linked else _NOUN_WITHIN):
        item = items[position]
        if not is_linked and (item.number or item.time or item.word in _NO_NOUN):
            return None
        direction = named_change(item)
        if direction:
            return direction, item.span
    return None


def _change_before(items: Sequence[Item], start: int) -> tuple[str, Span] | None:
    """The verb of the clause: "fell for the fifth year"."""
    for position in clause_before(items, start):
        if tells_something_else(items, position):
            return None
        direction = change_at(items, position)
        if direction:
            return direction, items[position].span
    return None
