"""Lines of a PDF file -> paragraphs: what goes on in the next line, and what starts anew.

A number or a word that runs over the end of a line, a column or a page must come out whole. In which order the lines
come belongs to ``pdf_order``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipelines.articles.formats.pdf_lines import CELL, Line, is_wide
from pipelines.articles.formats.pdf_order import Column

_ENDS_SENTENCE = re.compile(r"[.!?。！？．][\"'”’」』）)]*$|[:：]$")
_STARTS_ITEM = re.compile(
    r"[○●◎◯■□◆◇▲△▼▽★☆※•・–‣▪◦➢]|[(（][\d０-９一二三四五六七八九十ア-ン]{1,2}[)）]|第[\d０-９一二三四五六七八九十]+"
    r"[章節\s　]|[0-9０-９]{1,2}[\s　.．](?![0-9０-９])|[①-⑳]|[-*]\s"
)
_HYPHENS = "-\u2010\u2011"
# In sizes of a character.
_INDENT, _SHORT = 0.8, 2.0
_LARGER_BY, _FURTHER_BY = 1.15, 1.5
# Of the lines of a column: as many begin at its edge at least.
_EDGE = 0.15


@dataclass(frozen=True, slots=True)
class _Shape:
    """Where the lines of a column begin and end, and how far apart they are."""

    left: float
    right: float
    leading: float

    @classmethod
    def of(cls, lines: Sequence[Line]) -> _Shape:
        starts = Counter(round(line.x0 / 2) * 2 for line in lines)
        # The first lines of short paragraphs can be more than those that begin at the edge.
        left = float(min(start for start, count in starts.items() if count >= _EDGE * len(lines)))
        gaps = [_center(before) - _center(line) for before, line in pairwise(lines)]
        size = median(line.size for line in lines)
        return cls(left, max(line.x1 for line in lines), min(median(gaps), 2.2 * size) if gaps else 2.2 * size)

    def is_indented(self, line: Line) -> bool:
        return line.text.startswith("\u3000") or line.x0 - self.left > _INDENT * line.size

    def is_short(self, line: Line) -> bool:
        missing = self.right - line.x1
        # The right edge of Latin text is often ragged by a word.
        return missing > max(_SHORT * line.size, 0 if is_wide(line.text[-1:]) else 0.15 * (self.right - self.left))


def paragraphs_of(columns: Sequence[Column]) -> list[str]:
    """The paragraphs of a document, the rows of a table as lines of one."""
    paragraphs: list[str] = []
    last: tuple[Line, _Shape] | None = None
    for column in columns:
        if not column.lines:
            continue
        shape = _Shape.of(column.lines)
        for number, line in enumerate(column.lines):
            if last is None:
                paragraphs.append(line.text)
            elif CELL in line.text and CELL in last[0].text and number:
                paragraphs[-1] += "\n" + line.text
            elif (
                _starts_anew_elsewhere(last, (line, shape))
                if not number
                else _starts_anew(
                    last, (line, shape), column.lines[number + 1] if number + 1 < len(column.lines) else None
                )
            ):
                paragraphs.append(line.text)
            else:
                paragraphs[-1] = joined(paragraphs[-1], line.text, ends_soft=last[0].ends_soft)
            last = line, shape
    return [paragraph.strip(" \u3000") for paragraph in paragraphs if paragraph.strip()]


def joined(before: str, after: str, *, ends_soft: bool = False) -> str:
    """Two lines as one: Japanese without a space, Latin words with one, a word parted at its hyphen without."""
    before, after = before.rstrip(" "), after.lstrip(" \u3000")
    if not before or not after or ends_soft or is_wide(before[-1]) or is_wide(after[0]):
        return before + after
    if before[-1] in _HYPHENS and before[-2:-1].isalnum() and after[0].isalnum():
        return before + after
    return f"{before} {after}"


def _starts_anew(last: tuple[Line, _Shape], here: tuple[Line, _Shape], following: Line | None) -> bool:
    (before, _), (line, shape) = last, here
    if CELL in line.text or CELL in before.text or _is_of_another_size(before, line):
        return True
    if _center(before) - _center(line) > _FURTHER_BY * shape.leading or _STARTS_ITEM.match(line.text.lstrip()):
        return True
    ends_sentence = _ENDS_SENTENCE.search(before.text) is not None
    is_open = not ends_sentence and not shape.is_short(before) and is_wide(before.text[-1:])
    if line.text.startswith("\u3000") and is_open:
        # Spaces at the start of a line can also keep it in step with the one it goes on from.
        return False
    if shape.is_indented(line):
        # Of lines that are all indented alike, none starts a paragraph by that.
        is_first = following is not None and not shape.is_indented(following)
        alike = abs(before.x0 - line.x0) < 0.3 * line.size and not line.text.startswith("\u3000")
        hangs = _STARTS_ITEM.match(before.text) is not None and before.x0 < line.x0
        if is_first or not (alike or hangs):
            return True
    if before.ends_soft:
        return False
    width = shape.right - shape.left
    return (shape.is_short(before) and ends_sentence) or before.x1 - shape.left < 0.6 * width


def _starts_anew_elsewhere(last: tuple[Line, _Shape], here: tuple[Line, _Shape]) -> bool:
    """Whether the first line of a column or page starts a paragraph, given the last line before it."""
    (before, shape_before), (line, shape) = last, here
    if CELL in line.text or CELL in before.text or _is_of_another_size(before, line):
        return True
    if shape.is_indented(line) or _STARTS_ITEM.match(line.text.lstrip()):
        return True
    return _ENDS_SENTENCE.search(before.text) is not None or shape_before.is_short(before)


def _is_of_another_size(before: Line, line: Line) -> bool:
    return max(before.size, line.size) > _LARGER_BY * min(before.size, line.size)


def _center(line: Line) -> float:
    return (line.y0 + line.y1) / 2
