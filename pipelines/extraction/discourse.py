"""Stage 6: figures take their meaning from their segment, their sentence and what was said before.

Explicit state only (``drafts.State``); nothing here depends on a language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from pipelines.extraction import antecedents, comparing, pointers, reasons, settling, timing, topics
from pipelines.extraction.drafts import PART_AXES, Draft, Mention, State
from pipelines.extraction.expressions import PER_100000
from pipelines.extraction.model import Kind, Period, Source, Span
from pipelines.extraction.soundness import find_fault
from pipelines.extraction.statements import Opener, Place, SentenceReading, Statement, Whole
from pipelines.extraction.vocabulary import Trait, Vocabulary

_REMEMBERED = 200  # levels; no article speaks again of one further back
# Why a number that its sentence could read is no figure: its entry in the ledger.
_PASSED_OVER = {
    "target": ("target", "a target or expectation, nothing observed"),
    "not_statistics": ("not_statistics", "counts nothing that this vocabulary knows as a statistic"),
    "age_label": ("age_label", "the age of one person"),
}
_OF_NOW = (Place.NOW, Place.WHOLE)
_ORDER = {Place.WHOLE: 0, Place.NOW: 1, Place.EARLIER: 2, Place.COMPARED: 2}


@dataclass(slots=True)
class _Figures:
    """The figures of one sentence, as they are found."""

    drafts: list[Draft] = field(default_factory=list)
    wholes: list[Draft] = field(default_factory=list)
    passed_over: dict[Span, tuple[str, str]] = field(default_factory=dict)


def settle(
    state: State, reading: SentenceReading, vocabulary: Vocabulary
) -> tuple[State, list[Draft], dict[Span, tuple[str, str]]]:
    """Settle the figures of one sentence.

    Returns:
        The state after it, its figures in text order, and the numbers passed over with their disposition and reason.
    """
    reading = pointers.resolved(state, reading)
    state, reading = pointers.answered(state, reading)
    state = topics.entered(state, reading, vocabulary)
    state = pointers.remembered(state, reading)
    before = state
    figures = _Figures()
    for number in sorted({statement.segment for statement in reading.statements}):
        segment = [statement for statement in reading.statements if statement.segment == number]
        state = _settle_segment(state, before, reading, segment, figures, vocabulary)
    state = state._replace(spoken={} if reading.statements else reading.topic)
    if reading.platform:
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
            figures.passed_over[span] = _PASSED_OVER[statement.passed_over]
            continue
        known = antecedents.known_whole(state, statement)
        if known is not None:
            known.mentions.append(span)
            figures.wholes.append(known)
            totals = {**state.totals, known.unit.value or "": known}
            state = state._replace(total=known, totals=totals, last_level=known)
            continue
        siblings = figures.drafts + found
        mention = Mention(statement, reading, state, before, siblings, figures.wholes, vocabulary)
        for draft in _drafts_of(mention, head):
            if draft is None:
                figures.passed_over[span] = _PASSED_OVER["not_statistics"]
            elif fault := find_fault(draft, state.published_on, vocabulary):
                figures.passed_over[span] = ("unresolved", fault)
            else:
                if statement.place in _OF_NOW:
                    state = _after(state, draft, vocabulary, is_aside=_looks_back(state, reading, segment, draft))
                    head = draft if head is None or head.statement.place is Place.WHOLE else head
                elif draft.kind is Kind.CHANGE:
                    state = state._replace(last_change=draft)
                reasons.explain(mention, draft)
                found.append(draft)
    found.sort(key=lambda draft: draft.span)
    timing.share_earlier_periods(found)
    figures.drafts.extend(found)
    return state


def _drafts_of(mention: Mention, head: Draft | None) -> list[Draft | None]:
    """The figures that a number is: one, or a change of each of several levels told together."""
    if mention.statement.place in _OF_NOW:
        return [settling.settle_level(mention)]
    levels: Sequence[Draft | None] = _levels_told_together(mention) or [head]
    return [comparing.settle_comparison(mention, level) for level in levels]


def _levels_told_together(mention: Mention) -> Sequence[Draft]:
    """The levels, some of the sentence before, that a change is said of each of: 123人、34人。いずれも2倍を超えた."""
    last, here = mention.before.last_level, mention.levels
    if not mention.statement.is_of_each or last is None or len(here) > 1:
        return []  # those of its own sentence are told alone
    there = [one for one in mention.before.levels if one.sentence is last.sentence and one.is_level]
    there = [one for one in there if one.period == last.period]
    levels = [*there[-1:], *here] if here else there
    return levels if len(levels) > 1 else []


def _looks_back(state: State, reading: SentenceReading, segment: Sequence[Statement], draft: Draft) -> bool:
    """Whether a level of an earlier period is told in passing, so that the text goes on about its own period.

    A sentence that opens with the level and what became of it is about that period.
    """
    period, main = draft.period, state.main_period
    if period is None or main is None or state.total is None:
        return False
    if period.start >= main.start or period.end >= main.end:
        return False
    if any(item.cue("peak") for item in draft.statement.items):
        return True  # ピークは06年の1153人で、4年で8割近く減った
    told = next((one for one in reading.statements if one.place is Place.NOW), None)
    return not (draft.statement is told and any(one.place is Place.COMPARED for one in segment))


def _after(state: State, draft: Draft, vocabulary: Vocabulary, *, is_aside: bool) -> State:
    """The state once a level or share has been read; one told aside is only remembered."""
    levels = (*state.levels[-_REMEMBERED:], draft)
    if is_aside:
        return state._replace(levels=levels)
    if draft.base is not None and antecedents.is_back(state, draft.base):
        state = state._replace(total=draft.base, totals={draft.base.unit.value or "": draft.base}, gathering=None)
    if draft.kind is Kind.SHARE:
        return state._replace(last_share=draft)
    total, totals, gathering = state.total, state.totals, state.gathering
    measure, is_relative = draft.code("measure"), draft.is_relative(vocabulary)
    is_of_unknown = draft.statement.whole is Whole.TOTAL and draft.base is None
    if vocabulary.is_a(Trait.GATHERING, "measure", measure) and (total is not None or is_of_unknown):
        gathering = gathering if "motive" in draft.axes else draft
    elif is_of_unknown or is_relative:
        pass  # a part by its own words, of a total that the text does not give; or no total of anything
    elif vocabulary.is_a(Trait.ASIDE, "measure", measure) and total is not None:
        pass  # told beside the dead or the accidents, of which the text goes on
    elif total is None or draft.opens_topic or (draft.base is None and not _is_a_part(state, draft, vocabulary)):
        unit = draft.unit.value or ""
        totals = {unit: draft} if total is None or draft.opens_topic else {**totals, unit: draft}
        state = state._replace(in_survey=state.in_survey and (total is None or not draft.opens_topic))
        total, gathering = draft, None
        state = state._replace(last_share=None)
    return state._replace(
        tells_rates=state.tells_rates or draft.unit.value == PER_100000,
        main_period=_main_period(state, draft),
        period=draft.period if draft.period_facet.source is Source.STATED else state.period,
        last_level=state.last_level if is_relative else draft,
        total=total,
        totals=totals,
        gathering=gathering,
        levels=levels,
    )


def _main_period(state: State, draft: Draft) -> Period | None:
    """The period of the first total, or of a later one as long: "888 in 2001, 1,731 in 2002 and 1,743 in 2003"."""
    main, period = state.main_period, draft.period
    if state.total is None and period is not None and draft.period_facet.source is Source.STATED:
        return period  # the first total of the text, whatever its headline names
    if main is None or period is None or draft.period_facet.source is not Source.STATED:
        return main or period
    as_long = abs((period.end - period.start) - (main.end - main.start)) < timedelta(days=5)
    return period if as_long and period.start > main.start else main


def _is_a_part(state: State, draft: Draft, vocabulary: Vocabulary) -> bool:
    """Whether a level is by its own words only a part of something: a school, a sex, a crime; or a sum of money."""
    total = state.totals.get(draft.unit.value or "")
    is_crime = antecedents.is_crime(draft.code("offence"), vocabulary)
    if total is not None and draft.value < total.value and is_crime:
        return True
    if total is None and is_crime and state.total is not None and draft.value < state.total.value:
        # 被害児童は1813人。罪種別では児童ポルノが570件; but 児童買春の摘発は642件、512人
        is_offending = vocabulary.is_a(Trait.OFFENDING, "measure", draft.code("measure"))
        return not (is_offending and draft.sentence is state.total.sentence)
    if total is not None and is_crime and draft.statement.opener is Opener.LIST:
        return True  # one crime of several, however many the crime before it had
    is_sum = vocabulary.is_a(Trait.MONEY, "unit", draft.unit.value)
    return is_sum or any(draft.code(axis) for axis in PART_AXES if axis != "offence")
