"""Stage 6: figures take their meaning from their segment, their sentence and what was said before.

Explicit state only (``drafts.State``); nothing here depends on a language.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from pipelines.extraction import pointers, settling, timing, wholes
from pipelines.extraction.drafts import PART_AXES, TOPIC_AXES, Draft, State
from pipelines.extraction.items import FORMER, LATTER
from pipelines.extraction.model import Facet, Kind, Period, Source, Span
from pipelines.extraction.statements import Opener, Place, SentenceReading, Statement, Whole
from pipelines.extraction.structure import Role
from pipelines.extraction.vocabulary import Vocabulary

# Measures whose words are too common to say what an article is about: "case", "lost".
_TOO_COMMON = {"cases", "losses", "average_loss"}
# Levels in these are rates and averages, of which nothing is a part.
_RELATIVE_UNITS = ("per_100000", "years_of_age", "months_of_age")
_REMEMBERED = 200  # levels; no article speaks again of one further back
_WHOLE = 100  # percent
_TOO_LARGE = 10**14  # what the column of values holds
_ORDER = {Place.WHOLE: 0, Place.NOW: 1, Place.EARLIER: 2, Place.COMPARED: 2}


@dataclass(slots=True)
class _Figures:
    """The figures of one sentence, as they are found."""

    drafts: list[Draft] = field(default_factory=list)
    wholes: list[Draft] = field(default_factory=list)
    passed_over: dict[Span, str] = field(default_factory=dict)


def settle(
    state: State, reading: SentenceReading, vocabulary: Vocabulary
) -> tuple[State, list[Draft], dict[Span, str]]:
    """Settle the figures of one sentence.

    Returns:
        The state after it, its figures in text order, and the numbers passed over with their disposition.
    """
    if reading.sentence.paragraph != state.paragraph:
        state = state._replace(paragraph=reading.sentence.paragraph, period=None)
    names_a_series = any(axis in reading.topic for axis in ("offence", "channel"))
    if reading.sentence.section in (1, 2) or (reading.sentence.section and names_a_series):
        state = _enter_section(state, reading)
    elif reading.sentence.role in (Role.BODY, Role.HEADING):
        if state.total is None:
            state = _learn_topic(state, reading)
        elif not reading.statements and _turns_to(state, reading, vocabulary):
            state = state._replace(
                topic=reading.subject, total=None, totals={}, last_level=None, last_share=None, gathering=None
            )
        elif state.main_period is None and not reading.statements and reading.any_time:
            state = state._replace(main_period=reading.any_time.resolve(state.published_on, None))
    if reading.is_survey and not state.in_survey:
        state = state._replace(in_survey=True)
    reading = pointers.resolved(state, reading)
    state = pointers.remembered(state, reading)
    before = state
    figures = _Figures()
    for number in sorted({statement.segment for statement in reading.statements}):
        segment = [statement for statement in reading.statements if statement.segment == number]
        state = _settle_segment(state, before, reading, segment, figures, vocabulary)
    if reading.platform and reading.platform.value:
        state = state._replace(platform=reading.platform)
    return state, figures.drafts, figures.passed_over


def _settle_segment(
    state: State,
    before: State,
    reading: SentenceReading,
    segment: list[Statement],
    figures: _Figures,
    vocabulary: Vocabulary,
) -> State:
    """Wholes first, then levels and shares: changes, ratios and earlier levels take their meaning from them."""
    found: list[Draft] = []
    head: Draft | None = None
    for statement in sorted(segment, key=lambda one: _ORDER[one.place]):
        span = statement.numeral.span
        if statement.passed_over:
            figures.passed_over[span] = statement.passed_over
            continue
        known = wholes.known_whole(state, statement)
        if known is not None:
            known.mentions.append(span)
            figures.wholes.append(known)
            if known.base is None:
                state = state._replace(total=known, totals={**state.totals, known.unit.value or "": known})
            state = state._replace(last_level=known)
            continue
        siblings = figures.drafts + found
        if statement.place in (Place.NOW, Place.WHOLE):
            draft = settling.settle_level(state, before, reading, statement, siblings, figures.wholes, vocabulary)
        else:
            draft = settling.settle_comparison(state, reading, statement, head, siblings, vocabulary)
        if draft is None:
            figures.passed_over[span] = "not_statistics"
            continue
        if _is_impossible(state, draft):
            figures.passed_over[span] = "unresolved"
            continue
        if statement.place in (Place.NOW, Place.WHOLE):
            leads = segment[0] is reading.statements[0]
            has_change = leads and any(one.place is Place.COMPARED for one in segment)
            state = (
                state._replace(levels=(*state.levels[-_REMEMBERED:], draft))
                if (not has_change and _looks_back(state, reading, draft))
                else _after(state, draft, vocabulary)
            )
            if head is None or draft.kind is Kind.LEVEL:
                head = draft
        found.append(draft)
    found.sort(key=lambda draft: draft.span)
    timing.share_earlier_periods(found)
    figures.drafts.extend(found)
    return state


def _is_impossible(state: State, draft: Draft) -> bool:
    """Whether no statistic can be meant, so that it is better to abstain: a share of 140, a period still to come."""
    if abs(draft.value) >= _TOO_LARGE:
        return True
    if draft.kind is Kind.SHARE and draft.value > _WHOLE:
        return True
    if draft.kind is Kind.PERCENT_CHANGE and draft.value < -_WHOLE:
        return True
    return bool(state.published_on and draft.period and draft.period.start > state.published_on)


def _turns_to(state: State, reading: SentenceReading, vocabulary: Vocabulary) -> bool:
    """Whether a sentence without a number turns to another series: "Community sites tell a different story."."""
    total = state.total
    if total is None:
        return False
    channel, offence = reading.subject.get("channel"), reading.subject.get("offence")
    if channel:
        return channel.value != total.code("channel") and channel.value not in (FORMER, LATTER)
    if offence is None or total.code("channel"):
        return False
    return wholes.is_another_offence(offence.value or "", total.code("offence"), vocabulary)


def _enter_section(state: State, reading: SentenceReading) -> State:
    """Under a heading a total is counted anew, of what the heading and the one above it speak of."""
    own = {axis: Facet(facet.value, Source.INHERITED, facet.span) for axis, facet in reading.topic.items()}
    own = {axis: facet for axis, facet in own.items() if axis in TOPIC_AXES}
    section = state.section if reading.sentence.section == 2 else own
    topic = {**section, **own}
    known = wholes.earlier_total(state, topic) if section else None
    if known is not None:
        return state._replace(section=section, topic=topic, total=known, totals={known.unit.value or "": known})
    return state._replace(
        section=section, topic=topic, total=None, totals={}, last_level=None, last_share=None, gathering=None
    )


def _learn_topic(state: State, reading: SentenceReading) -> State:
    """Take from a sentence before the first total (or a heading) what the article is about, and when."""
    topic = dict(state.topic)
    from_headline = not topic or state.is_headline_topic
    if reading.sentence.role is Role.BODY and any(axis in reading.topic for axis in ("offence", "channel")):
        topic = {} if state.is_headline_topic else topic
        from_headline = False
    for axis in (*TOPIC_AXES, "measure"):
        facet = reading.topic.get(axis)
        if facet and not (axis == "measure" and facet.value in _TOO_COMMON):
            topic.setdefault(axis, Facet(facet.value, Source.INHERITED, facet.span))
    if "channel" in topic:
        topic.pop("offence", None)  # crimes named beside a channel are parts or examples of its series
    main = state.main_period
    if main is None and reading.any_time:
        main = reading.any_time.resolve(state.published_on, None)
    return state._replace(topic=topic, main_period=main, is_headline_topic=from_headline and bool(topic))


def _looks_back(state: State, reading: SentenceReading, draft: Draft) -> bool:
    """Whether a level of an earlier period is told in passing, so that the text goes on about its own period."""
    period, main = draft.period, state.main_period
    if period is None or main is None or state.total is None or period.start >= main.start:
        return False
    told = [one for one in reading.statements if one.place is Place.NOW]
    return (reading.lead_time is None or len(told) == 1) and not draft.opens_topic


def _after(state: State, draft: Draft, vocabulary: Vocabulary) -> State:
    """The state once a level or share has been read."""
    if draft.base is not None and wholes.is_back(state, draft.base):
        state = state._replace(total=draft.base, totals={draft.base.unit.value or "": draft.base}, gathering=None)
    if draft.kind is Kind.SHARE:
        return state._replace(last_share=draft)
    total, totals, gathering = state.total, state.totals, state.gathering
    if draft.code("measure") == "met_offender" and total is not None:
        gathering = gathering if "motive" in draft.axes else draft
    elif draft.statement.whole is Whole.TOTAL and draft.base is None:
        pass  # a part by its own words, of a total that the text does not give
    elif draft.unit.value in _RELATIVE_UNITS or draft.code("measure") == "average_loss":
        pass
    elif total is None or draft.opens_topic or (draft.base is None and not _is_a_part(state, draft, vocabulary)):
        unit = draft.unit.value or ""
        totals = {unit: draft} if total is None or draft.opens_topic else {**totals, unit: draft}
        state = state._replace(in_survey=state.in_survey and (total is None or not draft.opens_topic))
        total, gathering = draft, None
        state = state._replace(last_share=None)
    return state._replace(
        main_period=_main_period(state, draft),
        period=draft.period if draft.period_facet.source is Source.STATED else state.period,
        last_level=state.last_level if draft.unit.value in _RELATIVE_UNITS else draft,
        total=total,
        totals=totals,
        gathering=gathering,
        levels=(*state.levels[-_REMEMBERED:], draft),
    )


def _main_period(state: State, draft: Draft) -> Period | None:
    """The period of the first total, or of a later one as long: "888 in 2001, 1,731 in 2002 and 1,743 in 2003"."""
    main, period = state.main_period, draft.period
    if main is None or period is None or draft.period_facet.source is not Source.STATED:
        return main or period
    as_long = abs((period.end - period.start) - (main.end - main.start)) < timedelta(days=5)
    return period if as_long and period.start > main.start else main


def _is_a_part(state: State, draft: Draft, vocabulary: Vocabulary) -> bool:
    """Whether a level is by its own words only a part of something: a school, a sex, a crime; or a sum of money."""
    total = state.totals.get(draft.unit.value or "")
    is_crime = wholes.is_ordinary_crime(draft, vocabulary)
    if total is not None and draft.value < total.value and (draft.statement.names_place or is_crime):
        return True
    if total is not None and is_crime and draft.statement.opener is Opener.LIST:
        return True  # one crime of several, however many the crime before it had
    return draft.unit.value == "yen" or any(draft.code(axis) for axis in PART_AXES if axis != "offence")
