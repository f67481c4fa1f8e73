"""The lines of a page of a PDF file, put together from characters and their places.

Lengths are in points; x grows to the right, y upwards, as PDF has it. The order of lines belongs to ``pdf_order``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pdfminer.layout import LTChar

_WIDE = re.compile("[\u1100-\u11ff\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe6f\uff00-\uffef\U00020000-\U0003fffd]")
# In widths of a character: from where a gap is a space between Latin letters, or between cells of a table.
_SPACE, _CELLS = 0.15, 1.2
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u00ad]")
CELL = "\t"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or a part of one.

    Attributes:
        text: Its characters; cells of a table are apart by a tab.
        size: Height of its characters; of vertical text, their width.
        is_vertical: Whether it runs from top to bottom.
        ends_soft: Whether it ends in a soft hyphen: its last word goes on.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    is_vertical: bool
    ends_soft: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page, in no particular order, and its size."""

    lines: tuple[Line, ...]
    width: float
    height: float

    @property
    def is_vertical(self) -> bool:
        """Whether most of its text runs from top to bottom."""
        vertical = sum(len(line.text) for line in self.lines if line.is_vertical)
        return vertical > sum(len(line.text) for line in self.lines if not line.is_vertical)


def is_wide(letter: str) -> bool:
    """Whether a character is as wide as it is high: Japanese, which is written without spaces."""
    return bool(letter) and _WIDE.match(letter) is not None


def line_of_characters(characters: Sequence[LTChar], is_vertical: bool) -> Line | None:
    """Put a line together; None where nothing of it can be seen."""
    parts: list[str] = []
    before: LTChar | None = None
    for character in characters:
        text = character.get_text()
        letter = "\ufffd" if text.startswith("(cid:") else text
        if before is not None and parts and not is_vertical:
            gap = character.x0 - before.x1
            parts.append(separator(parts[-1][-1:], letter[:1], gap / max(character.size, 1.0)))
        if letter:
            parts.append(letter)
        before = character
    text = "".join(parts)
    seen = _CONTROL.sub("", text.replace("\t", " ").replace("\n", " "))
    if not seen.strip():
        return None
    shown = [character for character in characters if character.get_text().strip()] or list(characters)
    sizes = sorted(character.width if is_vertical else character.size for character in shown)
    return Line(
        text=seen.rstrip(),
        x0=min(character.x0 for character in shown),
        y0=min(character.y0 for character in shown),
        x1=max(character.x1 for character in shown),
        y1=max(character.y1 for character in shown),
        size=max(sizes[len(sizes) // 2], 0.1),
        is_vertical=is_vertical,
        ends_soft=text.rstrip().endswith("\u00ad"),
    )


def separator(left: str, right: str, gap: float) -> str:
    """What stands between two pieces of one line, by the gap between them in widths of a character."""
    if left.isspace() or right.isspace():
        return ""
    if gap > _CELLS:
        return CELL
    if is_wide(left) or is_wide(right):
        return ""
    return " " if gap > _SPACE else ""


def put_side_by_side(pieces: Sequence[Line], *, cells: bool) -> list[Line]:
    """Join pieces of lines that stand side by side, from the top of the page down.

    Args:
        pieces: Lines that run from left to right.
        cells: Whether to join across wide gaps too, as the cells of a table; else only what is one line.
    """
    rows: list[list[Line]] = []
    middle = 0.0
    for piece in sorted(pieces, key=lambda piece: -(piece.y0 + piece.y1)):
        center = (piece.y0 + piece.y1) / 2
        if rows and middle - center < 0.5 * min(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
            middle = center
    return [line for row in rows for line in _joined_row(sorted(row, key=lambda piece: piece.x0), cells)]


def _joined_row(row: Sequence[Line], cells: bool) -> list[Line]:
    found: list[Line] = []
    for piece in row:
        if found:
            last = found[-1]
            gap = (piece.x0 - last.x1) / max(last.size, piece.size)
            between = separator(last.text[-1:], piece.text[:1], gap)
            if between != CELL or cells:
                found[-1] = replace(
                    last,
                    text=last.text + between + piece.text,
                    y0=min(last.y0, piece.y0),
                    x1=max(last.x1, piece.x1),
                    y1=max(last.y1, piece.y1),
                    size=max(last.size, piece.size),
                    ends_soft=piece.ends_soft,
                )
                continue
        found.append(piece)
    return found
