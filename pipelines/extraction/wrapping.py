"""Lines that a text was broken into at a fixed width, as plain text and mail have them: where they go on.

A text is wrapped where several lines of prose end inside a sentence at about the same width; no paragraph is longer.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import NamedTuple

from pipelines.extraction.model import Span

_LINE = re.compile(r"[^\n]*\n?")
_COLUMNS = re.compile(r"\S {2,}\S|[\t|]")  # a row of a table, and no prose
_ENDS = re.compile(r"[.!?:;。！？：]['\")\]”’」』）]*\s*\Z")
# What begins a line of its own: an item, a heading, a note, a caption.
_BEGINS = re.compile(
    r"\s*(?:[○▽・●◇■□◎◆▼▲△※*•#>【「〈《-]|[(（]?(?:注|\d{1,2}|[ア-ン])(?:[)）．、\s]|\.(?!\d))|第\s?\d|[表図]\s?\d"
    r"|(?:Table|Figure|Chart|Note|Source|Chapter|Section)\b)"
)
_WORD = re.compile(r"[^\W\d_]{2}")
_JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_FEWEST = 3  # lines that go on; fewer come about by chance


class _Width(NamedTuple):
    """Of wrapped lines: the longest there are, and how much shorter a full one may be, in columns."""

    least: int
    most: int
    slack: int


_IN_JAPANESE = _Width(56, 128, 12)
_IN_ENGLISH = _Width(56, 110, 18)


def find_wraps(text: str) -> list[Span]:
    """The line ends inside sentences, each with the space before the next line; none where a text is not wrapped."""
    allowed = _IN_JAPANESE if _JAPANESE.search(text) else _IN_ENGLISH
    lines = [Span(*match.span()) for match in _LINE.finditer(text) if match.group()]
    written = [line.of(text).rstrip() for line in lines]
    is_prose = [bool(_WORD.search(words)) and not _COLUMNS.search(words.lstrip()) for words in written]
    widths = [shown_width(words) for words in written]
    if max((width for width, prose in zip(widths, is_prose, strict=True) if prose), default=0) > allowed.most:
        return []
    unfinished = [
        number
        for number, (words, following) in enumerate(pairwise(written))
        if is_prose[number] and is_prose[number + 1] and _goes_on(words, following)
    ]
    width = max((widths[number] for number in unfinished), default=0)
    full = [number for number in unfinished if widths[number] >= max(allowed.least, width - allowed.slack)]
    if len(full) < _FEWEST:
        return []
    return [
        Span(lines[number].start + len(written[number]), lines[number + 1].start + _indent(written[number + 1]))
        for number in full
    ]


def shown_width(words: str) -> int:
    """How many columns words take where every letter does one, or as Japanese ones do two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in words)


def _goes_on(words: str, following: str) -> bool:
    """Whether nothing in a line and the next tells them apart."""
    return not (_ENDS.search(words) or _BEGINS.match(following) or _indent(following) > _indent(words))


def _indent(words: str) -> int:
    return len(words) - len(words.lstrip())
