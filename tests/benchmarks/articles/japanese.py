"""A story told in Japanese: in which order, and how figures are worded.

Names and patterns of sentences are in ``japanese_words``, what is not about figures in ``prose``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.benchmarks.articles import japanese_words as words
from tests.benchmarks.articles.draft import Draft, Slots, Worded
from tests.benchmarks.articles.prose import ADVICE, BACKGROUND
from tests.benchmarks.articles.story import Count, Fact, Story
from tests.benchmarks.articles.truth import FIRST_YEAR, TOPICS

_FULL_WIDTH = str.maketrans("0123456789.%,", "０１２３４５６７８９・％，")


class Japanese:
    """Tells one story; every article has its own way of writing numbers."""

    def __init__(self, draft: Draft, story: Story, publisher: str) -> None:
        self._draft, self._story, self._publisher = draft, story, publisher
        draw = draft.draw
        self._style = draw.choice(("plain", "plain", "comma", "full width"))
        self._decimals = draw.choice((1, 1, 1, 0))
        self._total = story.total()
        self._axes = list(story.topic.parts)
        draw.shuffle(self._axes)
        self._others = list(story.topic.beside)
        draw.shuffle(self._others)
        self._background = draw.sample(BACKGROUND["ja"], len(BACKGROUND["ja"]))

    def tell(self) -> str:
        """Write the article; returns its title."""
        draft, draw = self._draft, self._draft.draw
        title = self._heading()
        draft.say("\n\n")
        day = self._story.published_on
        date = self._digits(f"{day.year}年{day.month}月{day.day}日")
        draft.say(draw.choice(words.DATELINES), {"publisher": self._publisher, "date": date})
        self._lead()
        parts: list[Callable[[], None]] = [self._breakdown(axis) for axis in self._axes[: draw.randint(2, 3)]]
        if self._story.topic.key == "social_media" and self._story.period.year >= 2010:
            parts += [one for one in (self._meeting, self._filtering) if draw.random() < 0.4]
        parts += [self._prose] * draw.randint(3, 6)
        draw.shuffle(parts)
        parts += [self._other] * min(len(self._others), draw.choice((0, 1, 1, 2)))
        if len(self._axes) < 2 or draw.random() < 0.25:
            parts.insert(draw.randrange(len(parts)), self._history)
        for tell in (*parts, self._close):
            draft.say("\n　")
            tell()
        draft.say("\n")
        return title

    def _heading(self) -> str:
        slots = {
            **self._about(self._total), "heading": words.THINGS[self._total.code][2],
            "T": self._worded(self._total.level(), is_repeat=True),
            "P": self._worded(self._total.percent_change(self._decimals), is_repeat=True),
        }  # fmt: skip
        self._draft.say(self._draft.draw.choice(words.HEADINGS), slots)
        return self._draft.text

    def _lead(self) -> None:
        draft, draw = self._draft, self._draft.draw
        slots = self._about(self._total)
        lead = draw.choice(words.LEADS)
        draft.say(lead, slots)
        record = self._story.record()
        if record is None and draw.random() < 0.7:
            draft.say(draw.choice(words.RECORDS), {"first": self._digits(str(FIRST_YEAR))})
        unsaid = [name for name in words.AFTER if f"{{{name}}}" not in lead]
        if unsaid and draw.random() < 0.6:
            draft.say(draw.choice(words.AFTER[draw.choice(unsaid)]), slots)
        if record is not None and record.year < self._story.period.year - 1 and draw.random() < 0.4:
            self._peak(record.year)
        elif draw.random() < 0.4:
            self._ratio()
        elif draw.random() < 0.3 and self._story.rising_years() == 2:
            draft.say("{増加}は2年連続。", slots)

    def _peak(self, year: int) -> None:
        story = self._story
        peak = story.before(story.period.year - year)
        fact = self._total.level()._replace(value=peak, period=story.period._replace(year=year).code)
        slots: dict[str, str | Worded] = {"peak": self._worded(fact), "of": self._span(year)}
        self._draft.say("[最も多かったのは|ピークは]{of}の{peak}だった。", slots)

    def _ratio(self) -> None:
        years = self._draft.draw.randint(3, 6)
        ratio = self._total.ratio(self._story.before(years), years)
        if ratio.value >= 1.2:
            said = Worded(self._digits(f"{ratio.value:g}") + "倍", ratio)
            self._draft.say(
                "{of}の{R}に[なった|当たる]。", {"R": said, "of": self._span(self._story.period.year - years)}
            )

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
        slots: dict[str, str | Worded] = {
            "axis": {"offence": "罪種別", "age": "年齢別"}.get(axis, "学校別"),
            "short": words.THINGS[self._total.code][1], "ago": self._ago(),
        }  # fmt: skip
        for number, (letter, part) in enumerate(zip("ABC", parts, strict=False), 1):
            slots |= {
                letter: self._digits(self._name(part.code)), f"n{number}": self._worded(part.level()),
                f"e{number}": self._worded(part.level_before()), f"s{number}": self._share(part),
                f"l{number}": self._loose_share(part), f"d{number}": self._worded(part.change()),
                f"p{number}": self._worded(part.percent_change(self._decimals)),
                **{f"{word}{number}": said for word, said in self._ways(part).items()},
            }  # fmt: skip
        return slots

    def _name(self, code: str) -> str:
        names = words.CHILDREN if code in words.CHILDREN and self._total.code in words.OF_CHILDREN else words.NAMES
        return self._draft.draw.choice(names[code])

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
        none = Fact(0, "persons", "level", self._story.period.code, None, facets)
        self._draft.say("殺人の被害は{none}だった。", {"none": Worded("ゼロ", none)})

    def _other(self) -> None:
        other = TOPICS[self._others.pop()]
        if self._story.period.half and not other.halves:
            return self._prose()
        self._draft.say(self._draft.draw.choice(words.OTHERS), self._about(self._story.total(other)))
        return None

    def _history(self) -> None:
        """Totals of earlier years, and the change over five."""
        story, level = self._story, self._total.level()
        change = level._replace(
            kind="change", value=self._total.now - story.before(5), compared_to=story.period.before(5).code
        )
        ways = words.RISE if change.value > 0 else words.FALL
        slots: dict[str, str | Worded] = {
            **ways, "short": words.THINGS[self._total.code][1], "L": self._worded(change),
            "y5": self._span(story.period.year - 5),
        }  # fmt: skip
        for years in (1, 2, 3):
            earlier = story.period.before(years + 1)
            slots[f"h{years}"] = self._worded(level._replace(value=story.before(years + 1), period=earlier.code))
            slots[f"y{years}"] = self._span(earlier.year)
        self._draft.say(self._draft.draw.choice(words.HISTORY if change.value else words.HISTORY[::2]), slots)

    def _span(self, year: int) -> str:
        return self._digits(f"{year}年上半期" if self._story.period.half else f"{year}年")

    def _prose(self) -> None:
        self._draft.say(self._background.pop(), self._prose_slots())

    def _close(self) -> None:
        self._draft.say(self._draft.draw.choice(ADVICE["ja"]), self._prose_slots())

    def _prose_slots(self) -> Slots:
        draw, day = self._draft.draw, self._story.published_on
        return {
            "past": str(draw.randint(1, day.day)), "coming": str(draw.randint(1, 28)), "hour": str(draw.randint(8, 11)),
            "number": str(draw.randint(3, 31)), "year": str(self._story.period.year),
        }  # fmt: skip

    def _about(self, count: Count) -> Slots:
        return {
            **self._ways(count), "T": self._worded(count.level()), "E": self._worded(count.level_before()),
            "D": self._worded(count.change()), "P": self._worded(count.percent_change(self._decimals)),
            "things": self._digits(self._draft.draw.choice(words.THINGS[count.code][0])), "when": self._when(),
            "ago": self._ago(), "day": self._digits(str(self._story.published_on.day)),
        }  # fmt: skip

    def _ways(self, count: Count) -> dict[str, str]:
        """The words of a rise or a fall, by those of a rise."""
        up = count.now >= count.earlier
        return words.RISE if up else words.FALL

    def _when(self) -> str:
        draw, (year, half), published = self._draft.draw, self._story.period, self._story.published_on.year
        if half:
            return self._digits(
                draw.choice((f"{year}年上半期", "今年上半期（1～6月）", f"{year}年1～6月", "今年1～6月"))
            )
        if published == year + 1:
            return self._digits(draw.choice((f"{year}年", f"{year}年の1年間", "昨年", "昨年1年間")))
        return self._digits(f"{year}年")

    def _ago(self) -> str:
        return "前年同期" if self._story.period.half else "前年"

    def _digits(self, text: str) -> str:
        return text.translate(_FULL_WIDTH) if self._style == "full width" else text

    def _worded(self, fact: Fact, *, is_repeat: bool = False) -> Worded:
        value = abs(fact.value)
        if fact.unit == "percent":
            return Worded(self._digits(f"{value:g}%"), fact, is_repeat)
        if fact.unit == "yen":
            above, below = divmod(int(value) // 10_000, 10_000)
            amount = (f"{above}億" if above else "") + (f"{below}万" if below else "")
            return Worded(self._digits(f"{amount}円"), fact, is_repeat)
        counter = words.COUNTERS[fact.unit]
        if self._style == "comma":
            return Worded(f"{value:,}{counter}", fact, is_repeat)
        above, below = divmod(int(value), 10_000)
        number = f"{above}万{below or ''}" if above else str(below)
        return Worded(self._digits(number) + counter, fact, is_repeat)

    def _share(self, part: Count) -> Worded:
        return self._worded(part.share(self._total.now, self._decimals))

    def _loose_share(self, part: Count) -> Worded:
        """In tenths, or as a half, where one is near; else the percentage."""
        share = part.share(self._total.now)
        tenths, rest = divmod(share.value, 10)
        if 46 <= share.value < 50:
            return Worded("半数近く", share.loosely(50, "nearly"))
        if tenths and rest < 1:
            return Worded(self._digits(f"約{tenths:g}割"), share.loosely(tenths * 10, "about"))
        if tenths and rest < 4:
            return Worded(self._digits(f"{tenths:g}割以上"), share.loosely(tenths * 10, "at_least"))
        if rest >= 8:
            return Worded(self._digits(f"{tenths + 1:g}割近く"), share.loosely((tenths + 1) * 10, "nearly"))
        return self._share(part)
