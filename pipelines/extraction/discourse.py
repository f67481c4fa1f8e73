"""Stage 6: figures take their meaning from their segment, their sentence and what was said before.

Explicit state only: the main period, the period in force, the last total, the last level, the last share.
Every facet of a figure records whether it was stated, inherited or set by default.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from pipelines.extraction import calendar, counting
from pipelines.extraction.frames import Place, Reading, direction_of, qualifier, read_numbers
from pipelines.extraction.items import Item
from pipelines.extraction.model import Facet, Kind, Period, Qualifier, Source, Span
from pipelines.extraction.numerals import Form, Numeral
from pipelines.extraction.periods import Anchor, TimeExpression
from pipelines.extraction.segments import Cut, Segment, cut
from pipelines.extraction.text import Sentence
from pipelines.extraction.vocabulary import Vocabulary

# A property of the whole series: what a new total keeps from the one before it.
TOPIC_AXES = ("offence", "channel", "context", "population", "condition")
# Axes that narrow a series down to a part of it.
PART_AXES = (
    "offence",
    "age_group",
    "platform",
    "sex",
    "motive",
    "manner",
    "filtering",
    "relationship",
    "access_device",
)


@dataclass(slots=True)
class Draft:
    """A figure while it is being settled; periods are resolved, ids not yet given."""

    numeral: Numeral
    sentence: Sentence
    reading: Reading
    value: Decimal
    unit: Facet
    period: Period | None
    period_facet: Facet
    axes: dict[str, Facet]
    qualifier: Facet
    compared: Period | None = None
    compared_facet: Facet = field(default_factory=Facet)
    base: Draft | None = None
    base_source: Source = Source.DEFAULT
    level: Draft | None = None
    counted_as: str | None = None
    provisional: bool = False
    opens_topic: bool = False
    mentions: list[Span] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        """The kind its frame gave it."""
        return self.reading.kind

    def code(self, axis: str) -> str | None:
        """Its code on an axis."""
        facet = self.axes.get(axis)
        return facet.value if facet else None

    def is_same_statement(self, other: Draft) -> bool:
        """Whether the two state one thing: value, unit, kind, periods and every axis agree."""
        return (
            abs(self.value) == abs(other.value)
            and self.unit.value == other.unit.value
            and self.kind == other.kind
            and self.period == other.period
            and self.compared == other.compared
            and _codes(self.axes) == _codes(other.axes)
        )


def _codes(axes: dict[str, Facet]) -> set[tuple[str, str]]:
    return {(axis, facet.value) for axis, facet in axes.items() if facet.value}


@dataclass(frozen=True, slots=True)
class State:
    """What is known at a point of the text.

    Attributes:
        published_on: Day of publication.
        main_period: Period of the first total.
        period: Period last stated in this paragraph.
        paragraph: Number of the paragraph.
        total: The total that parts are taken of.
        last_level: The level stated last, for "the figure" and "of them".
        last_share: The share stated last, for lists that go on in the next sentence.
        platform: The platform spoken of last, for "such services".
        topic: What the sentences before the first total speak of.
        levels: Every level so far, for "of the 741".
        gathering: The last level of a measure that others are reasons or properties of (victims who met the offender).
    """

    published_on: date | None
    main_period: Period | None = None
    period: Period | None = None
    paragraph: int = -1
    total: Draft | None = None
    last_level: Draft | None = None
    last_share: Draft | None = None
    platform: Facet | None = None
    topic: Mapping[str, Facet] = field(default_factory=dict)
    gathering: Draft | None = None
    levels: tuple[Draft, ...] = ()


def read_sentence(
    state: State, sentence: Sentence, items: Sequence[Item], vocabulary: Vocabulary
) -> tuple[State, list[Draft], dict[Span, str]]:
    """Settle the figures of one sentence.

    Returns:
        The state after it, its figures in text order, and the numbers passed over with the reason.
    """
    if sentence.paragraph != state.paragraph:
        state = replace(state, paragraph=sentence.paragraph, period=None)
    if state.total is None:
        state = learn_topic(state, items, vocabulary)
    scope = _Sentence(sentence, cut(items), vocabulary, state)
    drafts: list[Draft] = []
    passed: dict[Span, str] = {}
    direction = 0
    for segment in scope.cut.segments:
        state, found, skipped = _read_segment(state, scope, segment, direction, drafts)
        direction = direction_of(segment.items, direction)
        drafts.extend(found)
        passed.update(skipped)
    platform = counting.concept(items, "platform", vocabulary)
    if platform and platform.value:
        state = replace(state, platform=platform)
    return state, drafts, passed


def learn_topic(state: State, items: Sequence[Item], vocabulary: Vocabulary) -> State:
    """Take from a sentence before the first total (or a heading) what the article is about, and when."""
    items = list(itertools.takewhile(lambda item: item.word not in ("because", "after"), items))
    stated = counting.concepts(items, None, vocabulary)
    topic = dict(state.topic)
    for axis in (*TOPIC_AXES, "measure"):
        if axis in stated and not (axis == "measure" and stated[axis].value == "cases"):
            topic.setdefault(axis, replace(stated[axis], source=Source.INHERITED))
    if "channel" in topic and topic.get("offence", Facet()).value == "sexual_offences":
        topic.pop("offence")
    main = state.main_period
    for position, item in enumerate(items):
        if main is None and item.time and _dates(items, position, item.time):
            main = item.time.resolve(state.published_on, None)
    return replace(state, topic=topic, main_period=main)


@dataclass(frozen=True, slots=True)
class _Sentence:
    sentence: Sentence
    cut: Cut
    vocabulary: Vocabulary
    before: State
    wholes: list[Draft] = field(default_factory=list)

    @property
    def lead(self) -> tuple[Item, ...]:
        return self.cut.lead

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for segment in self.cut.segments for item in segment.items)


def _read_segment(
    state: State, scope: _Sentence, segment: Segment, direction: int, siblings: list[Draft]
) -> tuple[State, list[Draft], dict[Span, str]]:
    readings = read_numbers(segment.items, direction)
    claimed = _claim_times(segment.items, readings)
    drafts: list[Draft] = []
    passed: dict[Span, str] = {}
    # Levels and shares first: changes, ratios and earlier levels take their meaning from them.
    order = sorted(readings, key=lambda reading: (reading.place in (Place.COMPARED, Place.EARLIER), reading.index))
    head: Draft | None = None
    for reading in order:
        reason = _why_not(segment, reading)
        if reason:
            passed[segment.items[reading.index].span] = reason
            continue
        known = _known_whole(state, segment.items, reading) if reading.place is Place.WHOLE else None
        if known is not None:
            known.mentions.append(segment.items[reading.index].number.span)  # type: ignore[union-attr]
            scope.wholes.append(known)
            state = replace(state, total=known if known.base is None else state.total, last_level=known)
            continue
        if reading.place in (Place.NOW, Place.WHOLE):
            draft = _now(state, scope, segment, reading, claimed, siblings + drafts)
            if draft is None:
                passed[segment.items[reading.index].span] = "not_statistics"
                continue
            state = _after(state, draft, scope)
            if head is None or reading.place is Place.NOW:
                head = draft if draft.kind is not Kind.SHARE or head is None else head
        else:
            draft = _compared(state, scope, segment, reading, claimed, head, siblings + drafts)
            if draft is None:
                passed[segment.items[reading.index].span] = "not_statistics"
                continue
        drafts.append(draft)
    drafts.sort(key=lambda draft: draft.numeral.span)
    _link_periods(drafts)
    return state, drafts, passed


def _known_whole(state: State, items: Sequence[Item], reading: Reading) -> Draft | None:
    """The level that "of the 741" or "in the 292 cases" speaks of again."""
    number = items[reading.index].number
    return next((draft for draft in reversed(state.levels) if number and draft.value == number.value), None)


def _why_not(segment: Segment, reading: Reading) -> str | None:
    """A reason to pass a number over although it is a quantity: a target, something told of one event."""
    items = segment.items
    number = items[reading.index].number
    if segment.opener == "when" and reading.rule == "level" and number and number.form is Form.WORDS:
        return "not_statistics"
    if any(item.cue("target") for item in items[: reading.index]) and reading.place is Place.NOW:
        return "target"
    if counting.counts_something_else(items, reading.index):
        return "not_statistics"
    return None


# --- figures of the period under discussion -------------------------------------------------------------------


def _now(
    state: State,
    scope: _Sentence,
    segment: Segment,
    reading: Reading,
    claimed: dict[int, Item],
    siblings: list[Draft],
) -> Draft | None:
    items, vocabulary = segment.items, scope.vocabulary
    item = items[reading.index]
    assert item.number is not None
    stated = counting.concepts(items, reading.index, vocabulary)
    for axis, facet in counting.concepts(scope.lead, None, vocabulary).items():
        if axis not in stated or _is_more_specific(axis, facet, stated[axis], vocabulary):
            stated[axis] = facet
    if state.platform and any(one.cue("platform_anaphor") for one in items):
        stated.setdefault("platform", replace(state.platform, source=Source.INHERITED))
    unit, measure = counting.counted(items, reading.index, scope.lead, vocabulary)
    if measure:
        stated["measure"] = measure
    else:
        stated.pop("measure", None)

    base, base_source = _base(state, scope, segment, reading, stated, siblings)
    anaphor = any(one.cue("figure_anaphor") for one in items[: reading.index])
    ground = base
    new_topic = base is None and _is_new_topic(state, scope, stated, vocabulary)
    if ground is None and _is_narrowed(stated) and not new_topic and not _is_wider(state, item.number, unit):
        ground, base, base_source = state.total, state.total, Source.INHERITED
    if ground is None and anaphor:
        ground = state.last_level
    previous = siblings[-1] if siblings else None
    if base is None and previous is not None and previous.base is not None and not _is_narrowed(stated):
        base, base_source = previous.base, Source.INHERITED
        ground = ground or base

    axes = dict(stated)
    if (
        previous is not None
        and not _is_narrowed(stated)
        and segment.opener not in (";", "including", ":")
        and previous.reading.place is not Place.WHOLE
    ):
        _inherit(axes, previous.axes, PART_AXES)
    if ground is not None:
        conflicting = _conflict(axes, ground, vocabulary)
        _inherit(axes, ground.axes, [axis for axis in ground.axes if axis not in conflicting and axis != "measure"])
        if conflicting and "offence" in conflicting:
            _to_context(axes, ground, vocabulary)
    elif base is None and state.total is not None and not new_topic:
        _inherit(axes, state.total.axes, TOPIC_AXES)
    elif state.total is None:
        _inherit(axes, dict(state.topic), TOPIC_AXES)
    if base is None and "channel" in stated and axes.get("offence", Facet()).value == "sexual_offences":
        axes.pop("offence")  # general words for the crimes of a channel describe the series

    kind_unit = item.number.unit
    unit_facet, measure_facet = _unit_and_measure(
        kind_unit,
        unit,
        axes.get("measure"),
        _list_mate(previous or state.last_share, reading, base)
        or ground
        or previous
        or (None if new_topic else state.total),
        vocabulary,
    )
    if measure_facet is None and "measure" in state.topic and state.total is None:
        measure_facet = state.topic["measure"]
        unit_facet = unit_facet or Facet(vocabulary.unit_of_measure.get(measure_facet.value or ""), Source.INHERITED)
    if measure_facet is None and unit and unit.value == "persons" and _has_topic(state, axes):
        measure_facet = Facet("victims", Source.DEFAULT)
    if (
        _describes_people(stated)
        and "measure" not in stated
        and unit is None
        and measure_facet
        and measure_facet.value == "cases"
    ):
        # Ages, schools and sexes are of people, also where the total is in cases.
        measure_facet = Facet("victims", Source.DEFAULT)
        if unit_facet and unit_facet.value == "cases":
            unit_facet = Facet("persons", Source.DEFAULT)
    if measure_facet:
        axes["measure"] = measure_facet
    if measure_facet is None or unit_facet is None or measure_facet.value is None:
        return None
    period, period_facet = _period(state, scope, segment, reading, claimed, base)
    grade, words = qualifier(items, reading.index)
    draft = Draft(
        numeral=item.number,
        sentence=scope.sentence,
        reading=reading,
        value=item.number.value,
        unit=unit_facet,
        period=period,
        period_facet=period_facet,
        axes=axes,
        qualifier=_grade(grade, words),
        base=base,
        base_source=base_source,
        opens_topic=new_topic and state.total is not None,
        provisional=any(one.cue("provisional") for one in (*scope.lead, *scope.items))
        or bool(base and base.provisional),
    )
    if draft.kind is Kind.SHARE and draft.base is None:
        draft.base, draft.base_source = (state.total, Source.INHERITED) if state.total else (None, Source.DEFAULT)
    return draft


def _is_more_specific(axis: str, facet: Facet, other: Facet, vocabulary: Vocabulary) -> bool:
    """Whether the lead narrows what the segment says: "“ore-ore” (it's me) fraud"."""
    return bool(
        axis != "measure"
        and facet.value
        and other.value
        and facet.value != other.value
        and vocabulary.is_under(axis, facet.value.split("+")[0], other.value)
    )


def _list_mate(previous: Draft | None, reading: Reading, base: Draft | None) -> Draft | None:
    """The item before in the same list of parts, whose unit an item without a noun shares."""
    if previous is not None and previous.kind is reading.kind and previous.base is base and base is not None:
        return previous
    return None


def _grade(grade: Qualifier, words: Span | None) -> Facet:
    return Facet(grade.value, Source.STATED if words else Source.DEFAULT, words)


def _is_narrowed(axes: dict[str, Facet]) -> bool:
    return any(axis in axes for axis in PART_AXES)


def _is_new_topic(
    state: State,
    scope: _Sentence,
    stated: dict[str, Facet],
    vocabulary: Vocabulary,
) -> bool:
    """Whether a level starts a series of its own instead of narrowing the total spoken of."""
    total = state.total
    if total is None:
        return True
    if any(item.cue("switch") for item in scope.lead):
        return True
    channel = stated.get("channel")
    if channel and channel.value != total.code("channel"):
        return True
    offence, topic = stated.get("offence"), total.code("offence")
    if (
        offence
        and offence.value
        and _is_topic(offence.value, vocabulary)
        and not (
            topic
            and (
                vocabulary.is_under("offence", offence.value, topic)
                or vocabulary.is_under("offence", topic, offence.value)
            )
        )
    ):
        return True
    if offence and offence.value and topic:
        related = any(
            vocabulary.is_under("offence", code, topic) or vocabulary.is_under("offence", topic, code)
            for code in offence.value.split("+")
        )
        if not related and (_is_topic(offence.value, vocabulary) or not _is_topic(topic, vocabulary)):
            return True
    return False


def _is_wider(state: State, number: Numeral, unit: Facet | None) -> bool:
    """Whether a level is more than the total spoken of, and so no part of it: the wider total after the narrower."""
    total = state.total
    if total is None or total.kind is not Kind.LEVEL or number.unit is not None:
        return False
    return (unit is None or unit.value == total.unit.value) and number.value > total.value


def _is_topic(code: str, vocabulary: Vocabulary) -> bool:
    """Whether an offence is a field of its own (bullying, stalking) that other crimes can happen in."""
    return ("context", code) in vocabulary.codes or code in ("child_abuse", "cybercrime", "special_fraud", "cannabis")


def _conflict(axes: dict[str, Facet], ground: Draft, vocabulary: Vocabulary) -> set[str]:
    found = set()
    offence, whole = axes.get("offence"), ground.code("offence")
    if offence and offence.value and whole and not vocabulary.is_under("offence", offence.value.split("+")[0], whole):
        found.add("offence")
    return found


def _to_context(axes: dict[str, Facet], ground: Draft, vocabulary: Vocabulary) -> None:
    topic = ground.axes.get("offence")
    if topic and topic.value and ("context", topic.value) in vocabulary.codes:
        axes.setdefault("context", replace(topic, source=Source.INHERITED))


def _inherit(axes: dict[str, Facet], origin: dict[str, Facet], which: Iterable[str]) -> None:
    for axis in which:
        facet = origin.get(axis)
        if facet and facet.value and axis not in axes:
            axes[axis] = replace(facet, source=Source.INHERITED)


def _base(
    state: State,
    scope: _Sentence,
    segment: Segment,
    reading: Reading,
    stated: dict[str, Facet],
    siblings: list[Draft],
) -> tuple[Draft | None, Source]:
    """The whole that this number is a part of, where the words say so."""
    if reading.place is Place.WHOLE:
        return None, Source.DEFAULT
    for draft in reversed(siblings):
        if draft.reading.place is Place.WHOLE:
            return draft, Source.STATED
    if scope.wholes:
        return scope.wholes[-1], Source.STATED
    heads = [draft for draft in siblings if draft.kind is Kind.LEVEL and draft.reading.place is Place.NOW]
    if segment.opener in ("including", ":") and heads:
        return heads[-1], Source.STATED
    if siblings and siblings[-1].base is not None and siblings[-1].base in heads:
        return siblings[-1].base, Source.INHERITED
    before = (*scope.lead, *segment.items[: reading.index])
    after = segment.items[reading.index + 1 :]
    for item in (*before, *after):
        if item.cue("part"):
            if item.word in (
                "of them",
                "of these",
                "of those",
                "of whom",
                "of which",
                "among them",
                "among these",
                "among those",
            ):
                earlier = heads and item not in scope.lead
                return (heads[-1] if earlier else scope.before.last_level), Source.STATED
            return scope.before.total, Source.STATED
        if item.cue("do_so"):
            return scope.before.last_level, Source.STATED
    if "motive" in stated and state.gathering is not None:
        return state.gathering, Source.INHERITED
    if reading.kind is Kind.SHARE:
        if heads and any(item.word == "or" for item in segment.items[max(0, reading.index - 2) : reading.index]):
            return heads[-1].base or state.total, Source.INHERITED
        last = siblings[-1] if siblings else state.last_share
        if last and last.kind is Kind.SHARE and _shared_axis(last, stated):
            return last.base, Source.INHERITED
        return state.total, (Source.STATED if after and after[0].word == "of" else Source.INHERITED)
    return None, Source.DEFAULT


def _shared_axis(last: Draft, stated: dict[str, Facet]) -> bool:
    return any(axis in stated and last.code(axis) for axis in PART_AXES)


def _unit_and_measure(
    own_unit: str | None,
    unit: Facet | None,
    measure: Facet | None,
    ground: Draft | None,
    vocabulary: Vocabulary,
) -> tuple[Facet | None, Facet | None]:
    if own_unit in ("percent", "percentage_points", "times"):
        unit_facet: Facet | None = Facet(own_unit, Source.STATED)
    elif own_unit:
        unit_facet = Facet(own_unit, Source.STATED)
        measure = measure or Facet("losses", Source.DEFAULT)
    elif unit:
        unit_facet = unit
    elif measure and measure.value in vocabulary.unit_of_measure:
        unit_facet = Facet(vocabulary.unit_of_measure[measure.value], measure.source, measure.span)
    elif ground:
        unit_facet = replace(_counting_unit(ground, vocabulary), source=Source.INHERITED)
    else:
        unit_facet = None
    if measure is None and ground is not None:
        inherited = ground.axes.get("measure")
        people = unit is not None and unit.value == "persons"
        if (
            inherited
            and inherited.value
            and (not people or vocabulary.unit_of_measure.get(inherited.value) == "persons")
        ):
            measure = replace(inherited, source=Source.INHERITED)
    return unit_facet, measure


def _has_topic(state: State, axes: Mapping[str, Facet]) -> bool:
    """Whether anything says what the people counted have to do with these statistics."""
    return state.total is not None or bool(state.topic) or any(axis in axes for axis in TOPIC_AXES)


def _describes_people(stated: Mapping[str, Facet]) -> bool:
    return "age_group" in stated or "sex" in stated


def _counting_unit(draft: Draft, vocabulary: Vocabulary) -> Facet:
    if draft.unit.value in ("percent", "times", "percentage_points"):
        measure = draft.code("measure")
        return Facet(vocabulary.unit_of_measure.get(measure or "", "persons"), Source.INHERITED)
    return draft.unit


def _after(state: State, draft: Draft, scope: _Sentence) -> State:
    """The state once a level or share has been read."""
    if draft.kind is Kind.SHARE:
        return replace(state, last_share=draft)
    main = state.main_period or draft.period
    period = draft.period if draft.period_facet.source is Source.STATED else state.period
    total, gathering = state.total, state.gathering
    if draft.code("measure") == "met_offender" and total is not None:
        gathering = gathering if "motive" in draft.axes else draft
    elif total is None or draft.opens_topic or (draft.base is None and not _is_a_part(draft)):
        total, gathering = draft, None
    return replace(
        state,
        main_period=main,
        period=period,
        last_level=draft,
        total=total,
        gathering=gathering,
        levels=(*state.levels, draft),
    )


def _is_a_part(draft: Draft) -> bool:
    """Whether a level is by its own words only a part of something: a school, a sex, a platform; or a sum of money."""
    return draft.unit.value == "yen" or any(draft.code(axis) for axis in PART_AXES if axis != "offence")


# --- changes, ratios and the levels they start from -----------------------------------------------------------


def _compared(
    state: State,
    scope: _Sentence,
    segment: Segment,
    reading: Reading,
    claimed: dict[int, Item],
    head: Draft | None,
    siblings: list[Draft],
) -> Draft | None:
    items, vocabulary = segment.items, scope.vocabulary
    item = items[reading.index]
    assert item.number is not None
    origin = head or _antecedent(state, scope, segment, siblings, vocabulary)
    stated = counting.concepts(items, reading.index, vocabulary)
    unit, measure = counting.counted(items, reading.index, scope.lead, vocabulary)
    if origin is None and measure is None and unit and unit.value == "persons" and _has_topic(state, stated):
        measure = Facet("victims", Source.DEFAULT)
    if origin is None and measure is None:
        return None
    axes = dict(origin.axes) if origin else {axis: state.topic[axis] for axis in TOPIC_AXES if axis in state.topic}
    if origin is not head or origin is None:
        axes = {axis: replace(facet, source=Source.INHERITED) for axis, facet in axes.items()}
        for axis, facet in stated.items():
            axes[axis] = facet
        if measure and not (origin and unit and unit.value == origin.unit.value and not measure.span):
            axes["measure"] = measure
    own = item.number.unit
    if own:
        unit_facet = Facet(own, Source.STATED)
    elif head is not None and reading.place is Place.EARLIER:
        unit_facet = replace(_counting_unit(head, vocabulary), source=Source.INHERITED)
    elif unit and (origin is None or origin is not head):
        unit_facet = unit
    elif origin:
        unit_facet = replace(_counting_unit(origin, vocabulary), source=Source.INHERITED)
    else:
        return None
    if not axes.get("measure", Facet()).value:
        return None
    now, now_facet = _period(state, scope, segment, reading, claimed, origin)
    compared, compared_facet = _compared_period(state, items, reading, claimed, now)
    value = item.number.value * reading.sign
    grade, words = qualifier(items, reading.index)
    draft = Draft(
        numeral=item.number,
        sentence=scope.sentence,
        reading=reading,
        value=value,
        unit=unit_facet,
        period=now,
        period_facet=now_facet,
        axes=axes,
        qualifier=_grade(grade, words),
        compared=compared,
        compared_facet=compared_facet,
        level=origin,
        provisional=bool(origin and origin.provisional and reading.place is Place.COMPARED),
    )
    if reading.place is Place.EARLIER:
        draft.period, draft.period_facet = compared, compared_facet
        draft.compared, draft.compared_facet, draft.level = None, Facet(), None
        draft.base = None
    return draft


def _antecedent(
    state: State, scope: _Sentence, segment: Segment, siblings: list[Draft], vocabulary: Vocabulary
) -> Draft | None:
    """The level a change without one in its segment speaks of."""
    levels = [draft for draft in siblings if draft.reading.place in (Place.NOW, Place.WHOLE)]
    if levels:
        return levels[-1]
    if any(item.cue("figure_anaphor") for item in (*scope.lead, *segment.items)):
        wanted = counting.concepts(segment.items, None, vocabulary)
        return state.total if "measure" in wanted or _is_narrowed(wanted) else state.last_level
    return (
        state.total
        if _is_narrowed(counting.concepts(segment.items, None, vocabulary))
        else (state.last_level or state.total)
    )


# --- periods --------------------------------------------------------------------------------------------------


def _claim_times(items: Sequence[Item], readings: Sequence[Reading]) -> dict[int, Item]:
    """Which expression of time each number of a segment takes, by the number's index."""
    claimed: dict[int, Item] = {}
    used: set[Span] = set()
    numbers = [reading.index for reading in readings]

    def free(position: int) -> Item | None:
        item = items[position]
        return item if item.time and item.span not in used else None

    for reading in readings:  # the level a change starts from: "from 226 in 2013"
        if reading.place is Place.EARLIER:
            limit = min([index for index in numbers if index > reading.index], default=len(items))
            for position in range(reading.index + 1, min(limit, reading.index + 5)):
                item = free(position)
                if item and item.time and item.time.anchor not in (Anchor.PUBLISHED, Anchor.SINCE):
                    claimed[reading.index] = item
                    used.add(item.span)
                    break
    for reading in readings:  # what a change or ratio is measured against: "than a year earlier", "since 2010"
        if reading.place is Place.COMPARED:
            for position in [*range(reading.index + 1, len(items)), *range(reading.index - 1, -1, -1)]:
                item = items[position]
                if item.time and _compares(items, position, item.time, reading) and item.span not in used:
                    claimed[reading.index] = item
                    break
    comparing = {item.span for item in claimed.values()}
    for reading in readings:
        if reading.place in (Place.NOW, Place.WHOLE):
            candidates = [
                position
                for position, item in enumerate(items)
                if item.time and item.span not in comparing and _dates(items, position, item.time)
            ]
            if candidates:
                best = min(
                    candidates,
                    key=lambda position: (
                        _number_between(reading.index, position, numbers),
                        abs(position - reading.index),
                    ),
                )
                claimed[reading.index] = items[best]
    return claimed


def _number_between(index: int, position: int, numbers: Sequence[int]) -> int:
    low, high = sorted((index, position))
    return sum(low < number < high for number in numbers)


def _previous_word(items: Sequence[Item], position: int) -> str:
    return items[position - 1].word if position else ""


def _compares(items: Sequence[Item], position: int, time: TimeExpression, reading: Reading) -> bool:
    if any(
        item.word in ("highest", "lowest", "most", "fewest", "first", "worst", "largest", "time")
        for item in items[max(0, position - 3) : position]
    ):
        return False
    if time.anchor is Anchor.EARLIER or time.earlier_than:
        return True
    if time.anchor is Anchor.SINCE:
        return reading.kind is Kind.RATIO or _previous_word(items, position) in ("since",)
    if time.anchor in (Anchor.ABSOLUTE, Anchor.PUBLICATION):
        window = [item.word for item in items[max(0, position - 3) : position]]
        return any(word in ("from", "than", "since", "as", "what") for word in window) and not any(
            item.number
            for item in items[max(0, position - 3) : position]
            if item.number and item is not items[reading.index]
        )
    return False


def _dates(items: Sequence[Item], position: int, time: TimeExpression) -> bool:
    """Whether a time says when something was counted (and not what it is compared with)."""
    if time.anchor in (Anchor.ABSOLUTE, Anchor.PUBLICATION, Anchor.SAME):
        return _previous_word(items, position) not in ("from", "than", "since", "before", "until")
    return False


def _period(
    state: State, scope: _Sentence, segment: Segment, reading: Reading, claimed: dict[int, Item], origin: Draft | None
) -> tuple[Period | None, Facet]:
    under_discussion = state.period or state.main_period
    item = claimed.get(reading.index) if reading.place in (Place.NOW, Place.WHOLE) else None
    is_listed = (
        reading.place is Place.NOW
        and origin is not None
        and segment.opener in ("including", ":", "and", ",")
        and origin.sentence.span == scope.sentence.span
    )
    if is_listed and origin is not None and origin.period:
        return origin.period, Facet(
            origin.period.code, Source.INHERITED, origin.period_facet.span
        )  # a breakdown has the period of its total
    if (
        item is None
        and reading.place in (Place.COMPARED, Place.EARLIER)
        and origin is not None
        and origin.sentence.span == scope.sentence.span
    ):
        return origin.period, replace(origin.period_facet, source=origin.period_facet.source)
    if item is None:
        candidates = [one for one in (*segment.items, *scope.lead) if one.time and one not in claimed.values()]
        if under_discussion is None or state.total is None:
            candidates += [
                one for one in scope.items if one.time and one not in candidates and one not in claimed.values()
            ]
        everything = (*scope.lead, *scope.items)
        for one in candidates:
            if (
                one.time
                and _dates(everything, everything.index(one), one.time)
                and not _follows_earlier(everything, everything.index(one))
            ):
                item = one
                break
    if item is not None and item.time is not None:
        period = item.time.resolve(state.published_on, under_discussion)
        if period or item.time.anchor is Anchor.PUBLICATION:
            return period, Facet(period.code if period else None, Source.STATED, item.span)
    if origin is not None and origin.period is not None:
        return origin.period, Facet(origin.period.code, Source.INHERITED, origin.period_facet.span)
    if under_discussion:
        return under_discussion, Facet(under_discussion.code, Source.INHERITED)
    return None, Facet()


def _follows_earlier(items: Sequence[Item], position: int) -> bool:
    """Whether a time dates the level a change starts from: "from 226 in 2013"."""
    window = items[max(0, position - 4) : position]
    return any(one.number for one in window) and any(
        one.word in ("from", "than", "against", "of") or one.cue("earlier") for one in window
    )


def _compared_period(
    state: State, items: Sequence[Item], reading: Reading, claimed: dict[int, Item], now: Period | None
) -> tuple[Period | None, Facet]:
    item = claimed.get(reading.index)
    if item and item.time:
        period = item.time.earlier_than or item.time.resolve(state.published_on, now)
        if period:
            return period, Facet(period.code, Source.STATED, item.span)
    if now is None:
        return None, Facet()
    period = calendar.shifted(now, -1)
    return period, Facet(period.code, Source.DEFAULT)


def _link_periods(drafts: list[Draft]) -> None:
    """A change or ratio is measured against the period of the earlier level beside it: "doubled from 226 in 2013"."""
    earlier = [draft for draft in drafts if draft.reading.place is Place.EARLIER and draft.period]
    for draft in drafts:
        if draft.reading.place is Place.COMPARED and draft.compared_facet.source is Source.DEFAULT and earlier:
            draft.compared = earlier[0].period
            draft.compared_facet = Facet(earlier[0].period_facet.value, Source.STATED, earlier[0].period_facet.span)


def is_zero(draft: Draft) -> bool:
    """Whether the figure is a negated count."""
    return draft.numeral.form is Form.ZERO
