"""A change, a ratio or the level one starts from takes its meaning from the level it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.extraction import antecedents, measures, settling, timing
from pipelines.extraction.drafts import TOPIC_AXES, Axes, Draft, Mention, inherited
from pipelines.extraction.expressions import RATES
from pipelines.extraction.model import Facet, Source
from pipelines.extraction.statements import Place, Statement
from pipelines.extraction.vocabulary import Trait, Vocabulary


def settle_comparison(mention: Mention, head: Draft | None) -> Draft | None:
    """A change, a ratio, or the earlier level one starts from; None where nothing says of what.

    Args:
        mention: The number.
        head: The level of the same segment it belongs to.
    """
    state, reading, statement, siblings = mention.state, mention.reading, mention.statement, mention.siblings
    if head is None and not siblings:
        # "Chat services lost ground, dropping 52"
        statement = replace(statement, axes={**reading.lead, **statement.axes})
        mention = replace(mention, statement=statement)
    names_measure = statement.measure is not None and statement.measure.source is Source.STATED
    if head is not None and statement.measure is not None and names_measure:
        head = _level_counting(statement.measure.value, head, siblings)
    elif head is not None:
        head = _level_in_unit(statement.numeral.unit or mention.noun_unit, head, siblings)
    origin = head or antecedents.level_spoken_of(mention)
    mate = siblings[-1] if siblings else None
    if head is None and mate and mate.statement.segment == statement.segment:
        origin = mate  # 小学生は2017年の46人と比べて2.6倍: the change is of what the earlier level is of
    axes = _comparison_axes(mention, head, origin)
    unit = _comparison_unit(mention, head, origin)
    measure = axes.get("measure", Facet()).value
    if unit is None or (measure is None and not (state.in_survey and origin is not None)):
        return None
    now, now_facet = timing.period_of(mention, origin)
    compared, compared_facet = timing.compared_period(state, statement.time, now)
    draft = Draft(
        statement=statement,
        sentence=reading.sentence,
        value=statement.numeral.value * statement.sign,
        unit=measures.unit_of_fraction(mention, axes, unit),
        axes=axes,
        period=now,
        period_facet=now_facet,
        compared=compared,
        compared_facet=compared_facet,
        level=origin,
        counted_as=None if measure else settling.counted_as(statement, origin),
        is_provisional=bool(origin and origin.is_provisional),
    )
    if statement.place is Place.EARLIER:
        draft.period, draft.period_facet = compared, compared_facet
        draft.compared, draft.compared_facet = None, Facet()
        draft.level, draft.is_provisional = None, False
    return draft


def _names_another(statement: Statement, origin: Draft) -> bool:
    """Whether a change names a part of its own: 女子高校生は4倍になり、30代女性は1.3倍だった."""
    return any(
        axis in statement.axes
        and axis in origin.axes
        and statement.axes[axis].value not in (None, "", origin.code(axis))
        for axis in ("age_group", "sex")
    )


def _level_in_unit(unit: str | None, head: Draft, siblings: Sequence[Draft]) -> Draft:
    """The level of the sentence that a change is counted like: 425件、10億円で、前年より867件、6億円減った."""
    if unit is None or unit in RATES or head.unit.value in (unit, *RATES):
        return head
    levels = [one for one in siblings if one.statement.place is Place.NOW and one.unit.value == unit]
    return levels[-1] if levels else head


def _level_counting(measure: str | None, head: Draft, siblings: Sequence[Draft]) -> Draft:
    """The level of the sentence that a change names by what it counts: 312億円のうち額は6%減、件数は30%増."""
    if head.code("measure") == measure:
        return head
    levels = [one for one in siblings if one.statement.place is Place.NOW and one.code("measure") == measure]
    return levels[-1] if levels else head


def _comparison_axes(mention: Mention, head: Draft | None, origin: Draft | None) -> Axes:
    state, statement, vocabulary = mention.state, mention.statement, mention.vocabulary
    if origin is not None and origin is head and not _names_another(statement, origin):
        return dict(origin.axes)  # a change has all facets of the level it changes
    if origin is not None:
        axes = {axis: inherited(facet) for axis, facet in origin.axes.items()}
    else:
        axes = {axis: state.topic[axis] for axis in TOPIC_AXES if axis in state.topic}
    axes |= statement.axes
    measure = statement.measure
    is_filed = origin is not None and vocabulary.is_a(Trait.FILED, "unit", origin.unit.value)
    sum_of = vocabulary.implied_by("unit", statement.numeral.unit, "measure")
    if sum_of and measure is None and not _is_in_money(origin, vocabulary):
        measure = Facet(sum_of, Source.DEFAULT)  # cases fell by 508, "and the money taken by 1.92 billion yen"
    if measure and is_filed and measure.source is Source.DEFAULT:
        measure = None  # 死亡事故は112件。前年より8件少ない
    if measure is None and origin is None and mention.counts_people:
        measure = Facet(state.people, Source.DEFAULT) if measures.has_topic(state, axes) else None
    if measure:
        axes["measure"] = measure
    return axes


def _is_in_money(level: Draft | None, vocabulary: Vocabulary) -> bool:
    return level is not None and vocabulary.is_a(Trait.MONEY, "unit", level.unit.value)


def _comparison_unit(mention: Mention, head: Draft | None, origin: Draft | None) -> Facet | None:
    statement = mention.statement
    if statement.numeral.unit:
        return Facet(statement.numeral.unit, Source.STATED, statement.numeral.span)
    if head is None and statement.unit:
        return statement.unit
    return inherited(measures.counting_unit(origin, mention.vocabulary)) if origin else None
