"""Stage 4: a Japanese sentence as a row of items; the longest phrase of the vocabulary wins.

Words have no spaces around them here, so phrases are looked up character by character.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from pipelines.extraction.expressions import Form, Numeral, TimeExpression
from pipelines.extraction.items import Item
from pipelines.extraction.japanese.labels import find_labels
from pipelines.extraction.japanese.numerals import find_numerals
from pipelines.extraction.japanese.periods import find_periods
from pipelines.extraction.model import Span
from pipelines.extraction.vocabulary import Meaning, Vocabulary

_Found = TypeVar("_Found", TimeExpression, Numeral)
_FIRM_LABELS = {"age_label", "identifier", "law_or_article", "streak", "record_since", "rate_denominator"}


def read_items(text: str, span: Span, vocabulary: Vocabulary) -> tuple[Item, ...]:
    """The items of the sentence at ``span``, in text order; what no phrase covers is one character each."""
    labels = find_labels(text, span)
    firm = [label.span for label in labels if label.disposition in _FIRM_LABELS]
    times = _free(find_periods(text, span), firm)
    taken = [time.span for time in times]
    labels = [label for label in labels if not any(label.span.overlaps(one) for one in taken)]
    taken += [label.span for label in labels]
    numbers = _free(find_numerals(text, span), taken)
    items = [Item(label.span, label.span.of(text), label=label) for label in labels]
    items += [Item(time.span, time.span.of(text), time=time) for time in times]
    items += [Item(number.span, number.span.of(text), number=number) for number in numbers]
    items.sort(key=lambda item: item.span)
    phrases = _phrases_by_first(vocabulary)
    start = span.start
    between: list[Item] = []
    for end in [*(item.span.start for item in items), span.end]:
        between += _phrases(text, Span(start, end), phrases)
        start = next((item.span.end for item in items if item.span.start == end), end)
    return _with_zeros(sorted([*items, *between], key=lambda item: item.span))


def _with_zeros(items: Sequence[Item]) -> tuple[Item, ...]:
    """Turn a negation into the number it is, where something counted is negated: 名義貸しでの検挙はなかった."""
    found = list(items)
    for index, item in enumerate(items):
        if (
            index > 1
            and item.cue("none")
            and items[index - 1].word in ("は", "も", "が")
            and items[index - 2].is_counted
        ):
            zero = Numeral(item.span, Decimal(0), 0, Form.ZERO, "cases")
            found[index] = Item(item.span, item.word, number=zero)
    return tuple(found)


def _free(found: Iterable[_Found], taken: Sequence[Span]) -> list[_Found]:
    return [one for one in found if not any(one.span.overlaps(span) for span in taken)]


Phrases = Mapping[str, tuple[tuple[str, tuple[Meaning, ...]], ...]]


def _phrases_by_first(vocabulary: Vocabulary) -> Phrases:
    return _indexed(id(vocabulary), tuple(("".join(words), meanings) for words, meanings in vocabulary.phrases.items()))


@functools.lru_cache(maxsize=4)
def _indexed(_vocabulary: int, phrases: tuple[tuple[str, tuple[Meaning, ...]], ...]) -> Phrases:
    index: dict[str, list[tuple[str, tuple[Meaning, ...]]]] = {}
    for phrase, meanings in sorted(phrases, key=lambda entry: -len(entry[0])):
        index.setdefault(phrase[0], []).append((phrase, meanings))
    return {first: tuple(entries) for first, entries in index.items()}


def _phrases(text: str, span: Span, phrases: Phrases) -> Iterable[Item]:
    position = span.start
    while position < span.end:
        if text[position].isspace():
            position += 1
            continue
        for phrase, meanings in phrases.get(text[position].lower(), ()):
            end = position + len(phrase)
            if end <= span.end and text[position:end].lower() == phrase:
                yield Item(Span(position, end), text[position:end], meanings=meanings)
                position = end
                break
        else:
            yield Item(Span(position, position + 1), text[position])
            position += 1
