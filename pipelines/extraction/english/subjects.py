"""What a whole English sentence speaks of: its subject, turns to another series, what it tells of one event alone."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import takewhile

from pipelines.extraction import coding
from pipelines.extraction.english.segments import Cut
from pipelines.extraction.english.words import VERBS
from pipelines.extraction.expressions import Anchor, Form, TimeExpression
from pipelines.extraction.items import Item
from pipelines.extraction.model import Facet, Kind
from pipelines.extraction.statements import Place, Statement, Whole
from pipelines.extraction.vocabulary import Vocabulary

_DATA = {"figures", "data", "statistics", "numbers", "report", "results"}
_SUBJECT_LINKS = {"of", "about", "over", "on", "for", "against", "by", "the", "related", "to", "through", "involving"}
_A_FEW = 10  # people
_SUBJECT_WITHIN = 3  # items
_LABEL_WITHIN = 8  # items of a label before its colon
_EXPLAINING = {"because", "after"}  # what follows explains the main clause and is no topic of its own


def opens_topic(lead: Sequence[Item], cues: Set[str]) -> bool:
    """Whether the words before the first number turn to another series: "separately", "as for child pornography"."""
    if "switch" in cues and any(item.cue("switch") for item in lead):
        return True
    named = any(meaning.axis in ("offence", "channel") for item in lead for meaning in item.concepts)
    return "as_for" in cues and named and any(item.cue("as_for") for item in lead)


def tells_of_another(opening: Sequence[Item]) -> bool:
    """Whether a sentence is about another series of its own: "Child pornography victims also set a record"."""
    also = next((k for k, item in enumerate(opening) if item.word == "also"), 0)
    subject = opening[:also]
    return any(item.is_counted for item in subject) and any(
        meaning.axis in ("offence", "channel") and meaning.code for item in subject for meaning in item.concepts
    )


def main_clause(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items before a clause that explains."""
    return tuple(takewhile(lambda item: item.word not in _EXPLAINING, items))


def is_row(items: Sequence[Item]) -> bool:
    """Whether a sentence is a line of a list: a label, a colon and a number."""
    colon = next((position for position, item in enumerate(items[:_LABEL_WITHIN]) if item.word == ":"), None)
    if colon is None or any(item.number or item.word in VERBS for item in items[:colon]):
        return False
    return any(item.number for item in items[colon + 1 : colon + 3])


def without_parts(topic: dict[str, Facet], statements: Sequence[Statement]) -> dict[str, Facet]:
    """A topic without a crime that only a part names: "crimes came to 15,419, of which 10,674 were thefts"."""
    named, first = topic.get("offence"), statements[0]
    if named is None or named.span is None or named.span < first.numeral.span or "offence" in first.axes:
        return topic
    if any(
        one.kind is Kind.SHARE and one.whole is Whole.TOTAL and one.axes.get("offence") == named for one in statements
    ):
        return topic  # "Tokyo with 864 cases had 40 percent of the fraud"
    return {axis: facet for axis, facet in topic.items() if axis != "offence"}


def opening(divided: Cut) -> list[Item]:
    """The words before the first number."""
    first = divided.segments[0].items if divided.segments else ()
    return [*divided.lead, *takewhile(lambda item: not item.number, first)]


def earlier_year(lead: Sequence[Item], statements: Sequence[Statement]) -> TimeExpression | None:
    """The time of a sentence that is all about an earlier year: "In the same months of 2008 they had come to 356"."""
    if any(one.place in (Place.COMPARED, Place.EARLIER) for one in statements):
        return None
    return next((item.time for item in lead if item.time and item.time.anchor is Anchor.EARLIER), None)


def subject_of(items: Sequence[Item], vocabulary: Vocabulary) -> dict[str, Facet]:
    """What a sentence opens with: "Community sites tell …", "As for stimulants, …", "The picture for stalking …"."""
    start = next((k for k, item in enumerate(items[:_SUBJECT_WITHIN]) if item.concepts), None)
    if start is None:
        on = next(
            (
                k + 2
                for k, item in enumerate(items[:-2])
                if items[k + 1].word == "on" and (item.cue("source") or item.word in _DATA)
            ),
            None,
        )
        start = next((k for k in range(on, min(on + 3, len(items))) if items[k].concepts), None) if on else None
    if start is None:
        return {}
    end = next(
        (k for k in range(start, len(items)) if not (items[k].concepts or items[k].word in _SUBJECT_LINKS)), len(items)
    )
    return coding.concepts(items[start:end], None, vocabulary)


def tells_of_one_event(items: Sequence[Item], statement: Statement) -> bool:
    """Whether a few people are those of one event: "Three children died as a car ran into theirs."."""
    few = statement.numeral.form is Form.WORDS and statement.numeral.value < _A_FEW
    is_bare = statement.whole is Whole.UNSAID and statement.place is Place.NOW and not statement.goes_on
    noun = statement.unit.span if statement.unit and statement.unit.value == "persons" else None
    is_dated = any(item.time and item.time.anchor is not Anchor.PUBLISHED for item in items)
    return few and is_bare and not is_dated and noun is not None and statement.numeral.span < noun


def tells_of_one_person(items: Sequence[Item]) -> bool:
    """Whether the sentence is about one person: "A 27-year-old man was arrested …", "He had paid …"."""
    first = items[:2]
    if not first:
        return False
    if first[0].word in ("he", "she", "his", "her"):
        return True
    label = first[-1].label
    return first[0].word in ("a", "an", "the") and bool(label and label.age and not label.counts_people)
