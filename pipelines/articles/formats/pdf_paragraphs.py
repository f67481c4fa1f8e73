"""Lines of a PDF file -> paragraphs: what goes on in the next line, and what starts anew.

A number or a word that runs over the end of a line, a column or a page must come out whole. In which order the lines
come belongs to ``pdf_order``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipelines.articles.formats.pdf_frames import is_wide
from pipelines.articles.formats.pdf_lines import CELL, Line
from pipelines.articles.formats.pdf_marks import MARKS
from pipelines.articles.formats.pdf_order import Column

_ENDS_SENTENCE = re.compile(r"[.!?。！？．][\"'”’」』）)]*$|[:：]$")
_STARTS_ITEM = re.compile(
    r"[○●◎◯■□◆◇▲△▼▽★☆※•・–‣▪◦➢]|[(（][\d０-９一二三四五六七八九十ア-ン]{1,2}[)）]|第[\d０-９一二三四五六七八九十]+"
    r"[章節\s　]|[0-9０-９]{1,2}[\s　.．](?![0-9０-９])|[①-⑳]|[-*]\s"
)
_HYPHENS = "-\u2010\u2011"
_ENDS_IN_NUMBER = re.compile(r"\d[,，.．]?$")
# In sizes of a letter.
_INDENT, _SHORT, _SAME_EDGE = 0.8, 2.0, 0.3
_LARGER_BY, _FURTHER_BY, _FAR = 1.15, 1.5, 2.0
# In sizes of a letter: shorter lines of one width may be a list.
_FILLED = 12
# Of the lines of a column: as many begin at its edge at least.
_EDGE = 0.15


@dataclass(frozen=True, slots=True)
class _Shape:
    """Where the lines of a column begin and end, and how far apart they are."""

    left: float
    right: float
    leading: float
    has_edge: bool

    @classmethod
    def of(cls, lines: Sequence[Line]) -> _Shape:
        starts = Counter(round(line.x0 / 2) * 2 for line in lines)
        # The first lines of short paragraphs can be more than those that begin at the edge. Of centred lines none does.
        edges = [start for start, count in starts.items() if count >= _EDGE * len(lines)]
        left = float(min(edges, default=min(line.x0 for line in lines)))
        gaps = [before.middle - line.middle for before, line in pairwise(lines)]
        size = median(line.size for line in lines)
        leading = min(median(gaps), 2.2 * size) if gaps else 2.2 * size
        return cls(left, max(line.x1 for line in lines), leading, bool(edges))

    def is_indented(self, line: Line) -> bool:
        return line.text.startswith("\u3000") or line.x0 - self.left > _INDENT * line.size

    def is_short(self, line: Line) -> bool:
        missing = self.right - line.x1
        # The right edge of Latin text is often ragged by a word.
        return missing > max(_SHORT * line.size, 0 if is_wide(line.text[-1:]) else 0.15 * (self.right - self.left))

    def has_room(self, line: Line, following: Line) -> bool:
        """Whether the first word of the following line would have gone into the line, wherever that is set."""
        word = following.text.split(maxsplit=1)[0] if following.text.strip() else ""
        length = 2 if is_wide(word[:1]) else len(word) + 1
        width = length * (following.x1 - following.x0) / max(len(following.text), 1)
        return (self.right - self.left) - (line.x1 - line.x0) > width


def paragraphs_of(columns: Sequence[Column]) -> list[str]:
    """The paragraphs of a document, the rows of a table as lines of one."""
    paragraphs: list[str] = []
    last: tuple[Line, _Shape] | None = None
    earlier: Line | None = None
    for column in columns:
        if not column.lines:
            continue
        shape = _Shape.of(column.lines)
        for number, line in enumerate(column.lines):
            following = column.lines[number + 1] if number + 1 < len(column.lines) else None
            if last is None:
                paragraphs.append(line.text)
            elif number and CELL in line.text and CELL in last[0].text:
                paragraphs[-1] += "\n" + line.text
            elif (
                _starts_anew(earlier, last, (line, shape), following)
                if number
                else _starts_anew_elsewhere(last, (line, shape))
            ):
                paragraphs.append(line.text)
            else:
                is_full = not last[1].is_short(last[0])
                paragraphs[-1] = joined(paragraphs[-1], line.text, ends_soft=last[0].ends_soft, is_full=is_full)
            earlier = last[0] if last is not None and number else None
            last = line, shape
    return [paragraph.strip(" \u3000") for paragraph in paragraphs if paragraph.strip()]


def joined(before: str, after: str, *, ends_soft: bool = False, is_full: bool = False) -> str:
    """Two lines as one: Japanese without a space, Latin words with one, a word parted at its hyphen without.

    Args:
        before: The first line.
        after: The second.
        ends_soft: Whether the first ends in a soft hyphen.
        is_full: Whether the first reaches as far as its column: only then a number can go on in the second.
    """
    before, after = before.rstrip(" "), after.lstrip(" \u3000")
    if not before or not after or ends_soft:
        return before + after
    if after[0].isdigit() and _ENDS_IN_NUMBER.search(before):
        # Programs break a number of full width at the end of a line, and no other.
        goes_on = is_full and is_wide(before[-1]) and is_wide(after[0])
        return before + after if goes_on else f"{before} {after}"
    if is_wide(before[-1]) or is_wide(after[0]):
        return before + after
    if before[-1] in _HYPHENS and before[-2:-1].isalnum() and after[0].isalnum():
        return before + after
    return f"{before} {after}"


def _starts_anew(
    earlier: Line | None, last: tuple[Line, _Shape], here: tuple[Line, _Shape], following: Line | None
) -> bool:
    (before, _), (line, shape) = last, here
    if CELL in before.text and CELL not in line.text:
        # What a cell at the end of a row has more than one line of stands below it.
        goes_on = abs(line.x0 - before.cell) < _SAME_EDGE * line.size and not shape.is_short(before)
        return not goes_on or _is_of_another_size(before, line) or _is_far_below(before, line, shape)
    if CELL in line.text or _is_of_another_size(before, line) or _is_far_below(before, line, shape):
        return True
    if _starts_item(line):
        return True
    ends_sentence = _ends_sentence(before)
    if _is_centred(before, line, shape):
        return ends_sentence or shape.has_room(before, line)
    is_open = not ends_sentence and not shape.is_short(before) and is_wide(before.text[-1:])
    if line.text.startswith("\u3000") and is_open:
        # Spaces at the start of a line can also keep it in step with the one it goes on from.
        return False
    if shape.is_indented(line):
        # Of lines that are all indented alike, none starts a paragraph by that.
        is_first = following is not None and not shape.is_indented(following)
        alike = abs(before.x0 - line.x0) < _SAME_EDGE * line.size and not line.text.startswith("\u3000")
        hangs = _starts_item(before) and before.x0 < line.x0
        if is_first or not (alike or hangs):
            return True
    if before.ends_soft:
        return False
    if _are_filled(before, line) or (earlier is not None and _are_filled(earlier, before) and not ends_sentence):
        return False
    width = shape.right - shape.left
    return (shape.is_short(before) and ends_sentence) or before.x1 - shape.left < 0.6 * width


def _starts_anew_elsewhere(last: tuple[Line, _Shape], here: tuple[Line, _Shape]) -> bool:
    """Whether the first line of a column or page starts a paragraph, given the last line before it."""
    (before, shape_before), (line, shape) = last, here
    if CELL in line.text or CELL in before.text or _is_of_another_size(before, line):
        return True
    if shape.is_indented(line) or _starts_item(line):
        return True
    return _ends_sentence(before) or shape_before.is_short(before)


def _is_centred(before: Line, line: Line, shape: _Shape) -> bool:
    """Whether two lines are set around one middle."""
    across = abs((before.x0 + before.x1) - (line.x0 + line.x1)) / 2
    is_inside = abs(before.x0 - line.x0) > _SAME_EDGE * line.size and line.x0 - shape.left > 2 * _INDENT * line.size
    return (is_inside or not shape.has_edge) and across < _SAME_EDGE * line.size


def _are_filled(before: Line, line: Line) -> bool:
    """Whether two lines fill the same width, narrower than their column though it may be."""
    return (
        before.x1 - before.x0 > _FILLED * before.size
        and abs(before.x0 - line.x0) < _SAME_EDGE * line.size
        and abs(before.x1 - line.x1) < _SAME_EDGE * line.size
    )


def _ends_sentence(line: Line) -> bool:
    return _ENDS_SENTENCE.search(unicodedata.normalize("NFKC", line.text.rstrip(MARKS)[-8:])) is not None


def _starts_item(line: Line) -> bool:
    return _STARTS_ITEM.match(line.text.lstrip()) is not None


def _is_far_below(before: Line, line: Line, shape: _Shape) -> bool:
    distance = before.middle - line.middle
    return distance > _FURTHER_BY * shape.leading or (distance > _FAR * line.size and _ends_sentence(before))


def _is_of_another_size(before: Line, line: Line) -> bool:
    return max(before.size, line.size) > _LARGER_BY * min(before.size, line.size)
