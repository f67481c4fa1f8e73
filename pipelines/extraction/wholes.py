"""What a number is a part of: the whole its words name, the total under discussion, or a topic of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.extraction.drafts import PART_AXES, Axes, Draft, State
from pipelines.extraction.model import Facet, Kind, Source
from pipelines.extraction.statements import Place, SentenceReading, Statement, Whole
from pipelines.extraction.vocabulary import Vocabulary

# Of these none is ever a part of another.
_COUNTED_APART = {"victims", "offenders", "cases", "consultations", "orders", "accidents", "reports", "suicides"}
_COUNTED_EVENTS = ("cases", "reports", "sites", "organizations")


def named_whole(
    state: State,
    before: State,
    statement: Statement,
    axes: Axes,
    siblings: Sequence[Draft],
    wholes: Sequence[Draft],
) -> tuple[Draft | None, Source]:
    """The whole that the words, or the list a number stands in, say it is a part of.

    Args:
        state: What is known just before the number.
        before: What was known before its sentence.
        statement: What its segment says.
        axes: Codes stated for it.
        siblings: Figures of the same sentence before it.
        wholes: Wholes that the sentence names again ("of the 741").
    """
    if statement.joins and state.levels:
        return state.levels[-1].base, Source.INHERITED
    new_wholes = [draft for draft in siblings if draft.statement.place is Place.WHOLE]
    if new_wholes or wholes:
        return (new_wholes or wholes)[-1], Source.STATED
    heads = [draft for draft in siblings if draft.kind is Kind.LEVEL and draft.statement.place is Place.NOW]
    if statement.whole is Whole.HEAD and heads:
        return heads[-1], Source.STATED
    if siblings and siblings[-1].base is not None:
        return siblings[-1].base, Source.INHERITED
    if statement.whole is Whole.THEM:
        return (heads[-1] if heads else _them(state, before, statement)), Source.STATED
    if "motive" in axes and state.gathering is not None:
        return state.gathering, Source.INHERITED
    if statement.whole is Whole.TOTAL and heads and _is_divided(heads[-1], statement):
        return heads[-1], Source.INHERITED
    if statement.whole is Whole.TOTAL and statement.kind is not Kind.SHARE:
        unit = statement.unit.value if statement.unit else None
        return earlier_total(before, axes) or before.totals.get(unit or "", before.total), Source.STATED
    if statement.kind is not Kind.SHARE:
        return None, Source.DEFAULT
    if heads:
        return heads[-1].base or state.total, Source.INHERITED
    total = earlier_total(state, axes) or state.total
    return total, Source.STATED if statement.whole is Whole.TOTAL else Source.INHERITED


def _them(state: State, before: State, statement: Statement) -> Draft | None:
    """What "of them" speaks of: what was counted last, unless that is of another unit than the number's own noun."""
    last, own = before.last_level, statement.unit
    if last is not None and own is not None and own.source is Source.STATED and own.value != last.unit.value:
        return state.totals.get(own.value or "", state.total)
    return last


def _is_divided(head: Draft, statement: Statement) -> bool:
    """Whether a total told earlier in the sentence is what a breakdown divides: 616人で、年齢別では13歳が33人."""
    counted_in = statement.unit.value if statement.unit else None
    return head.base is None and counted_in == head.unit.value and statement.numeral.value < head.value


def _of_pupils(state: State, axes: Mapping[str, Facet], vocabulary: Vocabulary) -> Draft | None:
    """The total of children harmed that a school is a part of, also after those who harmed them were counted."""
    age = axes.get("age_group")
    if age is None or "measure" in axes or ("age_group", age.value) not in vocabulary.codes:
        return None
    harmed = ("victims", "children_reported", "met_offender")
    return next((one for one in reversed(state.levels) if one.base is None and one.code("measure") in harmed), None)


def _wider_levels(state: State, offence: str, vocabulary: Vocabulary) -> list[Draft]:
    """The levels of a wider offence that nothing else narrows, the last one first."""
    return [
        level
        for level in reversed(state.levels)
        if (wider := level.code("offence")) and wider != offence
        if vocabulary.is_under("offence", offence, wider)
        if not any(level.code(axis) for axis in PART_AXES if axis != "offence")
        if not (level.period and state.main_period and level.period.start < state.main_period.start)
    ]


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


def total_of(state: State, axes: Mapping[str, Facet], unit: str | None, vocabulary: Vocabulary) -> Draft | None:
    """The total that a number narrows down.

    The last level of a wider offence ("no murders": of the serious crimes), else the total of what it counts.
    """
    offence = axes.get("offence")
    if offence and offence.value:
        wider = _wider_levels(state, offence.value.split("+")[0], vocabulary)
        if wider:
            return next((level for level in wider if unit in (None, level.unit.value)), wider[0])
    if unit is not None and unit in state.totals:
        total = state.totals[unit]
        if _is_beside(total, axes):
            return None
        measure = axes.get("measure")
        apart = (measure.value, total.code("measure")) if measure and measure.source is not Source.DEFAULT else ()
        if len(set(apart)) == 2 and _COUNTED_APART.issuperset(apart):
            return None
        if total.code("measure") == "offenders":
            return _of_pupils(state, axes, vocabulary) or total
        return total
    if unit in _COUNTED_EVENTS:
        return None  # cases are no parts of people; people may be counted in cases
    return state.total


def _is_beside(total: Draft, axes: Mapping[str, Facet]) -> bool:
    """Whether a total is itself narrowed to another code of the same axis: people in their 20s, beside those of 50."""
    return any(
        axes[axis].value != total.code(axis)
        for axis in ("age_group", "sex")
        if axis in axes and axis in total.statement.axes
    )


def known_whole(state: State, statement: Statement) -> Draft | None:
    """The level that "of the 741" or "in the 292 cases" speaks of again."""
    if statement.place is not Place.WHOLE:
        return None
    return next((draft for draft in reversed(state.levels) if draft.value == statement.numeral.value), None)


def level_spoken_of(state: State, axes: Mapping[str, Facet], siblings: Sequence[Draft]) -> Draft | None:
    """The level that a change or ratio without one in its segment speaks of."""
    levels = [draft for draft in siblings if draft.statement.place in (Place.NOW, Place.WHOLE)]
    if levels:
        return levels[-1]
    if is_narrowed(axes):
        return state.total
    last = state.last_level
    if last is not None and last.base is not None and _is_in_list(state, last):
        return last.base  # ツイッターが220人、LINEが121人だった。前年より86人多い。
    return last or state.total


def _is_in_list(state: State, part: Draft) -> bool:
    """Whether a part is one of several of its sentence."""
    return sum(one.sentence is part.sentence and one.base is part.base for one in state.levels[-4:]) > 1


def is_narrowed(axes: Mapping[str, Facet]) -> bool:
    """Whether codes narrow a series down to a part of it."""
    return any(axis in axes for axis in PART_AXES)


def is_wider(state: State, statement: Statement) -> bool:
    """Whether a level is more than the total spoken of, and so no part of it: the wider total after the narrower."""
    total = state.totals.get(statement.unit.value or "", state.total) if statement.unit else state.total
    return total is not None and statement.numeral.value > total.value


def opens_topic(
    state: State, reading: SentenceReading, statement: Statement, axes: Mapping[str, Facet], vocabulary: Vocabulary
) -> bool:
    """Whether a level starts a series of its own instead of narrowing the total spoken of."""
    total = state.total
    if total is None or reading.opens_topic:
        return True
    own = statement.measure if statement.measure and statement.measure.source is Source.STATED else None
    of_its_own = "offence" in total.statement.axes and statement.numeral.unit is None
    if reading.is_row and of_its_own and own is not None and own.value != total.code("measure"):
        return True  # the lines of a list about different things
    channel = axes.get("channel")
    if channel and channel.value != total.code("channel"):
        return True
    offence, topic = axes.get("offence"), total.code("offence")
    if not offence or not offence.value:
        return False
    if _is_crime(offence.value, vocabulary) and statement.numeral.value < total.value and not reading.is_nationwide:
        return False  # a smaller number of a crime is a part
    if reading.is_nationwide:
        return True  # "nationwide, child pornography cases came to …", after the victims of a channel
    counts_offenders = statement.measure is not None and statement.measure.value == "offenders"
    if counts_offenders and total.code("channel"):
        return True  # offenders in general, after the victims of a channel
    return is_another_offence(offence.value, topic, vocabulary)


def is_ordinary_crime(draft: Draft, vocabulary: Vocabulary) -> bool:
    """Whether a figure names a crime of its own that is no field of statistics: murder, and not stalking."""
    offence = draft.code("offence")
    return offence is not None and _is_crime(offence, vocabulary)


def _is_crime(offence: str, vocabulary: Vocabulary) -> bool:
    return not any(_is_field(code, vocabulary) for code in offence.split("+"))


def is_another_offence(offence: str, topic: str | None, vocabulary: Vocabulary) -> bool:
    """Whether an offence is a field of its own beside the one spoken of, and no kind of it."""
    return _is_field(offence, vocabulary) and not (topic and _are_related(offence, topic, vocabulary))


def conflicting_offence(axes: Mapping[str, Facet], whole: Draft, vocabulary: Vocabulary) -> bool:
    """Whether a part names a crime that is not a kind of the crime its whole counts."""
    offence, topic = axes.get("offence"), whole.code("offence")
    if not offence or not offence.value or not topic:
        return False
    return not vocabulary.is_under("offence", offence.value.split("+")[0], topic)


def _is_field(code: str, vocabulary: Vocabulary) -> bool:
    """Whether an offence is a field that other crimes can happen in (axis ``context``): bullying, stalking."""
    return ("context", code) in vocabulary.codes


def _are_related(offence: str, topic: str, vocabulary: Vocabulary) -> bool:
    return any(vocabulary.is_under("offence", code, topic) for code in offence.split("+"))
