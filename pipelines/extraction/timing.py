"""The periods of a figure: the one it is about and the one it is compared with."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extraction import calendar
from pipelines.extraction.drafts import Draft, Mention, State
from pipelines.extraction.expressions import TimeExpression
from pipelines.extraction.model import Facet, Period, Source
from pipelines.extraction.statements import Opener, Place, SentenceReading
from pipelines.extraction.vocabulary import Trait

_LATEST_REPORT = 6  # the month until which what is published is about the year before


def period_of(mention: Mention, origin: Draft | None, previous: Draft | None = None) -> tuple[Period | None, Facet]:
    """The period a number is about.

    Args:
        mention: The number.
        origin: Its whole, or for a change the level it leads to.
        previous: The level of the period under discussion before it in the sentence.
    """
    state, reading, statement = mention.state, mention.reading, mention.statement
    if statement.place is Place.COMPARED and origin is not None and origin.statement.place is Place.EARLIER:
        origin = None  # 前年の1811人から13.0%増: the change is of the year after
    same_sentence = origin is not None and origin.sentence.span == reading.sentence.span
    if origin is not None and origin.period and same_sentence:
        is_listed = statement.place is Place.NOW and statement.opener in (Opener.LIST, Opener.PARTS)
        own = statement.time.resolve(state.published_on, origin.period) if is_listed and statement.time else None
        if own is not None and statement.time is not None and _is_within(own, origin.period):
            return own, Facet(own.code, Source.STATED, statement.time.span)  # of the 51 of last year 27 in October
        if is_listed or statement.place in (Place.COMPARED, Place.EARLIER):
            # A breakdown has the period of its total, a change that of its level.
            return origin.period, Facet(origin.period.code, origin.period_facet.source, origin.period_facet.span)
    is_dated = statement.place in (Place.NOW, Place.WHOLE) or (
        origin is None and statement.time is not None and statement.time.earlier_than is not None
    )  # "between 2014 and 2020 the number jumped by a factor of 11"
    time = statement.time if is_dated else None
    if time is None or _narrows(reading.lead_time, time, state):
        time = reading.lead_time
    if statement.place is Place.COMPARED and origin is not None and not same_sentence:
        time = time or _later_than(origin.period, reading.any_time, state)
    if time is not None:
        period = time.resolve(state.published_on, state.under_discussion)
        if period and time.earlier_than and not any(one.place is Place.COMPARED for one in reading.statements):
            # "three to five a year between 2011 and 2015": of all these years
            period = calendar.years(time.earlier_than.start.year, period.start.year)
        if period and time.is_state and mention.vocabulary.is_a(Trait.BODY, "unit", mention.noun_unit):
            period = calendar.months(period.end.year, period.end.month, period.end.year, period.end.month)
        return period, Facet(period.code if period else None, Source.STATED, time.span)
    if previous is not None and previous.period is not None and _is_told_in(reading, previous.period_facet):
        # 昨年1年間の摘発は1493件、被害者は1216人: the time goes on through the sentence.
        return previous.period, Facet(previous.period.code, Source.INHERITED, previous.period_facet.span)
    if origin is not None and origin.period is not None:
        return origin.period, Facet(origin.period.code, Source.INHERITED, origin.period_facet.span)
    if state.under_discussion:
        return state.under_discussion, Facet(state.under_discussion.code, Source.INHERITED)
    return None, Facet()


def _is_told_in(reading: SentenceReading, period: Facet) -> bool:
    """Whether a period is told in a sentence, for the number itself or one before it."""
    is_here = period.span is not None and reading.sentence.span.contains(period.span)
    return period.source is Source.STATED or is_here


def _narrows(lead: TimeExpression | None, own: TimeExpression, state: State) -> bool:
    """Whether a sentence opens with a part of a time named later: "As of the end of August, 24 died this year"."""
    if lead is None:
        return False
    period, whole = (one.resolve(state.published_on, state.under_discussion) for one in (lead, own))
    return period is not None and whole is not None and _is_within(period, whole)


def _later_than(period: Period | None, time: TimeExpression | None, state: State) -> TimeExpression | None:
    """The time of a change told apart from its level, where that is of an earlier period: 昨年までに2.3倍になった."""
    named = time.resolve(state.published_on, state.under_discussion) if time else None
    return time if named and period and named.start > period.end else None


def _is_within(period: Period, whole: Period) -> bool:
    """Whether a period is a part of another."""
    return period != whole and whole.start <= period.start and period.end <= whole.end


def _is_year(period: Period) -> bool:
    return period.code.isdigit()


def compared_period(state: State, time: TimeExpression | None, now: Period | None) -> tuple[Period | None, Facet]:
    """The earlier period of a change: as its words say, else the same period a year before."""
    if time is not None:
        period = time.earlier_than or time.resolve(state.published_on, now)
        is_like = time.is_whole or (period is not None and not _is_year(period))
        if period and now and not is_like and not _is_year(now) and now.start.year == now.end.year:
            period = calendar.shifted(now, period.start.year - now.start.year)  # in a story about half a year
        return period, Facet(period.code if period else None, Source.STATED, time.span)
    if now is None:
        return None, Facet()
    period = calendar.shifted(now, -1)
    return period, Facet(period.code, Source.DEFAULT)


def fill_in(state: State, drafts: Sequence[Draft]) -> None:
    """Give the main period to figures of a lead that names none: "Five times as many … . In 2023, police said, …".

    A text that names none at all, and compares with the year before, is about the year that had ended.
    """
    is_yearly = any(draft.statement.place in (Place.COMPARED, Place.EARLIER) for draft in drafts)
    published = state.published_on
    if is_yearly and state.main_period is None and published is not None and published.month <= _LATEST_REPORT:
        state = state._replace(main_period=calendar.year(published.year - 1))
    if state.main_period is None:
        return
    for draft in drafts:
        place, time = draft.statement.place, draft.statement.time
        if draft.period is None and place is Place.EARLIER:
            draft.period, draft.period_facet = compared_period(state, time, state.main_period)
        elif draft.period is None:
            draft.period = state.main_period
            draft.period_facet = Facet(state.main_period.code, Source.INHERITED)
            if place is Place.COMPARED:
                draft.compared, draft.compared_facet = compared_period(state, time, draft.period)


def share_earlier_periods(drafts: Sequence[Draft]) -> None:
    """Measure a change against the period of the earlier level beside it: "doubled from 226 in 2013"."""
    earlier = [draft for draft in drafts if draft.statement.place is Place.EARLIER and draft.period]
    for draft in drafts:
        by_default = draft.compared_facet.source is Source.DEFAULT
        if draft.statement.place is Place.COMPARED and by_default and earlier:
            level = earlier[0]
            facet = level.period_facet
            draft.compared, draft.compared_facet = level.period, Facet(facet.value, Source.STATED, facet.span)
