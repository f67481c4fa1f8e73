"""Which blocks of a page are its article.

trafilatura finds the article; what it leaves out is looked at again by where it stands, because a list of figures
beside a paragraph looks to it like a menu, and what it lets in is held against the element the main heading is in.
Names of classes decide nothing but that two elements are made alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from lxml.html import HtmlElement

from pipelines.articles.formats.html_blocks import Block

_SPACE = re.compile(r"\s+")
_DIGIT = re.compile(r"\d")
_DAY_OR_TIME = re.compile(
    r"\d{1,2}:\d{2}|\d{1,2}(?:st|nd|rd|th)?[ .]+[A-Z][a-z]{2,}|[A-Z][a-z]{2,8}\.? \d{1,2}\b|(?:19|20)\d{2}年?|\d+[月日]"
    r"|\d+/\d+(?:/\d+)?"
)
_CLOCK = re.compile(r"(?<!\d)\d{1,2}(?::\d{2}|時\d{1,2}分)(?!\d)")
_LONGEST_STAMP = 100
_LONGEST_ITEM, _LONGEST_LINE = 200, 60
_GRAM = 8
# Shorter texts stand on a page by chance; longer ones are the article's own.
_TELLING_LENGTH = 25
_SENTENCE_LENGTH, _PARAGRAPH_LENGTH = 40, 60
_COVERED = 0.7
_LINKED, _HARDLY_LINKED = 0.6, 0.05
_BESIDE = frozenset(("nav", "footer", "aside", "menu"))
_BESIDE_ROLES = frozenset(("navigation", "contentinfo", "complementary", "search", "menu", "banner"))
_LISTS = frozenset(("ul", "ol", "dl", "table"))
_GROUPS = frozenset(("div", "section", "article"))
_ITEMS = frozenset(("li", "dt", "dd", "tr"))
_TITLES = frozenset(("h2", "h3", "h4", "h5", "h6", "caption", "figcaption", "dt"))
_CARDS = frozenset(("div", "article", "section", "a", "li", "dt", "dd"))
_FEWEST_CARDS = 3
_LONGEST_BLURB = 120
_NEARLY_ALL = 0.9
_FEWEST_SENTENCES = 2


def bare(text: str) -> str:
    """A text without white space, every character in its plain form."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).replace("\u00ad", "")


def is_beside(block: Block) -> bool:
    """Whether the block is in what the page itself says is beside its content."""
    around = (block.element, *block.element.iterancestors())
    return any(element.tag in _BESIDE or element.get("role") in _BESIDE_ROLES for element in around)


def share_shown(blocks: Sequence[Block], parts: Sequence[str]) -> float:
    """How much of what trafilatura took for the article stands in blocks."""
    shown = _grams("".join(bare(block.text) for block in blocks))
    whole = "".join(map(bare, parts))
    return _share(whole, shown) if len(whole) >= _GRAM else 1.0


def choose(blocks: Sequence[Block], parts: Sequence[str]) -> list[Block]:
    """The blocks of the article, none where trafilatura found none.

    Args:
        blocks: All of the page.
        parts: What trafilatura took for it, by its elements.
    """
    found = _anchors(blocks, parts)
    cards = _cards(blocks, found) if _is_everything(blocks, found) else set()
    found -= cards
    found = _within_content(blocks, found)
    if not found:
        return []
    places = _Places(blocks, found)
    kept = {at for at in range(len(blocks)) if places.belongs(at)} or found
    kept |= places.adjoining_lists(kept)
    kept |= places.heading(kept)
    return [blocks[at] for at in sorted(kept - cards)]


def _anchors(blocks: Sequence[Block], parts: Sequence[str]) -> set[int]:
    """The blocks whose text trafilatura returns: long ones wherever they are, short ones in the midst of these."""
    texts = [bare(block.text) for block in blocks]
    whole = "".join(map(bare, parts))
    grams = _grams(whole)
    names = {bare(part) for part in parts}
    covered = {at for at, text in enumerate(texts) if len(text) >= _GRAM and _share(text, grams) >= _COVERED}
    telling = {at for at in covered if _length(texts[at]) >= _TELLING_LENGTH and blocks[at].linked < _LINKED}
    short = {at for at, text in enumerate(texts) if at in covered or text in names or (len(text) > 3 and text in whole)}
    if not telling:
        return short
    near = set(telling)
    for start, step in ((min(telling), -1), (max(telling), 1)):
        at = start + step
        while at in short:
            near.add(at)
            at += step
    return near | {at for at in short if min(telling) < at < max(telling)}


def _within_content(blocks: Sequence[Block], found: set[int]) -> set[int]:
    """What is not beside the content, unless most of it is: then an element was never closed."""
    content = {at for at in found if not is_beside(blocks[at])}
    length = sum(len(blocks[at].text) for at in content)
    return content if 2 * length >= sum(len(blocks[at].text) for at in found) else found


def _is_everything(blocks: Sequence[Block], found: set[int]) -> bool:
    """Whether trafilatura chose nothing: of a small page it takes all that is no link."""
    text = sum(len(block.text) for block in blocks if block.linked < _LINKED and not is_beside(block))
    return sum(len(blocks[at].text) for at in found) >= _NEARLY_ALL * text


def _cards(blocks: Sequence[Block], found: set[int]) -> set[int]:
    """Blurbs of other stories: short, alike and one beside the other, above or below all that makes up a story."""
    groups: dict[tuple[HtmlElement, str, str | None], list[int]] = {}
    for at in sorted(found):
        if (card := _card(blocks[at])) is not None:
            groups.setdefault((card.getparent(), card.tag, card.get("class")), []).append(at)
    in_groups = {at for group in groups.values() for at in group}
    story = [at for at in found - in_groups if is_sentence(blocks[at].text)]
    if len(story) < _FEWEST_SENTENCES:
        return set()
    homes = {blocks[at].element.getparent() for at in story}
    cards: set[int] = set()
    for (parent, _, _), group in groups.items():
        is_apart = group[0] > max(story) or group[-1] < min(story)
        is_short = sum(_length(blocks[at].text) for at in group) < _LONGEST_BLURB * len(group)
        is_inside = parent in homes or any(element in homes for element in parent.iterancestors())
        if is_apart and is_short and not is_inside and any(_ends_sentence(blocks[at].text) for at in group):
            cards.update(group)
    return cards


def _card(block: Block) -> HtmlElement | None:
    """The innermost element around a block that has others like it beside it."""
    element = block.element
    for _ in range(4):
        parent = element.getparent()
        if parent is None:
            return None
        is_small = element.tag in _CARDS and len(list(element.iter("p", "li"))) < _FEWEST_CARDS
        if is_small and _count_alike(element) >= _FEWEST_CARDS:
            return element
        element = parent
    return None


def _count_alike(element: HtmlElement) -> int:
    """How many elements side by side have its tag and its classes, itself among them."""
    around: HtmlElement = element.getparent()
    return sum(1 for one in around if one.tag == element.tag and one.get("class") == element.get("class"))


def _grams(text: str) -> set[str]:
    return {text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)}


def _share(text: str, grams: set[str]) -> float:
    count = len(text) - _GRAM + 1
    return sum(text[at : at + _GRAM] in grams for at in range(count)) / count


def is_sentence(text: str) -> bool:
    """Whether a text is a sentence, and not one of two words."""
    return _length(text) >= _SENTENCE_LENGTH and _ends_sentence(text)


def _length(text: str) -> int:
    """How much a text says, in letters of English: a Japanese character says as much as two or three."""
    return sum(1 if character < "\u1100" else 2 for character in text)


def _ends_sentence(text: str) -> bool:
    return text.rstrip().endswith((".", "。", "!", "?", "！", "？", "」", "”", '"', "）", ")"))


class _Places:
    """Where blocks stand in the page, seen from those that are of the article."""

    def __init__(self, blocks: Sequence[Block], found: set[int]) -> None:
        self._blocks = blocks
        self._found = found
        self._first, self._last = min(found), max(found)
        self._heading = next((at for at in range(self._first - 1, -1, -1) if blocks[at].tag == "h1"), self._first)
        self._opening = next((at for at in sorted(found) if _ends_sentence(blocks[at].text)), 0)
        sentences = [at for at in found if is_sentence(blocks[at].text)]
        parents = Counter(blocks[at].element.getparent() for at in sentences)
        # Elements that hold something of the article, those that hold most of it, and what its paragraphs look like.
        self._homes = {blocks[at].element.getparent() for at in found} | {blocks[at].element for at in found}
        self._bodies = set(parents)
        self._makes = {_make(blocks[at]) for at in found if _length(blocks[at].text) >= _PARAGRAPH_LENGTH}
        self._numbers = _lists_of_numbers(blocks)

    def belongs(self, at: int) -> bool:
        """Whether a block is of the article."""
        block = self._blocks[at]
        around = _list_around(block)
        if self._first < at < self._last and self._is_of_numbers(block):
            return not is_beside(block)
        if at in self._found and block.tag in _ITEMS and around is not None and _linked(around) < _LINKED:
            return True
        if block.linked >= _LINKED or (at < self._opening and _is_stamp(block.text)):
            return False
        if at in self._found or (_length(block.text) >= _PARAGRAPH_LENGTH and _make(block) in self._makes):
            return True
        is_at_home = block.element.getparent() in self._homes or block.element in self._homes
        has_number = _DIGIT.search(block.text) is not None
        if self._heading <= at < self._first and block.tag == "figcaption":
            return has_number
        if self._heading <= at < self._last:
            return is_at_home or self._is_in_section(block)
        is_telling = _length(block.text) >= _PARAGRAPH_LENGTH or has_number
        is_telling = is_telling and at > self._last and _ends_sentence(block.text)
        return is_telling and (is_at_home or self._is_in_section(block))

    def _is_of_numbers(self, block: Block) -> bool:
        return any(element in self._numbers for element in (block.element, *block.element.iterancestors()))

    def _is_in_section(self, block: Block) -> bool:
        """Whether it is in a part of the article with sentences of its own, numbers in them, and no links."""
        if is_beside(block) or not (is_sentence(block.text) or block.tag in _TITLES):
            return False
        for element in block.element.iterancestors():
            if element.getparent() in self._bodies:
                sentences = [one.text_content() for one in element.iter("p") if _ends_sentence(one.text_content())]
                has_number = any(map(_DIGIT.search, sentences))
                return has_number and _linked(element) < _HARDLY_LINKED
        return False

    def adjoining_lists(self, kept: set[int]) -> set[int]:
        """Lists and tables of numbers right before or after the article, with what heads them."""
        found: set[int] = set()
        for at, step in ((min(kept), -1), (max(kept), 1)):
            heads: set[int] = set()
            at += step
            while 0 <= at < len(self._blocks):
                block = self._blocks[at]
                if self._is_of_numbers(block) and not is_beside(block):
                    found |= {at, *heads}
                    heads = set()
                elif block.tag in _TITLES and block.linked < _LINKED and not is_beside(block):
                    heads.add(at)
                else:
                    break
                at += step
        return found

    def heading(self, kept: set[int]) -> set[int]:
        """The main heading above the article."""
        has_heading = self._blocks[self._heading].tag == "h1"
        return {self._heading} if has_heading and self._heading < min(kept) else set()


def _list_around(block: Block) -> HtmlElement | None:
    """The innermost list or table a block is in."""
    around = (block.element, *block.element.iterancestors())
    return next((element for element in around if element.tag in _LISTS), None)


def _lists_of_numbers(blocks: Sequence[Block]) -> set[HtmlElement]:
    """The lists and tables that half of the items or rows, and two at least, hold a number in; no longer than lines.

    Elements that stand one below the other and are alike make a list too, as long as each is a line and no sentence.
    """
    found: set[HtmlElement] = set()
    seen: set[HtmlElement] = set()
    for block in blocks:
        for element in (block.element, *block.element.iterancestors()):
            if element in seen:
                break
            seen.add(element)
            if element.tag in _LISTS:
                items = list(element.iter("li", "dd", "tr"))
            else:
                items = [one for one in element if isinstance(one.tag, str) and one.tag not in _TITLES]
                is_group = element.tag in _GROUPS and len(items) >= _FEWEST_CARDS
                if not is_group or _count_alike(items[0]) != len(items):
                    continue
            if _hold_numbers(element, items):
                found.add(element)
    return found


def _hold_numbers(element: HtmlElement, items: Sequence[HtmlElement]) -> bool:
    texts = [" ".join(item.text_content().split()) for item in items]
    is_list = element.tag in _LISTS
    if sum(map(len, texts)) > (_LONGEST_ITEM if is_list else _LONGEST_LINE) * len(items):
        return False
    if not is_list and any(map(_ends_sentence, texts)):
        return False
    with_number = sum(1 for text in texts if _DIGIT.search(_DAY_OR_TIME.sub("", text)))
    return with_number >= 2 and 2 * with_number >= len(items) and _linked(element) < _LINKED


def _linked(element: HtmlElement) -> float:
    """How much of its text is links, from 0 to 1."""
    text = len(bare(element.text_content()))
    return sum(len(bare(link.text_content())) for link in element.iter("a")) / text if text else 0.0


def _is_stamp(text: str) -> bool:
    """Whether it says when the page was put up, to the minute."""
    return len(text) < _LONGEST_STAMP and _CLOCK.search(text) is not None and not _ends_sentence(text)


def _make(block: Block) -> tuple[object, ...]:
    """By what two paragraphs are made alike: tags and classes up to the element around their parent."""
    element: HtmlElement | None = block.element
    made: list[object] = []
    for _ in range(3):
        if element is None:
            break
        made.append((element.tag, element.get("class")))
        element = element.getparent()
    return tuple(made)
