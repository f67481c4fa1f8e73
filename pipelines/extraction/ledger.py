"""Stage 7: the account of all numerals.

An over-generating scanner of its own, sharing nothing with ``numerals``: whatever it finds must end up with
exactly one disposition. A number the other stages overlooked shows up here as ``unresolved``.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from pipelines.extraction.model import Figure, LedgerEntry, Span

# No more stretches than these, recognised by different stages, lie over one another.
_MOST_DIGITS = 30  # before the point; what is longer is no value
_OVERLAPPING_REASONS = 16

# Digits of any script and typographic fractions, with the marks that join groups of digits.
_DIGIT_RUN = re.compile(r"[\d¼½¾⅓⅔⅛]+(?:[.,:/\-−–．，・][\d¼½¾⅓⅔⅛]+)*")
# Japanese number words right before a counter: 第三者 and 一部 are none, and 一人 is a pronoun unless it is negated.
_KANJI = "〇一二三四五六七八九十百千万億兆壱弐参拾"
_KANJI_NUMBER = re.compile(
    rf"(?<![第{_KANJI}])(?!一人(?!もい))[数何]?[{_KANJI}][{_KANJI}数]*"
    r"(?=[人名件割倍円歳社]|か所|カ所|ヶ所|団体|ポイント|パーセント)"
)
_NUMBER_WORD = re.compile(
    r"\b(?:(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|ten|eleven|twelve|two|three|four|five|six|seven|eight|nine"
    r"|(?:hundred|thousand|million|billion|dozen)s?|half|halves|halved|doubled?|tripled?|quadrupled?|twice|zero"
    r"|thirds|quarters?)\b(?:[- ](?:hundred|thousand|million|billion))*",
    re.IGNORECASE,
)


def scan(text: str) -> list[Span]:
    """Every run of digits and every number word, English or Japanese, of ``text``, in text order, without overlap."""
    found = [
        Span(*match.span()) for pattern in (_DIGIT_RUN, _NUMBER_WORD, _KANJI_NUMBER) for match in pattern.finditer(text)
    ]
    return sorted(found)


def account(
    text: str,
    figures: Sequence[Figure],
    reasons: Mapping[Span, tuple[str, str]],
) -> tuple[LedgerEntry, ...]:
    """Give every numeral of ``text`` its disposition.

    Args:
        text: The article.
        figures: The figures read, with their further mentions.
        reasons: Spans that other stages recognised as something else: disposition and reason.

    Returns:
        Entries in text order that never overlap; together they cover every digit.
    """
    entries: list[LedgerEntry] = []
    for figure in figures:
        entries.append(
            LedgerEntry(figure.span, figure.quote, figure.value, "figure", f"read as {figure.kind}", figure.figure_id)
        )
        entries.extend(
            LedgerEntry(
                span, span.of(text), figure.value, "repeat", "states a figure of this article again", figure.figure_id
            )
            for span in figure.mentions
        )
    entries = _disjoint(entries)
    recognised = sorted(reasons)
    starts = [span.start for span in recognised]
    for found in _uncovered(scan(text), entries):
        # What covers the number starts before its end, and not far from it.
        last = bisect.bisect_left(starts, found.end)
        near = recognised[max(0, last - _OVERLAPPING_REASONS) : last]
        span = next((span for span in near if span.overlaps(found)), None)
        disposition, reason = reasons[span] if span else ("unresolved", "no rule recognised this number")
        entries.append(LedgerEntry(found, found.of(text), _value(found.of(text)), disposition, reason))
    return tuple(sorted(_disjoint(entries), key=lambda entry: entry.span))


def _disjoint(entries: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    """The entries in order, without those that overlap an earlier one; of one span a figure goes before a repeat."""
    kept: list[LedgerEntry] = []
    last_end = -1
    for entry in sorted(entries, key=lambda one: (one.span.start, -one.span.end, one.disposition != "figure")):
        if entry.span.start >= last_end:
            kept.append(entry)
            last_end = entry.span.end
    return kept


def _uncovered(found: Sequence[Span], entries: Sequence[LedgerEntry]) -> list[Span]:
    """The parts of the found runs that no entry covers, so that no digit is lost at a border."""
    covered = sorted(entry.span for entry in entries)
    rest: list[Span] = []
    position = 0
    for span in found:
        while position < len(covered) and covered[position].end <= span.start:
            position += 1
        start, index = span.start, position
        while index < len(covered) and covered[index].start < span.end:
            if covered[index].start > start:
                rest.append(Span(start, covered[index].start))
            start = max(start, covered[index].end)
            index += 1
        if start < span.end:
            rest.append(Span(start, span.end))
    return rest


def _value(written: str) -> Decimal | None:
    try:
        value = Decimal(unicodedata.normalize("NFKC", written).replace(",", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() and value.adjusted() < _MOST_DIGITS else None
