"""Articles nobody wrote, with every figure they state: for measurements on any number of texts.

``generated_articles`` makes them one after the other, ``generated_article`` any one of them alone; ``files`` writes
them where a reader would find them. Their statistics are invented: one truth for each seed. The labels come from what
was written, never from what an extractor read.

    truth      what would be true: topics, numbers, parts
    story      what one article tells of it, as facts in no language
    english, japanese   a story in words; the words are in english_words, japanese_words
    prose      everything else that is said, and news without statistics
    draft      a text as it is written, and the labels of its figures
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.benchmarks.articles.draft import Draft, Label
from tests.benchmarks.articles.english import English
from tests.benchmarks.articles.japanese import Japanese
from tests.benchmarks.articles.prose import news_day, write_news
from tests.benchmarks.articles.story import drawn_story
from tests.benchmarks.articles.truth import Truth

_ENGLISH = 0.6  # of all articles
_REPRINTED = 0.12
_REACH = 40  # how many articles back a reprint may look
_PUBLISHERS = {
    "en": [f"{town} {kind}" for town in ("Aoba", "Hoshi", "Kita", "Mori", "Nami", "Sakura")
           for kind in ("Times", "Press", "News", "Daily")],
    "ja": [f"{town}{kind}" for town in ("青葉", "星", "北", "森", "並木", "桜")
           for kind in ("新聞", "通信", "日報", "ニュース")],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GeneratedArticle:
    """An article and what it states.

    Attributes:
        id: From its seed and number.
        text: With its title as the first line.
        language: ``en`` or ``ja``.
        published_on: The day.
        publisher: An invented name.
        url: An invented address.
        title: Its first line.
        figures: Labels of the figures, as ``tests.corpus.scoring`` scores them: ``start`` and ``end`` in code points,
            ``value``, ``unit``, ``kind``, ``qualifier``, ``period``, ``compared_to`` and the codes.
        repeats: Labels of what repeats a figure, in a heading or as "of the 300"; they count neither way.
        reprint_of: Id of the article it repeats nearly word for word.
    """

    id: str
    text: str
    language: str
    published_on: date
    publisher: str
    url: str
    title: str
    figures: Sequence[Label]
    repeats: Sequence[Label]
    reprint_of: str | None = None


class Generator:
    """Makes the articles of one seed, any of them in any order.

    Args:
        seed: The same seed makes the same articles.
        share_with_statistics: How many of all articles are about statistics; the others have none.
    """

    def __init__(self, seed: int, share_with_statistics: float = 0.8) -> None:
        self._seed = seed
        self._share = share_with_statistics
        self._truth = Truth(seed)

    def article(self, number: int) -> GeneratedArticle:
        """The article of that number, which no other has to be made for, save the one it reprints."""
        draw = self._draw(number)
        original = self._reprinted(number, draw)
        if original is None:
            return self._original(number, draw)
        return self._reprint(number, self._original(original, self._own_draw(original)), draw)

    def _draw(self, number: int) -> random.Random:
        return random.Random(f"{self._seed} {number}")

    def _own_draw(self, number: int) -> random.Random:
        """The state in which the article of a number, itself no reprint, began to be written."""
        draw = self._draw(number)
        self._reprinted(number, draw)
        return draw

    def _reprinted(self, number: int, draw: random.Random) -> int | None:
        """Which earlier article this one repeats, if any: never one that is a reprint itself."""
        if draw.random() >= _REPRINTED or not number:
            return None
        earlier = number - draw.randint(1, min(number, _REACH))
        return earlier if self._reprinted(earlier, self._draw(earlier)) is None else None

    def _original(self, number: int, draw: random.Random) -> GeneratedArticle:
        language = "en" if draw.random() < _ENGLISH else "ja"
        publisher = draw.choice(_PUBLISHERS[language])
        draft = Draft(draw)
        if draw.random() < self._share:
            story = drawn_story(self._truth, draw)
            tell = English if language == "en" else Japanese
            title, published_on = tell(draft, story, publisher).tell(), story.published_on
        else:
            title, published_on = write_news(draft, language), news_day(number)
        return self._article(number, language, publisher, published_on, title, draft)

    def _reprint(self, number: int, original: GeneratedArticle, draw: random.Random) -> GeneratedArticle:
        """Nearly word for word, by another publisher, on the same day or the next: with a credit, some shortened."""
        draft = Draft(draw)
        publisher = draw.choice([name for name in _PUBLISHERS[original.language] if name != original.publisher])
        text = original.text.rstrip("\n")
        if draw.random() < 0.5:
            text = text[: text.rindex("\n")].rstrip("\n　")
        # Who printed it: no two texts are the same to the byte, which would be one article and not two.
        text += f"\n\n{draw.choice((publisher, f'{original.publisher}, {publisher}'))}\n"
        draft.take(text, original.figures, original.repeats)
        day = original.published_on + timedelta(days=draw.randint(0, 1) if original.published_on.day < 28 else 0)
        return replace(
            self._article(number, original.language, publisher, day, original.title, draft), reprint_of=original.id
        )

    def _article(
        self, number: int, language: str, publisher: str, published_on: date, title: str, draft: Draft
    ) -> GeneratedArticle:
        article_id = f"{self._seed}-{number}"
        url = f"https://news.example/{publisher.replace(' ', '-').lower()}/{published_on:%Y/%m/%d}/{article_id}"
        return GeneratedArticle(
            article_id, draft.text, language, published_on, publisher, url, title, draft.figures, draft.repeats
        )


def generated_articles(count: int, seed: int, share_with_statistics: float = 0.8) -> Iterator[GeneratedArticle]:
    """The first so many articles of a seed, one at a time."""
    generator = Generator(seed, share_with_statistics)
    return (generator.article(number) for number in range(count))


def generated_article(number: int, seed: int, share_with_statistics: float = 0.8) -> GeneratedArticle:
    """One of them alone."""
    return Generator(seed, share_with_statistics).article(number)
