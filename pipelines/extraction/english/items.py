"""Stage 4: a sentence as a row of items: numbers, times, labels, phrases of the vocabulary, other words.

One compiled pass over the words; the longest phrase wins. What the row means is decided by the frames.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from pipelines.extraction.ages import age_label
from pipelines.extraction.english.labels import find_labels
from pipelines.extraction.english.numerals import STARTS, read_numerals
from pipelines.extraction.english.periods import find_periods
from pipelines.extraction.expressions import RATES, Form, Label, Numeral, TimeExpression
from pipelines.extraction.items import Item, labelled
from pipelines.extraction.model import Span
from pipelines.extraction.scanning import DIGITS
from pipelines.extraction.vocabulary import END, NO_PHRASE, NormalForms, Tree, Vocabulary, phrase_of

_Found = TypeVar("_Found", TimeExpression, Numeral, Label)

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*|[^\s\w]|_")
_FEWEST_ACTS = 50
_WIDEST_GAP = 12  # tokens between the halves of a phrase
_ENDS_A_CLAUSE = {";", ":", ".", "who", "which", "while", "but"}
_FIRM_LABELS = {"age_label", "identifier", "law_or_article"}
_DEFINITE = {"the", "these", "those", "all", "both", "its", "their", "other", "another", "every", "each"}
# Hyphens and quotation marks inside a phrase do not count: "dating-site", "“ore-ore” fraud".
_IGNORED = frozenset("-‐–'‘’\"“”")


# A word, a run of digits or a mark: where it starts and ends, and the form in which phrases and patterns know it.
_Token = tuple[int, int, str]
_NORMAL = NormalForms()


def read_items(text: str, span: Span, vocabulary: Vocabulary) -> tuple[Item, ...]:
    """The items of the sentence at ``span``, in text order, covering every character but spaces."""
    tokens = _tokens(text, span)
    fixed = _fixed(text, span, tokens)
    items = _with_phrases(text, tokens, [*fixed, *_second_halves(text, tokens, fixed, vocabulary)], vocabulary.tree)
    if not fixed:
        return tuple(items)
    return tuple(_with_reports(_with_ranges(list(_without_references(items, text)), text), vocabulary))


def find_quantities(text: str, span: Span) -> list[Numeral]:
    """Every number of the line at ``span`` that is no label and no time."""
    return [item.number for item in _fixed(text, span, _tokens(text, span)) if item.number]


def _tokens(text: str, span: Span) -> list[_Token]:
    return [(match.start(), match.end(), _NORMAL[match.group()]) for match in _TOKEN.finditer(text, *span)]


def _fixed(text: str, span: Span, tokens: Sequence[_Token]) -> list[Item]:
    """What patterns recognise: labels, times and numbers, in text order and without overlap."""
    words = {word for _, _, word in tokens}
    starts = [start for start, _, word in tokens if word in STARTS or text[start].isdigit()]
    if starts:
        words.add(DIGITS)
    # "The first six months" is a period and not a duration; an age or an address is never a period.
    found = find_labels(text, span, words)
    firm = [label.span for label in found if label.disposition in _FIRM_LABELS]
    times = _free(find_periods(text, span, words), firm)
    taken = [time.span for time in times]
    labels = [label for label in found if not any(label.span.overlaps(time) for time in taken)]
    taken += [label.span for label in labels]
    read = read_numerals(text, span, starts)
    labels += _free(read.labels, taken)
    numbers = [_as_count(number, text) for number in _free(read.numerals, taken)]
    items = [labelled(label, label.span.of(text).lower()) for label in labels]
    items += [Item(time.span, time.span.of(text).lower(), time=time) for time in times]
    items += [Item(number.span, number.span.of(text).lower(), number=number) for number in numbers]
    items.sort(key=lambda item: item.span)
    return items


def _as_count(number: Numeral, text: str) -> Numeral:
    """A large number of "times" counts acts and compares nothing: "police were contacted 77,482 times"."""
    if number.unit != "times" or number.form is not Form.MULTIPLE or number.value < _FEWEST_ACTS:
        return number
    if text[number.span.end : number.span.end + 5] in (" the ", " that", " thos", " as m", " what"):
        return number
    return replace(number, unit=None, form=Form.DIGITS)


def _free(found: Iterable[_Found], taken: Sequence[Span]) -> list[_Found]:
    return [one for one in found if not any(one.span.overlaps(span) for span in taken)]


def _second_halves(text: str, tokens: Sequence[_Token], fixed: Sequence[Item], vocabulary: Vocabulary) -> list[Item]:
    """The second halves of phrases that other words divide; they carry the meaning: "took 488 minors into custody"."""
    found: list[Item] = []
    for position, (_, _, word) in enumerate(tokens):
        for head, tail, phrase in vocabulary.split.get(word, ()):
            after = position + len(head)
            if tuple(one for _, _, one in tokens[position:after]) != head:
                continue
            ahead = [one for _, _, one in tokens[after : after + _WIDEST_GAP + len(tail)]]
            start = next((k for k in range(1, len(ahead)) if tuple(ahead[k : k + len(tail)]) == tail), None)
            if start is None or not _ENDS_A_CLAUSE.isdisjoint(ahead[:start]):
                continue
            span = Span(tokens[after + start][0], tokens[after + start + len(tail) - 1][1])
            if not any(span.overlaps(item.span) for item in (*fixed, *found)):
                found.append(Item(span, span.of(text).lower(), phrase=phrase))
            break
    return found


def _with_phrases(text: str, tokens: Sequence[_Token], fixed: Sequence[Item], tree: Tree) -> list[Item]:
    """The fixed items and, between them, the longest phrases of the vocabulary; other words are items of their own."""
    items: list[Item] = []
    rest = iter((*sorted(fixed, key=lambda item: item.span), None))
    coming = next(rest)
    run: list[_Token] = []
    for token in tokens:
        start, end, word = token
        while coming is not None and end > coming.span.start:
            _add_phrases(items, text, run, tree)
            run = []
            items.append(coming)
            coming = next(rest)
        if items and start < items[-1].span.end:
            continue  # inside the fixed item just added
        if word not in _IGNORED or _is_sign(text, start, end):
            run.append(token)
    _add_phrases(items, text, run, tree)
    return items


def _add_phrases(items: list[Item], text: str, tokens: Sequence[_Token], tree: Tree) -> None:
    position, count = 0, len(tokens)
    while position < count:
        start, end, word = tokens[position]
        node = tree.get(word)
        phrase = None
        ahead = position + 1
        while node is not None:
            if END in node:
                named, unnamed = node[END]
                found = unnamed if text[start].islower() else named
                if found:
                    phrase, end, position = found, tokens[ahead - 1][1], ahead - 1
            if ahead == count:
                break
            node = node.get(tokens[ahead][2])
            ahead += 1
        items.append(Item(Span(start, end), text[start:end].lower(), phrase=phrase or NO_PHRASE))
        position += 1


def _with_ranges(items: Sequence[Item], text: str) -> list[Item]:
    """Join the two ends of a range into one number: "9 to 13 a year", "between 20 and 25 cases".

    "From 42 to 51" and "rose 17 to 72" are two numbers. Of either kind the first has the percent sign, the currency and
    the magnitude of the second where it has none: "1.2 to 1.5 million yen".
    """
    joined: list[Item] = []
    for item in items:
        low = joined[-2].number if len(joined) > 1 else None
        if item.number and item.number.unit == "percent" and any(one.cue("respective") for one in items):
            _share_percent(joined)
            low = joined[-2].number if len(joined) > 1 else None
        if low and item.number and joined[-1].word in ("to", "and"):
            is_range = _is_range(joined, low, item.number)
            if is_range or joined[-1].word == "to":
                low = _like_the_second(low, item.number)
                joined[-2] = joined[-2]._replace(number=low)
            if is_range:
                span = Span(low.span.start, item.span.end)
                number = replace(low, span=span, upper=item.number.value)
                joined[-2:] = [Item(span, span.of(text).lower(), number=number)]
                continue
        joined.append(item)
    return joined


def _share_percent(joined: list[Item]) -> None:
    """Give the numbers of a list the percent sign of its last: "75.9, 13.3 and 7.6 percent, respectively"."""
    position = len(joined) - 1
    while position > 0 and joined[position].word in (",", "and") and (number := joined[position - 1].number):
        if number.unit is not None:
            break
        joined[position - 1] = joined[position - 1]._replace(number=replace(number, unit="percent"))
        position -= 2


def _with_reports(items: Sequence[Item], vocabulary: Vocabulary) -> list[Item]:
    """Count the reports right behind a number; anywhere else a report is what the numbers come from."""
    if not any(item.word == "reports" for item in items):
        return list(items)
    filed = phrase_of(vocabulary.lookup(("damage", "report")))
    return [
        item._replace(phrase=filed)
        if item.word == "reports" and index and (number := items[index - 1].number) and number.form is Form.DIGITS
        else item
        for index, item in enumerate(items)
    ]


def _like_the_second(low: Numeral, high: Numeral) -> Numeral:
    """A number with the unit and the magnitude of the one it leads to, where it has none and that makes it less."""
    if low.unit or low.form is not Form.DIGITS:
        return low
    scale = high.step.scaleb(high.decimals) if high.step and not low.step else Decimal(1)
    is_leading = low.value * scale < high.value or high.unit in RATES
    if not is_leading:
        return low
    step = scale.scaleb(-low.decimals) if scale > 1 else low.step
    return replace(low, value=low.value * scale, step=step, unit=high.unit)


def _is_range(items: Sequence[Item], low: Numeral, high: Numeral) -> bool:
    joint = items[-1].word
    before = items[-3] if len(items) > 2 else None
    if low.upper or low.unit not in (None, high.unit) or low.form is not high.form:
        return False
    low = _like_the_second(low, high)
    if low.value >= high.value:
        return False
    if joint == "and":
        return before is not None and before.word == "between"
    changed = before is not None and (before.word in ("from", "by") or before.cue("increase", "decrease"))
    return not changed and high.value <= 3 * low.value and low.form in (Form.DIGITS, Form.WORDS)


def _is_sign(text: str, start: int, end: int) -> bool:
    """Whether a dash touches the number behind it and no word before it: "(-19.6%)", "minus 67, or -3.9%"."""
    return text[start:end] in "-–−" and start > 0 and text[start - 1] in "(（ \n" and text[end : end + 1].isdigit()


def _without_references(items: Sequence[Item], text: str) -> Iterable[Item]:
    """Turn ages behind names, and small number words that only refer back ("the three services"), into labels."""
    for index, item in enumerate(items):
        number = item.number
        if number and _is_age_of_a_person(items, index, text):
            yield labelled(age_label(item.span, f"age_{int(item.word)}"), item.word)
            continue
        if number and number.form is Form.WORDS and number.unit is None and number.value < 100:
            before = items[index - 1].word if index else ""
            is_rest = before == "other" and any(one.number for one in items[: index - 1])  # "and the other five"
            reference = (before in _DEFINITE and not is_rest) or (number.value == 1 and _is_pronoun(items, index))
            if reference:
                label = Label(item.span, "reference")
                yield Item(item.span, item.word, label=label)
                continue
        yield item


def _is_age_of_a_person(items: Sequence[Item], index: int, text: str) -> bool:
    """Whether a number in commas behind a name is an age: "Taro Yamada, 52, was …", "a girl, 14."."""
    number = items[index].number
    if number is None or number.form is not Form.DIGITS or number.unit or number.decimals or number.value > _OLDEST:
        return False
    if index < 2 or items[index - 1].word != "," or (index + 1 < len(items) and items[index + 1].word not in ",.;)"):
        return False
    if items[index - 2].word in _ONE_PERSON:
        return True
    earlier = range(max(0, index - _LISTED_WITHIN), index - 2)
    if any(items[k].number and not items[k + 1].is_counted and items[k - 1].word != "," for k in earlier):
        return False  # "Instagram had 417 victims, X 300, and Hello Talk, 40"
    names = [one for one in items[max(0, index - 4) : index - 1] if not one.phrase.meanings]
    written = [one.span.of(text) for one in names if one.word.isalpha()]
    return len(written) > 1 and all(word[0].isupper() for word in written[-2:])


_OLDEST = 120  # years
_LISTED_WITHIN = 8  # items
_ONE_PERSON = {
    "girl", "boy", "man", "woman", "student", "pupil", "teacher", "officer", "suspect", "driver", "mother", "father",
    "himself", "herself", "daughter", "son", "employee", "worker",
}  # fmt: skip


def _is_pronoun(items: Sequence[Item], index: int) -> bool:
    """Whether "one" stands for a thing named before, or for nobody in particular, and counts nothing."""
    before = items[index - 1].word if index else ""
    after = items[index + 1] if index + 1 < len(items) else None
    second = items[index + 2].word if index + 2 < len(items) else ""
    if after is None or before in _BEFORE_A_PRONOUN:
        return True
    if after.word == "of":
        return second in _OF_ALL or second.startswith(("the ", "these", "those"))
    if after.is_counted or after.concepts or after.cue("more", "fewer"):
        return False
    return after.word not in ("was", "were", "in", "on", "by", "ended", "died") or before not in (
        "and",
        ",",
        "",
        "but",
        "with",
    )


_BEFORE_A_PRONOUN = {
    "no", "some", "this", "that", "any", "different", "a", "new", "first", "last", "previous", "other", "only", "which",
}  # fmt: skip
_OF_ALL = {"the", "them", "these", "those", "whom", "which", "its", "their", "every", "japan", "several", "many"}
