"""Stage 4: a Japanese sentence as a row of items; the longest phrase of the vocabulary wins.

Words have no spaces around them here, so phrases are looked up character by character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from pipelines.extraction.expressions import Anchor, Form, Label, Numeral, TimeExpression
from pipelines.extraction.items import Item, labelled
from pipelines.extraction.japanese.labels import find_labels
from pipelines.extraction.japanese.numerals import read_numerals
from pipelines.extraction.japanese.periods import find_periods
from pipelines.extraction.model import Period, Span
from pipelines.extraction.scanning import DIGITS
from pipelines.extraction.vocabulary import END, NO_PHRASE, Phrase, Tree, Vocabulary

_Found = TypeVar("_Found", TimeExpression, Numeral, Label)
# Marks that end a clause; brackets.
BREAKS = frozenset("、。；;，／/▽○")
# Words of one character that other stages ask for, and what may turn into the number zero.
_PARTICLES = frozenset("はがのをにとやも、。・，；（）()「」")
_NEGATION = re.compile("なかった|ない|なく|皆無|おらず")
_OF_PEOPLE = ("いなかった", "おらず", "いない")
_ANYBODY = ("者", "人")  # 検挙された者はなかった
_FIRM_LABELS = {"age_label", "identifier", "law_or_article", "streak", "record_since", "rate_denominator"}


def read_items(text: str, span: Span, vocabulary: Vocabulary) -> tuple[Item, ...]:
    """The items of the sentence at ``span``, in text order; what no phrase covers is one character each.

    In a sentence without a number, where no distance counts, other words are runs of characters.
    """
    items: list[Item] = []
    start = span.start
    fixed = _fixed(text, span, vocabulary.tree)
    add = _add_phrases if any(item.number for item in fixed) or _NEGATION.search(text, *span) else _add_phrases_only
    for item in (*fixed, None):
        add(items, text, start, item.span.start if item else span.end, vocabulary.tree)
        if item:
            items.append(item)
            start = item.span.end
    return _with_zeros(items)


def find_quantities(text: str, span: Span) -> list[Numeral]:
    """Every number of the line at ``span`` that is no label and no time."""
    return [item.number for item in _fixed(text, span, {}) if item.number]


def _fixed(text: str, span: Span, tree: Tree) -> list[Item]:
    """What patterns recognise: labels, times and numbers, in text order and without overlap."""
    characters = set(span.of(text))
    if not characters.isdisjoint("0123456789"):
        characters.add(DIGITS)
    labels = find_labels(text, span, characters)
    firm = [label.span for label in labels if label.disposition in _FIRM_LABELS]
    times = _free(find_periods(text, span, characters), firm)
    taken = [time.span for time in times]
    labels = [label for label in labels if not any(label.span.overlaps(one) for one in taken)]
    taken += [label.span for label in labels]
    read = read_numerals(text, span)
    labels += _free(read.labels, taken)
    numbers = _free(read.numerals, taken)
    items = [_labelled(label, text, tree) for label in labels]
    items += [Item(time.span, time.span.of(text), time=time) for time in times]
    items += [Item(number.span, number.span.of(text), number=number) for number in numbers]
    items.sort(key=lambda item: item.span)
    return _with_years_named_before(items)


def _with_years_named_before(items: Sequence[Item]) -> list[Item]:
    """同年 is the year named before it in the sentence: 11年上半期が638人、同年下半期が547人."""
    named: TimeExpression | None = None
    found: list[Item] = []
    for item in items:
        if item.time and named and item.word.startswith(("同年", "その年", "この年")):
            item = item._replace(time=_of_the_year_of(named, item.time))
        if item.time and item.time.anchor in (Anchor.ABSOLUTE, Anchor.PUBLICATION, Anchor.SINCE):
            named = item.time
        found.append(item)
    return found


def _of_the_year_of(named: TimeExpression, time: TimeExpression) -> TimeExpression:
    def resolve(published: date | None, current: Period | None) -> Period | None:
        return time.resolve(published, named.resolve(published, current))

    return TimeExpression(time.span, Anchor.ABSOLUTE, resolve)


def _with_zeros(items: Sequence[Item]) -> tuple[Item, ...]:
    """Turn a negation into the number it is, where something counted is negated: 名義貸しでの検挙はなかった."""
    if not any("none" in item.phrase.cues for item in items):
        return tuple(items)
    found = list(items)
    for index, item in enumerate(items):
        if index < 2 or not item.cue("none") or items[index - 1].word not in ("は", "も", "が"):
            continue
        is_cut_off = index + 1 == len(items) or items[index + 1].word != "、"
        if item.word == "なく" and is_cut_off:
            continue  # 犯罪はなくならない
        noun = items[index - 2]
        if noun.word == "で" and items[index - 3].names_place and any(one.number for one in items[:index]):
            found[index] = Item(item.span, item.word, number=Numeral(item.span, Decimal(0), 0, Form.ZERO))
            continue  # 大阪府警の610件が目立ち、秋田県警ではなかった
        if noun.is_counted or noun.concepts or noun.word in _ANYBODY:
            of_people = item.word in _OF_PEOPLE or noun.word in _ANYBODY
            unit = "persons" if of_people else "cases" if noun.is_counted else None
            zero = Numeral(item.span, Decimal(0), 0, Form.ZERO, unit)
            found[index] = Item(item.span, item.word, number=zero)
    return tuple(found)


def _free(found: Iterable[_Found], taken: Sequence[Span]) -> list[_Found]:
    return [one for one in found if not any(one.span.overlaps(span) for span in taken)]


def _labelled(label: Label, text: str, tree: Tree) -> Item:
    """A label, with what the vocabulary says of its words: 1件当たり is an average."""
    item = labelled(label, label.span.of(text))
    if label.age_group:
        return item
    node = tree
    for character in item.word:
        node = node.get(character, {})
    return item._replace(phrase=node[END][0]) if END in node else item


def _add_phrases_only(items: list[Item], text: str, start: int, end: int, tree: Tree) -> None:
    position = run = start
    while position < end:
        first = text[position]
        node = tree.get(first.lower())
        phrase, stop = _longest(node, text, position, end) if node is not None else (NO_PHRASE, position + 1)
        if phrase is NO_PHRASE and first not in _PARTICLES:
            position += 1
            continue
        if run < position:
            items.append(Item(Span(run, position), text[run:position]))
        items.append(Item(Span(position, stop), text[position:stop], phrase=phrase))
        position = run = stop
    if run < end:
        items.append(Item(Span(run, end), text[run:end]))


def _add_phrases(items: list[Item], text: str, start: int, end: int, tree: Tree) -> None:
    position = start
    while position < end:
        first = text[position]
        if first.isspace():
            position += 1
            continue
        node = tree.get(first.lower())
        phrase, stop = _longest(node, text, position, end) if node is not None else (NO_PHRASE, position + 1)
        items.append(Item(Span(position, stop), text[position:stop], phrase=phrase))
        position = stop


def _longest(node: Tree | None, text: str, start: int, end: int) -> tuple[Phrase, int]:
    """The longest phrase from ``start`` on, below the node of its first character, and where it ends."""
    phrase, stop, ahead = NO_PHRASE, start + 1, start + 1
    while node is not None:
        if END in node:
            phrase, stop = node[END][0], ahead
        if ahead == end:
            break
        node = node.get(text[ahead].lower())
        ahead += 1
    return phrase, stop
