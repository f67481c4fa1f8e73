"""What a number hangs on: the figures told before it that say what its own words leave open.

``attach`` decides for a level or share, ``level_spoken_of`` for a change. Both ask in the order of what supports a
candidate: words that name a whole, the list a number stands in, the total that its words narrow down, what came last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.extraction import areas
from pipelines.extraction.drafts import PART_AXES, PERSONS, Axes, Draft, Mention, State
from pipelines.extraction.model import Facet, Kind, Source
from pipelines.extraction.statements import Place, Statement, Whole
from pipelines.extraction.vocabulary import Trait, Vocabulary


@dataclass(frozen=True, slots=True)
class Antecedents:
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


def attach(mention: Mention, stated: Axes) -> Antecedents:
    """What a level or share hangs on.

    Args:
        mention: The number.
        stated: The codes that its own words state.
    """
    state, statement, siblings = mention.state, mention.statement, mention.siblings
    vocabulary = mention.vocabulary
    base, source = _named_whole(mention, stated)
    new_topic = base is None and _opens_topic(mention, stated)
    narrowed = is_narrowed(stated) or _splits_ages(mention) or areas.narrows(state, stated)
    ages = [one for one in siblings if not vocabulary.is_a(Trait.AGE, "unit", one.unit.value)]
    previous = ages[-1] if ages else None
    if base is None and any(axis in stated for axis in PART_AXES if axis != "offence"):
        base, source = earlier_total(state, stated), Source.INHERITED
        new_topic = new_topic and base is None
    if base is None and narrowed and not new_topic and not _is_wider(mention):
        base, source = _total_of(mention, stated, previous), Source.INHERITED
    model = base
    if base is None and _is_of_last_series(mention, stated):
        model = state.last_level  # 6年の認知が556件。これまでは2年143件、3年124件
    if statement.refers_back:
        is_wide = mention.reading.is_nationwide and state.total is not None
        # "Their share of the total"; but "nationwide, the number was 2,082" is of what the total counts.
        model = state.total if is_wide else _spoken_of_last(state, previous) or model
    if base is None and previous is not None:
        base, source = previous.base, Source.INHERITED
        model = model or base
    if statement.goes_on and previous is None and state.last_level is not None and not new_topic:
        base, source = state.last_level.base, Source.INHERITED
        model, previous = base or model, state.last_level
    return Antecedents(base, source, model, previous, narrowed, new_topic)


def _named_whole(mention: Mention, stated: Axes) -> tuple[Draft | None, Source]:
    """The whole that the words, or the list a number stands in, say it is a part of."""
    state, before, statement, siblings = mention.state, mention.before, mention.statement, mention.siblings
    if statement.joins and state.levels:
        return state.levels[-1].base, Source.INHERITED
    wholes = [draft for draft in siblings if draft.statement.place is Place.WHOLE] or mention.told_again
    if wholes:
        return wholes[-1], Source.STATED
    heads = mention.levels
    if statement.whole is Whole.HEAD and heads:
        return heads[-1], Source.STATED
    if siblings and siblings[-1].base is not None:
        return siblings[-1].base, Source.INHERITED
    if statement.whole is Whole.THEM:
        return (heads[-1] if heads else _them(mention)), Source.STATED
    if "motive" in stated and state.gathering is not None:
        return state.gathering, Source.INHERITED
    if statement.whole is Whole.TOTAL and heads and _is_divided(heads[-1], mention):
        return heads[-1], Source.INHERITED
    if statement.whole is Whole.TOTAL and statement.kind is not Kind.SHARE:
        return earlier_total(before, stated) or _total_in(before, mention.noun_unit), Source.STATED
    if statement.kind is not Kind.SHARE:
        return None, Source.DEFAULT
    if heads:
        return heads[-1].base or state.total, Source.INHERITED
    total = earlier_total(state, stated) or state.total
    return total, Source.STATED if statement.whole is Whole.TOTAL else Source.INHERITED


def _total_in(state: State, unit: str | None) -> Draft | None:
    """The total of a unit, else what was counted last in it, else the total spoken of."""
    last = state.last_level
    is_like = last is not None and unit == last.unit.value
    return state.totals.get(unit or "") or (last if is_like else state.total)


def _them(mention: Mention) -> Draft | None:
    """What "of them" speaks of: what was counted last, unless that is of another unit than the number's own noun."""
    last, own = mention.before.last_level, mention.statement.unit
    if last is not None and own is not None and own.source is Source.STATED and own.value != last.unit.value:
        return mention.state.totals.get(own.value or "", mention.state.total)
    return last


def _is_divided(head: Draft, mention: Mention) -> bool:
    """Whether a total told earlier in the sentence is what a breakdown divides: 616人で、年齢別では13歳が33人."""
    is_like = mention.noun_unit == head.unit.value
    return head.base is None and is_like and mention.statement.numeral.value < head.value


def earlier_total(state: State, axes: Mapping[str, Facet]) -> Draft | None:
    """The total of another channel or offence that the text comes back to: "of the victims of dating sites, girls"."""
    for axis in ("channel", "offence"):
        facet = axes.get(axis)
        if facet is None or (state.total is not None and facet.value == state.total.code(axis)):
            continue
        for level in reversed(state.levels):
            if level.code(axis) == facet.value and level.base is None:
                return level
    return None


def is_back(state: State, base: Draft) -> bool:
    """Whether a whole is a total that the text had left for another."""
    total = state.total
    if total is None or base is total or base.base is not None:
        return False
    return any(base.code(axis) != total.code(axis) for axis in ("channel", "offence"))


def _total_of(mention: Mention, stated: Axes, previous: Draft | None) -> Draft | None:
    """The total that a number narrows down.

    The last level of a wider offence ("no murders": of the serious crimes), else the total of what it counts.
    """
    state, unit, vocabulary = mention.state, mention.statement.unit, mention.vocabulary
    counted_in = unit.value if unit and unit.source is Source.STATED else (previous.unit.value if previous else None)
    total = _wider_level(state, stated, counted_in, vocabulary) or _total_counted_in(
        state, stated, counted_in, vocabulary
    )
    if total is not None and total.sentence is mention.reading.sentence and _is_of_another_time(mention, total):
        return None  # 高齢者は2015年に441人、2016年には398人
    return total


def _wider_level(state: State, stated: Axes, unit: str | None, vocabulary: Vocabulary) -> Draft | None:
    """The last level of a wider offence that nothing else narrows, best one in the same unit."""
    offence = (stated.get("offence", Facet()).value or "").split("+")[0]
    levels = [
        level
        for level in reversed(state.levels if offence else ())
        if (wider := level.code("offence")) and wider != offence
        if vocabulary.is_under("offence", offence, wider)
        if not any(level.code(axis) for axis in PART_AXES if axis != "offence")
        if not (level.period and state.main_period and level.period.start < state.main_period.start)
    ]
    return next((level for level in levels if unit in (None, level.unit.value)), levels[0] if levels else None)


def _total_counted_in(state: State, stated: Axes, unit: str | None, vocabulary: Vocabulary) -> Draft | None:
    """The total of a unit, unless what it counts has no such parts."""
    if unit is not None and unit in state.totals:
        total = state.totals[unit]
        if _is_beside(total, stated) or _is_exclusive(total, stated, vocabulary):
            return None
        if vocabulary.is_a(Trait.OFFENDING, "measure", total.code("measure")) and are_pupils(stated, vocabulary):
            # Pupils are harmed, also after those who harmed them were counted.
            return next((one for one in reversed(state.levels) if counts_harmed(one, vocabulary)), total)
        return total
    # Cases are no parts of people; people may be counted in cases.
    has_parts = not any(vocabulary.is_a(trait, "unit", unit) for trait in (Trait.FILED, Trait.BODY))
    return state.total if has_parts else None


def _is_exclusive(total: Draft, stated: Axes, vocabulary: Vocabulary) -> bool:
    """Whether a number by its own words counts something that is never a part of what the total counts."""
    measure, counted = stated.get("measure", Facet()), total.code("measure")
    if measure.source is Source.DEFAULT or measure.value == counted:
        return False
    return all(vocabulary.is_a(Trait.EXCLUSIVE, "measure", code) for code in (measure.value, counted))


def counts_harmed(level: Draft, vocabulary: Vocabulary) -> bool:
    """Whether a level that is no part counts people who were harmed."""
    measure = level.code("measure")
    is_harmed = any(vocabulary.is_a(trait, "measure", measure) for trait in (Trait.USUAL, Trait.HARMED))
    return is_harmed and level.base is None


def are_pupils(stated: Mapping[str, Facet], vocabulary: Vocabulary) -> bool:
    """Whether all that a number says of people is their school."""
    return "measure" not in stated and ("age_group", stated.get("age_group", Facet()).value) in vocabulary.codes


def _is_beside(total: Draft, axes: Axes) -> bool:
    """Whether a total is itself narrowed to another code of the same axis: people in their 20s, beside those of 50."""
    return any(
        axes[axis].value != total.code(axis)
        for axis in ("age_group", "sex")
        if axis in axes and axis in total.statement.axes
    )


def _is_of_last_series(mention: Mention, stated: Axes) -> bool:
    """Whether a level that names nothing but a time is of the series told last, at another time."""
    state, statement, last = mention.state, mention.statement, mention.state.last_level
    if last is None or statement.time is None:
        return False
    names_nothing = statement.measure is None or statement.measure.source is Source.DEFAULT
    if not names_nothing:
        return False
    period = statement.time.resolve(state.published_on, state.under_discussion)
    return mention.noun_unit == last.unit.value and period is not None and period != last.period


def _is_of_another_time(mention: Mention, base: Draft) -> bool:
    """Whether a number's own words date it outside the period of a level."""
    time = mention.statement.time
    if time is None or base.period is None:
        return False
    period = time.resolve(mention.state.published_on, base.period)
    return period is not None and not (base.period.start <= period.start and period.end <= base.period.end)


def _spoken_of_last(state: State, previous: Draft | None) -> Draft | None:
    """What "the figure" or "their share" stands for: the level or share that came last."""
    last = [one for one in (state.last_level, state.last_share, state.last_change, previous) if one is not None]
    return max(last, key=lambda one: (one.sentence.span, one.span), default=None)


def _splits_ages(mention: Mention) -> bool:
    """Whether a level gives the minors among people of all ages: "just 91 were under 20"."""
    return mention.statement.population is not None and mention.state.totals.get(PERSONS) is not None


def is_narrowed(codes: Mapping[str, Facet]) -> bool:
    """Whether codes narrow a series down to a part of it."""
    return any(axis in codes for axis in PART_AXES)


def _is_wider(mention: Mention) -> bool:
    """Whether a level is more than the total spoken of, and so no part of it: the wider total after the narrower."""
    state, unit = mention.state, mention.noun_unit
    total = state.totals.get(unit, state.total) if unit else state.total
    return total is not None and mention.statement.numeral.value > total.value


def known_whole(state: State, statement: Statement) -> Draft | None:
    """The level that "of the 741" or "in the 292 cases" speaks of again."""
    if statement.place is not Place.WHOLE:
        return None
    return next((draft for draft in reversed(state.levels) if draft.value == statement.numeral.value), None)


def level_spoken_of(mention: Mention) -> Draft | None:
    """The level that a change or ratio without one in its segment speaks of."""
    state = mention.state
    levels = [draft for draft in mention.siblings if draft.statement.place in (Place.NOW, Place.WHOLE)]
    if levels:
        return levels[-1]
    if is_narrowed(mention.statement.axes):
        return state.total
    last = state.last_level
    if last is not None and last.base is not None and _is_in_list(state, last):
        return last.base  # ツイッターが220人、LINEが121人だった。前年より86人多い。
    return last or state.total


def _is_in_list(state: State, part: Draft) -> bool:
    """Whether a part is one of several of its sentence."""
    return sum(one.sentence is part.sentence and one.base is part.base for one in state.levels[-4:]) > 1


def _opens_topic(mention: Mention, stated: Axes) -> bool:
    """Whether a level starts a series of its own instead of narrowing the total spoken of."""
    total, reading, statement, vocabulary = mention.state.total, mention.reading, mention.statement, mention.vocabulary
    if total is None or reading.opens_topic:
        return True
    own = statement.measure if statement.measure and statement.measure.source is Source.STATED else None
    of_its_own = "offence" in total.statement.axes and statement.numeral.unit is None
    if reading.is_row and of_its_own and own is not None and own.value != total.code("measure"):
        return True  # the lines of a list about different things
    channel = stated.get("channel")
    if channel and channel.value != total.code("channel"):
        return True
    offence = stated.get("offence", Facet()).value
    if not offence:
        return False
    if reading.is_nationwide:
        return True  # "nationwide, child pornography cases came to …", after the victims of a channel
    if is_crime(offence, vocabulary) and statement.numeral.value < total.value:
        return False  # a smaller number of a crime is a part
    counted = statement.measure.value if statement.measure else None
    if vocabulary.is_a(Trait.OFFENDING, "measure", counted) and total.code("channel"):
        return True  # offenders in general, after the victims of a channel
    return is_another_offence(offence, total.code("offence"), vocabulary)


def is_crime(offence: str | None, vocabulary: Vocabulary) -> bool:
    """Whether an offence is a crime that is no field of statistics: murder, and not stalking."""
    return offence is not None and not any(_is_field(code, vocabulary) for code in offence.split("+"))


def is_another_offence(offence: str, topic: str | None, vocabulary: Vocabulary) -> bool:
    """Whether an offence is a field of its own beside the one spoken of, and no kind of it."""
    related = topic and any(vocabulary.is_under("offence", code, topic) for code in offence.split("+"))
    return _is_field(offence, vocabulary) and not related


def conflicts_with(whole: Draft, codes: Axes, vocabulary: Vocabulary) -> bool:
    """Whether a part names a crime that is not a kind of the crime its whole counts."""
    offence, topic = codes.get("offence", Facet()).value, whole.code("offence")
    return bool(offence and topic) and not vocabulary.is_under("offence", str(offence).split("+")[0], str(topic))


def _is_field(code: str, vocabulary: Vocabulary) -> bool:
    """Whether an offence is a field that other crimes can happen in (axis ``context``): bullying, stalking."""
    return ("context", code) in vocabulary.codes
