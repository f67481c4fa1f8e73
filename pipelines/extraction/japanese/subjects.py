"""What a whole Japanese sentence speaks of: its subject, its topic without that of parts, the topic of a text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipelines.extraction import coding
from pipelines.extraction.items import CLOSING, OPENING, Item
from pipelines.extraction.japanese.items import BREAKS
from pipelines.extraction.japanese.regions import region_of
from pipelines.extraction.model import Facet, Span
from pipelines.extraction.statements import Reading
from pipelines.extraction.vocabulary import Vocabulary

_SAYING_MORE = (BREAKS - {"。"}) | {"は", "が", "も", "」"}
_COPULAS = ("", "。", "だ", "だ。", "である", "である。", "です", "です。", "となる。", "による。")
_PARTICLES = frozenset("にでとのはもがをへやちうれ")
_POINTING = ("them", "part", "rest", "total", "former", "latter", "figure_anaphor", "each", "joined")
_INTERROGATIVE = re.compile("何[人件割%％]|どれ|どの|いくら|いくつ")
_ASKING = ("Q ", "Q.", "Q:", "Q：", "Q　", "問 ", "問　", "──", "――")


def subject_of(items: Sequence[Item], vocabulary: Vocabulary) -> dict[str, Facet]:
    """What は, では or について puts at the head of a sentence: コミュニティーサイトは事情が異なる."""
    mark = next((k for k, item in enumerate(items) if item.word in ("は", "、")), None)
    return coding.concepts(items[:mark], None, vocabulary) if mark is not None and items[mark].word == "は" else {}


def names_another(between: Sequence[Item]) -> bool:
    """Whether は puts something of its own over a number, no part of what was told before: 認知症の人は, 検挙は."""
    mark = next((k for k in range(len(between) - 1, 0, -1) if between[k].word == "は"), 0)
    noun = between[mark - 1] if mark else None
    if noun is None or noun.time or noun.label or noun.cue(*_POINTING):
        return False
    narrows = any(one.axis not in ("measure", "unit") for one in noun.concepts)
    is_clause = noun.word == "の"  # 会っていたのは
    return not narrows and (bool(noun.concepts) or is_clause or (noun.word.isalpha() and noun.word not in _PARTICLES))


def without_parts(topic: dict[str, Facet], items: Sequence[Item], readings: Sequence[Reading]) -> dict[str, Facet]:
    """A topic without a crime that only a part names: 検挙は3万4700件で、刑法犯2万4200件、特別法犯1万500件."""
    words = topic["offence"].span
    if words is None or words.start < items[readings[0].index].span.start:
        return topic
    is_of_a_part = not any(item.span == words for item in region_of(items, readings, 0))
    return {axis: facet for axis, facet in topic.items() if axis != "offence"} if is_of_a_part else topic


def is_question(text: str, span: Span) -> bool:
    """Whether a sentence asks: Q 小学生は。 検挙されたのは何人か。 どのアプリで多い?"""
    asks_how_many = text.endswith("か。", span.start, span.end) and bool(_INTERROGATIVE.search(text, *span))
    return asks_how_many or text[span.end - 1] in "?？" or text.startswith(_ASKING, span.start)


def closing_topic(items: Sequence[Item], topic: Mapping[str, Facet]) -> Mapping[str, Facet]:
    """The codes of a sentence that only says what its text counts: リベンジポルノの統計である, 自画撮りの内訳だ."""
    last = next((k for k in range(len(items) - 1, -1, -1) if items[k].cue("statistics") or items[k].concepts), -1)
    says_more = any(item.word in _SAYING_MORE for item in items)
    is_copula = "".join(item.word for item in items[last + 1 :]) in _COPULAS
    return topic if is_copula and not says_more else {}


def scope_behind(items: Sequence[Item], *, closes_text: bool) -> Sequence[Item]:
    """The brackets that end a sentence and say of what and when all of it is: 半数だった（平成29年上半期、SNS）.

    Right behind a number only the last of a text do: 被害児童数 1,205人(児童ポルノ事犯、平成29年中).
    """
    end = len(items) - 1
    while end > 0 and items[end].word == "。":
        end -= 1
    if end < 1 or items[end].word not in CLOSING:
        return ()
    start = next((k for k in range(end, -1, -1) if items[k].word in OPENING), end)
    scope = items[start + 1 : end]
    is_scope = start and (closes_text or not items[start - 1].number) and not any(item.number for item in scope)
    return scope if is_scope and any(item.time for item in scope) else ()
