"""Stage 5: gives each number of a segment its kind, its sign and its place in time, by the first rule that fits.

They are tried in the order of ``RULES``. Those of numbers that compare two times are in ``comparisons``, those of
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
    divided_by,
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
from pipelines.extraction.english.context import Context
from pipelines.extraction.expressions import Form
from pipelines.extraction.items import Item
from pipelines.extraction.model import Kind
from pipelines.extraction.rules import Example, Rule, Sense, read_number, rule
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
            reading = read_number(RULES, Context(items, index, direction, tuple(readings)))
            if reading:
                readings.append(reading)
    return tuple(readings)


@rule(
    Example("There were no murders in 2018.", "no", Kind.LEVEL, Place.NOW),
    Example("Six people were hurt, against none the year before.", "none", Kind.LEVEL, Place.EARLIER),
)
def zero(context: Context) -> Sense | None:
    """A negated count."""
    number = context.number
    before = context.before()
    if number and number.form is Form.ZERO and before is not None and before.cue("earlier"):
        return Sense(Kind.LEVEL, Place.EARLIER)
    if number and number.form is Form.ZERO:
        return Sense(Kind.LEVEL, Place.NOW)
    return None


@rule(
    Example("Of the 741 victims, 352 were high school students.", "741", Kind.LEVEL, Place.WHOLE),
    Example("Police found that 53 of 81 cases involved fraud.", "81", Kind.LEVEL, Place.WHOLE),
    Example("Strangers did so in 7 percent of last year's 21,556 cases.", "21,556", Kind.LEVEL, Place.WHOLE),
    Example("Of these 3,046 elderly people, half lived alone.", "3,046", Kind.LEVEL, Place.WHOLE),
)
def of_the_whole(context: Context) -> Sense | None:
    """The whole that parts are taken of."""
    before = context.items[context.index - 1] if context.index else None
    second = context.items[context.index - 2] if context.index > 1 else None
    number = context.number
    if not before or not number or number.unit or number.form is Form.FRACTION:
        return None
    if before.word == "the" and second and (second.word in ("of", "among", "in") or second.cue("part")):
        return Sense(Kind.LEVEL, Place.WHOLE)
    if before.time and before.word.startswith("of ") and before.word.endswith("s") and second and second.number:
        return Sense(Kind.LEVEL, Place.WHOLE)
    if before.word == "of" and second and second.number and second.number.unit is None:
        return Sense(Kind.LEVEL, Place.WHOLE)
    following = context.items[context.index + 1 : context.index + 3]
    counts = any(item.is_counted for item in following) and not any(item.word in ("were", "was") for item in following)
    is_close = context.item.span.start - before.span.end <= 1
    if before.cue("them") and before.word.endswith("se") and counts and is_close:
        return Sense(Kind.LEVEL, Place.WHOLE)
    if before.word in ("of", "among") and context.index == 1:
        return Sense(Kind.LEVEL, Place.WHOLE)
    return None


@rule(
    Example("Fraud cases topped 20,000 for the fifth straight year.", "20,000", Kind.LEVEL, Place.NOW),
    Example("The total exceeded 1,800.", "1,800", Kind.LEVEL, Place.NOW),
)
def crossing(context: Context) -> Sense | None:
    """A threshold that was passed."""
    before = context.before()
    if before and before.cue("crossing") and context.unit != "percent":
        return Sense(Kind.LEVEL, Place.NOW)
    return None


@rule(
    Example("Girls made up 51.9 percent of victims.", "51.9 percent", Kind.SHARE, Place.NOW),
    Example("About half of the victims were girls.", "half", Kind.SHARE, Place.NOW),
    Example("One in four victims was a boy.", "One in four", Kind.SHARE, Place.NOW),
)
def share(context: Context) -> Sense | None:
    """A part in percent or as a fraction."""
    return Sense(Kind.SHARE, Place.NOW) if context.unit == "percent" else None


@rule(
    Example("Police counted 702 minors as victims in 2018.", "702", Kind.LEVEL, Place.NOW),
    Example("Fraud cases came to 16,836 in 2018.", "16,836", Kind.LEVEL, Place.NOW),
    Example("Robbery cases fell to 136.", "136", Kind.LEVEL, Place.NOW),
)
def level(context: Context) -> Sense | None:
    """A count, sum or rate as it stands."""
    return Sense(Kind.LEVEL, Place.NOW)


RULES: tuple[Rule[Context], ...] = (
    signed,
    fraction_of_earlier,
    divided_by,
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
