"""The second pass: where arithmetic speaks against a whole, another that makes it close takes its place.

"26,415, or 71.2 percent of all" is no part of the 2,127 told last but of the 37,113 before, and 97 people no part of
eight. Words decided on the way through the text; here numbers that cannot all be right decide again: counts told with
their share where exactly one earlier level makes both right, counts that are more than their whole by going up from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from pipelines.extraction.drafts import PART_AXES, PERSONS, TOPIC_AXES, Draft
from pipelines.extraction.model import Facet, Kind, Source
from pipelines.extraction.reasons import Reason
from pipelines.extraction.statements import Place
from pipelines.extraction.vocabulary import Trait, Vocabulary

_PERCENT = Decimal(100)
_ABOUT = Decimal("0.5")  # percentage points either side of a share without decimals
_FROM_WHOLE = (Reason.WHOLE, Reason.PART)


def reattach(drafts: Sequence[Draft], vocabulary: Vocabulary) -> None:
    """Give counts that are told with their share the whole that the two are of."""
    for place, count, share in _told_twice(drafts):
        told = count.base or share.base
        if told is not None and _is_share_of(count, share, told):
            if count.base is told and share.base is not told:
                _move(share, told, count, vocabulary)
            continue
        levels = [one for one in drafts[:place] if _may_hold(one, count, share, vocabulary)]
        fitting = [one for one in levels if _is_share_of(count, share, one)]
        if len({one.value for one in fitting}) == 1:
            for part, beside in ((count, share), (share, count)):
                _move(part, fitting[-1], beside, vocabulary)
            for mate in drafts:
                if _is_beside(mate, count, told, fitting[-1]):
                    _move(mate, fitting[-1], mate, vocabulary)


def _is_beside(mate: Draft, count: Draft, told: Draft | None, whole: Draft) -> bool:
    """Whether a level is of the same list as a count that has found its whole."""
    is_like = mate.is_level and mate.unit.value == count.unit.value and mate.value < whole.value
    return is_like and mate is not count and mate.sentence is count.sentence and mate.base is told


def lift(drafts: Sequence[Draft], vocabulary: Vocabulary) -> None:
    """Take counts that are more than their whole from it: they are of what that is a part of, or of nothing told."""
    for part in drafts:
        narrow = whole = part.base
        while whole is not None and _is_more(part, whole, vocabulary):
            whole = whole.base
        if narrow is None or whole is narrow:
            continue
        part.base = whole
        for axis in PART_AXES:
            if axis != "offence" and _is_from_another(part.axes.get(axis, Facet()), narrow, whole):
                part.axes.pop(axis, None)  # 158 minors, eight of them boys; 97 of them were in high school


def _is_more(part: Draft, whole: Draft, vocabulary: Vocabulary) -> bool:
    """Whether a count of the period spoken of is more than another count in its unit."""
    is_counted = part.is_level and whole.kind is Kind.LEVEL and part.unit.value == whole.unit.value
    is_relative = part.is_relative(vocabulary) or whole.is_relative(vocabulary)
    return is_counted and not is_relative and part.value > whole.value


def _told_twice(drafts: Sequence[Draft]) -> Iterator[tuple[int, Draft, Draft]]:
    """Counts told with their share, and the place of the first of the two: "26,415, or 71.2 percent", 43人(24.4%)."""
    for place, (one, other) in enumerate(pairwise(drafts)):
        kinds = {one.kind, other.kind}
        is_now = one.statement.place is other.statement.place is Place.NOW
        if kinds == {Kind.LEVEL, Kind.SHARE} and is_now and other.statement.restates and one.sentence is other.sentence:
            count, share = (one, other) if one.kind is Kind.LEVEL else (other, one)
            yield place, count, share


def _is_share_of(count: Draft, share: Draft, whole: Draft) -> bool:
    """Whether the count is the share of the whole, within the rounding of the share."""
    if not whole.value:
        return False
    decimals = share.statement.numeral.decimals
    margin = _ABOUT.scaleb(-decimals) if decimals else _ABOUT
    return abs(count.value / whole.value * _PERCENT - share.value) <= margin


def _may_hold(whole: Draft, count: Draft, share: Draft, vocabulary: Vocabulary) -> bool:
    """Whether a level can be the whole of a count: it is more, and of the same unit unless the share is exact."""
    is_like = whole.unit.value == count.unit.value
    if share.statement.numeral.decimals:
        # People are counted by their cases, and cases by their people.
        units = (whole.unit.value, count.unit.value)
        is_like = is_like or all(unit == PERSONS or vocabulary.is_a(Trait.FILED, "unit", unit) for unit in units)
    is_told = count.is_cell or not whole.is_cell  # a text tells of a cell what it takes a part of
    return whole.kind is Kind.LEVEL and is_like and is_told and whole.value > count.value


def _move(part: Draft, whole: Draft, beside: Draft, vocabulary: Vocabulary) -> None:
    """Make a level the whole of a part, which takes from it what it had from any figure but the one beside it."""
    old = part.base if part.base is not beside else None
    part.base, part.base_source = whole, Source.INHERITED
    if _is_from_another(part.unit, old, whole):
        part.unit = _of(whole, whole.unit, part.unit)
    if _is_from_another(part.period_facet, old, whole):
        part.period, part.period_facet = whole.period, _of(whole, whole.period_facet, part.period_facet)
    measure, is_like = part.axes.get("measure", Facet()), part.unit.value == whole.unit.value
    if is_like and measure.source is not Source.STATED and vocabulary.is_a(Trait.EVENT, "measure", measure.value):
        part.axes.pop("measure")  # 件 of consultations are those
    for axis, facet in list(part.axes.items()):
        is_topic = axis in ("measure", *TOPIC_AXES) and facet.antecedent not in (None, whole.span, beside.span)
        if _is_from_another(facet, old, whole) or is_topic:
            part.axes.pop(axis)
            if axis in whole.axes:
                part.axes[axis] = _of(whole, whole.axes[axis], facet)
        elif facet.antecedent == beside.span and axis in beside.axes:
            part.axes[axis] = facet._replace(value=beside.axes[axis].value)
    for axis, facet in whole.axes.items():
        part.axes.setdefault(axis, _of(whole, facet, Facet()))


def _is_from_another(facet: Facet, old: Draft | None, whole: Draft | None) -> bool:
    return old is not None and old is not whole and facet.reason in _FROM_WHOLE and facet.antecedent == old.span


def _of(whole: Draft, facet: Facet, before: Facet) -> Facet:
    return Facet(facet.value, Source.INHERITED, facet.span, Reason.ARITHMETIC.value, whole.span, before.value)
