"""What a level counts, and in which unit: by its own words, else as the list, whole or total it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipelines.extraction import antecedents
from pipelines.extraction.drafts import PERSONS, TOPIC_AXES, Axes, Draft, Mention, State, inherited
from pipelines.extraction.expressions import PER_100000, RATES
from pipelines.extraction.model import Facet, Source
from pipelines.extraction.statements import Statement, Whole
from pipelines.extraction.vocabulary import NO_CODE, Trait, Vocabulary

Counted = tuple[Facet | None, Facet | None]  # unit and measure

# Axes that make people victims of something; an age or a sex alone does not.
_TELLING_AXES = (*TOPIC_AXES, "platform", "motive", "manner")


def count(mention: Mention, axes: Axes, stated: Axes, model: Draft | None, whole: Draft | None) -> Counted:
    """The unit and the measure of a level.

    Args:
        mention: The number.
        axes: Its codes; a rate or average is added where its decimals say that it is one.
        stated: Those of them that its own words state.
        model: The figure that it takes what it does not say from.
        whole: The figure that it is a part of.

    Returns:
        Unit and measure, each None where nothing says it; a measure without a code is counted in the text's own words.
    """
    state, reading, vocabulary = mention.state, mention.reading, mention.vocabulary
    unit, measure = _unit_and_measure(mention, axes, stated, model, whole)
    if unit is None:
        unit, measure = _of_list(mention) or _of_noun(mention, axes)
    elif measure is None and state.total is None and unit.value in RATES:
        measure = reading.noun.get("measure")
    names_people = "age_group" in axes or "sex" in axes
    if measure is None and unit is not None and "offence" in stated and not names_people:
        implied = vocabulary.implied_by("unit", unit.value, "measure")
        measure = Facet(implied, Source.DEFAULT) if implied else None  # money in a story of fraud is what was lost
    if measure is None and unit is not None and unit.source is Source.STATED:
        if vocabulary.is_a(Trait.AGE, "unit", unit.value):
            measure = _people_of(mention, axes)
        elif vocabulary.is_a(Trait.BODY, "unit", unit.value) and has_topic(state, axes):
            measure = Facet(NO_CODE)  # "197 organizations told police": those
    return (unit_of_fraction(mention, axes, unit) if unit else None), measure


def _of_noun(mention: Mention, axes: Axes) -> Counted:
    """What the first number of a text counts that has no noun beside it: "At 9,040 police put the cases cleared"."""
    state, noun = mention.state, mention.reading.noun
    if state.total is not None or not (state.topic or any(axis in noun for axis in TOPIC_AXES)):
        return None, None
    for axis in TOPIC_AXES:
        if axis in noun:
            axes.setdefault(axis, inherited(noun[axis]))
    return noun.get("unit"), noun.get("measure")


def _of_list(mention: Mention) -> Counted | None:
    """What the first line of a list counts: what the line that opens the list names, else the topic of the text."""
    state = mention.state
    if state.total is not None:
        return None
    if state.list_of:
        return state.list_of.get("unit"), state.list_of.get("measure")
    topic = state.topic.get("measure")
    if topic is None or not mention.reading.is_row:
        return None
    return Facet(mention.vocabulary.unit_of_measure.get(topic.value or ""), Source.INHERITED), inherited(topic)


def _unit_and_measure(mention: Mention, axes: Axes, stated: Axes, model: Draft | None, whole: Draft | None) -> Counted:
    state, statement, vocabulary = mention.state, mention.statement, mention.vocabulary
    own, measure = statement.numeral.unit, axes.get("measure")
    if _names_a_kind(statement):
        if whole is not None:
            statement, measure, model = replace(statement, unit=None, measure=None), None, whole
        elif people := _people_listed(mention):
            return people
    unit = _unit(statement, measure, model, stated, vocabulary)
    if whole is None and "offence" not in stated and state.total is not None:
        whole = state.total if vocabulary.is_a(Trait.FILED, "measure", state.total.code("measure")) else None
    if measure and whole is not None and _is_filed(statement, measure, unit, whole, axes, vocabulary):
        measure, unit, model = None, inherited(whole.unit), whole
    if general := _of_general_word(statement, stated, measure, whole or model, vocabulary):
        measure = general
    topic = state.topic.get("measure", Facet())
    if state.total is None and _is_event_of(measure, topic, vocabulary):
        measure = inherited(topic)  # 水難: 発生 601件
    if measure and whole is not None and _are_harmed(measure, whole, vocabulary):
        measure = inherited(whole.axes["measure"])  # "of 80,104 children reported, 57,326 had suffered abuse"
    if measure is None and model is not None and (own in RATES or own == model.unit.value or own is None):
        measure = _of_model(statement, stated, model, unit, vocabulary)
    if measure is None and mention.counts_people and has_topic(state, axes):
        of_channel = vocabulary.implied_by("channel", stated.get("channel", Facet()).value, "measure")
        measure = Facet(of_channel, Source.DEFAULT) if of_channel else _people_of(mention, axes)
    if measure and unit and unit.value == PERSONS and _counts_events(measure, vocabulary):
        measure = _people_of(mention, axes)  # people are no cases
    return unit, measure


def _is_event_of(measure: Facet | None, topic: Facet, vocabulary: Vocabulary) -> bool:
    """Whether a general word for what happens stands for what the text is about."""
    is_general = measure is not None and measure == Facet(measure.value) and _is_event(measure, vocabulary)
    return is_general and vocabulary.is_a(Trait.FILED, "measure", topic.value)


def _is_event(measure: Facet, vocabulary: Vocabulary) -> bool:
    return vocabulary.is_a(Trait.EVENT, "measure", measure.value)


def _are_harmed(measure: Facet, whole: Draft, vocabulary: Vocabulary) -> bool:
    """Whether people are called harmed by the way, of whom the whole says more."""
    is_usual = vocabulary.is_a(Trait.USUAL, "measure", measure.value)
    return is_usual and vocabulary.is_a(Trait.HARMED, "measure", whole.code("measure"))


def _is_filed_in(unit: str | None, vocabulary: Vocabulary) -> bool:
    """Whether a unit is one of papers, each of which may be called a case."""
    return vocabulary.is_a(Trait.FILED, "unit", unit)


def _names_a_kind(statement: Statement) -> bool:
    """Whether a noun only names a kind of what is counted: "robbery fell to 476"."""
    return statement.unit is not None and statement.unit.source is Source.DEFAULT


def _people_listed(mention: Mention) -> Counted | None:
    """People by their crimes, where the text is about people: "Juveniles arrested in 2015: Murder 52, Robbery 411"."""
    state, topic = mention.state, mention.state.topic.get("measure")
    if topic is None or mention.statement.numeral.unit:
        return None
    if mention.vocabulary.unit_of_measure.get(topic.value or "") != PERSONS:
        return None
    if state.total is not None and state.total.code("measure") != topic.value:
        return None
    return Facet(PERSONS, Source.INHERITED), inherited(topic)


def _unit(
    statement: Statement, measure: Facet | None, model: Draft | None, stated: Axes, vocabulary: Vocabulary
) -> Facet | None:
    if statement.numeral.unit:
        return Facet(statement.numeral.unit, Source.STATED, statement.numeral.span)
    if statement.unit:
        return statement.unit
    if measure and measure.value in vocabulary.unit_of_measure:
        return Facet(vocabulary.unit_of_measure[measure.value or ""], measure.source, measure.span)
    return inherited(counting_unit(model, vocabulary, is_rate="rate" in stated)) if model else None


def _is_filed(
    statement: Statement, measure: Facet, unit: Facet | None, whole: Draft, axes: Axes, vocabulary: Vocabulary
) -> bool:
    """Whether 件 counts what the total counts: 被害報告は103件、うち中小企業が60件; but 相談…。配偶者間の殺人は70件."""
    if measure.source is not Source.DEFAULT or unit is None or not vocabulary.is_a(Trait.EVENT, "unit", unit.value):
        return False
    is_asked_for = (
        vocabulary.is_a(Trait.ASKED_FOR, "measure", whole.code("measure")) and statement.whole is Whole.UNSAID
    )
    is_like = not is_asked_for or not antecedents.conflicts_with(whole, axes, vocabulary)
    return is_like and _is_filed_in(whole.unit.value, vocabulary)


def _of_general_word(
    statement: Statement, stated: Axes, measure: Facet | None, whole: Draft | None, vocabulary: Vocabulary
) -> Facet | None:
    """What "cases" are in a story of consultations, orders, reports or suicides: those."""
    if measure is None or measure.source is not Source.DEFAULT or "offence" in stated or whole is None:
        return None
    if statement.unit is None or statement.unit.source is not Source.STATED:
        return None
    counted = whole.axes.get("measure", Facet())
    is_filed = _is_filed_in(vocabulary.unit_of_measure.get(counted.value or ""), vocabulary)
    is_of_cases = is_filed and not _is_event(counted, vocabulary)
    is_of_cases = is_of_cases or vocabulary.is_a(Trait.EACH_A_CASE, "measure", counted.value)
    return inherited(counted) if is_of_cases else None


def _of_model(
    statement: Statement, stated: Axes, model: Draft, unit: Facet | None, vocabulary: Vocabulary
) -> Facet | None:
    """The measure of the whole or list mate, where what is counted can be a part of that."""
    wanted = model.axes.get("measure", Facet())
    if wanted.value == NO_CODE:
        is_like = statement.numeral.unit in RATES or unit is None or unit.value == model.unit.value
        return inherited(wanted) if is_like else None
    counts_people = statement.unit is not None and statement.unit.value == PERSONS
    # Pupils may be offenders, "children" are harmed by them.
    speaks_of_children = statement.names_minors and "age_group" not in stated and not statement.population
    are_others = vocabulary.is_a(Trait.OFFENDING, "measure", wanted.value) and speaks_of_children
    are_others = are_others and statement.whole is not Whole.THEM and not statement.are_juveniles
    is_persons = vocabulary.unit_of_measure.get(wanted.value or "") == PERSONS
    is_persons = is_persons and (model.counts_minors or not are_others)
    return inherited(wanted) if wanted.value and (not counts_people or is_persons) else None


def _counts_events(measure: Facet, vocabulary: Vocabulary) -> bool:
    """Whether a measure is of events, unless a predicate says it of people: "3,281 men sought help"."""
    if not vocabulary.is_a(Trait.EVENT, "unit", vocabulary.unit_of_measure.get(measure.value or "")):
        return False
    return measure.source is not Source.STATED or _is_event(measure, vocabulary)


def _people_of(mention: Mention, axes: Axes) -> Facet:
    """What people are of whom the sentence does not say it: by their crime, as those counted last, as in the text.

    Minors are none of a total of all ages.
    """
    state, statement, vocabulary = mention.state, mention.statement, mention.vocabulary
    implied = vocabulary.implied_by("offence", axes.get("offence", Facet()).value, "measure")
    people = state.totals.get(PERSONS) or (state.last_share if state.total is None else None)
    if people is not None and statement.names_minors and not (statement.are_juveniles or people.counts_minors):
        people = None
    counted = people.axes.get("measure") if people else None
    return inherited(counted) if counted else Facet(implied or state.people, Source.DEFAULT)


def unit_of_fraction(mention: Mention, axes: Axes, unit: Facet) -> Facet:
    """The unit of a number; nothing counted has decimals, so that a fraction is a rate told of before or an average."""
    numeral = mention.statement.numeral
    has_fraction = numeral.decimals and numeral.step is None
    is_counted = unit.value == PERSONS or _is_filed_in(unit.value, mention.vocabulary)
    if not is_counted or not has_fraction or "rate" in axes:
        return unit
    if mention.state.tells_rates:
        return Facet(PER_100000, Source.INHERITED)
    axes["rate"] = Facet("average")
    return unit


def has_topic(state: State, axes: Mapping[str, Facet]) -> bool:
    """Whether anything says what the people counted have to do with these statistics."""
    return state.total is not None or bool(state.topic) or any(axis in axes for axis in _TELLING_AXES)


def counting_unit(draft: Draft, vocabulary: Vocabulary, *, is_rate: bool = False) -> Facet:
    """The unit of the thing that a figure counts, also where the figure itself is a rate, or another rate is meant."""
    if draft.unit.value in RATES or (is_rate and draft.unit.value == PER_100000):
        return Facet(vocabulary.unit_of_measure.get(draft.code("measure") or "", PERSONS), Source.INHERITED)
    return draft.unit
