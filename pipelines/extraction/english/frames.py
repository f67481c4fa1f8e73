"""Stage 5: the frames that give each number of a segment its kind, its sign and its place in time.

A frame is a named pattern of the language, with an example in its docstring. Frames see one segment and
know nothing of other sentences. They are tried in the order of ``FRAMES``; the first that fits reads the number.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipelines.extraction.expressions import SIGNS, Form
from pipelines.extraction.items import Item
from pipelines.extraction.model import Kind
from pipelines.extraction.statements import Place, Reading


@dataclass(frozen=True, slots=True)
class Context:
    """A segment as frames see it.

    Attributes:
        items: The segment's items.
        index: Position of the number to be read.
        direction: 1 or -1 when a verb of change is in force to its left, else 0.
        earlier: Readings already made in this segment.
    """

    items: tuple[Item, ...]
    index: int
    direction: int
    earlier: tuple[Reading, ...]

    @property
    def item(self) -> Item:
        """The number's item."""
        return self.items[self.index]

    def before(self, steps: int = 1) -> Item | None:
        """The ``steps``-th item to the left that is not a qualifier, article or adjective of degree."""
        position = self.index
        while steps:
            position -= 1
            if position < 0:
                return None
            if self.items[position].word not in TRANSPARENT and not self.items[position].cue("provisional"):
                steps -= 1
        return self.items[position]

    def after(self, steps: int = 1) -> Item | None:
        """The ``steps``-th item to the right."""
        position = self.index + steps
        return self.items[position] if position < len(self.items) else None


Frame = Callable[[Context], Reading | None]

# Words between a preposition and its number that change neither.
TRANSPARENT = {
    "a", "about", "again", "almost", "also", "an", "annual", "another", "approximately", "around", "as", "at", "close",
    "combined", "either", "estimated", "fewer", "further", "initial", "just", "least", "less", "many", "mere", "more",
    "most", "nearly", "only", "over", "preliminary", "previous", "provisional", "record", "roughly", "second",
    "sharply", "significantly", "slightly", "some", "steeply", "still", "than", "the", "then", "total", "up to", "well",
}  # fmt: skip


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


def _change_kind(item: Item) -> Kind:
    unit = item.number.unit if item.number else None
    return {"percent": Kind.PERCENT_CHANGE, "percentage_points": Kind.POINT_CHANGE}.get(unit or "", Kind.CHANGE)


def _level_kind(item: Item) -> Kind:
    return Kind.SHARE if item.number and item.number.unit == "percent" else Kind.LEVEL


def multiple(context: Context) -> Reading | None:
    """A later value divided by an earlier one: "nearly doubled from 226", "1.9-fold", "ten times as many"."""
    number = context.item.number
    if number and number.form is Form.MULTIPLE:
        return Reading(context.index, Kind.RATIO, 1, Place.COMPARED, "multiple")
    return None


def zero(context: Context) -> Reading | None:
    """A negated count: "There were no murders", "none of the pupils"."""
    number = context.item.number
    before = context.before()
    if number and number.form is Form.ZERO and before is not None and before.cue("earlier"):
        return Reading(context.index, Kind.LEVEL, 1, Place.EARLIER, "zero")  # "against none the year before"
    if number and number.form is Form.ZERO:
        return Reading(context.index, Kind.LEVEL, 1, Place.NOW, "zero")
    return None


def compared_more(context: Context) -> Reading | None:
    """A difference named by a comparative after it: "15 fewer", "260 or 24.1 pct more", "666 higher than"."""
    position = context.index + 1
    skipped = 0
    unit = context.item.number.unit if context.item.number else None
    while position < len(context.items):
        item = context.items[position]
        previous = context.items[position - 1]
        is_after_comma = item.span.start - previous.span.end > 1
        if item.cue("more", "fewer") and is_after_comma and (not skipped or previous.is_counted):
            return None  # a comma between: "44 billion yen, more than triple", "31 victims, more than in any year"
        if item.cue("more", "fewer"):
            ahead = context.items[position + 1].word if position + 1 < len(context.items) else ""
            follows_the = ahead.startswith("the") or ahead == "that"
            if item.word == "above" and unit != "percent" and not follows_the:
                return None
            sign = 1 if item.cue("more") else -1
            return Reading(context.index, _change_kind(context.item), sign, Place.COMPARED, "compared_more")
        if item.word == "or" and position + 1 < len(context.items) and context.items[position + 1].cue("more", "fewer"):
            return None  # "2,500 or fewer" is a bound
        if item.word == "or":
            skipped += 1
        elif item.number and skipped and context.items[position - 1].word == "or":
            if item.number.unit != "percent":
                return None  # "69, or 14 more than": only the second is a difference
            skipped += 1
        elif item.is_counted and not skipped:
            skipped += 1
            following = context.items[position + 1] if position + 1 < len(context.items) else None
            if following is not None and not following.cue("more", "fewer") and following.word != "or":
                return None
        else:
            return None
        position += 1
    return None


def exceeded_by(context: Context) -> Reading | None:
    """The value that was passed: "exceeding the previous 1,652 by 84", "84 more than the old record of 1,652"."""
    before = context.before()
    if before and before.cue("crossing"):
        follows = context.items[context.index + 1 : context.index + 6]
        old = any(
            item.word in ("previous", "old", "former")
            for item in context.items[max(0, context.index - 4) : context.index]
        )
        if old or any(item.word == "by" for item in follows[:3]):
            return Reading(context.index, _level_kind(context.item), 1, Place.EARLIER, "exceeded_by")
    words = [word for item in context.items[max(0, context.index - 4) : context.index] for word in item.word.split()]
    if any(word in ("previous", "old", "former", "earlier") for word in words) and any(
        word in ("record", "high", "low", "peak", "figure") for word in words
    ):
        return Reading(context.index, _level_kind(context.item), 1, Place.EARLIER, "exceeded_by")
    return None


def changed_by(context: Context) -> Reading | None:
    """A difference after a verb or noun of change: "up 77", "increased by 231", "a drop of 63", "rising 283 to"."""
    before = context.before()
    if not before or context.items[context.index - 1].word == "at":
        return None  # "was up at 55" gives the level
    second = context.before(2)
    if before.word == "by" and second is not None and second.word == "followed":
        return None  # "352 boys (up 5), followed by 79 girls"
    if before.word == "by" and context.index > 1 and context.items[context.index - 2].cue("more", "fewer"):
        sign = 1 if context.items[context.index - 2].cue("more") else -1  # "651, fewer by 91"
        return Reading(context.index, _change_kind(context.item), sign, Place.COMPARED, "changed_by")
    direction = context.direction
    if before.cue("increase", "decrease"):
        direction = 1 if before.cue("increase") else -1
    elif before.word == "by" and not direction:
        direction = 1 if any(item.cue("crossing") for item in context.items[: context.index]) else 0
    elif before.word not in ("by", "of"):
        return None
    elif before.word == "of":
        head = context.before(2)
        if not head or not head.cue("increase", "decrease"):
            return None
    if not direction:
        return None
    return Reading(context.index, _change_kind(context.item), direction, Place.COMPARED, "changed_by")


_CHANGES = {"increase", "rise", "gain", "growth", "jump", "decrease", "decline", "drop", "fall", "reduction"}


def change_told(context: Context) -> Reading | None:
    """A change that is itself the subject: "the increase from 2018 came to 77", "the drop was 4.4 percent"."""
    before = context.before()
    if before is None or before.word not in ("to", "was", "at", "were") or not context.direction or context.earlier:
        return None
    words = [item.word for item in context.items[: context.index]]
    if before.word == "to" and not {"came", "amounted", "comes"}.intersection(words[-3:]):
        return None
    for position, item in enumerate(context.items[: context.index]):
        if item.word in _CHANGES and position and context.items[position - 1].word in ("the", "that", "this", "its"):
            return Reading(context.index, _change_kind(context.item), context.direction, Place.COMPARED, "change_told")
    return None


def also_changed_by(context: Context) -> Reading | None:
    """The same change said a second way: "up 98, or 14 percent", "by 54, or 2.7 percent", "up 54 (2.7 percent)"."""
    before = context.items[context.index - 1] if context.index else None
    last = context.earlier[-1] if context.earlier else None
    unit = context.item.number.unit if context.item.number else None
    if (
        before
        and (before.word == "or" or before.number)
        and last
        and last.place is Place.COMPARED
        and last.kind is not Kind.RATIO
        and unit == "percent"
    ):
        return Reading(context.index, Kind.PERCENT_CHANGE, last.sign, Place.COMPARED, "also_changed_by")
    return None


def changed_from(context: Context) -> Reading | None:
    """The value before a change: "up from 341 in 2013", "fell to 136 from 203", "against 2.1 percent in 1990"."""
    before = context.before()
    if not before:
        return None
    after = context.after()
    if before.cue("earlier") and after is not None and after.word in ("for", "among"):
        return None  # "compared with 25.8 for the population at large": another group, no other time
    if before.cue("earlier") and not is_aimed_at(context.items, context.items.index(before)):
        return Reading(context.index, _level_kind(context.item), 1, Place.EARLIER, "changed_from")
    if before.word == "from" and (context.direction or context.earlier):
        return Reading(context.index, _level_kind(context.item), 1, Place.EARLIER, "changed_from")
    if (
        before.word in ("were", "was")
        and any(
            item.word in ("when", "they", "it") for item in context.items[max(0, context.index - 4) : context.index]
        )
        and any(reading.place is Place.NOW for reading in context.earlier)
    ):
        return Reading(context.index, _level_kind(context.item), 1, Place.EARLIER, "changed_from")
    return None


def is_aimed_at(items: Sequence[Item], position: int) -> bool:
    """Whether "against" says at whom something is aimed: "crimes against 181 minors", "acted against 70 people"."""
    if items[position].word != "against":
        return False
    if position and items[position - 1].is_counted and items[position].span.start - items[position - 1].span.end <= 1:
        return True
    number = next((k for k in range(position + 1, min(position + 4, len(items))) if items[k].number), None)
    if number is None or not any(item.is_counted for item in items[number + 1 : number + 3]):
        return False
    return not any(item.time for item in items[number + 1 : number + 7])


def than_the_earlier(context: Context) -> Reading | None:
    """The level that is compared with: "98 more than the 1,473 of the previous year", "three times the 137 of 2010"."""
    if context.index < 2 or context.items[context.index - 1].word != "the":
        return None
    compared = context.items[context.index - 2]
    is_compared = compared.word == "than" or (
        any(reading.place is Place.COMPARED for reading in context.earlier)
        and (
            compared.word in ("below", "above", "over", "under", "of")
            or bool(compared.number)
            or compared.cue("more", "fewer")
        )
    )
    following = context.items[context.index + 1 : context.index + 4]
    if is_compared and any(item.time for item in following):
        return Reading(context.index, _level_kind(context.item), 1, Place.EARLIER, "than_the_earlier")
    return None


def _precedes_a_dated_number(context: Context) -> bool:
    """Whether a fraction is of what another year had: "half the 95 in 2015", "a third of the 16,765 of 1970"."""
    words = [item.word for item in context.items[context.index + 1 : context.index + 3]]
    position = context.index + (2 if words[:1] == ["the"] else 3 if words == ["of", "the"] else 0)
    if position == context.index or position >= len(context.items) or not context.items[position].number:
        return False
    ahead = context.items[position + 1 : position + 4]
    time = next((k for k, item in enumerate(ahead) if item.time), None)
    return time is not None and all(item.word in _RECORDED for item in ahead[:time])


_RECORDED = {"of", "in", "from", "registered", "recorded", "seen", "logged", "counted", "set", "reported", "a"}


def fraction_of_earlier(context: Context) -> Reading | None:
    """A fraction of another period's value: "half the number of 2010", "a quarter of the level of 2006"."""
    number = context.item.number
    if not number or number.form is not Form.FRACTION:
        return None
    words = [item.word for item in context.items[context.index + 1 : context.index + 3]]
    if _precedes_a_dated_number(context) or words == ["as", "many"]:
        return Reading(context.index, Kind.RATIO, 1, Place.COMPARED, "fraction_of_earlier")
    following = context.items[context.index + 1 : context.index + 6]
    names_a_value = any(
        item.word in ("number", "level", "figure", "total", "peak") or item.cue("figure_anaphor", "total")
        for item in following
    )
    names_a_value = names_a_value or words == ["that", "of"]
    if names_a_value and any(item.time for item in following):
        return Reading(context.index, Kind.RATIO, 1, Place.COMPARED, "fraction_of_earlier")
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


def signed(context: Context) -> Reading | None:
    """A change by its sign: "13,550 (−19.6%)", "28.52 billion yen (+2.1%)"."""
    before = context.items[context.index - 1] if context.index else None
    if before is None or before.word not in SIGNS:
        return None
    if before.span.end + before.word.isalpha() != context.item.span.start:
        return None
    return Reading(context.index, _change_kind(context.item), SIGNS[before.word], Place.COMPARED, "signed")


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
    if number and number.unit == "percent":
        return Reading(context.index, Kind.SHARE, 1, Place.NOW, "share")
    return None


def points(context: Context) -> Reading | None:
    """A change in percentage points without a verb beside it: "a 1.5-point rise"."""
    number = context.item.number
    after = context.after()
    if number and number.unit == "percentage_points":
        sign = -1 if context.direction < 0 or (after and after.cue("decrease")) else 1
        return Reading(context.index, Kind.POINT_CHANGE, sign, Place.COMPARED, "points")
    return None


def named_change(context: Context) -> Reading | None:
    """A change named after its size: "a 17.0% rise", "a 12-case drop", "342 down from 2018"."""
    after = context.after()
    number = context.item.number
    if not after or not number or not after.cue("increase", "decrease"):
        return None
    second = context.after(2)
    is_from = second is not None and (second.word in ("from", "on") or bool(second.time))
    if number.unit == "percent" or _has_article(context) or is_from:
        sign = 1 if after.cue("increase") else -1
        return Reading(context.index, _change_kind(context.item), sign, Place.COMPARED, "named_change")
    return None


def _has_article(context: Context) -> bool:
    return context.index > 0 and context.items[context.index - 1].word in ("a", "an", "the")


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
    changed_from,
    changed_by,
    of_the_whole,
    crossing,
    points,
    share,
    level,
)
