"""Stage 5: gives each number of a segment its kind, its sign and its place in time, by the first frame that fits.

They are tried in the order of ``FRAMES``. Those of numbers that compare two times are in ``comparisons``, those of
counts, shares and wholes here.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extraction.english.comparisons import (
    also_changed_by,
    change_told,
    changed_by,
    changed_from,
    compared_more,
    exceeded_by,
    fraction_of_earlier,
    multiple,
    named_change,
    named_change_of,
    of_the_earlier,
    points,
    signed,
    than_the_earlier,
)
from pipelines.extraction.english.context import Context, Frame
from pipelines.extraction.expressions import Form
from pipelines.extraction.items import Item
from pipelines.extraction.model import Kind
from pipelines.extraction.statements import Place, Reading


def direction_of(items: Sequence[Item], before: int = 0) -> int:
    """The direction of change in force at the end of a segment: 1, -1, or ``before`` when it has none.

    A verb of change is understood again in the next segment: "fell by 161 to 2,464 and consultations by 1,523".
    """
    for item in items:
        if item.cue("increase", "decrease"):
            before = 1 if item.cue("increase") else -1
    return before


def read_numbers(items: tuple[Item, ...], direction: int = 0) -> tuple[Reading, ...]:
    """Read every number of a segment, left to right.

    Args:
        items: The segment's items.
        direction: The direction of change understood from the segment before.
    """
    readings: list[Reading] = []
    for index, item in enumerate(items):
        if item.cue("increase"):
            direction = 1
        elif item.cue("decrease"):
            direction = -1
        elif item.number:
            context = Context(items, index, direction, tuple(readings))
            for frame in FRAMES:
                reading = frame(context)
                if reading:
                    readings.append(reading)
                    break
    return tuple(readings)


def zero(context: Context) -> Reading | None:
    """A negated count: "There were no murders", "none of the pupils"."""
    number = context.item.number
    before = context.before()
    if number and number.form is Form.ZERO and before is not None and before.cue("earlier"):
        return Reading(context.index, Kind.LEVEL, 1, Place.EARLIER, "zero")  # "against none the year before"
    if number and number.form is Form.ZERO:
        return Reading(context.index, Kind.LEVEL, 1, Place.NOW, "zero")
    return None


def of_the_whole(context: Context) -> Reading | None:
    """The whole that parts are taken of: "352 of the 741", "53 of 81 cases", "Of 1,468 minors …", "in the 292 …"."""
    before = context.items[context.index - 1] if context.index else None
    second = context.items[context.index - 2] if context.index > 1 else None
    number = context.item.number
    if not before or not number or number.unit or number.form is Form.FRACTION:
        return None
    if before.word == "the" and second and (second.word in ("of", "among", "in") or second.cue("part")):
        return Reading(context.index, Kind.LEVEL, 1, Place.WHOLE, "of_the_whole")
    if before.word == "of" and second and second.number and second.number.unit is None:
        return Reading(context.index, Kind.LEVEL, 1, Place.WHOLE, "of_the_whole")
    following = context.items[context.index + 1 : context.index + 3]
    counts = any(item.is_counted for item in following) and not any(item.word in ("were", "was") for item in following)
    is_close = context.item.span.start - before.span.end <= 1
    if before.cue("them") and before.word.endswith("se") and counts and is_close:
        return Reading(context.index, Kind.LEVEL, 1, Place.WHOLE, "of_the_whole")  # "of these 3,046 elderly people"
    if before.word in ("of", "among") and context.index == 1:
        return Reading(context.index, Kind.LEVEL, 1, Place.WHOLE, "of_the_whole")
    return None


def crossing(context: Context) -> Reading | None:
    """A threshold that was passed: "topping 20,000 for the fifth straight year", "exceeded 1,800"."""
    before = context.before()
    if before and before.cue("crossing") and not (context.item.number and context.item.number.unit == "percent"):
        return Reading(context.index, Kind.LEVEL, 1, Place.NOW, "crossing")
    return None


def share(context: Context) -> Reading | None:
    """A part in percent or as a fraction: "51.9 per cent of victims", "about half were", "one in four"."""
    number = context.item.number
    following = context.items[context.index + 1 : context.index + 3]
    leads_to_a_level = len(following) == 2 and following[0].word == "to" and bool(following[1].number)
    if number and number.unit == "percent" and context.direction and leads_to_a_level:
        # "rose 51 percent to 16,669, physical abuse 22 percent to 5,025"
        return Reading(context.index, Kind.PERCENT_CHANGE, context.direction, Place.COMPARED, "changed_by")
    if (
        number
        and number.unit == "percent"
        and context.direction
        and any(one.cue("respective") for one in context.items)
    ):
        return Reading(context.index, Kind.PERCENT_CHANGE, context.direction, Place.COMPARED, "changed_by")
    if number and number.unit == "percent" and context.direction and _ends_its_segment(context):
        # "robberies fell 11 percent, assaults 4.5 percent and extortion 21 percent"
        return Reading(context.index, Kind.PERCENT_CHANGE, context.direction, Place.COMPARED, "changed_by")
    if number and number.unit == "percent":
        return Reading(context.index, Kind.SHARE, 1, Place.NOW, "share")
    return None


def _ends_its_segment(context: Context) -> bool:
    """Whether a segment is a name and a percentage, so that the verb of the one before it goes on."""
    before = context.items[: context.index]
    return (
        context.index + 1 == len(context.items)
        and not context.earlier
        and bool(before)
        and all(item.concepts or item.word in ("and", "those", "of", "the", "in", "for") for item in before)
    )


def level(context: Context) -> Reading | None:
    """A count, sum or rate as it stands: "702 minors were victims", "cases came to 16,836", "fell to 136"."""
    return Reading(context.index, Kind.LEVEL, 1, Place.NOW, "level")


FRAMES: tuple[Frame, ...] = (
    signed,
    fraction_of_earlier,
    multiple,
    zero,
    compared_more,
    than_the_earlier,
    exceeded_by,
    also_changed_by,
    change_told,
    named_change,
    named_change_of,
    of_the_earlier,
    changed_from,
    changed_by,
    of_the_whole,
    crossing,
    points,
    share,
    level,
)
