"""Articles nobody wrote, with their figures as extraction would leave them: landing rows of any number, for benchmarks.

``articles(figure_count, seed)`` is the whole of it. Texts are put together from phrases in changing words, so quotes,
sentences, ledger and shared runs of words are what a model expects of real ones. What the numbers are belongs to
``synthetic_numbers``; how fast they are worked on, to ``reconciliation``.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from tests.benchmarks.synthetic_numbers import AGES, FIRST_YEAR, LAST_YEAR, OFFENCES, PLATFORMS, SCHOOLS, Topic, topics
from tests.benchmarks.synthetic_text import PUBLISHERS, Article, Claim, Figure, Numeral, Piece, Row, some_words

FIGURES_EACH = 20
HOT_YEAR = LAST_YEAR - 4


class Writer:
    """Writes articles about topics; the same seed writes the same articles."""

    def __init__(self, figure_count: int, seed: int) -> None:
        self._random = random.Random(seed)
        self._count = figure_count
        self._topics = topics(max(8, figure_count // 100), seed)
        self._written = 0

    def articles(self) -> Iterator[Article]:
        """About as many figures as asked for, in all kinds of articles at once, so that none comes last."""
        count = self._count
        yield self._yearbook(max(20, count // 50))
        yield from (self._breakdown_by_age() for _ in range(max(1, count // 2000)))
        yield from (self._contradiction(number) for number in range(count // 40))
        yield from (self._print_of_one_story() for _ in range(count // 20))
        yield from (self._ordinary() for _ in range(round(count * 0.8) // FIGURES_EACH))

    def _start(self, published_on: date, language: str = "en", article_id: str | None = None) -> Article:
        self._written += 1
        article_id = article_id or hashlib.sha256(f"{self._written}".encode()).hexdigest()
        words = random.Random(self._random.getrandbits(32))
        article = Article(article_id, published_on, words.choice(PUBLISHERS), language, words)
        day = f"{published_on:%B} {published_on.day}, {published_on.year}" if language == "en" else f"{published_on}"
        article.write("{day} -- ", day=Numeral(day, "date"))
        return article

    def _ordinary(self) -> Article:
        """An article of some twenty figures about one topic and year, and what everyone repeats."""
        draw = self._random
        topic = self._topics[int(len(self._topics) * draw.random() ** 2.5)]
        year = FIRST_YEAR + 8 + int((LAST_YEAR - FIRST_YEAR - 7) * draw.random() ** 0.5)
        released = date(year + 1, 3, 14)
        published_on = released if draw.random() < 0.3 else released + timedelta(days=draw.randrange(250))
        article = self._start(published_on, "ja" if draw.random() < 0.15 else "en")
        total = self._say_total(article, topic, year)
        for say in draw.sample((self._say_parts, self._say_shares, self._say_platforms), 3):
            say(article, topic, year, total)
        self._say_ratio(article, topic, year, total)
        if year >= HOT_YEAR and draw.random() < 0.4:
            self._say_hot(article)
        self._say_other(article, draw.choice(self._topics), year)
        article.say("said", words=some_words(article, 25))
        return article

    def _say_total(self, article: Article, topic: Topic, year: int) -> Figure:
        total = self._level(article, topic, year, may_be_loose=True)
        change, percent = topic.total(year) - topic.total(year - 1), topic.percent_change(year)
        compared = {"compared_to": str(year - 1), "level_figure_id": total.figure_id}
        columns = topic.columns(year) | compared
        rise = article.figure(f"{abs(change):,}", columns | _exactly(change, "change", topic.unit))
        way = article.way(change)
        article.say(
            "total", total=total, year=_year(year), thing=topic.words[article.language], way=way, change=rise,
            record=Claim(", a record", total, FIRST_YEAR) if article.words.random() < 0.15 else "",
        )  # fmt: skip
        rounded = round(percent, 1)
        row = columns | _exactly(rounded, "percent_change", "percent", decimals=1)
        article.say(
            "percent", percent=article.figure(f"{abs(rounded)}%", row), way=way, before=_year(year - 1),
            earlier=self._level(article, topic, year - 1, may_be_loose=False),
        )  # fmt: skip
        return total

    def _say_parts(self, article: Article, topic: Topic, year: int, total: Figure) -> None:
        parts: list[Piece] = []
        for code in article.words.sample(OFFENCES, 5):
            parts += [self._part(article, topic, year, total, offence=code), f" {code.replace('_', ' ')}, "]
        article.say("parts", parts=[*parts, "and so on"])

    def _say_platforms(self, article: Article, topic: Topic, year: int, total: Figure) -> None:
        parts: list[Piece] = []
        for code in article.words.sample(PLATFORMS, 3):
            parts += [self._part(article, topic, year, total, platform=code), f" {code.replace('_', ' ')}, "]
        article.say("platforms", parts=[*parts, "and so on"])

    def _say_shares(self, article: Article, topic: Topic, year: int, total: Figure) -> None:
        parts: list[Piece] = []
        for code in SCHOOLS[:3]:
            share = round(100 * topic.weight(year, code), 1)
            row = topic.columns(year, age_group=code) | _of(total) | _exactly(share, "share", "percent", decimals=1)
            parts += [article.figure(f"{share}%", row), f" {code.replace('_', ' ')}, "]
        article.say("shares", parts=[*parts, "and so on"])

    def _say_ratio(self, article: Article, topic: Topic, year: int, total: Figure) -> None:
        earlier = year - article.words.randint(3, 8)
        ratio = round(topic.total(year) / topic.total(earlier), 1)
        compared = {"compared_to": str(earlier), "level_figure_id": total.figure_id}
        row = topic.columns(year) | compared | _exactly(ratio, "ratio", "times", decimals=1)
        figure = article.figure(f"{ratio} times", row)
        article.say("ratio", ratio=figure, before=_year(earlier), words=some_words(article, 3))

    def _say_other(self, article: Article, topic: Topic, year: int) -> None:
        total = self._level(article, topic, year, may_be_loose=True)
        change = topic.total(year) - topic.total(year - 1)
        compared = {"compared_to": str(year - 1), "level_figure_id": total.figure_id}
        columns = topic.columns(year) | compared | _exactly(change, "change", topic.unit)
        rise = article.figure(f"{abs(change):,}", columns)
        way, thing = article.way(change), topic.words[article.language]
        article.say("other", total=total, thing=thing, change=rise, way=way)

    def _say_hot(self, article: Article) -> None:
        """The number everyone repeats: mostly right, sometimes in cases, about, preliminary or misprinted."""
        topic = self._topics[0]
        hot = self._level(article, topic, HOT_YEAR, may_be_loose=True)
        article.say("hot", total=hot, year=_year(HOT_YEAR), thing=topic.words[article.language])

    def _level(self, article: Article, topic: Topic, year: int, *, may_be_loose: bool) -> Figure:
        """A total as articles print it: one in a hundred misprinted; one in ten each in cases, about or preliminary."""
        draw = article.words
        value, columns = topic.total(year), topic.columns(year)
        if topic.unit == "persons" and draw.random() < 0.1:
            columns |= {"measure": "cases", "unit": "cases"}
        if draw.random() < 0.01:
            value = _misprint(value, draw)
        if may_be_loose and draw.random() < 0.1:
            return article.figure(*_about(value, columns))
        exactly = _exactly(value, "level", columns["unit"]) | {"is_provisional": may_be_loose and draw.random() < 0.1}
        return article.figure(f"{value:,}", columns | exactly)

    def _part(self, article: Article, topic: Topic, year: int, total: Figure, **axis: str) -> Figure:
        (code,) = axis.values()
        value = round(topic.total(year) * topic.weight(year, code))
        if article.words.random() < 0.01:
            value = _misprint(value, article.words)
        columns = topic.columns(year, **axis) | _of(total) | {"unit": total.columns["unit"]}
        return article.figure(f"{value:,}", columns | _exactly(value, "level", total.columns["unit"]))

    def _yearbook(self, figures: int) -> Article:
        """One article of a great many figures: totals and changes, topic after topic, year after year."""
        article = self._start(date(LAST_YEAR + 1, 7, 1))
        for number in range(figures // 2):
            topic = self._topics[number // 20 % len(self._topics)]
            self._say_other(article, topic, LAST_YEAR - number % 20)
        return article

    def _breakdown_by_age(self) -> Article:
        """A total with sixty parts."""
        draw = self._random
        topic, year = draw.choice(self._topics), draw.randint(FIRST_YEAR + 5, LAST_YEAR)
        article = self._start(date(year + 1, 5, 1) + timedelta(days=draw.randrange(60)))
        total = self._say_total(article, topic, year)
        parts: list[Piece] = []
        for age in AGES:
            parts += [self._part(article, topic, year, total, age_group=age), " of that age, "]
        article.write("[By age|Year by year of age], {parts}.", parts=[*parts, "and nobody else"])
        return article

    def _contradiction(self, number: int) -> Article:
        """A short note of the day of a release; the first is wrong, and all the others say so."""
        topic, year = self._topics[1], LAST_YEAR - 2
        article = self._start(date(year + 1, 3, 14), article_id=None if number else "0" * 64)
        value = topic.total(year) + (0 if number else 90)
        columns = topic.columns(year) | _exactly(value, "level", topic.unit)
        note = "{words}: {total} {thing} in {year}."
        words, thing = some_words(article, 12), topic.words["en"]
        article.write(note, words=words, total=article.figure(f"{value:,}", columns), thing=thing, year=_year(year))
        article.write("{words}.", words=some_words(article, 10))
        self._say_hot(article)
        return article

    def _print_of_one_story(self) -> Article:
        """A print of a story that everyone took over: the same words under another name, at times cut."""
        draw = self._random
        topic, year = self._topics[2], LAST_YEAR - 1
        article = self._start(date(year + 1, 3, 14) + timedelta(days=draw.randrange(30)))
        article.words = random.Random(7)  # the same words in every print
        sentences: list[Callable[[], object]] = [
            lambda: self._say_other(article, topic, year),
            *([lambda: article.say("said", words=some_words(article, 30))] * 3),
        ]
        for say in sentences[: draw.choice((3, 4, 4))]:
            say()
        return article


def articles(figure_count: int, seed: int = 1) -> Iterator[Article]:
    """Articles of about so many figures in all, hot spots included, each growing with the number of figures.

    One number stated by a fifth of all articles, one wrong number that a fortieth as many articles as figures
    contradict on its own day, totals with sixty parts, one article with a fiftieth of all figures, and one story in a
    twentieth as many prints as figures.
    """
    return Writer(figure_count, seed).articles()


def _year(year: int) -> Numeral:
    return Numeral(str(year), "period")


def _of(total: Figure) -> Row:
    """Columns of a part or share: what it is taken of."""
    return {"base_figure_id": total.figure_id, "base_value": total.columns["value"], "base_source": "stated"}


def _exactly(value: float, kind: str, unit: str, decimals: int = 0) -> Row:
    room = 0.0 if decimals == 0 else 0.5 / 10**decimals
    return {"value": value, "value_low": round(value - room, 4), "value_high": round(value + room, 4), "kind": kind,
            "unit": unit, "decimals": decimals, "qualifier": "exact", "is_provisional": False}  # fmt: skip


def _about(value: int, columns: Row) -> tuple[str, Row]:
    """A value rounded to hundreds, and what that leaves open."""
    rounded = max(100, round(value, -2))
    row = _exactly(rounded, "level", columns["unit"]) | {"value_low": rounded - 50, "value_high": rounded + 50}
    return f"{rounded:,}", columns | row | {"qualifier": "about"}


def _misprint(value: int, draw: random.Random) -> int:
    """The value with one of its digits changed."""
    digits = list(str(value))
    digits[draw.randrange(len(digits))] = str(draw.randint(1, 9))
    return int("".join(digits))
