"""What markup and style say of an element where that changes what a reader sees of a number.

A number that is struck out is not said; a mark raised above the line is no digit of the number before it; what stands
in boxes of its own is set apart without a space. Style sheets in the page count by class, id and tag alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from enum import Flag, auto

from lxml.html import HtmlElement

_MAX_SHEET_CHARS = 500_000
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]*)\}")
# The last part of a selector, where it is no more than a tag, a class or an id.
_SIMPLE = re.compile(r"(?:^|[\s>+~])((?:[a-z][a-z0-9]*)?[.#][\w-]+)\s*$", re.IGNORECASE)
_FOOTNOTE = re.compile(
    r"(?:^|[\s_-])(?:fn|footnotes?|noteref|annotation|reference|sup|superscript)(?:$|[\s_-])", re.IGNORECASE
)
_NOTE_MARK = re.compile(r"[\[(（〔［*※†‡注]{0,3}\s*\d{1,3}\s*[\])）〕］]?")


class Look(Flag):
    """How an element looks; several at once."""

    PLAIN = 0
    RAISED = auto()
    LOWERED = auto()
    STRUCK = auto()
    # Set apart from its neighbours, or setting its own parts apart from one another.
    BOX = auto()
    ROW = auto()


_DECLARATIONS = (
    (re.compile(r"vertical-align:(?:super|text-top|0?\.\d|[1-9]\d*(?:px|%|em))"), Look.RAISED),
    (re.compile(r"vertical-align:(?:sub|text-bottom)\b"), Look.LOWERED),
    (re.compile(r"text-decoration(?:-line)?:[^;]*line-through"), Look.STRUCK),
    (re.compile(r"display:(?:inline-)?(?:flex|grid)\b|display:table-row"), Look.ROW),
    (re.compile(r"display:(?:inline-block|block|table-cell|list-item)|float:(?:left|right)|"
                r"(?:padding|margin)(?:-(?:left|right|inline\w*))?:[^;]*[1-9]"), Look.BOX),
)  # fmt: skip
_TAGS = {"sup": Look.RAISED, "sub": Look.LOWERED, "del": Look.STRUCK, "s": Look.STRUCK, "strike": Look.STRUCK}
_BOXES = frozenset(("img", "input", "button", "select", "svg", "video", "audio", "iframe", "object", "canvas"))


class Styles:
    """What the style sheets of a page say of single classes and ids."""

    def __init__(self, tree: HtmlElement) -> None:
        self._looks: dict[str, Look] = defaultdict(lambda: Look.PLAIN)
        for sheet in tree.iter("style"):
            for selectors, declarations in _RULE.findall(_COMMENT.sub("", (sheet.text or "")[:_MAX_SHEET_CHARS])):
                if look := _declared(declarations):
                    for selector in selectors.split(","):
                        if simple := _SIMPLE.search(selector):
                            self._looks[simple[1]] |= look

    def look(self, element: HtmlElement) -> Look:
        """How an element looks by its tag, its own style and the sheets."""
        look = _TAGS.get(element.tag, Look.BOX if element.tag in _BOXES else Look.PLAIN)
        if style := element.get("style"):
            look |= _declared(style)
        if self._looks:
            names = [f".{name}" for name in (element.get("class") or "").split()]
            names += [f"#{element.get('id')}"] if element.get("id") else []
            for name in names:
                look |= self._looks.get(name, Look.PLAIN) | self._looks.get(element.tag + name, Look.PLAIN)
        return look | Look.RAISED if _is_note_mark(element) else look


def is_hidden(element: HtmlElement) -> bool:
    """Whether the element's own attributes hide it; a sheet often hides what a script shows again."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    if not style:
        return False
    style = _bare(style)
    return "display:none" in style or "visibility:hidden" in style


def _declared(declarations: str) -> Look:
    look, bare = Look.PLAIN, _bare(declarations)
    for pattern, meaning in _DECLARATIONS:
        if pattern.search(bare):
            look |= meaning
    return look


def _bare(declarations: str) -> str:
    return re.sub(r"\s*([:;])\s*", r"\1", declarations.lower())


def _is_note_mark(element: HtmlElement) -> bool:
    """Whether it is the number of a note: a short number that leads to a place on the page, or is named as one."""
    if element.tag not in ("a", "span", "small") or len(element) > 1:
        return False
    leads = element.tag == "a" and "#" in (element.get("href") or "")
    names = f"{element.get('class') or ''} {element.get('role') or ''} {element.get('epub:type') or ''}"
    return (leads or bool(_FOOTNOTE.search(names))) and bool(_NOTE_MARK.fullmatch(element.text_content().strip()))
