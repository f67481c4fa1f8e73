"""Stage 5: the rules of numbers that compare two times: a change, its size in percent, the value before, a multiple.

What a rule sees is in ``context``; in which order they are tried, in ``frames``.
"""

from __future__ import annotations

from pipelines.extraction.english.context import Context, is_aimed_at
from pipelines.extraction.english.words import last_word
from pipelines.extraction.expressions import SIGNS, Anchor, Form
from pipelines.extraction.items import Item
from pipelines.extraction.model import Kind
from pipelines.extraction.rules import Example, Sense, change_kind, level_kind, rule
from pipelines.extraction.statements import Place

_PAST = {"fell", "rose", "grew", "shrank", "sank", "slid", "slipped", "went"}
_RECORDED = {"of", "in", "from", "registered", "recorded", "seen", "logged", "counted", "set", "reported", "a"}


@rule(
    Example("Losses fell by a factor of three in 2018.", "a factor of three", Kind.RATIO, Place.COMPARED),
)
def divided_by(context: Context) -> Sense | None:
    """An earlier value divided by a later one."""
    number = context.number
    if number and number.value and context.direction < 0 and context.item.word.startswith("a factor"):
        return Sense(Kind.RATIO, Place.COMPARED)
    return None


@rule(
    Example("Cases nearly doubled from 226 in 2013.", "doubled", Kind.RATIO, Place.COMPARED),
    Example("Reports were 1.9-fold those of a year earlier.", "1.9-fold", Kind.RATIO, Place.COMPARED),
    Example("Police handled ten times as many cases as in 2010.", "ten times", Kind.RATIO, Place.COMPARED),
)
def multiple(context: Context) -> Sense | None:
    """A later value divided by an earlier one."""
    number = context.number
    if number and number.form is Form.MULTIPLE:
        return Sense(Kind.RATIO, Place.COMPARED)
    return None


@rule(
    Example("The cases numbered 402, 15 fewer than in 2017.", "15", Kind.CHANGE, Place.COMPARED, -1),
    Example("Victims numbered 1,811, 260 or 24.1 percent more than in 2017.", "260", Kind.CHANGE, Place.COMPARED),
    Example(
        "Victims numbered 1,811, 260 or 24.1 percent more than in 2017.",
        "24.1 percent",
        Kind.PERCENT_CHANGE,
        Place.COMPARED,
    ),
    Example("The toll was 666 higher than in 2010.", "666", Kind.CHANGE, Place.COMPARED),
)
def compared_more(context: Context) -> Sense | None:
    """A difference named by a comparative after it."""
    position = context.index + 1
    skipped = 0
    unit = context.unit
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
            return Sense(change_kind(context), Place.COMPARED, sign)
        if item.word == "or" and position + 1 < len(context.items) and context.items[position + 1].cue("more", "fewer"):
            return None  # "2,500 or fewer" is a bound
        if item.word == "or" and is_after_comma and _is_a_level_by_its_subject(context):
            return None  # "there were 1,158, or 1.3 percent more"
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


def _is_a_level_by_its_subject(context: Context) -> bool:
    """Whether a number is what there was: "there were 1,158, or 1.3 percent more"; not "that is 143, …, more"."""
    words = [item.word for item in context.items[max(0, context.index - 2) : context.index]]
    if not words or any(one.place is Place.NOW for one in context.earlier):
        return False
    return not (words[-1] in ("is", "was") and words[0] in ("it", "that", "this", "which"))


@rule(
    Example("The number reached 1,736, exceeding the previous high of 1,652.", "1,652", Kind.LEVEL, Place.EARLIER),
    Example("That is 84 more than the old record of 1,652.", "1,652", Kind.LEVEL, Place.EARLIER),
)
def exceeded_by(context: Context) -> Sense | None:
    """The value that was passed."""
    before = context.before()
    if before and before.cue("crossing"):
        follows = context.items[context.index + 1 : context.index + 6]
        is_of_a_time = context.items[context.index - 1].word == "the" and any(item.time for item in follows[:3])
        old = any(
            item.word in ("previous", "old", "former")
            for item in context.items[max(0, context.index - 4) : context.index]
        )
        if old or is_of_a_time or any(item.word == "by" for item in follows[:3]):
            return Sense(level_kind(context), Place.EARLIER)
    words = [word for item in context.items[max(0, context.index - 4) : context.index] for word in item.word.split()]
    if any(word in ("previous", "old", "former", "earlier") for word in words) and any(
        word in ("record", "high", "low", "peak", "figure") for word in words
    ):
        return Sense(level_kind(context), Place.EARLIER)
    return None


@rule(
    Example("Police handled 1,520 cases, up 77 from 2017.", "77", Kind.CHANGE, Place.COMPARED),
    Example("Police saw a drop of 63 from 2017.", "63", Kind.CHANGE, Place.COMPARED, -1),
    Example("The cases totalled 651 in 2018, fewer by 91.", "91", Kind.CHANGE, Place.COMPARED, -1),
    Example(
        "Robberies fell 11 percent, assaults 4.5 percent and extortion 21 percent.",
        "4.5 percent",
        Kind.PERCENT_CHANGE,
        Place.COMPARED,
        -1,
    ),
)
def changed_by(context: Context) -> Sense | None:
    """A difference after a verb or noun of change."""
    return _changed_by_the_words_before(context) or _changed_by_the_verb_in_force(context)


def _changed_by_the_words_before(context: Context) -> Sense | None:
    before = context.before()
    if not before or context.items[context.index - 1].word == "at":
        return None  # "was up at 55" gives the level
    second = context.before(2)
    if before.word == "by" and second is not None and second.word == "followed":
        return None  # "352 boys (up 5), followed by 79 girls"
    if before.word == "by" and context.index > 1 and context.items[context.index - 2].cue("more", "fewer"):
        sign = 1 if context.items[context.index - 2].cue("more") else -1  # "651, fewer by 91"
        return Sense(change_kind(context), Place.COMPARED, sign)
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
    return Sense(change_kind(context), Place.COMPARED, direction)


def _changed_by_the_verb_in_force(context: Context) -> Sense | None:
    """A percentage that a verb further to the left gives its direction."""
    if context.unit != "percent" or not context.direction:
        return None
    following = context.items[context.index + 1 : context.index + 3]
    leads_to_a_level = len(following) == 2 and following[0].word == "to" and bool(following[1].number)
    # "rose 51 percent to 16,669, physical abuse 22 percent to 5,025"
    if leads_to_a_level or any(one.cue("respective") for one in context.items) or _ends_its_segment(context):
        return Sense(Kind.PERCENT_CHANGE, Place.COMPARED, context.direction)
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


@rule(
    Example(
        "Victims numbered 1,811 in 2018, and the increase from 2017 came to 77.", "77", Kind.CHANGE, Place.COMPARED
    ),
    Example("The drop was 4.4 percent.", "4.4 percent", Kind.PERCENT_CHANGE, Place.COMPARED, -1),
)
def change_told(context: Context) -> Sense | None:
    """A change that is itself the subject."""
    before = context.before()
    if before is None or before.word not in ("to", "was", "at", "were") or not context.direction or context.earlier:
        return None
    words = [item.word for item in context.items[: context.index]]
    if before.word == "to" and not {"came", "amounted", "comes"}.intersection(words[-3:]):
        return None
    for position, item in enumerate(context.items[: context.index]):
        if item.cue("change") and position and context.items[position - 1].word in ("the", "that", "this", "its"):
            return Sense(change_kind(context), Place.COMPARED, context.direction)
    return None


@rule(
    Example("Cases rose by 54, or 2.7 percent, in 2018.", "2.7 percent", Kind.PERCENT_CHANGE, Place.COMPARED),
    Example("Cases were up 98 (14 percent) in 2018.", "14 percent", Kind.PERCENT_CHANGE, Place.COMPARED),
)
def also_changed_by(context: Context) -> Sense | None:
    """The same change said a second way."""
    before = context.items[context.index - 1] if context.index else None
    last = context.earlier[-1] if context.earlier else None
    unit = context.unit
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
        return Sense(Kind.PERCENT_CHANGE, Place.COMPARED, last.sign)
    return None


@rule(
    Example("Police handled 1,520 cases in 2018, up from 1,458 in 2017.", "1,458", Kind.LEVEL, Place.EARLIER),
    Example("The rate was 1.8 percent in 2018, against 2.1 percent in 1990.", "2.1 percent", Kind.SHARE, Place.EARLIER),
    Example("Police handled 1,520 cases in 2018 and 1,458 a year earlier.", "1,458", Kind.LEVEL, Place.EARLIER),
    Example("The number, which had been 1,458 in 2017, came to 1,520.", "1,458", Kind.LEVEL, Place.EARLIER),
)
def changed_from(context: Context) -> Sense | None:
    """The value before a change."""
    before, after = context.before(), context.after()
    if after is not None and _names_a_year_before(after) and not context.direction:
        return Sense(level_kind(context), Place.EARLIER)
    if not before:
        return None
    if before.cue("earlier") and after is not None and after.word in ("for", "among"):
        return None  # "compared with 25.8 for the population at large": another group, no other time
    if before.cue("earlier") and not is_aimed_at(context.items, context.items.index(before)):
        return Sense(level_kind(context), Place.EARLIER)
    if before.word == "from" and (context.direction or context.earlier):
        return Sense(level_kind(context), Place.EARLIER)
    second = context.before(2)
    if before.word == "been" and second is not None and second.word == "had":
        return Sense(level_kind(context), Place.EARLIER)
    if (
        before.word in ("were", "was")
        and any(
            item.word in ("when", "they", "it") for item in context.items[max(0, context.index - 4) : context.index]
        )
        and any(reading.place is Place.NOW for reading in context.earlier)
    ):
        return Sense(level_kind(context), Place.EARLIER)
    return None


@rule(
    Example(
        "Police handled 1,571 cases in 2018, 98 more than the 1,473 of the previous year.",
        "1,473",
        Kind.LEVEL,
        Place.EARLIER,
    ),
    Example("Losses were three times the 137 million yen of 2010.", "137 million yen", Kind.LEVEL, Place.EARLIER),
    Example("The toll was 300 below the 2,700 in 2011.", "2,700", Kind.LEVEL, Place.EARLIER),
)
def than_the_earlier(context: Context) -> Sense | None:
    """The level that is compared with."""
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
        return Sense(level_kind(context), Place.EARLIER)
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


@rule(
    Example("Arrests fell to 420 in 2018, half the number of 2010.", "half", Kind.RATIO, Place.COMPARED),
    Example("Arrests came to 420 in 2018, a quarter of the level of 2006.", "a quarter", Kind.RATIO, Place.COMPARED),
    Example("The total was less than half the 95 in 2015.", "half", Kind.RATIO, Place.COMPARED),
)
def fraction_of_earlier(context: Context) -> Sense | None:
    """A fraction of another period's value."""
    number = context.number
    if not number or number.form is not Form.FRACTION:
        return None
    words = [item.word for item in context.items[context.index + 1 : context.index + 3]]
    if (after := context.after()) and after.cue("more", "fewer"):
        return None  # "a third fewer than the 2006 peak"
    if _precedes_a_dated_number(context) or words == ["as", "many"]:
        return Sense(Kind.RATIO, Place.COMPARED)
    following = context.items[context.index + 1 : context.index + 6]
    names_a_value = any(
        last_word(item) in ("number", "level", "figure", "total", "peak", "toll", "tally")
        or item.cue("figure_anaphor", "total")
        for item in following
    )
    names_a_value = names_a_value or words == ["that", "of"]
    if names_a_value and any(item.time for item in following):
        return Sense(Kind.RATIO, Place.COMPARED)
    return None


@rule(
    Example("Theft cases numbered 13,550 (−19.6%) in 2018.", "19.6%", Kind.PERCENT_CHANGE, Place.COMPARED, -1),
    Example("Losses reached 28.52 billion yen (+2.1%) in 2018.", "2.1%", Kind.PERCENT_CHANGE, Place.COMPARED),
)
def signed(context: Context) -> Sense | None:
    """A change by its sign."""
    before = context.items[context.index - 1] if context.index else None
    if before is None or before.word not in SIGNS:
        return None
    if before.span.end + before.word.isalpha() != context.item.span.start:
        return None
    return Sense(change_kind(context), Place.COMPARED, SIGNS[before.word])


@rule(
    Example("The clearance rate was 1.5 points worse in 2018.", "1.5 points", Kind.POINT_CHANGE, Place.COMPARED),
)
def points(context: Context) -> Sense | None:
    """A change in percentage points without a verb beside it."""
    number = context.number
    after = context.after()
    if number and number.unit == "percentage_points":
        sign = -1 if context.direction < 0 or (after and after.cue("decrease")) else 1
        return Sense(Kind.POINT_CHANGE, Place.COMPARED, sign)
    return None


@rule(
    Example("Police saw a 17.0 percent rise in cases.", "17.0 percent", Kind.PERCENT_CHANGE, Place.COMPARED),
    Example("Cases came to 402, a 2.4 percent fall.", "2.4 percent", Kind.PERCENT_CHANGE, Place.COMPARED, -1),
    Example("The share showed a 1.5-point rise.", "1.5-point", Kind.POINT_CHANGE, Place.COMPARED),
    Example("Police handled 1,571 cases, 342 down from 2018.", "342", Kind.CHANGE, Place.COMPARED, -1),
)
def named_change(context: Context) -> Sense | None:
    """A change named after its size."""
    after = context.after()
    number = context.number
    if not after or not number or not after.cue("increase", "decrease") or _is_past(after.word):
        return None
    if after.span.start - context.item.span.end > 1:
        return None  # "came to 38.3 percent, down 3.3 points"
    second = context.after(2)
    is_from = second is None if after.word in ("up", "down") else False  # "cases cleared, 26 up"
    is_from |= second is not None and (second.word in ("from", "on") or bool(second.time))
    if number.unit == "percent" or _has_article(context) or is_from:
        sign = 1 if after.cue("increase") else -1
        return Sense(change_kind(context), Place.COMPARED, sign)
    return None


def _is_past(word: str) -> bool:
    """Whether a word of change is a verb with a subject before it: "their share, 12.4 percent, fell 0.7 point"."""
    return word.endswith("ed") or word in _PAST


@rule(
    Example("There was a 500-case rise in 2018.", "500", Kind.CHANGE, Place.COMPARED),
    Example("It was a 12-victim drop.", "12", Kind.CHANGE, Place.COMPARED, -1),
)
def named_change_of(context: Context) -> Sense | None:
    """A change with what changed between its size and its name."""
    noun, change = context.after(), context.after(2)
    if not noun or not change or not noun.is_counted or not change.cue("increase", "decrease"):
        return None
    if noun.word.endswith("s") or not _has_article(context) or change.span.start - noun.span.end > 1:
        return None  # "the 1,216 children (down 97)"
    sign = 1 if change.cue("increase") else -1
    return Sense(change_kind(context), Place.COMPARED, sign)


@rule(
    Example("Victims numbered 1,665 (previous year: 1,732).", "1,732", Kind.LEVEL, Place.EARLIER),
)
def of_the_earlier(context: Context) -> Sense | None:
    """A level behind the words for the period before."""
    before = context.items[context.index - 1] if context.index else None
    if context.index == 1 and before is not None and _names_a_year_before(before):
        return Sense(level_kind(context), Place.EARLIER)
    return None


def _names_a_year_before(item: Item) -> bool:
    """Whether a time is a year before, and not "on the year" or "the same months", told of the period spoken of."""
    is_earlier = item.time is not None and item.time.anchor is Anchor.EARLIER
    return (
        is_earlier
        and last_word(item) in ("earlier", "before", "ago", "previously", "year")
        and "on" not in (item.word.split())
    )


def _has_article(context: Context) -> bool:
    return context.index > 0 and context.items[context.index - 1].word in ("a", "an", "the")
