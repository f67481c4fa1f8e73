"""One number becomes a figure: its facets are stated, taken from what it hangs on, or left open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipelines.extraction import antecedents, areas, measures, timing
from pipelines.extraction.antecedents import Antecedents
from pipelines.extraction.drafts import PART_AXES, PERSONS, TOPIC_AXES, Axes, Draft, Mention, State, inherited
from pipelines.extraction.model import Facet, Kind, Source
from pipelines.extraction.statements import Place, Statement, Whole
from pipelines.extraction.vocabulary import NO_CODE, Trait, Vocabulary


def settle_level(mention: Mention) -> Draft | None:
    """A level or share of the period under discussion; None where nothing says what it counts."""
    state, reading, statement, vocabulary = mention.state, mention.reading, mention.statement, mention.vocabulary
    stated = _stated(mention)
    found = antecedents.attach(mention, stated)
    origin = found.base or found.model
    axes = _axes(mention, stated, found)
    unit, measure = _counted(mention, axes, stated, found)
    if unit is None or (measure is None and not _is_answer(state, statement)):
        return None
    if measure:
        axes["measure"] = measure  # without a code where the text's own words say what is counted
        if offence := vocabulary.implied_by("measure", measure.value, "offence"):
            axes.setdefault("offence", Facet(offence, Source.DEFAULT))
    areas.settle(mention, axes, origin, found.previous)
    _widen_law(axes, vocabulary)
    levels = [one for one in mention.siblings if one.statement.place is Place.NOW]
    period, period_facet = timing.period_of(mention, found.base, levels[-1] if levels else None)
    return Draft(
        statement=statement,
        sentence=reading.sentence,
        value=statement.numeral.value,
        unit=unit,
        axes=axes,
        period=period,
        period_facet=period_facet,
        base=found.base,
        base_source=found.base_source,
        is_provisional=reading.is_provisional
        or bool(found.base and found.base.is_provisional)
        or (state.is_provisional and (state.total is None or period == state.total.period)),
        counted_as=None if measure and measure.value else counted_as(statement, origin or state.total),
        opens_topic=found.new_topic,
        counts_minors=statement.names_minors,
    )


def _widen_law(axes: Axes, vocabulary: Vocabulary) -> None:
    """Orders and consultations are about a field, also where the law they rest on is named: "orders under the law"."""
    offence, measure = axes.get("offence"), axes.get("measure")
    if offence is None or measure is None or not vocabulary.is_a(Trait.ASKED_FOR, "measure", measure.value):
        return
    field = vocabulary.parents.get(("offence", offence.value or ""))
    if field and ("context", field) in vocabulary.codes:
        axes["offence"] = offence._replace(value=field)


def _axes(mention: Mention, stated: Axes, found: Antecedents) -> Axes:
    """Every code but the measure: stated, of the list it stands in, of its whole, of the topic."""
    state, statement, vocabulary = mention.state, mention.statement, mention.vocabulary
    axes = dict(stated)
    base, previous = found.base, found.previous
    if statement.population and "age_group" not in axes and base is not None and _is_of_all_ages(base, statement):
        axes["age_group"] = statement.population  # a total of all ages, split by the text
    counts_of_them = statement.whole is Whole.THEM and statement.kind is Kind.LEVEL
    is_of_share = counts_of_them and previous is not None and previous.kind is Kind.SHARE
    if previous is not None and (is_of_share or (not found.narrowed and _goes_on(statement, previous))):
        _inherit(axes, previous.axes, ("offence",) if statement.names_another else PART_AXES)
    if found.model is not None:
        _mean_within(mention, axes, found.model)
        _inherit_from_whole(axes, found.model, vocabulary)
        _inherit_population(axes, found.model)
    elif state.total is not None and not found.new_topic:
        _mean_within(mention, axes, state.total)
        _inherit(axes, state.total.axes, TOPIC_AXES)
        if statement.numeral.value < state.total.value:
            _inherit_population(axes, state.total)
    elif state.total is None:
        _inherit(axes, state.topic, TOPIC_AXES)
    if "channel" in stated and vocabulary.is_a(Trait.GENERAL, "offence", axes.get("offence", Facet()).value):
        axes.pop("offence")  # general words for the crimes of a channel describe the series
    return axes


def _is_of_all_ages(base: Draft, statement: Statement) -> bool:
    """Whether a whole counts people of all ages; the share of an age is of people, whatever its whole counts."""
    return not base.counts_minors and (base.unit.value == PERSONS or statement.kind is Kind.SHARE)


def _counted(mention: Mention, axes: Axes, stated: Axes, found: Antecedents) -> tuple[Facet | None, Facet | None]:
    """Unit and measure of a level: its own, else those of its list mate, its whole or the total spoken of."""
    state, statement, previous = mention.state, mention.statement, found.previous
    mate = _list_mate(previous or state.last_share, statement, found.base)
    if statement.restates and previous is not None and previous.kind is Kind.LEVEL:
        mate = previous  # 「傷害」93件(構成比:42.1%)
    model = mate or found.model or previous
    if model is None and (statement.unit is None or not found.new_topic):
        model = state.total or (state.levels[-1] if state.levels else None)
    whole = model if statement.place is Place.WHOLE else found.base or found.model
    return measures.count(mention, axes, stated, model, whole)


def _is_answer(state: State, statement: Statement) -> bool:
    """Whether a number tells of people who were asked: the sample of a survey, or the share that gave an answer."""
    return state.in_survey and (statement.kind is Kind.SHARE or statement.unit is not None)


def counted_as(statement: Statement, origin: Draft | None) -> str:
    """The words of what is counted where no measure is known: its own, those of its whole, or those who were asked."""
    return statement.counted_as or (origin.counted_as if origin else None) or "those asked"


def _stated(mention: Mention) -> Axes:
    """Codes that the segment and the lead of the sentence state."""
    state, statement, vocabulary = mention.state, mention.statement, mention.vocabulary
    axes = dict(statement.axes)
    for axis, facet in mention.reading.lead.items():
        if axis == "measure" and _is_money(statement, vocabulary) != _is_sum(facet, vocabulary):
            continue  # "In cases of 2021, losses averaged 3.02 million yen in one and 1.13 million in the other"
        if statement.place is Place.WHOLE and axis in PART_AXES and axis != "offence":
            continue  # "Fathers made up 1,590 of the 2,199 suspects"
        own = axes.get(axis)
        # "Kidnapping stood at 389, and trespassing became less": what has no code and comes later says nothing.
        is_later = (
            own is not None and own.value == NO_CODE and own.span is not None and own.span > statement.numeral.span
        )
        if own is None or is_later or _is_more_specific(axis, facet, own, vocabulary):
            axes[axis] = facet
    if statement.joins:
        axes = _joined(state.levels[-statement.joins :], vocabulary) | axes
    if state.platform and statement.platform_refers_back:
        axes.setdefault("platform", inherited(state.platform))
    if "+" in (axes.get("sex", Facet()).value or ""):
        axes.pop("sex")  # "boys and girls" are no part of the children
    if statement.measure:
        axes["measure"] = statement.measure
    if statement.is_they:
        # "Men are a growing part of the victims. They came to 22,714."
        axes = {axis: inherited(facet) for axis, facet in state.spoken.items()} | axes
    return axes


def _is_money(statement: Statement, vocabulary: Vocabulary) -> bool:
    """Whether a number is a sum of money by its own words."""
    return vocabulary.implied_by("unit", statement.numeral.unit, "measure") is not None


def _is_sum(measure: Facet, vocabulary: Vocabulary) -> bool:
    """Whether a measure is counted in money."""
    return vocabulary.is_a(Trait.MONEY, "unit", vocabulary.unit_of_measure.get(measure.value or ""))


def _joined(levels: Sequence[Draft], vocabulary: Vocabulary) -> Axes:
    """The codes of several levels told together, on the axis that tells them apart: 20代196人、30代141人で両世代で."""
    for axis in (*PART_AXES, "channel"):
        codes = [level.code(axis) or "" for level in levels]
        if all(codes) and len(set(codes)) == len(levels) > 1:
            wider = (code for (on, code), parts in vocabulary.parts.items() if on == axis and set(parts) == set(codes))
            return {axis: Facet(next(wider, "+".join(codes)), Source.INHERITED)}
    return {}


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


def meant_within(axes: Axes, named: Facet, whole: str | None, vocabulary: Vocabulary) -> Facet:
    """A crime with the code that it has within a whole; words that name a channel too mean what they say."""
    channel = axes.get("channel", Facet())
    if channel.span is not None and channel.span == named.span:
        return named
    return named._replace(value=vocabulary.meant_within("offence", named.value or "", whole))


def _mean_within(mention: Mention, axes: Axes, whole: Draft) -> None:
    """Give a crime the code that it has within that of a whole: 命令違反 in a story of domestic violence."""
    statement = mention.statement
    unit = statement.numeral.unit or mention.noun_unit
    is_more = unit == whole.unit.value and statement.numeral.value > whole.value  # all fraud, after special fraud
    if (named := axes.get("offence")) and named.value and not is_more:
        axes["offence"] = meant_within(axes, named, whole.code("offence"), mention.vocabulary)


def _inherit_from_whole(axes: Axes, whole: Draft, vocabulary: Vocabulary) -> None:
    """A part has every facet of its whole; a crime within a field of its own leaves the field as its context."""
    conflict = antecedents.conflicts_with(whole, axes, vocabulary)
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
