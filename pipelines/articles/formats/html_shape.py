"""What can be said of an element of a page without knowing which of them hold the article.

Everything is worked out once for an element, so that the time it takes grows with the page and no faster.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement

from pipelines.articles.formats.html_blocks import Block
from pipelines.articles.formats.html_texts import bare, ends_sentence

TITLES = frozenset(("h2", "h3", "h4", "h5", "h6", "caption", "figcaption", "dt"))
# Of this much of a text in links, it is one of links.
LINKED = 0.6
FEWEST_ALIKE = 3
_HARDLY_LINKED = 0.05
_BESIDE = frozenset(("nav", "footer", "aside", "menu"))
_BESIDE_ROLES = frozenset(("navigation", "contentinfo", "complementary", "search", "menu", "banner"))
_LISTS = frozenset(("ul", "ol", "dl", "table"))
_GROUPS = frozenset(("div", "section", "article"))
_LONGEST_ITEM, _LONGEST_LINE = 200, 60
_FEWEST_NUMBERS = 2
_DIGIT = re.compile(r"\d")
_DAY_OR_TIME = re.compile(
    r"\d{1,2}:\d{2}|\d{1,2}(?:st|nd|rd|th)?[ .]+[A-Z][a-z]{2,}|[A-Z][a-z]{2,8}\.? \d{1,2}\b|(?:19|20)\d{2}年?|\d+[月日]"
    r"|\d+/\d+(?:/\d+)?"
)

Make = tuple[tuple[str, str | None], ...]


def is_beside(block: Block) -> bool:
    """Whether the block is in what the page itself says is beside its content."""
    around = (block.element, *block.element.iterancestors())
    return any(element.tag in _BESIDE or element.get("role") in _BESIDE_ROLES for element in around)


def make_of(block: Block) -> Make:
    """By what two paragraphs are made alike: tags and classes up to the element around their parent."""
    around = (block.element, *islice(block.element.iterancestors(), 2))
    return tuple((str(element.tag), element.get("class")) for element in around)


def list_around(block: Block) -> HtmlElement | None:
    """The innermost list or table a block is in."""
    around = (block.element, *block.element.iterancestors())
    return next((element for element in around if element.tag in _LISTS), None)


class Shapes:
    """What was worked out of the elements of one page."""

    def __init__(self) -> None:
        self._linked: dict[HtmlElement, float] = {}
        self._alike: dict[HtmlElement, Counter[tuple[str, str | None]]] = {}
        self._tells: dict[HtmlElement, bool] = {}
        self._numbers: dict[HtmlElement, bool] = {}

    def linked(self, element: HtmlElement) -> float:
        """How much of its text is links, from 0 to 1."""
        if element not in self._linked:
            text = len(bare(element.text_content()))
            links = sum(len(bare(link.text_content())) for link in element.iter("a"))
            self._linked[element] = links / text if text else 0.0
        return self._linked[element]

    def count_alike(self, element: HtmlElement) -> int:
        """How many elements side by side have its tag and its classes, itself among them."""
        parent = element.getparent()
        if parent is None:
            return 1
        if parent not in self._alike:
            self._alike[parent] = Counter((str(one.tag), one.get("class")) for one in parent)
        return self._alike[parent][str(element.tag), element.get("class")]

    def tells_numbers(self, element: HtmlElement) -> bool:
        """Whether it has sentences, a number in one of them, and hardly a link."""
        if element not in self._tells:
            sentences = [text for one in element.iter("p") if ends_sentence(text := one.text_content())]
            has_number = any(map(_DIGIT.search, sentences))
            self._tells[element] = has_number and self.linked(element) < _HARDLY_LINKED
        return self._tells[element]

    def is_in_list_of_numbers(self, block: Block) -> bool:
        """Whether a block is in a list or table half of whose items or rows, and two at least, hold a number.

        Elements that stand one below the other and are alike make a list too, as long as each is a line and no
        sentence.
        """
        return any(map(self._is_list_of_numbers, (block.element, *block.element.iterancestors())))

    def _is_list_of_numbers(self, element: HtmlElement) -> bool:
        if element not in self._numbers:
            if element.tag in _LISTS:
                self._numbers[element] = self._hold_numbers(element, list(element.iter("li", "dd", "tr")))
            else:
                items = [one for one in element if isinstance(one.tag, str) and one.tag not in TITLES]
                is_group = element.tag in _GROUPS and len(items) >= FEWEST_ALIKE
                is_group = is_group and self.count_alike(items[0]) == len(items)
                self._numbers[element] = is_group and self._hold_numbers(element, items)
        return self._numbers[element]

    def _hold_numbers(self, element: HtmlElement, items: Sequence[HtmlElement]) -> bool:
        texts = [" ".join(item.text_content().split()) for item in items]
        is_list = element.tag in _LISTS
        is_long = sum(map(len, texts)) > (_LONGEST_ITEM if is_list else _LONGEST_LINE) * len(items)
        if is_long or (not is_list and any(map(ends_sentence, texts))):
            return False
        count = sum(1 for text in texts if _DIGIT.search(_DAY_OR_TIME.sub("", text)))
        return count >= max(_FEWEST_NUMBERS, len(items) / 2) and self.linked(element) < LINKED
