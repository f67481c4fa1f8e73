"""Which blocks of a page are its article.

trafilatura finds the article; what it leaves out is looked at again by where it stands, because a list of figures
beside a paragraph looks to it like a menu, and what it lets in is held against the element the main heading is in.
Names of classes decide nothing but that two elements are made alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement

from pipelines.articles.formats.html_blocks import Block
from pipelines.articles.formats.html_shape import FEWEST_ALIKE, LINKED, TITLES, Shapes, is_beside, list_around, make_of
from pipelines.articles.formats.html_texts import bare, ends_sentence, grams_of, is_sentence, length_of, share_in

_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}(?::\d{2}|時\d{1,2}分)(?!\d)")
_LONGEST_STAMP = 100
# Shorter texts stand on a page by chance; longer ones are the article's own.
_TELLING_LENGTH, _PARAGRAPH_LENGTH = 25, 60
_COVERED = 0.7
_ITEMS = frozenset(("li", "dt", "dd", "tr"))
_CARDS = frozenset(("div", "article", "section", "a", "li", "dt", "dd"))
_LONGEST_BLURB = 120
_FEWEST_SENTENCES = 2
_NEARLY_ALL = 0.9


def share_shown(blocks: Sequence[Block], parts: Sequence[str]) -> float:
    """How much of what trafilatura took for the article stands in blocks."""
    shown = grams_of("".join(bare(block.text) for block in blocks))
    return share_in("".join(map(bare, parts)), shown)


def choose(blocks: Sequence[Block], parts: Sequence[str]) -> list[Block]:
    """The blocks of the article, none where trafilatura found none.

    Args:
        blocks: All of the page.
        parts: What trafilatura took for it, by its elements.
    """
    found = _anchors(blocks, parts)
    shapes = Shapes()
    cards = _cards(blocks, found, shapes) if _is_everything(blocks, found) else set()
    found -= cards
    found = _within_content(blocks, found)
    if not found:
        return []
    places = _Places(blocks, found, shapes)
    kept = {at for at in range(len(blocks)) if places.belongs(at)} or found
    kept |= places.adjoining_lists(kept)
    kept |= places.heading(kept)
    return [blocks[at] for at in sorted(kept - cards)]


def _anchors(blocks: Sequence[Block], parts: Sequence[str]) -> set[int]:
    """The blocks whose text trafilatura returns: long ones wherever they are, short ones in the midst of these."""
    texts = [bare(block.text) for block in blocks]
    whole = "".join(map(bare, parts))
    grams = grams_of(whole)
    names = {bare(part) for part in parts}
    covered = {at for at, text in enumerate(texts) if share_in(text, grams) >= _COVERED}
    telling = {at for at in covered if length_of(texts[at]) >= _TELLING_LENGTH and blocks[at].linked < LINKED}
    short = {at for at, text in enumerate(texts) if at in covered or text in names or (len(text) > 3 and text in whole)}
    if not telling:
        return short
    near, first, last = set(telling), min(telling), max(telling)
    for start, step in ((first, -1), (last, 1)):
        at = start + step
        while at in short:
            near.add(at)
            at += step
    return near | {at for at in short if first < at < last}


def _within_content(blocks: Sequence[Block], found: set[int]) -> set[int]:
    """What is not beside the content, unless most of it is: then an element was never closed."""
    content = {at for at in found if not is_beside(blocks[at])}
    length = sum(len(blocks[at].text) for at in content)
    return content if 2 * length >= sum(len(blocks[at].text) for at in found) else found


def _is_everything(blocks: Sequence[Block], found: set[int]) -> bool:
    """Whether trafilatura chose nothing: of a small page it takes all that is no link."""
    text = sum(len(block.text) for block in blocks if block.linked < LINKED and not is_beside(block))
    return sum(len(blocks[at].text) for at in found) >= _NEARLY_ALL * text


def _cards(blocks: Sequence[Block], found: set[int], shapes: Shapes) -> set[int]:
    """Blurbs of other stories: short, alike and one beside the other, above or below all that makes up a story."""
    groups: dict[tuple[HtmlElement, str, str | None], list[int]] = {}
    for at in sorted(found):
        if (card := _card(blocks[at], shapes)) is not None:
            groups.setdefault((card.getparent(), card.tag, card.get("class")), []).append(at)
    in_groups = {at for group in groups.values() for at in group}
    story = [at for at in found - in_groups if is_sentence(blocks[at].text)]
    if len(story) < _FEWEST_SENTENCES:
        return set()
    first, last = min(story), max(story)
    homes = {blocks[at].element.getparent() for at in story}
    cards: set[int] = set()
    for (parent, _, _), group in groups.items():
        is_apart = group[0] > last or group[-1] < first
        is_short = sum(length_of(blocks[at].text) for at in group) < _LONGEST_BLURB * len(group)
        is_inside = parent in homes or any(element in homes for element in parent.iterancestors())
        if is_apart and is_short and not is_inside and any(ends_sentence(blocks[at].text) for at in group):
            cards.update(group)
    return cards


def _card(block: Block, shapes: Shapes) -> HtmlElement | None:
    """The innermost element around a block that has others like it beside it."""
    element = block.element
    for _ in range(4):
        parent = element.getparent()
        if parent is None:
            return None
        is_small = element.tag in _CARDS and len(list(islice(element.iter("p", "li"), FEWEST_ALIKE))) < FEWEST_ALIKE
        if is_small and shapes.count_alike(element) >= FEWEST_ALIKE:
            return element
        element = parent
    return None


class _Places:
    """Where blocks stand in the page, seen from those that are of the article."""

    def __init__(self, blocks: Sequence[Block], found: set[int], shapes: Shapes) -> None:
        self._blocks = blocks
        self._found = found
        self._shapes = shapes
        self._first, self._last = min(found), max(found)
        self._heading = next((at for at in range(self._first - 1, -1, -1) if blocks[at].tag == "h1"), self._first)
        self._opening = next((at for at in sorted(found) if ends_sentence(blocks[at].text)), 0)
        # Elements that hold something of the article, those that hold sentences, and how its paragraphs are made.
        self._homes = {blocks[at].element.getparent() for at in found} | {blocks[at].element for at in found}
        self._bodies = {blocks[at].element.getparent() for at in found if is_sentence(blocks[at].text)}
        self._makes = {make_of(blocks[at]) for at in found if length_of(blocks[at].text) >= _PARAGRAPH_LENGTH}

    def belongs(self, at: int) -> bool:
        """Whether a block is of the article."""
        block = self._blocks[at]
        around = list_around(block)
        if self._first < at < self._last and self._shapes.is_in_list_of_numbers(block):
            return not is_beside(block)
        if at in self._found and block.tag in _ITEMS and around is not None and self._shapes.linked(around) < LINKED:
            return True
        if block.linked >= LINKED or (at < self._opening and _is_stamp(block.text)):
            return False
        if at in self._found or (length_of(block.text) >= _PARAGRAPH_LENGTH and make_of(block) in self._makes):
            return True
        is_at_home = block.element.getparent() in self._homes or block.element in self._homes
        has_number = _DIGIT.search(block.text) is not None
        if self._heading <= at < self._first and block.tag == "figcaption":
            return has_number
        if self._heading <= at < self._last:
            return is_at_home or self._is_in_section(block)
        is_telling = length_of(block.text) >= _PARAGRAPH_LENGTH or has_number
        is_telling = is_telling and at > self._last and ends_sentence(block.text)
        return is_telling and (is_at_home or self._is_in_section(block))

    def _is_in_section(self, block: Block) -> bool:
        """Whether it is in a part of the article with sentences of its own, numbers in them, and no links."""
        if is_beside(block) or not (is_sentence(block.text) or block.tag in TITLES):
            return False
        section = next((one for one in block.element.iterancestors() if one.getparent() in self._bodies), None)
        return section is not None and self._shapes.tells_numbers(section)

    def adjoining_lists(self, kept: set[int]) -> set[int]:
        """Lists and tables of numbers right before or after the article, with what heads them."""
        found: set[int] = set()
        for at, step in ((min(kept), -1), (max(kept), 1)):
            heads: set[int] = set()
            at += step
            while 0 <= at < len(self._blocks):
                block = self._blocks[at]
                if self._shapes.is_in_list_of_numbers(block) and not is_beside(block):
                    found |= {at, *heads}
                    heads = set()
                elif block.tag in TITLES and block.linked < LINKED and not is_beside(block):
                    heads.add(at)
                else:
                    break
                at += step
        return found

    def heading(self, kept: set[int]) -> set[int]:
        """The main heading above the article."""
        has_heading = self._blocks[self._heading].tag == "h1"
        return {self._heading} if has_heading and self._heading < min(kept) else set()


def _is_stamp(text: str) -> bool:
    """Whether it says when the page was put up, to the minute."""
    return len(text) < _LONGEST_STAMP and _CLOCK.search(text) is not None and not ends_sentence(text)
