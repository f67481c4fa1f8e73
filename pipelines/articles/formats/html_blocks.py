"""A page's text as blocks, each a line or a paragraph as a browser shows it.

White space is treated as CSS treats it: a line end in the source is a space between Latin words and nothing between
Japanese characters, nor, other than there, between these and digits. Which blocks are the article belongs to
``html_article``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from pipelines.articles.formats.html_style import Look, Styles, is_hidden

_NOT_SHOWN = frozenset({
    "script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg", "canvas", "select",
    "option", "button", "textarea", "input", "rt", "rp", "rtc", "audio", "video", "map", "datalist", "dialog",
})  # fmt: skip
_READINGS = frozenset(("rt", "rp", "rtc"))
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
})  # fmt: skip
_CELLS = frozenset(("td", "th"))
# Blocks that are lines where they stand in a cell, and those that no cell of figures holds.
_LINES_OF_CELLS = frozenset(("p", "div", "center"))
_PARTS_OF_PAGES = _BLOCKS - _LINES_OF_CELLS
_ENDS_SENTENCE = re.compile(r"。|(?<!etc)\.$|[!?]$")
_LONGEST_NAME = 60  # characters of a cell of several lines
# Blocks that follow one another line by line; between others stands an empty line.
_LINES = frozenset(("li", "tr", "dt", "dd"))
_SPACES = re.compile(r"[ \t\r\n\f]+")
_WIDE = "[\u1100-\u11ff\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe6f\uff00-\uffef\U00020000-\U0003fffd]"
# Marks in the text of a block that is not complete: a line end of the source, a cell, a line end of the page, the edge
# of an element within the line, the edge of what stands among elements only, the edge of a box.
_END, _CELL, _LINE, _EDGE, _AMONG, _BOX = "\x01", "\x02", "\x03", "\x04", "\x05", "\x06"
_MARKS = re.compile("[\x01-\x06]")
_BREAK_IN_JAPANESE = re.compile(rf"(?<={_WIDE})\x01(?={_WIDE}|[0-9])|(?<=[0-9])\x01(?={_WIDE})")
_NUMBERS_THAT_TOUCH = re.compile(r"([\d.,]*\d)([\x04-\x06]+)(\d[\d.,]*)")
_WHOLE_NUMBER = re.compile(r"(?:\d{1,4}|\d{1,3}(?:,\d{3})+)(?:\.\d+)?[.,]?")
_GROUPED_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+")
_BARE_NUMBER = re.compile(r"(?<![\d\[(［（〔])\d+(?!\d*[\])］）〕])")
_SUPERSCRIPT = str.maketrans("0123456789０１２３４５６７８９", "⁰¹²³⁴⁵⁶⁷⁸⁹" * 2)
_SUBSCRIPT = str.maketrans("0123456789０１２３４５６７８９", "₀₁₂₃₄₅₆₇₈₉" * 2)
# Where a word may be broken: no part of the word.
_INVISIBLE = str.maketrans("", "", "\u00ad\u200b")


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A line or paragraph of a page.

    Attributes:
        text: As a browser shows it, without the white space around it.
        element: The innermost block element it is in.
        linked: How much of it is links, from 0 to 1.
    """

    text: str
    element: HtmlElement
    linked: float

    @property
    def tag(self) -> str:
        """Of its element."""
        return str(self.element.tag)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows.

    Attributes:
        blocks: All with a text, in the order of the page.
        has_struck_number: Whether a number is struck out and therefore in none of them.
    """

    blocks: tuple[Block, ...]
    has_struck_number: bool


def read_blocks(tree: HtmlElement) -> Page:
    """All blocks of a page."""
    walk = _Walk(Styles(tree))
    blocks = tuple(walk.blocks(tree))
    return Page(blocks, walk.has_struck_number)


def remove_what_is_not_said(tree: HtmlElement) -> None:
    """Take readings above characters (ruby) and what is struck out, of which no block has a word, out of a page."""
    styles = Styles(tree)
    for element in list(tree.iter(etree.Element)):
        is_not_said = element.tag in _READINGS or Look.STRUCK in styles.look(element)
        if is_not_said and element.getparent() is not None:
            element.drop_tree()


def joined(blocks: list[Block]) -> str:
    """Blocks as one text: rows and list items line by line, an empty line between others."""
    parts: list[str] = []
    for before, block in zip([None, *blocks], blocks, strict=False):
        if before is not None:
            is_next_line = before.tag in _LINES and block.tag in _LINES
            together = is_next_line and before.element.getparent() is block.element.getparent()
            parts.append("\n" if together else "\n\n")
        parts.append(block.text)
    return "".join(parts)


def _is_not_shown(element: HtmlElement) -> bool:
    return element.tag in _NOT_SHOWN or is_hidden(element)


def _is_block(element: HtmlElement) -> bool:
    """Whether the element is a block of its own; a cell is one where a table only arranges a page."""
    if element.tag in _CELLS:
        holds_lines = any(isinstance(part.tag, str) and (part.tag in _BLOCKS or part.tag == "br") for part in element)
        return holds_lines and not _is_of_short_lines(element)
    return element.tag in _BLOCKS


def _is_of_short_lines(cell: HtmlElement) -> bool:
    """Whether a cell beside others holds no more than a name or a number in several lines."""
    row = cell.getparent()
    if (
        row is None
        or sum(part.tag in _CELLS for part in row) < 2
        or next(cell.iter("a", *_PARTS_OF_PAGES), None) is not None
    ):
        return False
    text = "".join(cell.text_content().split())
    return len(text) <= _LONGEST_NAME and not _ENDS_SENTENCE.search(text)


_WIDEST, _HIGHEST = 100, 1000  # what one cell may take; no table of figures has a wider or higher one
_MOST_COLUMNS = 300


def _span(cell: HtmlElement, name: str) -> int:
    """How many columns or rows a cell takes."""
    written = cell.get(name, "").strip()
    most = _WIDEST if name == "colspan" else _HIGHEST
    return min(max(int(written), 1), most) if written.isdecimal() and len(written) < 10 else 1


class _Grid:
    """The columns of one table while its rows are read: which a cell of an earlier row still takes."""

    def __init__(self) -> None:
        self._row = 0
        self._column = self._last = 0
        self._taken: dict[int, int] = {}  # column: the row from which it is free

    def begin_row(self) -> None:
        """The next row begins."""
        self._row += 1
        self._column = self._last = 0

    def place(self, width: int, height: int) -> int:
        """Put the next cell of the row in its column; how many columns it stands behind the cell before it."""
        if self._column > _MOST_COLUMNS:
            return 1  # no table of figures, and nothing to be kept in columns
        while self._taken.get(self._column, 0) > self._row:
            self._column += 1
        behind, self._last = self._column - self._last, self._column
        if height > 1:
            self._taken.update(dict.fromkeys(range(self._column, self._column + width), self._row + height))
        self._column += width
        return behind


class _Walk:
    """One walk over a tree, without recursion: a page may be nested deeper than Python's stack."""

    def __init__(self, styles: Styles) -> None:
        self.has_struck_number = False
        self._styles = styles
        self._pieces: list[str] = []
        # The blocks one is in, and how the elements within the line that one is in look.
        self._open: list[HtmlElement] = []
        self._looks: list[Look] = [Look.PLAIN]
        self._grids: list[_Grid] = []
        self._in_cells = 0
        self._preformatted = 0
        self._links = 0
        self._linked = 0

    def blocks(self, root: HtmlElement) -> Iterator[Block]:
        self._open.append(root)
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if not isinstance(tag, str):
                continue
            is_block = _is_block(element) and not (self._in_cells and tag in _LINES_OF_CELLS)
            if event == "start":
                if is_block:
                    yield from self._flush()
                    self._open.append(element)
                look = self._enter(element, is_block)
                if Look.STRUCK in look or _is_not_shown(element):
                    self.has_struck_number |= Look.STRUCK in look and any(map(str.isdigit, element.text_content()))
                    walk.skip_subtree()
                else:
                    self._add(element.text)
            else:
                if is_block:
                    yield from self._flush()
                    self._open.pop()
                self._leave(element, is_block)
                if element is not root:
                    self._add(element.tail)

    def _enter(self, element: HtmlElement, is_block: bool) -> Look:
        tag = element.tag
        own = self._styles.look(element)
        self._preformatted += tag == "pre"
        self._links += tag == "a"
        if tag == "table":
            self._grids.append(_Grid())
        elif tag == "tr" and self._grids:
            self._grids[-1].begin_row()
        if tag in _CELLS and not is_block:
            self._in_cells += 1
            behind = int(element.getprevious() is not None)
            if self._grids:
                behind = self._grids[-1].place(_span(element, "colspan"), _span(element, "rowspan"))
            self._pieces.append(_CELL * behind)
        elif self._in_cells and tag in _LINES_OF_CELLS:
            self._pieces.append(_END)
        elif tag == "br":
            self._pieces.append(_END if self._in_cells else _LINE)
        elif tag not in _READINGS and not is_block:
            is_box = Look.BOX in own or Look.ROW in self._looks[-1]
            self._pieces.append(_BOX if is_box else _AMONG if _is_among_elements(element) else _EDGE)
        # What a block looks like is that of all in it, but for where its own parts stand.
        inherited = Look.PLAIN if is_block else self._looks[-1] & (Look.RAISED | Look.LOWERED)
        self._looks.append(own | inherited)
        return own

    def _leave(self, element: HtmlElement, is_block: bool) -> None:
        own = self._looks.pop()
        if element.tag == "table":
            self._grids.pop()
        self._in_cells -= element.tag in _CELLS and not is_block
        self._preformatted -= element.tag == "pre"
        self._links -= element.tag == "a"
        if self._in_cells and element.tag in _LINES_OF_CELLS:
            self._pieces.append(_END)
        elif not is_block and element.tag not in _CELLS and element.tag != "br" and element.tag not in _READINGS:
            self._pieces.append(_BOX if Look.BOX in own or Look.ROW in self._looks[-1] else _EDGE)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        text = _MARKS.sub("", text)
        if self._links:
            self._linked += len("".join(text.split()))
        if self._preformatted:
            text = text.replace("\r\n", "\n").replace("\n", _LINE)
        else:
            # A line end of the source is marked, to be judged when both its neighbours are known.
            text = _SPACES.sub(lambda spaces: _END if "\n" in spaces.group() else " ", text)
        if Look.RAISED in self._looks[-1]:
            # A mark in brackets is apart from the number before it as it is.
            text = _BARE_NUMBER.sub(lambda number: number.group().translate(_SUPERSCRIPT), text)
        elif Look.LOWERED in self._looks[-1]:
            text = text.translate(_SUBSCRIPT)
        self._pieces.append(text.translate(_INVISIBLE))

    def _flush(self) -> Iterator[Block]:
        text, self._pieces = "".join(self._pieces), []
        linked, self._linked = self._linked, 0
        if not _MARKS.sub("", text).strip():
            return
        text = _set_numbers_apart(text)
        if not self._preformatted:
            text = re.sub("[ \x01]*\x01[ \x01]*", _END, text)
            text = _BREAK_IN_JAPANESE.sub("", text).replace(_END, " ")
            text = re.sub(" {2,}", " ", text)
        text = re.sub(" *\x02 *", "\t", text)
        # An empty line within an element parts paragraphs, as an element of their own does.
        length = len("".join(_MARKS.sub("", text).split()))
        for part in re.split(" *\x03[\x03 ]*\x03 *", text) if not self._preformatted else [text]:
            part = re.sub(" *\x03 *", "\n", part) if not self._preformatted else part.replace(_LINE, "\n")
            if part.strip():
                # An empty cell that begins a row keeps the others in their columns.
                is_row = self._open[-1].tag == "tr"
                part = part.strip(" \n\xa0").rstrip("\t") if is_row else part.strip(" \t\n\xa0")
                yield Block(part, self._open[-1], min(linked / length, 1.0))


def _is_among_elements(element: HtmlElement) -> bool:
    """Whether all around it are elements with nothing between them, as the cells of a row that no table makes are."""
    parent = element.getparent()
    if parent is None or element.getprevious() is None or (parent.text or "").strip() or len(parent) > 100:
        return False
    return not any((part.tail or "").strip() for part in parent)


def _set_numbers_apart(text: str) -> str:
    """Part numbers of two elements that touch, unless both together are one number.

    Boxes are always apart; of elements among elements only single digits are one, as counters have them. A digit behind
    a number that is complete with its groups is the mark of a note.
    """
    parts: list[str] = []
    at = 0
    while match := _NUMBERS_THAT_TOUCH.search(text, at):
        before, edges, after = match.groups()
        parts.append(text[at : match.end(1)])
        at = match.start(3)
        is_one = bool(_WHOLE_NUMBER.fullmatch(before + after)) or len(before) == len(after) == 1
        if _BOX in edges or (_AMONG in edges and not len(before) == len(after) == 1):
            parts.append(" ")
        elif not is_one and _GROUPED_NUMBER.fullmatch(before) and after.isdigit() and len(after) < 3:
            parts.append(after.translate(_SUPERSCRIPT))
            at = match.end(3)
        elif not is_one:
            parts.append(" ")
    return re.sub("[\x04-\x06]", "", "".join(parts) + text[at:])
