"""The lines of a page of a PDF file, and how pieces that stand side by side become one.

Lengths are in points; x grows to the right, y upwards, as PDF has it. The pieces are made by ``pdf_pieces``; in which
order lines are read belongs to ``pdf_order``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise

from pipelines.articles.formats.pdf_frames import is_wide
from pipelines.articles.formats.pdf_marks import MARKS

CELL = "\t"
# In sizes of a letter: from where a gap is a space between Latin letters, is one between cells of a table, and is one
# between cells although one instruction draws both.
_SPACE, CELLS, _CELLS_IN_PART = 0.15, 1.2, 3.0
# How far a letter is printed over the one before, where two texts are.
_OVER = -0.5
SAME_BASELINE = 0.15
_SPACED_OUT_BY = 3.2
_EVEN = 0.12


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or a part of one.

    Attributes:
        text: Its characters; cells of a table are apart by a tab.
        size: Height of its letters.
        first: Number of its first letter in the order of the file.
        last: Of its last letter.
        part: Number of the instruction that draws its first letter.
        last_part: That draws its last letter.
        space: The spaces before it in the file.
        cell: Where its last cell starts.
        spacing: By how much its letters are set apart, in their size.
        ends_soft: Whether it ends in a soft hyphen: its last word goes on.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    first: int
    last: int
    part: int
    last_part: int
    space: str
    cell: float
    spacing: float
    ends_soft: bool = False

    @property
    def middle(self) -> float:
        """Half its height above the lower edge of the page."""
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page, and its size.

    Attributes:
        frames: Lines that run the same way, in no particular order; those of most of the text first.
        upright: Which of the frames, by number, is that of lines that run to the right; None where there is none.
    """

    frames: tuple[tuple[Line, ...], ...]
    upright: int | None
    width: float
    height: float


def separator(left: str, right: str, gap: float) -> str:
    """What stands between two pieces of one line, by the gap between them in sizes of a letter."""
    if left.isspace() or right.isspace() or (right in MARKS and gap <= CELLS):
        return ""
    if gap > CELLS:
        return CELL
    if is_wide(left) or is_wide(right):
        # Digits of full width that stand apart are two numbers.
        return " " if gap > 0.3 and left.isdigit() and right.isdigit() else ""
    return " " if gap > _SPACE else ""


def put_side_by_side(pieces: Sequence[Line], *, cells: bool) -> list[Line]:
    """Join pieces of lines that stand side by side, from the top of the page down.

    Args:
        pieces: Lines that run from left to right.
        cells: Whether to join across wide gaps too, as the cells of a table; else only what is one line.
    """
    return [line for row in rows_of(pieces) for line in _joined_row(_without_letter_spacing(row), cells)]


def with_indent(line: Line) -> Line:
    """A line with the wide spaces that indent it."""
    return replace(line, text=line.space + line.text) if line.space.startswith("\u3000") else line


def rows_of(pieces: Sequence[Line]) -> list[list[Line]]:
    """Pieces that stand side by side, each row from left to right, from the top down."""
    rows: list[list[Line]] = []
    middle = 0.0
    for piece in sorted(pieces, key=lambda piece: -piece.middle):
        if rows and middle - piece.middle < 0.5 * min(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
            middle = piece.middle
    return [sorted(row, key=lambda piece: (piece.x0, piece.first)) for row in rows]


def _without_letter_spacing(row: Sequence[Line]) -> list[Line]:
    """Join single letters at even distances: 平 成 3 0 年."""
    done: list[Line] = []
    start = 0
    while start < len(row):
        end = start + 1
        while end < len(row) and _continues_even(row, start, end):
            end += 1
        letters = row[start:end]
        if len(letters) >= 3 and _is_one_word(letters):
            done.append(reduce(lambda word, letter: _joined(word, letter, ""), letters))
        else:
            done += letters
        start = end
    return done


def _continues_even(row: Sequence[Line], start: int, end: int) -> bool:
    """Whether a piece is a single letter, as far from the one before it as the first two of its run."""
    size = row[start].size
    is_alike = abs(row[end].size - size) <= 0.1 * size and abs(row[end].y0 - row[start].y0) <= SAME_BASELINE * size
    if len(row[start].text) > 1 or len(row[end].text) > 1 or not is_alike:
        return False
    first, here = row[start + 1].x0 - row[start].x1, row[end].x0 - row[end - 1].x1
    return first <= _SPACED_OUT_BY * size and abs(here - first) <= _EVEN * size


def _is_one_word(letters: Sequence[Line]) -> bool:
    """Whether letters at even distances are a word rather than cells: its digits close, or none beside another."""
    digits = [letter.text.isdigit() for letter in letters]
    if not any(digits):
        return True
    gap = (letters[1].x0 - letters[0].x1) / letters[0].size
    return sum(digits) < len(digits) and (gap <= 1.0 or not any(pair == (True, True) for pair in pairwise(digits)))


def _joined_row(row: Sequence[Line], cells: bool) -> list[Line]:
    found: list[Line] = []
    is_justified = _is_justified(row)
    for piece in row:
        if found:
            between = _between_pieces(found[-1], piece)
            if between == CELL and is_justified and _follows(found[-1], piece):
                between = piece.space or CELL
            if between != CELL or cells:
                found[-1] = _joined(found[-1], piece, between)
                continue
        found.append(piece)
    return found


def _is_justified(row: Sequence[Line]) -> bool:
    """Whether words with spaces between them are set apart evenly, as to fill a line."""
    gaps = [(after.x0 - before.x1) / after.size for before, after in pairwise(row) if _follows(before, after)]
    return len(gaps) >= 2 and max(gaps) - min(gaps) <= _EVEN


def _follows(before: Line, after: Line) -> bool:
    return after.first == before.last + 1 and after.space != ""


def _between_pieces(last: Line, piece: Line) -> str:
    # Of letters that are set apart, those on both sides of a space are.
    gap = (piece.x0 - last.x1) / max(last.size, piece.size) - 2 * min(last.spacing, piece.spacing)
    if gap < _OVER:
        return " "
    is_in_part = piece.first == last.last + 1 and piece.part == last.last_part
    if gap > CELLS and not (is_in_part and gap <= _CELLS_IN_PART):
        return CELL
    if _follows(last, piece):
        return piece.space
    return separator(last.text[-1:], piece.text[:1], min(gap, CELLS))


def _joined(last: Line, piece: Line, between: str) -> Line:
    return replace(
        last,
        text=last.text + between + piece.text,
        y0=min(last.y0, piece.y0),
        x1=max(last.x1, piece.x1),
        y1=max(last.y1, piece.y1),
        size=max(last.size, piece.size),
        last=piece.last,
        last_part=piece.last_part,
        cell=piece.cell if between == CELL else last.cell,
        ends_soft=piece.ends_soft,
    )
