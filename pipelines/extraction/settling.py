"""One statement becomes a figure: its facets are stated, inherited from what was said before, or left open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipelines.extraction import areas, measures, timing, wholes
from pipelines.extraction.drafts import PART_AXES, TOPIC_AXES, Axes, Draft, State, inherited
from pipelines.extraction.model import Facet, Kind, Source
from pipelines.extraction.statements import Place, SentenceReading, Statement, Whole
from pipelines.extraction.vocabulary import NO_CODE, Vocabulary

# Codes that together have one of their own.
_TOLD_AS_ONE = {frozenset(("junior_high_school", "high_school")): "junior_high_and_high_school"}


def settle_level(
    state: State,
    before: State,
    reading: SentenceReading,
    statement: Statement,
    siblings: Sequence[Draft],
    known_wholes: Sequence[Draft],
    vocabulary: Vocabulary,
) -> Draft | None:
    """A level or share of the period under discussion; None where nothing says what it counts.

    Args:
        state: What is known just before the number.
        before: What was known before its sentence.
        reading: Its sentence.
        statement: What its segment says.
        siblings: Figures of the sentence before it.
        known_wholes: Wholes that the sentence names again.
        vocabulary: For the hierarchy of codes.
    """
    stated = _stated(state, reading, statement, vocabulary)
    listed = measures.of_list_mate(statement, stated, siblings)
    if listed is not None:
        stated["measure"] = listed
    antecedents = _antecedents(state, before, reading, statement, stated, siblings, known_wholes, vocabulary)
    base, base_source = antecedents.base, antecedents.base_source
    axes = _level_axes(state, statement, stated, antecedents, vocabulary)
    unit, measure = _counted(state, reading, statement, axes, stated, antecedents, vocabulary)
    if unit is None or (measure is None and not _is_answer(state, statement)):
        return None
    if measure:
        axes["measure"] = measure  # without a code where the text's own words say what is counted
        if offence := vocabulary.implied_by("measure", measure.value, "offence"):
            axes.setdefault("offence", Facet(offence, Source.DEFAULT))
    areas.settle(state, reading, statement, axes, base or antecedents.model, antecedents.previous)
    _widen_law(axes, vocabulary)
    levels = [one for one in siblings if one.statement.place is Place.NOW]
    period, period_facet = timing.period_of(state, reading, statement, base, levels[-1] if levels else None)
    return Draft(
        statement=statement,
        sentence=reading.sentence,
        value=statement.numeral.value,
        unit=unit,
        axes=axes,
        period=period,
        period_facet=period_facet,
        base=base,
        base_source=base_source,
        is_provisional=reading.is_provisional
        or bool(base and base.is_provisional)
        or (state.is_provisional and (state.total is None or period == state.total.period)),
        counted_as=None
        if measure and measure.value
        else counted_as(statement, base or antecedents.model or state.total),
        opens_topic=antecedents.new_topic,
        counts_minors=statement.names_minors,
    )


def _widen_law(axes: Axes, vocabulary: Vocabulary) -> None:
    """Orders and consultations are about a field, also where the law they rest on is named: "orders under the law"."""
    offence, measure = axes.get("offence"), axes.get("measure")
    if offence is None or measure is None or measure.value not in ("orders", "consultations"):
        return
    field = vocabulary.parents.get(("offence", offence.value or ""))
    if field and ("context", field) in vocabulary.codes:
        axes["offence"] = offence._replace(value=field)


@dataclass(frozen=True, slots=True)
class _Antecedents:
    """The figures that a level takes from what it does not say itself.

    Attributes:
        base: The whole it is a part of.
        base_source: How that was settled.
        model: What it takes its meaning from: that whole, or a figure spoken of again.
        previous: The figure before it in its list.
        narrowed: Its own words narrow it down to a part of something.
        new_topic: It starts a series of its own.
    """

    base: Draft | None
    base_source: Source
    model: Draft | None
    previous: Draft | None
    narrowed: bool
    new_topic: bool


def _antecedents(
    state: State,
    before: State,
    reading: SentenceReading,
    statement: Statement,
    stated: Axes,
    siblings: Sequence[Draft],
    known_wholes: Sequence[Draft],
    vocabulary: Vocabulary,
) -> _Antecedents:
    """The whole its words name, else the total it narrows down, else the figure it goes on about."""
    base, source = wholes.named_whole(state, before, statement, stated, siblings, known_wholes)
    new_topic = base is None and wholes.opens_topic(state, reading, statement, stated, vocabulary)
    narrowed = wholes.is_narrowed(stated) or _splits_ages(state, statement) or areas.narrows(state, stated)
    previous = next((one for one in reversed(siblings) if one.unit.value not in measures.AGES), None)
    is_narrowed = any(axis in stated for axis in PART_AXES if axis != "offence")
    if base is None and is_narrowed:
        base, source = wholes.earlier_total(state, stated), Source.INHERITED
        new_topic = new_topic and base is None
    if base is None and narrowed and not new_topic and not wholes.is_wider(state, statement):
        unit_counted = _unit_of(statement) or (previous.unit.value if previous else None)
        base, source = wholes.total_of(state, stated, unit_counted, vocabulary), Source.INHERITED
        if base is not None and base.sentence is reading.sentence and _is_of_another_time(state, statement, base):
            base = None  # 高齢者は2015年に441人、2016年には398人
    model = base
    if base is None and _is_of_last_series(state, statement, stated):
        model = state.last_level  # 6年の認知が556件。これまでは2年143件、3年124件
    if statement.refers_back:
        model = _spoken_of_last(state, previous) or model  # "their share of the total"
    if base is None and previous is not None:
        base, source = previous.base, Source.INHERITED
        model = model or base
    if statement.goes_on and previous is None and state.last_level is not None:
        base, source = state.last_level.base, Source.INHERITED
        model, previous = base or model, state.last_level
    return _Antecedents(base, source, model, previous, narrowed, new_topic)


def _is_of_last_series(state: State, statement: Statement, stated: Axes) -> bool:
    """Whether a level that names nothing but a time is of the series told last, at another time."""
    last = state.last_level
    if last is None or last.period is None or statement.time is None or statement.place is not Place.NOW:
        return False
    names_nothing = statement.measure is None or statement.measure.source is Source.DEFAULT
    if not names_nothing or any(axis in stated for axis in PART_AXES) or statement.kind is not Kind.LEVEL:
        return False
    counted_in = statement.unit.value if statement.unit else None
    period = statement.time.resolve(state.published_on, state.under_discussion)
    return counted_in == last.unit.value and period is not None and period != last.period


def _is_of_another_time(state: State, statement: Statement, base: Draft) -> bool:
    """Whether a number's own words date it outside the period of a level."""
    if statement.time is None or base.period is None:
        return False
    period = statement.time.resolve(state.published_on, base.period)
    return period is not None and not (base.period.start <= period.start and period.end <= base.period.end)


def _spoken_of_last(state: State, previous: Draft | None) -> Draft | None:
    """What "the figure" or "their share" stands for: the level or share that came last."""
    last = [one for one in (state.last_level, state.last_share, state.last_change, previous) if one is not None]
    return max(last, key=lambda one: (one.sentence.span, one.span), default=None)


def _splits_ages(state: State, statement: Statement) -> bool:
    """Whether a level gives the minors among people of all ages: "just 91 were under 20"."""
    people = state.totals.get("persons")
    return statement.population is not None and people is not None


def _level_axes(
    state: State, statement: Statement, stated: Axes, antecedents: _Antecedents, vocabulary: Vocabulary
) -> Axes:
    """Every code but the measure: stated, of the list it stands in, of its whole, of the topic."""
    axes = dict(stated)
    base, previous = antecedents.base, antecedents.previous
    if statement.population and "age_group" not in axes and base is not None and not base.counts_minors:
        axes["age_group"] = statement.population  # a total of all ages, split by the text
    counts_of_them = statement.whole is Whole.THEM and statement.kind is Kind.LEVEL
    is_of_share = counts_of_them and previous is not None and previous.kind is Kind.SHARE
    if previous is not None and (is_of_share or (not antecedents.narrowed and _goes_on(statement, previous))):
        _inherit(axes, previous.axes, ("offence",) if statement.names_another else PART_AXES)
    if antecedents.model is not None:
        _inherit_from_whole(axes, antecedents.model, vocabulary)
        _inherit_population(axes, antecedents.model)
    elif state.total is not None and not antecedents.new_topic:
        _mean_within(axes, state.total, vocabulary)
        _inherit(axes, state.total.axes, TOPIC_AXES)
        if statement.numeral.value < state.total.value:
            _inherit_population(axes, state.total)
    elif state.total is None:
        _inherit(axes, state.topic, TOPIC_AXES)
    if "channel" in stated and axes.get("offence", Facet()).value in ("sexual_offences", "sexual_abuse", "child_abuse"):
        axes.pop("offence")  # general words for the crimes of a channel describe the series
    return axes


def _counted(
    state: State,
    reading: SentenceReading,
    statement: Statement,
    axes: Axes,
    stated: Axes,
    antecedents: _Antecedents,
    vocabulary: Vocabulary,
) -> tuple[Facet | None, Facet | None]:
    """Unit and measure of a level: its own, else those of its list mate, its whole or the total spoken of."""
    mate = _list_mate(antecedents.previous or state.last_share, statement, antecedents.base)
    if statement.restates and antecedents.previous is not None and antecedents.previous.kind is Kind.LEVEL:
        mate = antecedents.previous  # 「傷害」93件(構成比:42.1%)
    model = mate or antecedents.model or antecedents.previous
    if model is None and (statement.unit is None or not antecedents.new_topic):
        model = state.total
    whole = antecedents.base or antecedents.model
    if statement.place is Place.WHOLE:
        whole = model
    return measures.count(state, reading, statement, axes, stated, model, whole, vocabulary)


def _is_answer(state: State, statement: Statement) -> bool:
    """Whether a number tells of people who were asked: the sample of a survey, or the share that gave an answer."""
    return state.in_survey and (statement.kind is Kind.SHARE or statement.unit is not None)


def counted_as(statement: Statement, origin: Draft | None) -> str:
    """The words of what is counted where no measure is known: its own, those of its whole, or those who were asked."""
    return statement.counted_as or (origin.counted_as if origin else None) or "those asked"


def _stated(state: State, reading: SentenceReading, statement: Statement, vocabulary: Vocabulary) -> Axes:
    """Codes that the segment and the lead of the sentence state."""
    axes = dict(statement.axes)
    for axis, facet in reading.lead.items():
        code = facet.value or ""
        if axis == "measure" and _is_money(statement, vocabulary) != (vocabulary.unit_of_measure.get(code) == "yen"):
            continue  # "In cases of 2021, losses averaged 3.02 million yen in one and 1.13 million in the other"
        own = axes.get(axis)
        # "Kidnapping stood at 389, and trespassing became less": what has no code and comes later says nothing.
        is_later = (
            own is not None and own.value == NO_CODE and own.span is not None and own.span > statement.numeral.span
        )
        if own is None or is_later or _is_more_specific(axis, facet, own, vocabulary):
            axes[axis] = facet
    if statement.joins:
        axes = _joined(state.levels[-statement.joins :]) | axes
    if state.platform and statement.platform_refers_back:
        axes.setdefault("platform", inherited(state.platform))
    if statement.measure:
        axes["measure"] = statement.measure
    if statement.is_they:
        # "Men are a growing part of the victims. They came to 22,714."
        axes = {axis: inherited(facet) for axis, facet in state.spoken.items()} | axes
    return axes


def _is_money(statement: Statement, vocabulary: Vocabulary) -> bool:
    """Whether a number is a sum of money by its own words."""
    return vocabulary.implied_by("unit", statement.numeral.unit, "measure") is not None


def _joined(levels: Sequence[Draft]) -> Axes:
    """The codes of several levels told together, on the axis that tells them apart: 20代196人、30代141人で両世代で."""
    for axis in (*PART_AXES, "channel"):
        codes = [level.code(axis) or "" for level in levels]
        if all(codes) and len(set(codes)) == len(levels) > 1:
            return {axis: Facet(_TOLD_AS_ONE.get(frozenset(codes), "+".join(codes)), Source.INHERITED)}
    return {}


def _unit_of(statement: Statement) -> str | None:
    """The unit of what a statement counts by its own noun."""
    return statement.unit.value if statement.unit and statement.unit.source is Source.STATED else None


def _is_more_specific(axis: str, facet: Facet, other: Facet, vocabulary: Vocabulary) -> bool:
    """Whether the lead narrows what the segment says: "“ore-ore” (it's me) fraud"."""
    return bool(facet.value and other.value and vocabulary.is_under(axis, facet.value.split("+")[0], other.value))


def _goes_on(statement: Statement, previous: Draft) -> bool:
    """Whether a segment that narrows nothing itself goes on about what the one before it narrowed down to."""
    is_of_total = statement.whole is Whole.TOTAL and statement.kind is not Kind.SHARE
    # What is more than a part is no part of it.
    is_more = statement.kind is previous.kind is Kind.LEVEL and statement.numeral.value > previous.value
    return not (is_of_total or statement.is_rest or is_more or statement.names_total)


def _inherit(axes: Axes, origin: Mapping[str, Facet], which: Iterable[str]) -> None:
    for axis in which:
        facet = origin.get(axis)
        if facet and axis not in axes:
            axes[axis] = inherited(facet)


def _inherit_population(axes: Axes, total: Draft) -> None:
    """An age of the population stays with a part that names none: of 14〜19歳の少年, 有職少年 in work."""
    age = total.axes.get("age_group", Facet())
    if (age.value or "").startswith("age_") and not axes.get("age_group", Facet()).value:
        axes["age_group"] = inherited(age)


def _mean_within(axes: Axes, total: Draft, vocabulary: Vocabulary) -> None:
    """Give a crime the code that it has within the crime of a total: 命令違反 in a story of domestic violence."""
    if (named := axes.get("offence")) and named.value:
        axes["offence"] = named._replace(value=vocabulary.meant_within("offence", named.value, total.code("offence")))


def _inherit_from_whole(axes: Axes, whole: Draft, vocabulary: Vocabulary) -> None:
    """A part has every facet of its whole; a crime within a field of its own leaves the field as its context."""
    _mean_within(axes, whole, vocabulary)
    conflict = wholes.conflicting_offence(axes, whole, vocabulary)
    names_channel = axes.get("channel", Facet()).source is Source.STATED and "channel" in axes
    kept = [axis for axis in whole.axes if axis != "measure" and not (axis == "platform" and names_channel)]
    _inherit(axes, whole.axes, kept)  # "across all networking services the count was 838", after one service
    topic = whole.axes.get("offence")
    if conflict and topic and ("context", topic.value or "") in vocabulary.codes:
        axes.setdefault("context", inherited(topic))


def _list_mate(previous: Draft | None, statement: Statement, base: Draft | None) -> Draft | None:
    """The item before in the same list of parts, whose unit an item without a noun shares."""
    if previous is not None and previous.kind is statement.kind and previous.base is base:
        return previous
    return None
