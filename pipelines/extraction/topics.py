"""What a sentence speaks of before any of its numbers is settled: sections, topics, turns to another series."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pipelines.extraction import antecedents, areas
from pipelines.extraction.drafts import PART_AXES, PERSONS, TOPIC_AXES, Draft, State, inherited
from pipelines.extraction.model import Facet, Period, Source
from pipelines.extraction.statements import Place, SentenceReading
from pipelines.extraction.structure import MARKED, Role
from pipelines.extraction.vocabulary import Trait, Vocabulary


def people_of(readings: Sequence[SentenceReading], vocabulary: Vocabulary) -> str:
    """The measure of people of whom their own sentence does not say it: what most sentences of the text count."""
    said = Counter(
        code
        for reading in readings
        for code in [reading.topic.get("measure", Facet()).value]
        if code and vocabulary.unit_of_measure.get(code) == PERSONS
    )
    usual = next(
        code for (axis, code), traits in vocabulary.traits.items() if axis == "measure" and Trait.USUAL in traits
    )
    return max(said, key=lambda code: (said[code], code == usual), default=usual)


def topic_told_later(readings: Sequence[SentenceReading], drafts: Sequence[Draft]) -> dict[str, Facet]:
    """The topic of a text that tells the parts before their total: 高校生917人、中学生695人。SNSの被害は1819人."""
    first = next((reading for reading in readings if reading.statements), None)
    if first is None or (drafts and drafts[0].sentence is first.sentence):
        return {}
    closing = next((reading.closing_topic for reading in readings if reading.closing_topic), None)
    if closing or not drafts:
        return _known_of(closing or {})
    parts = [one for one in first.statements if one.place is Place.NOW and any(axis in one.axes for axis in PART_AXES)]
    if len(parts) < 2 or any(one.numeral.value >= drafts[0].value for one in parts):
        return {}
    told = (reading.topic for reading in readings if reading.sentence is drafts[0].sentence)
    return _known_of(next(told, {}))  # the first figure may stand in a table


def _known_of(topic: Mapping[str, Facet]) -> dict[str, Facet]:
    return {axis: inherited(topic[axis]) for axis in (*TOPIC_AXES, "measure") if axis in topic and topic[axis].value}


def entered(state: State, reading: SentenceReading, vocabulary: Vocabulary) -> State:
    """The state once a sentence is entered: its paragraph, its section, what it turns to."""
    if reading.sentence.paragraph != state.paragraph:
        state = state._replace(paragraph=reading.sentence.paragraph, period=None)
    if reading.sentence.section not in (0, MARKED):
        state = _enter_section(state, reading)
    elif reading.sentence.role in (Role.BODY, Role.HEADING):
        if state.total is None and (state.last_share is None or reading.statements):
            state = _learn_topic(state, reading, vocabulary)
        elif not reading.statements and _turns_to(state, reading, vocabulary):
            state = _turned_to(state, reading.subject or reading.topic)
        elif state.main_period is None and (time := reading.lead_time if reading.statements else reading.any_time):
            state = state._replace(main_period=time.resolve(state.published_on, None))
    state = areas.entered(state, reading)
    if reading.opens_list and reading.noun:
        state = state._replace(list_of=reading.noun)
        if not reading.statements and any(axis in reading.noun for axis in TOPIC_AXES):
            state = _turned_to(state, reading.noun)
    if reading.is_survey:
        state = state._replace(in_survey=True)
    if reading.is_provisional:
        state = state._replace(is_provisional=True)
    return state


def _turns_to(state: State, reading: SentenceReading, vocabulary: Vocabulary) -> bool:
    """Whether a sentence without a number turns to another series: "Community sites tell a different story."."""
    total = state.total
    if total is None:
        return False
    channel, offence = reading.subject.get("channel"), reading.subject.get("offence")
    if channel:
        return channel.value != total.code("channel")
    if offence is None or not offence.value:
        return False
    return antecedents.is_another_offence(offence.value, total.code("offence"), vocabulary)


def _turned_to(state: State, topic: Mapping[str, Facet]) -> State:
    return state._replace(topic=topic, total=None, totals={}, last_level=None, last_share=None, gathering=None)


def _enter_section(state: State, reading: SentenceReading) -> State:
    """Under a heading a total is counted anew, of what the heading and those above it speak of."""
    depth = reading.sentence.section
    own = {axis: Facet(facet.value, Source.INHERITED, facet.span) for axis, facet in reading.topic.items()}
    sections = (*(one for one in state.sections if one[0] < depth), (depth, own))
    if state.title is None:
        state = state._replace(title=_title_of(state), title_period=state.main_period)
    headed = {axis: facet for _, topic in sections for axis, facet in topic.items()}
    names_topic = any(axis in headed for axis in TOPIC_AXES)
    topic = {**({} if names_topic else state.title or {}), **headed}
    start = reading.sentence.span.start if len(sections) == 1 else state.section_start
    state = state._replace(sections=sections, section_start=start, main_period=_period_of_section(state))
    # "3 By school" below "2 Harm through SNS" goes on about the total of that.
    is_of_whole = len(sections) > 1 and not any(axis in own for axis in (*TOPIC_AXES, *PART_AXES, "measure"))
    known = antecedents.earlier_total(state._replace(total=None) if is_of_whole else state, topic)
    if known is not None:
        return state._replace(topic=topic, total=known, totals={known.unit.value or "": known})
    return _turned_to(state, topic)


def _period_of_section(state: State) -> Period | None:
    """The period of the title again, where the section before went into a part of it."""
    title, main = state.title_period, state.main_period
    is_part = title is not None and main is not None and title.start <= main.start and main.end <= title.end
    return title if is_part else main


def _title_of(state: State) -> Mapping[str, Facet]:
    """What the text speaks of before its first section: all sections do, where their headings name nothing else."""
    known = state.total.axes if state.total is not None else state.topic
    return {axis: inherited(known[axis]) for axis in TOPIC_AXES if axis in known and known[axis].value}


def _is_later_of_its_kind(period: Period, other: Period) -> bool:
    """Whether a period is as long as another and later: of the years at the head of a table, the last."""
    return len(period.code) == len(other.code) and period.start > other.start


def _learn_topic(state: State, reading: SentenceReading, vocabulary: Vocabulary) -> State:
    """Take from a sentence before the first total (or a heading) what the article is about, and when."""
    topic = dict(state.topic)
    from_headline = not topic or state.is_headline_topic
    if reading.is_row:
        return state
    if reading.sentence.role is Role.BODY and any(axis in reading.topic for axis in ("offence", "channel")):
        topic = {} if state.is_headline_topic else topic
        from_headline = False
    for axis in (*TOPIC_AXES, "measure"):
        facet = reading.topic.get(axis)
        if facet and facet.value and not vocabulary.is_a(Trait.COMMON, axis, facet.value):
            topic.setdefault(axis, Facet(facet.value, Source.INHERITED, facet.span))
    if "channel" in topic:
        topic.pop("offence", None)  # crimes named beside a channel are parts or examples of its series
    main = state.main_period
    if reading.any_time and (main is None or reading.sentence.role is Role.HEADING):
        period = reading.any_time.resolve(state.published_on, None)
        main = period if main is None or (period and _is_later_of_its_kind(period, main)) else main
    return state._replace(topic=topic, main_period=main, is_headline_topic=from_headline and bool(topic))
