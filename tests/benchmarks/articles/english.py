"""A story told in English: in which order, and how figures are worded.

Names and patterns of sentences are in ``english_words``, what is not about figures in ``prose``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from tests.benchmarks.articles import english_words as words
from tests.benchmarks.articles.draft import Draft, Slots, Worded
from tests.benchmarks.articles.prose import ADVICE, BACKGROUND
from tests.benchmarks.articles.story import Count, Fact, Story
from tests.benchmarks.articles.truth import FIRST_YEAR, TOPICS


class English:
    """Tells one story; every article has its own ways of writing percent and small numbers."""

    def __init__(self, draft: Draft, story: Story, publisher: str) -> None:
        self._draft, self._story, self._publisher = draft, story, publisher
        draw = draft.draw
        self._percent_sign = draw.choice((" percent", " percent", "%", " per cent"))
        self._decimals = draw.choice((1, 1, 1, 0))
        self._total = story.total()
        self._axes = list(story.topic.parts)
        draw.shuffle(self._axes)
        self._others = list(story.topic.beside)
        draw.shuffle(self._others)
        self._background = draw.sample(BACKGROUND["en"], len(BACKGROUND["en"]))

    def tell(self) -> str:
        """Write the article; returns its title."""
        draft, draw = self._draft, self._draft.draw
        title = self._heading()
        draft.say("\n\n")
        draft.say(draw.choice(words.DATELINES), {"publisher": self._publisher, "date": _date(self._story)})
        self._lead()
        parts: list[Callable[[], None]] = [self._breakdown(axis) for axis in self._axes[: draw.randint(2, 4)]]
        if self._story.topic.key == "social_media" and self._story.period.year >= 2010:
            parts += [one for one in (self._meeting, self._filtering) if draw.random() < 0.4]
        parts += [self._prose] * draw.randint(2, 5)
        draw.shuffle(parts)
        parts += [self._other] * min(len(self._others), draw.choice((0, 1, 1, 2)))
        if len(self._axes) < 2 or draw.random() < 0.25:
            parts.insert(draw.randrange(len(parts)), self._history)
        for tell in (*parts, self._close):
            draft.say("\n\n")
            tell()
        draft.say("\n")
        return title

    def _heading(self) -> str:
        things = words.THINGS[self._total.code][2]
        slots = {
            "heading": things, "Heading": _capital(things),
            "rises": "rises" if self._total.now > self._total.earlier else "falls",
            "rise_verb": "rise" if self._total.now > self._total.earlier else "fall",
            "T": self._level(self._total, is_repeat=True),
            "P": self._worded(self._total.percent_change(self._decimals), is_repeat=True),
        }  # fmt: skip
        self._draft.say(self._draft.draw.choice(words.HEADINGS), slots)
        return self._draft.text

    def _lead(self) -> None:
        draft, draw = self._draft, self._draft.draw
        slots = self._about(self._total)
        lead = draw.choice(words.LEADS)
        draft.say(lead, slots)
        unsaid = [name for name in words.AFTER if f"{{{name}}}" not in lead]
        record = self._story.record()
        if record is None and draw.random() < 0.7:
            draft.say(
                " [It was the highest|The figure was the highest|That is the highest number] since comparable data "
                "[became available|were first compiled] in {first}.",
                {"first": str(FIRST_YEAR)},
            )
        if unsaid and draw.random() < 0.6:
            draft.say(" ")
            draft.say(draw.choice(words.AFTER[draw.choice(unsaid)]), slots)
        if record is not None and record.year < self._story.period.year - 1 and draw.random() < 0.4:
            self._peak(record.year)
        elif draw.random() < 0.4:
            self._ratio()
        elif draw.random() < 0.3 and self._story.rising_years() == 2:
            draft.say(" It {rose} for the second year in a row.", slots)

    def _peak(self, year: int) -> None:
        story = self._story
        peak = story.before(story.period.year - year)
        fact = self._total.level()._replace(value=peak, period=story.period._replace(year=year).code)
        slots: dict[str, str | Worded] = {"peak": self._worded(fact), "of": self._span(year)}
        self._draft.say(" [The number peaked at|It had been highest at] {peak} in {of}.", slots)

    def _ratio(self) -> None:
        years = self._draft.draw.randint(3, 6)
        ratio = self._total.ratio(self._story.before(years), years)
        of = self._span(self._story.period.year - years)
        if 1.95 <= ratio.value <= 2.05:
            said = Worded("doubled", ratio)
            self._draft.say(" The number has {R} since {of}.", {"R": said, "of": of})
        elif ratio.value >= 1.2:
            said = Worded(f"{ratio.value} times", ratio)
            self._draft.say(" [It was|That is] {R} the [figure|number] for {of}.", {"R": said, "of": of})

    def _breakdown(self, axis: str) -> Callable[[], None]:
        def tell() -> None:
            parts = self._story.parts(axis, self._total)
            if len(parts) < {"platform": 3, "sex": 2}.get(axis, 1):
                return self._prose()
            if axis == "sex":
                patterns: Sequence[str] = words.SEX
            elif axis == "platform":
                patterns = words.SERVICES
            else:
                patterns = words.ONE_PART if len(parts) == 1 else words.TWO_PARTS if len(parts) == 2 else words.PARTS
            self._draft.say(self._draft.draw.choice(patterns), self._parted(axis, parts[:3]))
            if axis == "offence" and "channel" in self._total.facets and self._draft.draw.random() < 0.25:
                self._no_murders()
            return None

        return tell

    def _parted(self, axis: str, parts: Sequence[Count]) -> Slots:
        draw = self._draft.draw
        slots: dict[str, str | Worded] = {
            "axis": {"offence": draw.choice(("type of crime", "offense")), "age": "age"}.get(axis, "school"),
            "short": words.THINGS[self._total.code][1],
            "ago": self._ago(),
            "N": self._level(self._total, is_repeat=True),
        }
        for number, (letter, part) in enumerate(zip("ABC", parts, strict=False), 1):
            name = self._name(axis, part.code)
            up = part.now >= part.earlier
            slots |= {
                letter: name, letter + letter.lower(): _capital(name),
                f"n{number}": self._level(part), f"e{number}": self._worded(part.level_before()),
                f"s{number}": self._share(part), f"l{number}": self._loose_share(part),
                f"d{number}": self._worded(part.change()),
                f"p{number}": self._worded(part.percent_change(self._decimals)), f"up{number}": "up" if up else "down",
                f"more{number}": "more" if up else "fewer",
                f"rose{number}": draw.choice(("rose", "increased") if up else ("fell", "decreased")),
            }  # fmt: skip
        return slots

    def _name(self, axis: str, code: str) -> str:
        if axis == "sex":
            return words.SEXES[self._total.code not in words.ADULTS][code]
        return self._draft.draw.choice(words.NAMES[code])

    def _meeting(self) -> None:
        draw, period = self._draft.draw, self._story.period.code
        facets = {"measure": "met_offender", "channel": "social_media"}
        met = int(self._total.now * draw.uniform(0.5, 0.8))
        shares = (round(draw.uniform(low, low + 8), 1) for low in (26, 17, 8))
        slots = {f"m{number}": self._worded(Fact(value, "percent", "share", period, None, facets))
                 for number, value in enumerate(shares, 1)}  # fmt: skip
        slots["M"] = self._worded(Fact(met, "persons", "level", period, None, facets))
        self._draft.say(draw.choice(words.MEETING), slots)

    def _filtering(self) -> None:
        draw, period = self._draft.draw, self._story.period.code
        known = int(self._total.now * draw.uniform(0.5, 0.9))
        without = round(draw.uniform(80, 96), self._decimals)
        self._draft.say(draw.choice(words.FILTERING), {
            "K": self._worded(Fact(known, "persons", "level", period, None, self._total.facets)),
            "f1": self._worded(Fact(without, "percent", "share", period, None, self._total.facets)),
        })  # fmt: skip

    def _no_murders(self) -> None:
        facets = {**self._total.facets, "offence": "murder"}
        none = Fact(0, "cases", "level", self._story.period.code, None, facets)
        self._draft.say(self._draft.draw.choice(words.NO_MURDERS), {"No": Worded("No", none), "no": Worded("no", none)})

    def _other(self) -> None:
        other = TOPICS[self._others.pop()]
        if self._story.period.half and not other.halves:
            return self._prose()
        patterns = words.MONEY if other.unit == "yen" else words.OTHERS
        self._draft.say(self._draft.draw.choice(patterns), self._about(self._story.total(other)))
        return None

    def _history(self) -> None:
        """Totals of earlier years, and the change over five."""
        story, level, draw = self._story, self._total.level(), self._draft.draw
        now, before = story.period, story.before(5)
        change = level._replace(kind="change", value=self._total.now - before, compared_to=now.before(5).code)
        up = change.value > 0
        slots: dict[str, str | Worded] = {
            "short": words.THINGS[self._total.code][1], "L": self._worded(change), "y5": self._span(now.year - 5),
            "rose5": "rose" if up else "fell",
            "risen5": "risen" if up else "fallen",
        }  # fmt: skip
        for years in (1, 2, 3):
            earlier = now.before(years + 1)
            slots[f"h{years}"] = self._worded(level._replace(value=story.before(years + 1), period=earlier.code))
            slots[f"y{years}"] = self._span(earlier.year)
        self._draft.say(draw.choice(words.HISTORY if change.value else words.HISTORY[::2]), slots)

    def _span(self, year: int) -> str:
        return f"the first half of {year}" if self._story.period.half else str(year)

    def _prose(self) -> None:
        self._draft.say(self._background.pop(), self._prose_slots())

    def _close(self) -> None:
        self._draft.say(self._draft.draw.choice(ADVICE["en"]), self._prose_slots())

    def _prose_slots(self) -> Slots:
        draw, day = self._draft.draw, self._story.published_on
        return {
            "past": f"{day:%B} {draw.randint(1, day.day)}", "hour": str(draw.randint(8, 11)),
            "coming": f"{day + timedelta(days=31):%B} {draw.randint(1, 28)}", "number": str(draw.randint(3, 31)),
            "year": str(self._story.period.year),
        }  # fmt: skip

    def _about(self, count: Count) -> Slots:
        draw, up = self._draft.draw, count.now >= count.earlier
        things = draw.choice(words.THINGS[count.code][0])
        day = f"{self._story.published_on:%A}"
        when, before = self._when(), self._span(self._story.period.year - 1)
        earlier = "in the same period of the previous year" if self._story.period.half else "a year earlier"
        return {
            "T": self._level(count), "E": self._worded(count.level_before()),
            "D": self._worded(count.change()), "P": self._worded(count.percent_change(self._decimals)),
            "things": things, "Things": _capital(things), "when": when, "When": _capital(when),
            "before": before, "in_before": draw.choice((f"in {before}", earlier)),
            "in_before_bare": f"in {before}", "ago": self._ago(), "day": f"on {day}",
            "said": draw.choice((f"the National Police Agency said {day}", "according to the National Police Agency",
                                 f"National Police Agency data showed {day}", "the National Police Agency said")),
            "up": "up" if up else "down", "more": "more" if up else "fewer",
            "increase": draw.choice(("an increase", "a rise") if up else ("a decrease", "a decline")),
            "rose": draw.choice(("rose", "increased", "climbed") if up else ("fell", "decreased", "dropped")),
        }  # fmt: skip

    def _when(self) -> str:
        draw, (year, half), published = self._draft.draw, self._story.period, self._story.published_on.year
        if half:
            return draw.choice((
                f"in the first half of {year}", f"in the first six months of {year}",
                f"between January and June {year}", "in the first half of this year",
            ))  # fmt: skip
        return draw.choice((f"in {year}", "last year" if published == year + 1 else f"in {year}"))

    def _ago(self) -> str:
        if self._story.period.half:
            return self._draft.draw.choice(("the same period of the previous year", "the same period a year earlier"))
        return self._draft.draw.choice(("a year earlier", "the previous year", "the year before"))

    def _level(self, count: Count, *, is_repeat: bool = False) -> Worded:
        return self._worded(count.level(), is_repeat=is_repeat)

    def _worded(self, fact: Fact, *, is_repeat: bool = False) -> Worded:
        value = abs(fact.value)
        if fact.unit == "percent":
            return Worded(f"{value:g}{self._percent_sign}", fact, is_repeat)
        if fact.unit == "yen":
            return Worded(f"{value / 1_000_000_000:g} billion yen", fact, is_repeat)
        return Worded(words.DIGITS[int(value)] if value < 10 else f"{value:,}", fact, is_repeat)

    def _share(self, part: Count) -> Worded:
        return self._worded(part.share(self._total.now, self._decimals))

    def _loose_share(self, part: Count) -> Worded:
        """A fraction where one is near, else the percentage."""
        share = part.share(self._total.now)
        for low, high, text, value, qualifier in _FRACTIONS:
            if low <= share.value < high:
                return Worded(text, share.loosely(value, qualifier))
        rounded = share.loosely(round(share.value), "about")
        return Worded(
            f"{self._draft.draw.choice(('about', 'some', 'around'))} {rounded.value}{self._percent_sign}", rounded
        )


_FRACTIONS = (
    (23.5, 24.9, "nearly a quarter", 25, "nearly"), (24.9, 25.2, "a quarter", 25, "exact"),
    (32.5, 33.2, "nearly a third", 33.3333, "nearly"), (33.2, 33.5, "a third", 33.3333, "exact"),
    (33.5, 36, "more than a third", 33.3333, "more_than"), (46, 49.8, "nearly half", 50, "nearly"),
    (49.8, 50.3, "half", 50, "exact"), (50.3, 54, "more than half", 50, "more_than"),
    (64.5, 66.5, "nearly two-thirds", 66.6667, "nearly"),
)  # fmt: skip


_AGES = {"14": "Fourteen", "15": "Fifteen", "16": "Sixteen", "17": "Seventeen"}


def _capital(text: str) -> str:
    """As a sentence begins: never with digits."""
    if text[:2] in _AGES:
        return _AGES[text[:2]] + text[2:]
    return text[0].upper() + text[1:]


def _date(story: Story) -> str:
    day = story.published_on
    return f"{day:%B} {day.day}, {day.year}"
