"""Stage 5: the frames of numbers that compare two times: a change, its size in percent, the value before, a multiple.

What a frame is, and sees, is in ``context``; in which order they are tried, in ``frames``.
"""

from __future__ import annotations

from pipelines.extraction.english.context import Context, change_kind, is_aimed_at, level_kind
from pipelines.extraction.expressions import SIGNS, Anchor, Form
from pipelines.extraction.items import Item
from pipelines.extraction.model import Kind
from pipelines.extraction.statements import Place, Reading

_CHANGES = {"increase", "rise", "gain", "growth", "jump", "decrease", "decline", "drop", "fall", "reduction"}
_PAST = {"fell", "rose", "grew", "shrank", "sank", "slid", "slipped", "went"}
_RECORDED = {
    "of", "in", "from", "registered", "recorded", "seen", "logged", "counted", "set", "reported", "a", "at", "the",
    "peak",
}  # fmt: skip


def multiple(context: Context) -> Reading | None:
    """A later value divided by an earlier one: "nearly doubled from 226", "1.9-fold", "ten times as many"."""
    number = context.item.number
    if number and number.value and context.direction < 0 and context.item.word.startswith("a factor"):
        return Reading(context.index, Kind.RATIO, 1, Place.COMPARED, "divided_by")  # "fell by a factor of three"
    if number and number.form is Form.MULTIPLE:
        return Reading(context.index, Kind.RATIO, 1, Place.COMPARED, "multiple")
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
            following = context.items[position + 1] if position + 1 < len(context.items) else None
            ahead = following.word if following else ""
            follows_the = ahead.startswith("the") or ahead == "that" or bool(following and following.time)
            if item.word == "above" and unit != "percent" and not follows_the:
                return None
            sign = 1 if item.cue("more") else -1
            return Reading(context.index, change_kind(context.item), sign, Place.COMPARED, "compared_more")
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
        is_of_a_time = context.items[context.index - 1].word == "the" and any(item.time for item in follows[:3])
        old = any(
            item.word in ("previous", "old", "former")
            for item in context.items[max(0, context.index - 4) : context.index]
        )
        if old or is_of_a_time or any(item.word == "by" for item in follows[:3]):
            return Reading(context.index, level_kind(context.item), 1, Place.EARLIER, "exceeded_by")
    words = [word for item in context.items[max(0, context.index - 4) : context.index] for word in item.word.split()]
    if any(word in ("previous", "old", "former", "earlier") for word in words) and any(
        word in ("record", "high", "low", "peak", "figure") for word in words
    ):
        return Reading(context.index, level_kind(context.item), 1, Place.EARLIER, "exceeded_by")
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
        return Reading(context.index, change_kind(context.item), sign, Place.COMPARED, "changed_by")
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
    return Reading(context.index, change_kind(context.item), direction, Place.COMPARED, "changed_by")


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
            return Reading(context.index, change_kind(context.item), context.direction, Place.COMPARED, "change_told")
    return None


def also_changed_by(context: Context) -> Reading | None:
    """The same change said a second way: "up 98, or 14 percent", "by 54, or 2.7 percent", "up 54 (2.7 percent)"."""
    before = context.items[context.index - 1] if context.index else None
    last = context.earlier[-1] if context.earlier else None
    unit = context.item.number.unit if context.item.number else None
    between = context.items[last.index + 1 : context.index] if last else ()
    is_aside = all(item.cue("more", "fewer") or item.is_counted for item in between)  # "575 fewer; 10.1%"
    if (
        before
        and (before.word == "or" or before.number or is_aside)
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
        return Reading(context.index, level_kind(context.item), 1, Place.EARLIER, "changed_from")
    if before.word == "from" and (context.direction or context.earlier):
        return Reading(context.index, level_kind(context.item), 1, Place.EARLIER, "changed_from")
    if (
        before.word in ("were", "was")
        and any(
            item.word in ("when", "they", "it") for item in context.items[max(0, context.index - 4) : context.index]
        )
        and any(reading.place is Place.NOW for reading in context.earlier)
    ):
        return Reading(context.index, level_kind(context.item), 1, Place.EARLIER, "changed_from")
    return None


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
        return Reading(context.index, level_kind(context.item), 1, Place.EARLIER, "than_the_earlier")
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


def fraction_of_earlier(context: Context) -> Reading | None:
    """A fraction of another period's value: "half the number of 2010", "a quarter of the level of 2006"."""
    number = context.item.number
    if not number or number.form is not Form.FRACTION:
        return None
    words = [item.word for item in context.items[context.index + 1 : context.index + 3]]
    if (after := context.after()) and after.cue("more", "fewer"):
        return None  # "a third fewer than the 2006 peak"
    if _precedes_a_dated_number(context) or words == ["as", "many"]:
        return Reading(context.index, Kind.RATIO, 1, Place.COMPARED, "fraction_of_earlier")
    following = context.items[context.index + 1 : context.index + 6]
    names_a_value = any(
        item.word.split()[-1] in ("number", "level", "figure", "total", "peak", "toll", "tally")
        or item.cue("figure_anaphor", "total")
        for item in following
    )
    names_a_value = names_a_value or words == ["that", "of"]
    if names_a_value and any(item.time for item in following):
        return Reading(context.index, Kind.RATIO, 1, Place.COMPARED, "fraction_of_earlier")
    return None


def signed(context: Context) -> Reading | None:
    """A change by its sign: "13,550 (−19.6%)", "28.52 billion yen (+2.1%)"."""
    before = context.items[context.index - 1] if context.index else None
    if before is None or before.word not in SIGNS:
        return None
    if before.span.end + before.word.isalpha() != context.item.span.start:
        return None
    return Reading(context.index, change_kind(context.item), SIGNS[before.word], Place.COMPARED, "signed")


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
    if not after or not number or not after.cue("increase", "decrease") or _is_past(after.word):
        return None
    second = context.after(2)
    is_from = second is None if after.word in ("up", "down") else False  # "cases cleared, 26 up"
    is_from |= second is not None and (second.word in ("from", "on") or bool(second.time))
    if number.unit == "percent" or _has_article(context) or is_from:
        sign = 1 if after.cue("increase") else -1
        return Reading(context.index, change_kind(context.item), sign, Place.COMPARED, "named_change")
    return None


def _is_past(word: str) -> bool:
    """Whether a word of change is a verb with a subject before it: "their share, 12.4 percent, fell 0.7 point"."""
    return word.endswith("ed") or word in _PAST


def named_change_of(context: Context) -> Reading | None:
    """A change with what changed between its size and its name: "a 500-case rise", "a 12-victim drop"."""
    noun, change = context.after(), context.after(2)
    if not noun or not change or not noun.is_counted or not change.cue("increase", "decrease"):
        return None
    if noun.word.endswith("s") or not _has_article(context) or change.span.start - noun.span.end > 1:
        return None  # "the 1,216 children (down 97)"
    sign = 1 if change.cue("increase") else -1
    return Reading(context.index, change_kind(context.item), sign, Place.COMPARED, "named_change_of")


def of_the_earlier(context: Context) -> Reading | None:
    """A level beside the words for the period before: "(previous year: 1,732)", "1,458 a year earlier"."""
    before, after = context.items[context.index - 1] if context.index else None, context.after()
    if context.index == 1 and before is not None and _names_a_year_before(before):
        return Reading(context.index, level_kind(context.item), 1, Place.EARLIER, "of_the_earlier")
    if after is not None and _names_a_year_before(after) and not context.direction:
        return Reading(context.index, level_kind(context.item), 1, Place.EARLIER, "changed_from")
    return None


def _names_a_year_before(item: Item) -> bool:
    """Whether a time is a year before, and not "on the year" or "the same months", told of the period spoken of."""
    is_earlier = item.time is not None and item.time.anchor is Anchor.EARLIER
    return (
        is_earlier
        and item.word.split()[-1] in ("earlier", "before", "ago", "previously", "year")
        and "on" not in (item.word.split())
    )


def _has_article(context: Context) -> bool:
    return context.index > 0 and context.items[context.index - 1].word in ("a", "an", "the")
