"""A page's text as blocks, each a line or a paragraph as a browser shows it.

White space is treated as CSS treats it: a line end in the source is a space between Latin words and nothing between
Japanese characters, nor, other than there, between these and digits. Which blocks are the article belongs to ``html``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

_NOT_SHOWN = frozenset({
    "script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg", "canvas", "select",
    "option", "button", "textarea", "input", "rt", "rp", "rtc", "audio", "video", "map", "datalist", "dialog",
})  # fmt: skip
_BESIDE_THE_CONTENT = frozenset(["nav", "footer", "aside", "menu"])
_BESIDE_ROLES = frozenset(["navigation", "contentinfo", "complementary", "banner", "search", "menu", "dialog", "alert"])
_BESIDE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:comments?|disqus\w*|respond|breadcrumbs?|share|sharing|social|sns|related|recommend\w*|pagetop|"
    r"cookies?|sidebar|advert\w*|globalnav|gnav|topicpath|newsletter|ranking|pager|pagination|copyright)(?:$|[\s_-])"
    r"|(?:^|\s)(?:(?:site|global|page|g|l)[-_]?)?(?:header|footer|nav|navi|menu)(?:$|\s)",
    re.IGNORECASE,
)
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
})  # fmt: skip
_CELLS = frozenset(("td", "th"))
# Blocks that follow one another line by line; between others stands an empty line.
_LINES = frozenset(("li", "tr", "dt", "dd"))
_SPACES = re.compile(r"[ \t\r\n\f]+")
_WIDE = "[\u1100-\u11ff\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe6f\uff00-\uffef\U00020000-\U0003fffd]"
_BREAK_IN_JAPANESE = re.compile(rf"(?<={_WIDE})\x01(?={_WIDE}|[0-9])|(?<=[0-9])\x01(?={_WIDE})")
_BREAK = re.compile("\x01")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
# Where a word may be broken: no part of the word.
_INVISIBLE = str.maketrans("", "", "\u00ad\u200b")


@dataclass(frozen=True, slots=True)
class Block:
    """A line or paragraph of a page.

    Attributes:
        text: As a browser shows it, without the white space around it.
        tag: Of the element it is in.
        element: A number for that element.
        parent: That of the element around it; blocks that stand side by side share it.
        is_content: Whether it is in the page's content rather than in its menus, footer or comments.
        is_link: Whether all of it is one link or several.
    """

    text: str
    tag: str
    element: int
    parent: int
    is_content: bool
    is_link: bool


def remove_what_is_not_shown(tree: HtmlElement) -> None:
    """Take scripts, styles, hidden elements and readings above characters (ruby) out of a page."""
    for element in list(tree.iter(etree.Element)):
        style = (element.get("style") or "").replace(" ", "").lower()
        is_hidden = element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style
        if (element.tag in _NOT_SHOWN or is_hidden) and element.getparent() is not None:
            element.drop_tree()


def blocks_of(tree: HtmlElement) -> list[Block]:
    """All blocks with a text, in the order of the page."""
    # A menu outside the element that says it is the content is beside it, whatever it is marked as.
    mains = tree.xpath("//main | //*[@role='main']")
    return list(_Walk().blocks(mains[0] if len(mains) == 1 and _has_text(mains[0]) else tree))


def joined(blocks: list[Block]) -> str:
    """Blocks as one text: rows and list items line by line, an empty line between others."""
    parts: list[str] = []
    for before, block in zip([None, *blocks], blocks, strict=False):
        if before is not None:
            together = before.tag in _LINES and block.tag in _LINES and before.parent == block.parent
            parts.append("\n" if together else "\n\n")
        parts.append(block.text)
    return "".join(parts)


def _is_block(element: HtmlElement) -> bool:
    """Whether the element is a block of its own; a cell is one where a table only arranges a page."""
    if element.tag in _CELLS:
        return any(isinstance(part.tag, str) and (part.tag in _BLOCKS or part.tag == "br") for part in element)
    return element.tag in _BLOCKS


def _has_text(element: HtmlElement) -> bool:
    return any(text.strip() for text in element.itertext())


class _Walk:
    """One walk over a tree, without recursion: a page may be nested deeper than Python's stack."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        # The blocks one is in, each with its number.
        self._open: list[tuple[str, int]] = []
        self._count = 0
        self._beside = 0
        self._preformatted = 0
        self._links = 0
        self._length = 0
        self._plain = False

    def blocks(self, root: HtmlElement) -> Iterator[Block]:
        self._length = len(root.text_content())
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = element.tag
            if not isinstance(tag, str):
                continue
            if event == "start":
                if _is_block(element):
                    yield from self._flush()
                    self._count += 1
                    self._open.append((tag, self._count))
                self._beside += self._is_beside(element)
                self._preformatted += tag == "pre"
                self._links += tag == "a"
                if tag in _CELLS and not _is_block(element) and element.getprevious() is not None:
                    self._pieces.append("\x02")
                if tag == "br":
                    self._pieces.append("\x03")
                self._add(element.text, tag)
            else:
                if _is_block(element):
                    yield from self._flush()
                    self._open.pop()
                self._beside -= self._is_beside(element)
                self._preformatted -= tag == "pre"
                self._links -= tag == "a"
                if element is not root:
                    self._add(element.tail, None)

    def _is_beside(self, element: HtmlElement) -> bool:
        if element.tag in ("html", "body", "main", "article"):
            return False
        if element.tag in _BESIDE_THE_CONTENT or element.get("role") in _BESIDE_ROLES:
            return True
        if element.tag == "header":
            return next(element.iterancestors("article", "main"), None) is None and element.find(".//h1") is None
        if not _BESIDE_NAMES.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            return False
        # A page about crimes on social media may call its whole content that.
        return element.find(".//h1") is None and len(element.text_content()) < 0.5 * self._length

    def _add(self, text: str | None, tag: str | None) -> None:
        if not text:
            return
        self._plain = self._plain or (not self._links and re.search(r"\w", text) is not None)
        if self._preformatted:
            text = text.replace("\r\n", "\n").replace("\n", "\x03")
        else:
            # A line end of the source is marked, to be judged when both its neighbours are known.
            text = _SPACES.sub(lambda spaces: "\x01" if "\n" in spaces.group() else " ", text)
        if tag == "sup":
            text = text.translate(_SUPERSCRIPT)
        elif tag == "sub":
            text = text.translate(_SUBSCRIPT)
        self._pieces.append(text.translate(_INVISIBLE))

    def _flush(self) -> Iterator[Block]:
        text, self._pieces = "".join(self._pieces), []
        is_link, self._plain = not self._plain, False
        if not text.strip("\x01\x02\x03 \xa0\u3000\t"):
            return
        if not self._preformatted:
            text = re.sub("[ \x01]*\x01[ \x01]*", "\x01", text)
            text = _BREAK.sub(" ", _BREAK_IN_JAPANESE.sub("", text))
            text = re.sub(" {2,}", " ", text)
        text = re.sub(" *\x02 *", "\t", text)
        text = re.sub(" *\x03 *", "\n", text) if not self._preformatted else text.replace("\x03", "\n")
        tag, element = self._open[-1] if self._open else ("body", 0)
        parent = self._open[-2][1] if len(self._open) > 1 else 0
        yield Block(text.strip(" \t\n\xa0"), tag, element, parent, self._beside == 0, is_link)
