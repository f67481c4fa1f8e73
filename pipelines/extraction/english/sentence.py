"""One English sentence read by itself: items, segments, rules and times put together."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, takewhile

from pipelines.extraction import coding, spread, turns
from pipelines.extraction.drafts import PART_AXES, TOPIC_AXES
from pipelines.extraction.english import counting
from pipelines.extraction.english.asides import without_examples
from pipelines.extraction.english.claims import find_claims
from pipelines.extraction.english.frames import direction_of, read_numbers
from pipelines.extraction.english.items import read_items
from pipelines.extraction.english.nouns import stands_for_people
from pipelines.extraction.english.qualifiers import qualifier
from pipelines.extraction.english.segments import Cut, Segment, cut
from pipelines.extraction.english.subjects import (
    earlier_year,
    is_row,
    main_clause,
    opening,
    opens_topic,
    subject_of,
    tells_of_another,
    tells_of_one_event,
    tells_of_one_person,
    without_parts,
)
from pipelines.extraction.english.times import claim_times, first_date
from pipelines.extraction.english.words import VERBS, first_word, last_word
from pipelines.extraction.expressions import PER_100000, Anchor, Form, TimeExpression
from pipelines.extraction.items import (
    Item,
    brackets_behind_numbers,
    cues_of,
    is_note,
    named_by,
    of_a_note,
    recognised,
    with_pointers,
)
from pipelines.extraction.model import Facet, Kind, Qualifier, Source, Span
from pipelines.extraction.statements import Opener, Place, Reading, SentenceReading, Statement, Whole, lack_a_noun
from pipelines.extraction.structure import Role, Sentence
from pipelines.extraction.vocabulary import NO_PHRASE, VERB, Trait, Vocabulary

_OPENERS = {
    "": Opener.START,
    ",": Opener.LIST,
    "and": Opener.LIST,
    "then": Opener.LIST,
    "(": Opener.LIST,
    "(,": Opener.LIST,
    "including": Opener.PARTS,
    ":": Opener.PARTS,
    "when": Opener.ASIDE,
}
_THEIRS = {"their share", "its share", "their proportion"}
_NAMING_A_WHOLE = ("them", "part", "do_so")
_WHOLE = 100  # percent
_WITH_SOMEBODY = {"by", "with"}
_BULLETS = "-–•*▪◦‣·▽▼○●◆■"
_NOUN_WITHIN = 4  # items of a whole: "the 562 men"
_BEHIND_A_PLACE = re.compile(r"\s?(?:[-–—]|\([A-Z])")


def read_sentence(text: str, sentence: Sentence, vocabulary: Vocabulary) -> SentenceReading:
    """Read one sentence; a heading, link or caption states nothing but its topic."""
    items = read_items(text, sentence.span, vocabulary)
    items = _without_place_of_report(items, text)
    cues = cues_of(items)
    items = with_pointers(items, cues)
    found = recognised(items)
    if "note" in cues and is_note(text, sentence.span, items):
        return SentenceReading(sentence, recognised=found | of_a_note(items))
    clear = without_examples(items, cues)
    cues = cues if clear is items else cues_of(clear)
    main = main_clause(clear)
    topic = coding.concepts(main, None, vocabulary)
    if sentence.role is not Role.BODY:
        return SentenceReading(sentence, topic=topic, any_time=first_date(main), recognised=found)
    claims = tuple(find_claims(text, sentence.span, items))
    found |= {claim.since_span: ("record_since", "start of a record claim") for claim in claims if claim.since_span}
    has_numbers = any(item.number for item in clear)
    divided = cut(clear, cues, _names_minors(clear)) if has_numbers else Cut(cues, False, clear, ())
    statements, comparing = _statements(clear, divided, vocabulary)
    if "respective" in cues:
        statements = tuple(spread.changes_in_turn(turns.in_turn(clear, statements, vocabulary)))
    if len(statements) > 1:
        topic = without_parts(topic, statements)
    if "outnumber" in cues:
        statements = tuple(spread.sides_in_turn(clear, statements))
    if len(statements) == 1 and tells_of_one_event(clear, statements[0]):
        statements = (replace(statements[0], passed_over="not_statistics"),)
    if tells_of_one_person(clear):
        counted = {
            clear[k + 2].span for k in range(len(clear) - 2) if (clear[k].word, clear[k + 1].word) == ("one", "of")
        }
        statements = tuple(
            one if one.numeral.span in counted else replace(one, passed_over="not_statistics") for one in statements
        )  # but "she was one of 1,736 children"
    opens_list = clear[-1:] != () and clear[-1].word == ":"
    return SentenceReading(
        sentence=sentence,
        statements=statements,
        lead=coding.concepts(divided.lead, None, vocabulary),
        lead_time=first_date(divided.lead) or earlier_year(opening(divided), statements),
        any_time=first_date(main, comparing),
        topic=topic,
        subject=subject_of(main, vocabulary) if not statements else {},
        noun=coding.counted_thing(clear, vocabulary) if lack_a_noun(statements) or opens_list else {},
        opens_list=opens_list,
        is_row=text[sentence.span.start] in _BULLETS or is_row(clear),
        platform=coding.concept(clear, "platform", vocabulary),
        named=named_by(clear),
        opens_topic=opens_topic(divided.lead, cues) or tells_of_another(opening(divided)),
        is_nationwide="nationwide" in cues,
        is_national=not cues.isdisjoint(("nationwide", "national")),
        is_survey="survey" in cues,
        is_provisional="provisional" in cues,
        claims=claims,
        recognised=found,
    )


def _without_place_of_report(items: tuple[Item, ...], text: str) -> tuple[Item, ...]:
    """Take the meaning from the place a report was sent from: "TOKYO - Child victims …"."""
    first = next((k for k, item in enumerate(items[:3]) if item.names_place), None)
    if first is None or not _BEHIND_A_PLACE.match(text, items[first].span.end):
        return items
    return (*items[:first], items[first]._replace(phrase=NO_PHRASE), *items[first + 1 :])


def _statements(
    items: Sequence[Item], divided: Cut, vocabulary: Vocabulary
) -> tuple[tuple[Statement, ...], list[TimeExpression]]:
    """The statements of all segments, and the times that they only compare with."""
    statements: list[Statement] = []
    comparing: list[TimeExpression] = []
    last_unit: str | None = None
    names_users = False  # "Twitter was used by 711, up 25, the app Himabu by 209": no change by 209
    first = divided.segments[0].items[0].word if divided.segments else ""
    asides = [Span(items[one.start].span.start, items[one.stop - 1].span.end) for one in brackets_behind_numbers(items)]
    direction = direction_of(divided.lead) if first in ("from", "by", "to") else 0  # "was up, from 24 to 31"
    for number, segment in enumerate(divided.segments):
        readings = _with_times_in_brackets(
            segment.items, read_numbers(segment.items, 0 if names_users else direction), asides
        )
        direction = direction_of(segment.items, direction)
        names_users |= any(
            reading.place is Place.NOW and reading.index and segment.items[reading.index - 1].word == "by"
            for reading in readings
        )
        times = {**_time_of_aside(divided, number, readings), **claim_times(segment.items, readings)}
        comparing += [
            times[reading.index]
            for reading in readings
            if reading.index in times and reading.place in (Place.COMPARED, Place.EARLIER)
        ]
        for reading in readings:
            goes_on = any(one.place is Place.NOW for one in statements)
            statement = _statement(divided, segment, number, reading, times.get(reading.index), goes_on, vocabulary)
            if last_unit == "percent" and _is_bare_percentage(statement, segment.items, reading.index):
                numeral = replace(statement.numeral, unit="percent")
                statement = replace(statement, numeral=numeral, kind=Kind.SHARE, unit=None, measure=None)
            last_unit = statement.numeral.unit
            ends = spread.ends_of_range(statement)
            if "each" in divided.cues:
                ends = spread.for_each(segment.items, spread.in_parts(ends, vocabulary))
            statements.extend(ends)
    return tuple(_with_shared_predicate(divided, statements)), comparing


def _with_shared_predicate(divided: Cut, statements: Sequence[Statement]) -> list[Statement]:
    """Say of the first of two what their verb says: "1,703 men and 25 women were booked over stalking"."""
    found = list(statements)
    for place, (one, other) in enumerate(pairwise(statements)):
        items, following = divided.segments[one.segment].items, divided.segments[other.segment]
        is_pair = other.segment == one.segment + 1 and following.opener == "and" and one.kind is other.kind
        if is_pair and not _has_verb(items) and _has_verb(following.items):
            shared = {axis: facet for axis, facet in other.axes.items() if axis in TOPIC_AXES}
            found[place] = replace(one, axes={**shared, **one.axes})
    return found


def _has_verb(items: Sequence[Item]) -> bool:
    return any(item.word in VERBS or any(one.role == VERB for one in item.concepts) for item in items)


def _with_times_in_brackets(
    items: Sequence[Item], readings: Sequence[Reading], asides: Sequence[Span]
) -> tuple[Reading, ...]:
    """Levels of other years told in brackets behind one: "1,665 (2022: 1,732; 2021: 1,812)"."""
    if not asides:
        return tuple(readings)
    return tuple(
        replace(one, place=Place.EARLIER, rule="of_a_time_in_brackets")
        if one.place is Place.NOW
        and one.kind is Kind.LEVEL
        and one.index
        and items[one.index - 1].time
        and any(aside.contains(items[one.index].span) for aside in asides)
        else one
        for one in readings
    )


def _time_of_aside(divided: Cut, number: int, readings: Sequence[Reading]) -> dict[int, TimeExpression]:
    """The time that "when" goes on about: "the first rise since 2012, when there were 1,900"."""
    before = divided.segments[number - 1].items if number else divided.lead
    time = before[-1].time if before and divided.segments[number].opener == "when" else None
    if time is None or time.anchor not in (Anchor.SINCE, Anchor.ABSOLUTE):
        return {}
    return {reading.index: time for reading in readings if reading.place is Place.NOW}


def _is_bare_percentage(statement: Statement, items: Sequence[Item], index: int) -> bool:
    """Whether "percent" is understood from the number before: "24.7 percent had been given advice, and 18.1 …"."""
    after = items[index + 1] if index + 1 < len(items) else None
    return (
        statement.kind is Kind.LEVEL
        and statement.numeral.unit is None
        and statement.numeral.decimals > 0
        and statement.numeral.value <= _WHOLE
        and not (after and after.is_counted)
        and (statement.unit is None or statement.unit.value != PER_100000)
    )


def _statement(
    divided: Cut,
    segment: Segment,
    number: int,
    reading: Reading,
    time: TimeExpression | None,
    goes_on: bool,
    vocabulary: Vocabulary,
) -> Statement:
    items, index = segment.items, reading.index
    numeral = items[index].number
    assert numeral is not None, "rules read numbers only"
    if reading.rule == "divided_by":
        numeral = replace(numeral, value=(1 / numeral.value).quantize(Decimal("0.0001")).normalize())
    if reading.rule == "fraction_of_earlier":
        numeral = replace(numeral, value=(numeral.value / 100).quantize(Decimal("0.0001")).normalize(), unit="times")
    if reading.kind is Kind.PERCENT_CHANGE and "rate" in divided.cues and _is_of_a_rate((*divided.lead, *items)):
        numeral = replace(numeral, unit="percentage_points")
        reading = replace(reading, kind=Kind.POINT_CHANGE)
    unit, measure = counting.counted(
        items, index, divided.lead, vocabulary, is_whole=reading.place is Place.WHOLE, goes_on=goes_on
    )
    if measure is None and "as_for" in divided.cues and unit and unit.value == "persons":
        measure = coding.concept(divided.lead, "measure", vocabulary)  # "As for the stalkers, people aged 60 or older"
    told_of_the_part = measure and unit and measure.span != unit.span and measure.value in ("deaths", "injured")
    if reading.place is Place.WHOLE and told_of_the_part:
        measure = None  # "of the 128 children, 28 died": what is said of the part is not said of the whole
    rate = _rate(divided, items, index)
    if rate and numeral.unit is None:
        unit = Facet(PER_100000, Source.STATED, rate.span)
    axes = coding.concepts(items, index, vocabulary)
    if unit and vocabulary.is_a(Trait.BODY, "unit", unit.value):
        axes = {axis: facet for axis, facet in axes.items() if axis not in ("age_group", "sex")}  # schoolgirl cafes
    if unit and unit.value == "cases" and any(item.cue("kin") for item in items):
        axes.pop("sex", None)  # "fathers were the abusers in 402 cases"
    if reading.place is Place.WHOLE:
        axes = _axes_of_whole(items, index, axes, vocabulary)
    if reading.kind is Kind.SHARE:
        axes = _of_a_whole(items, index, axes, vocabulary)
    if per := counting.counted_per(items, index):
        axes["rate"] = per
    axes.pop("measure", None)
    opener = _OPENERS.get(segment.opener, Opener.CLAUSE)
    if segment.opener == "(" and unit and unit.source is Source.STATED and ("sex" in axes or "age_group" in axes):
        opener = Opener.PARTS  # "389 (289 boys and 100 girls)"
    grade, words = qualifier(items, index, vocabulary)
    is_definite = index > 0 and items[index - 1].word == "the"
    if is_definite and reading.kind is Kind.LEVEL and grade in (Qualifier.LESS_THAN, Qualifier.MORE_THAN):
        grade, words = Qualifier.EXACT, None  # "36 percent below the 723 of 2008"
    if reading.rule == "crossing" and grade is Qualifier.EXACT:
        grade, words = Qualifier.MORE_THAN, items[index - 1].span
    if _is_somebody_else(axes.get("sex"), items, index):
        axes.pop("sex")
    whole = _whole(divided, items, reading, opener)
    other = counting.counts_something_else(items, index)
    return Statement(
        numeral=numeral,
        segment=number,
        opener=opener,
        kind=reading.kind,
        sign=reading.sign,
        place=reading.place,
        rule=reading.rule,
        qualifier=Facet(grade.value, Source.STATED if words else Source.DEFAULT, words),
        axes=axes,
        unit=unit,
        measure=measure,
        time=time,
        whole=whole,
        restates=any(item.word == "or" for item in items[max(0, index - 2) : index])
        or (index > 0 and items[index - 1].number is not None),
        joins=2 if "joined" in divided.cues and any(item.cue("joined") for item in (*divided.lead, *items)) else 0,
        refers_back=("figure_anaphor" in divided.cues and _refers_back((*divided.lead, *items)))
        or (number == 0 and items[0].word == "they")
        or stands_for_people((*divided.lead, *items))
        or (reading.place is Place.WHOLE and _is_of_these(items, index)),
        is_they=number == 0 and items[0].word == "they",
        platform_refers_back="platform_anaphor" in divided.cues and any(item.cue("platform_anaphor") for item in items),
        passed_over=_passed_over(items, reading, opener, other, bool(unit or measure), divided.cues),
        counted_as=other or (None if measure and measure.value else _counted_words(items, unit)),
        population=coding.population(items),
        names_minors=divided.names_minors
        and _names_minors((*divided.lead, *(item for one in divided.segments[: number + 1] for item in one.items))),
        names_total="total" in divided.cues and any(item.cue("total") for item in items),
        is_rest="rest" in divided.cues and any(item.cue("rest") for item in items),
        goes_on=index > 0 and items[index - 1].word in ("another", "further"),
        items=items,
    )


def _is_somebody_else(sex: Facet | None, items: Sequence[Item], index: int) -> bool:
    """Whether a man or woman behind a number is none of those counted: "six of them by men", "18 stayed with a man"."""
    if sex is None:
        return False
    place = next((k for k, item in enumerate(items) if item.span == sex.span), 0)
    before = items[max(index + 1, place - 3) : place + 1]
    return place > index + 1 and any(first_word(item) in _WITH_SOMEBODY for item in before)


def _of_a_whole(items: Sequence[Item], index: int, axes: dict[str, Facet], vocabulary: Vocabulary) -> dict[str, Facet]:
    """The codes of a share whose whole is named: "domestic violence was seen in 70 percent of the abuse cases"."""
    if index + 1 >= len(items) or items[index + 1].word != "of":
        return axes
    part, whole = (coding.concept(row, "offence", vocabulary) for row in (items[:index], items[index:]))
    if part is None or whole is None or not part.value:
        return axes
    meant = vocabulary.meant_within("offence", part.value, whole.value)
    return {**axes, "offence": part._replace(value=meant)} if meant != part.value else axes


def _axes_of_whole(
    items: Sequence[Item], index: int, axes: dict[str, Facet], vocabulary: Vocabulary
) -> dict[str, Facet]:
    """The codes of a whole; what is said of its part does not narrow it: "girls made up 93 percent of the 1,808"."""
    noun = list(takewhile(lambda item: not item.number and item.word not in VERBS, items[index + 1 :]))
    own = coding.concepts(noun[:_NOUN_WITHIN], None, vocabulary)
    return {
        axis: own.get(axis, facet)
        for axis, facet in axes.items()
        if axis in own or axis == "offence" or axis not in PART_AXES
    }


def _is_of_a_rate(items: Sequence[Item]) -> bool:
    """Whether a percentage changed, so that the change is in points: "the clearance rate fell by 0.7% to 31.2%"."""
    return any(item.cue("rate") for item in items)


def _is_of_these(items: Sequence[Item], index: int) -> bool:
    """Whether a whole is what was spoken of last, counted: "Of these 3,046 elderly people, nearly half …"."""
    return index > 0 and last_word(items[index - 1]) in ("these", "those")


def _rate(divided: Cut, items: Sequence[Item], index: int) -> Item | None:
    """The words that make the number at ``index`` a rate: "per 100,000" beside it, or before a number with decimals."""
    labels = [k for k, item in enumerate(items) if item.label and item.label.rate == PER_100000]
    if labels:
        numbers = [k for k, item in enumerate(items) if item.number and item.number.unit is None]
        nearest = min(numbers, key=lambda k: min(abs(k - label) for label in labels), default=index)
        return items[labels[0]] if nearest == index or _decimals(items[index]) else None
    if not _decimals(items[index]):
        return None
    return next((item for item in divided.lead if item.label and item.label.rate == PER_100000), None)


def _decimals(item: Item) -> int:
    return item.number.decimals if item.number else 0


def _names_minors(items: Sequence[Item]) -> bool:
    return any(item.cue("minors") or (item.label and item.label.is_population) for item in items)


def _counted_words(items: Sequence[Item], unit: Facet | None) -> str | None:
    return next((item.word for item in items if unit and item.span == unit.span), None)


def _whole(divided: Cut, items: Sequence[Item], reading: Reading, opener: Opener) -> Whole:
    if reading.place is Place.WHOLE:
        return Whole.UNSAID
    if opener is Opener.PARTS:
        return Whole.HEAD
    lead = divided.lead
    row = () if divided.cues.isdisjoint(_NAMING_A_WHOLE) else (*lead, *items)
    for position, item in enumerate(row):
        does_so = item.cue("do_so") and position == len(lead) + reading.index + 1  # "211 did so for money"
        if does_so or (item.cue("them") and not _opens_a_description(row, position)):
            return Whole.THEM
        if item.cue("part"):
            return Whole.TOTAL
    after = items[reading.index + 1] if reading.index + 1 < len(items) else None
    if reading.kind is Kind.SHARE and after and after.word == "of":
        return Whole.TOTAL
    ahead = items[reading.index + 1 : reading.index + 4]
    if reading.kind is Kind.LEVEL and [item.word for item in ahead[:2]] == ["of", "the"] and ahead[-1].is_counted:
        return Whole.TOTAL  # "serious crimes harmed 133 of the victims"
    return Whole.UNSAID


def _opens_a_description(items: Sequence[Item], position: int) -> bool:
    """Whether "of those" goes on to say of whom: "that of those using online chat services"."""
    after = items[position + 1].word if position + 1 < len(items) else ""
    return after in ("who", "whose", "using", "with", "that", "aged", "in", "on")


def _passed_over(
    items: Sequence[Item], reading: Reading, opener: Opener, other: str | None, counts: bool, cues: Set[str]
) -> str | None:
    """A reason to pass a number over although it is a quantity: a target, something told of one event."""
    if "target" in cues and any(item.cue("target") for item in items[: reading.index]):
        return "target"
    if reading.rule == "level" and "extreme" in cues and any(item.cue("extreme") for item in items[: reading.index]):
        return "age_label"
    numeral = items[reading.index].number
    if opener is Opener.ASIDE and reading.rule == "level" and numeral and numeral.form is Form.WORDS:
        return "not_statistics"
    is_of = reading.index + 1 < len(items) and items[reading.index + 1].cue("them")
    is_of = is_of or (reading.index + 1 < len(items) and items[reading.index + 1].word == "of")
    if numeral and numeral.form is Form.ZERO and not counts and not is_of and reading.place is Place.NOW:
        return "not_statistics"  # "no link", "no danger"
    return "not_statistics" if other else None


def _refers_back(items: Sequence[Item]) -> bool:
    """Whether "the figure" or "the number" stands for one given before, and not for "the number of …"."""
    return any(
        item.cue("figure_anaphor")
        and (item.word in _THEIRS or position + 1 == len(items) or items[position + 1].word != "of")
        for position, item in enumerate(items)
    )
