"""Firsts of a series: "the first fall in four years", "topped 60,000 for the first time since 2004".

A first of anything else claims nothing here: "released the data for the first time", "the first victim".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.extraction.claims import names_series
from pipelines.extraction.english.courses import (
    Crossing,
    change_at,
    clause_after,
    clause_before,
    crossing_at,
    item_at,
    named_change,
    tells_something_else,
)
from pipelines.extraction.english.numerals import SMALL_NUMBER, value_of
from pipelines.extraction.expressions import Anchor
from pipelines.extraction.items import Item
from pipelines.extraction.model import ClaimKind, Span
from pipelines.extraction.statements import Claim

_TIME = re.compile(r"\b(?P<adverb>for\s(?:only\s)?)?the\s(?:very\s)?first\stime\b(?:\sever\b)?", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:the|its|their|a)\sfirst(?P<ever>-ever|\sever)?\s(?:(?:such|yearly|annual|year-on-year)\s)?(?P<noun>[a-z]+)\b",
    re.IGNORECASE,
)
# How far back a first looks: a number of years, or the start of the data, which is all there is.
_MANY = rf"(?P<years>\d{{1,3}}|{SMALL_NUMBER})"
_IN_YEARS = re.compile(rf"[^.,;:]{{0,40}}?\b(?:in|for)\s(?:the\s(?:past|last)\s)?{_MANY}\syears\b", re.IGNORECASE)
_VAGUE = re.compile(
    r"[^.,;:]{0,40}?\b(?:in|for)\s(?:[\w-]+\s){0,4}?(?:years?|decades?|months?|quarters?|weeks?|generations?)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"[^.;:]{0,60}?\bsince\b", re.IGNORECASE)
_SINCE_DATA = re.compile(
    r"[^.;:]{0,60}?\bsince\b[^.,;:]{0,40}?\b(?:records?|record-keeping|data|counts?|counting|figures?|statistics|tally"
    r"|survey|compil\w+|track\w*|collect\w*)\b[^.,;:]{0,30}",
    re.IGNORECASE,
)
_FEWEST_YEARS = 2
_SINCE_WITHIN = 60  # characters


class _Back(NamedTuple):
    """How far back a claim looks; neither years nor period for a first one ever."""

    end: int
    length: int | None = None
    since: Item | None = None
    is_since_data: bool = False


def find_firsts(text: str, span: Span, items: Sequence[Item]) -> list[Claim]:
    """The turns and first crossings of the sentence at ``span``, in no order."""
    if text.find("first", *span) < 0:
        return []
    is_named = names_series(items)
    found = [*_first_times(text, span, items), *_first_changes(text, span, items)]
    return [_claim(first, back, words, is_named) for first, back, words in found]


_First = tuple[str | Crossing, _Back, Span]


def _claim(first: str | Crossing, back: _Back, words: Span, is_named: bool) -> Claim:
    crossing = first if isinstance(first, Crossing) else None
    period = back.since.time.resolve(None, None) if back.since and back.since.time else None
    return Claim(
        words,
        crossing.direction if crossing else str(first),
        since=period.code if period else None,
        rank=None,
        kind=ClaimKind.FIRST_CROSSING if crossing else ClaimKind.TURN,
        length=back.length,
        threshold=crossing.threshold if crossing else None,
        names_series=is_named,
    )


def _first_times(text: str, span: Span, items: Sequence[Item]) -> Iterator[_First]:
    """What happened "for the first time", before or after these words."""
    for match in _TIME.finditer(text, span.start, span.end):
        back = _looking_back(text, Span(match.end(), span.end), items)
        if back is None:
            continue
        first = _before(items, item_at(items, match.start())) or _after(items, match, back)
        if first:
            said, start, end = first
            yield said, back, Span(min(start, match.start()), max(end, back.end))


def _first_changes(text: str, span: Span, items: Sequence[Item]) -> Iterator[_First]:
    """What is named "the first": "the first fall in four years", "the first drop below 1,000"."""
    for match in _CHANGE.finditer(text, span.start, span.end):
        noun = item_at(items, match.start("noun"))
        change = named_change(items[noun]) if noun < len(items) else None
        if change is None:
            continue
        ahead = range(noun + 1, min(noun + 4, len(items)))
        crossing = next((one for position in ahead if (one := crossing_at(items, position))), None)
        end = crossing.end if crossing else match.end()
        back = _looking_back(text, Span(end, span.end), items)
        if back is None:
            continue
        if crossing or match["ever"] or back.length or back.since or back.is_since_data:
            yield crossing or change, back, Span(match.start(), max(end, back.end))


def _before(items: Sequence[Item], start: int) -> tuple[str | Crossing, int, int] | None:
    for position in clause_before(items, start):
        crossing = crossing_at(items, position)
        if crossing:
            return crossing, crossing.start, crossing.end
        if tells_something_else(items, position):
            return None
        change = change_at(items, position)
        if change:
            return change, *items[position].span
    return None


def _after(items: Sequence[Item], match: re.Match[str], back: _Back) -> tuple[str | Crossing, int, int] | None:
    """What happened for the first time, told after it; a bare "For the first time, …" must name a threshold."""
    start = item_at(items, back.end)
    if start < len(items) and items[start].word == ",":
        start += 1
    positions = list(clause_after(items, start))
    for position in positions:
        crossing = crossing_at(items, position)
        if crossing:
            return crossing, crossing.start, crossing.end
    if any(tells_something_else(items, position) for position in positions):
        return None
    if match["adverb"] and not (back.length or back.since or back.is_since_data):
        return None
    return next(
        ((change, *items[position].span) for position in positions if (change := change_at(items, position))), None
    )


def _looking_back(text: str, rest: Span, items: Sequence[Item]) -> _Back | None:
    """How far back a first looks, from the words behind it; None where they do not say it exactly."""
    years = _IN_YEARS.match(text, *rest)
    length = int(value_of(years["years"])) if years else None
    end = years.end() if years else rest.start
    if (length is not None and length < _FEWEST_YEARS) or (years is None and _VAGUE.match(text, *rest)):
        return None
    since = next(
        (
            item
            for item in items
            if item.time
            and item.time.anchor is Anchor.SINCE
            and 0 <= item.span.start - rest.start <= _SINCE_WITHIN
            and not set(";:").intersection(text[rest.start : item.span.start])
        ),
        None,
    )
    if since:
        return _Back(max(end, since.span.end), length, since)
    data = _SINCE_DATA.match(text, *rest)
    if data:
        return _Back(max(end, data.end()), length, is_since_data=True)
    return None if _SINCE.match(text, *rest) else _Back(end, length)
