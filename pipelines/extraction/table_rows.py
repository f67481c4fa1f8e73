"""Rows of tables: what a line of a text makes of its cells, by the marks, lines or spaces between them.

Which rows are a table together is in ``grids``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.extraction.model import Span
from pipelines.extraction.structure import trimmed

RULE = re.compile(r"[\s|:+\-=─━┼｜]*")
_GAP = re.compile(r" {2,}")
# A cell that holds a number and nothing else but its sign, its unit and the mark of a note.
_BARE = r"[+＋\-−－–△▲±]?\d(?:[\d,，]*\d)?(?:\.\d+)?[%％]?"
_NUMBER = re.compile(
    rf"(?:約|about )?{_BARE.replace('[%％]?', '')}\s?(?:%|％|[^\W\d_]{{0,4}})(?:\s?[※*＊注(（][※*＊注\d)）]*)?"
)
_TOKEN = re.compile(r"[^\s]+")
_BARE_NUMBER = re.compile(_BARE)
# A name and a number behind it with nothing between, as PDF files have them.
_FUSED = re.compile(r"[^\W\d_](?=\d{1,3}(?:,\d{3})+\Z)")
_ERA_YEAR = re.compile(r"(?:令和|平成|昭和)(?:元|\d{1,2})年度?|(?:19|20)\d{2}年度?")
_YEARS = re.compile(rf"(?:(?:{_ERA_YEAR.pattern})\s?){{2,}}")
_LONGEST_NUMBER = 40  # characters
LONGEST_CELL = 300  # characters
_FEWEST_IN_A_ROW = 4  # numbers of a line that has no mark between its cells
_IN_BRACKETS = re.compile(r"[(（]\s*([^()（）]+?)\s*[)）]")
_EMPTY = re.compile(r"[-－–—―…‥.xX*・/]*")
# Years, months and ages, which name rows and columns and are no counts.
_A_NAME = re.compile(
    r"(?:19|20)\d{2}|(?:\d{1,4}|元)年度?(?:[上下]半?期)?|\d{1,2}月|\d{1,2}(?:歳|代|歳代)(?:以上|以下|未満)?"
)


class Cell(NamedTuple):
    """A cell: its column, counted from 0, and its words, without the space around them."""

    column: int
    span: Span

    def inner(self, text: str) -> Span:
        """Its words without brackets around all of them."""
        is_short = self.span.end - self.span.start < _LONGEST_NUMBER
        match = _IN_BRACKETS.fullmatch(text, *self.span) if is_short else None
        return Span(*match.span(1)) if match else self.span

    def is_in_brackets(self, text: str) -> bool:
        """Whether brackets stand around all of it: （3,199） below 3,749 is a part of that."""
        return self.inner(text) != self.span

    def is_number(self, text: str) -> bool:
        """Whether it holds one number, that is no year, month or age."""
        words = self.inner(text).of(text)
        return len(words) < _LONGEST_NUMBER and bool(_NUMBER.fullmatch(words)) and not _A_NAME.fullmatch(words)

    def is_empty(self, text: str) -> bool:
        """Whether it says that there is nothing: －, …, x."""
        return bool(_EMPTY.fullmatch(text, *self.span))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table.

    Attributes:
        cells: Its cells that hold anything, from left to right.
        indent: How many characters its first cell stands to the right of the line's beginning.
    """

    cells: tuple[Cell, ...]
    indent: int

    def at(self, column: int) -> Cell | None:
        """The cell in a column."""
        return next((cell for cell in self.cells if cell.column == column), None)


def by_tabs(text: str, line: Span) -> Row | None:
    """A row of cells kept apart by tabs, or one of a PDF file without a mark between them."""
    words = line.of(text)
    if "\t" not in words and not _is_run_together(words):
        return None
    cells: list[Cell] = []
    start, column = line.start, 0
    for part in words.split("\t"):
        for piece in _pieces(text, trimmed(text, Span(start, start + len(part)))):
            cells.append(Cell(column, piece))
            column += 1
        column += not part.strip()
        start += len(part) + 1
    return Row(tuple(cells), indent_of(words.lstrip("\t")))


def _is_run_together(words: str) -> bool:
    """Whether a line of a PDF file is a row without a mark between its cells: 総数 85,288 75,734 79,218 84,369."""
    if len(words) > LONGEST_CELL:
        return False
    return bool(_YEARS.fullmatch(words.strip())) or len(numbers_at_end(words)) >= _FEWEST_IN_A_ROW


def numbers_at_end(words: str) -> list[re.Match[str]]:
    """The numbers, a space between each two, that words end with."""
    tokens = list(_TOKEN.finditer(words))
    first = next((k for k in range(len(tokens), 0, -1) if not _BARE_NUMBER.fullmatch(tokens[k - 1].group())), 0)
    return tokens[first:]


def _pieces(text: str, cell: Span) -> list[Span]:
    """What a cell of a PDF file runs together: "20,189 2,146", 令和元年令和2年, 20~29歳6,634."""
    words = cell.of(text)
    if len(words) > LONGEST_CELL:
        return [cell]
    if _YEARS.fullmatch(words):
        return [Span(cell.start + one.start(), cell.start + one.end()) for one in _ERA_YEAR.finditer(words)]
    numbers = numbers_at_end(words)
    name = words[: numbers[0].start()] if numbers else words
    pieces = [Span(cell.start + one.start(), cell.start + one.end()) for one in numbers]
    if fused := _FUSED.search(name.rstrip()):
        end = cell.start + len(name.rstrip())
        pieces.insert(0, Span(cell.start + fused.end(), end))
        name = name[: fused.end()]
    elif name.strip() and len(numbers) == 1:
        return [cell]  # 表 2, Table 3: a name may end with a number
    if name.strip():
        pieces.insert(0, trimmed(text, Span(cell.start, cell.start + len(name))))
    return pieces


def by_rules(text: str, line: Span) -> Row | None:
    """A row of Markdown: | City | Deaths |, also without the upright lines at its ends."""
    words = line.of(text)
    inner = trimmed(text, line)
    if words.count("|") < 2:
        return None
    if RULE.fullmatch(words):
        return Row((), 0)
    cells, start = [], inner.start + inner.of(text).startswith("|")
    for column, part in enumerate(inner.of(text).removeprefix("|").removesuffix("|").split("|")):
        span = _without_marks(text, trimmed(text, Span(start, start + len(part))))
        if span.end > span.start:
            cells.append(Cell(column, span))
        start += len(part) + 1
    return Row(tuple(cells), 0)


def _without_marks(text: str, span: Span) -> Span:
    """The words between marks of emphasis: **Prefecture**."""
    start, end = span.start, span.end
    while end - start > 1 and text[start] in "*_" and text[end - 1] in "*_":
        start, end = start + 1, end - 1
    return Span(start, end)


def by_gaps(text: str, line: Span) -> Row | None:
    """A row of aligned text; its columns are those of its words from right to left."""
    words = line.of(text)
    inner = trimmed(text, line)
    parts = list(_GAP.finditer(text, inner.start, inner.end))
    if not parts:
        return None
    edges = [inner.start, *(edge for part in parts for edge in part.span()), inner.end]
    spans = [
        piece
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        for piece in _numbers_apart(text, Span(start, end))
    ]
    return Row(tuple(Cell(column, span) for column, span in enumerate(spans)), indent_of(words))


def _numbers_apart(text: str, part: Span) -> list[Span]:
    """Numbers, or a name and numbers, with one wide space between: aligned Japanese leaves no more beside long ones."""
    tokens = list(_TOKEN.finditer(text, *part))
    if len(tokens) > 1 and all(_BARE_NUMBER.fullmatch(token.group()) for token in tokens):
        return [Span(*token.span()) for token in tokens]
    name, numbers = tokens[0], tokens[1:]
    if numbers and all(_BARE_NUMBER.fullmatch(one.group()) and len(one.group()) > 1 for one in numbers):
        is_wide = name.group()[-1] > "\u3000" or name.group()[-1] == ")"
        if is_wide and not name.group()[0].isdigit():
            return [Span(*token.span()) for token in tokens]
    return [part]


def names_apart(text: str, row: Row, width: int) -> Row:
    """The names of columns with one wide space between, where so many columns are told apart by that."""
    spans = [Span(*token.span()) for cell in row.cells for token in _TOKEN.finditer(text, *cell.span)]
    is_wide = all(span.of(text)[0] > "\u3000" or span.of(text)[0] in "RHS" for span in spans)
    if len(row.cells) < len(spans) and len(spans) in (width, width - 1) and is_wide:
        return Row(tuple(Cell(column, span) for column, span in enumerate(spans)), row.indent)
    return row


def indent_of(words: str) -> int:
    """How many spaces, tabs and wide spaces words begin with."""
    return len(words) - len(words.lstrip(" \u3000\t"))
