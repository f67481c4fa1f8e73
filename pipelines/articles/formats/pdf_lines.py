"""The lines of a frame, put together from its letters: spaces, raised marks of notes, letter spacing.

Lengths are in points; x grows to the right, y upwards, as PDF has it. In which order lines are read belongs to
``pdf_order``.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise
from statistics import median

from pipelines.articles.formats.pdf_frames import Letter, is_wide

CELL = "\t"
_SOFT_HYPHEN = "\u00ad"
# In sizes of a letter: from where a gap is a space between Latin letters, may be one between columns, is one between
# cells of a table, and between cells although one instruction draws both; below the first a space is none that shows.
_PHANTOM, _SPACE, _PIECE, _CELLS, _CELLS_IN_PART = 0.08, 0.15, 0.5, 1.2, 3.0
_SAME_BASELINE = 0.15
# Of the narrower of two letters: from where one is printed over the other.
_OVERLAP = 0.3
# How much higher or lower than its line a mark stands, by the size of the line, and how much smaller it is.
_RAISED, _LOWERED = (0.15, 0.8), (-0.45, -0.07)
_SMALLER = 0.9
_MARK_TOP = 0.7
_LONGEST_MARK = 8
# In sizes of a mark: as far above or below it is a line it may stand in.
_REACH = 6.0
_MARK_BESIDE = 0.45
_MARK = re.compile(
    r"[※＊*†‡§¶#注]?[(（\[]?(?:[※＊*†‡§¶#注]?\d{1,2}|[a-z])(?:[,、，・~\-–]\d{1,2})*[)）\]]?|[※＊*†‡§¶#注]+|[)）]"
)
_SUPERSCRIPT = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")
_SUPERSCRIPT_LETTERS = str.maketrans("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_SUBSCRIPT = str.maketrans("0123456789()", "₀₁₂₃₄₅₆₇₈₉₍₎")
MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾₀₁₂₃₄₅₆₇₈₉₍₎"
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


@dataclass(slots=True)
class _Run:
    """Letters on one baseline, from left to right, without a wide gap.

    Attributes:
        spacing: By how much all letters of the baseline are set apart, in sizes.
    """

    letters: list[Letter]
    spacing: float
    size: float
    y: float
    x0: float
    x1: float

    @classmethod
    def of(cls, letters: list[Letter], spacing: float) -> _Run:
        size = median(letter.size for letter in letters)
        return cls(letters, spacing, size, letters[0].y, letters[0].x0, max(letter.x1 for letter in letters))

    @property
    def text(self) -> str:
        return "".join(letter.text for letter in self.letters)


def lines_of(letters: Sequence[Letter]) -> list[Line]:
    """The lines of a frame, each as far as no gap is wide enough to lie between columns."""
    levels = _levels(letters)
    spacings = list(map(_letter_spacing, levels))
    usual = max((len(level), spacing) for level, spacing in zip(levels, spacings, strict=True))[1] if levels else 0.0
    runs = []
    for level, own in zip(levels, spacings, strict=True):
        spacing = own or (usual if _is_spaced(level, usual) else 0.0)
        runs += [_Run.of(part, spacing) for part in _split(level, spacing)]
    found = []
    for level, spacing in _with_marks(runs):
        for part in _split(level, spacing):
            line = _line(part, _letter_spacing(part) or (spacing if _is_spaced(part, spacing) else 0.0))
            found += [line] if line is not None else []
    return found


def _levels(letters: Sequence[Letter]) -> list[list[Letter]]:
    """Letters on one baseline each."""
    levels: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda letter: (-letter.y, letter.order)):
        if levels and levels[-1][0].y - letter.y <= _SAME_BASELINE * min(levels[-1][0].size, letter.size):
            levels[-1].append(letter)
        else:
            levels.append([letter])
    return [sorted(level, key=lambda letter: (letter.x0, letter.order)) for level in levels]


def _split(letters: Sequence[Letter], spacing: float) -> list[list[Letter]]:
    """Part the letters of a level where a gap is wide, or one text is printed over another."""
    parts: list[list[Letter]] = []
    end = 0.0
    spaced = spacing * median(letter.size for letter in letters)
    for letter in letters:
        if parts and letter.x0 - end <= _PIECE * max(letter.size, parts[-1][-1].size) + spaced:
            parts[-1].append(letter)
            end = max(end, letter.x1)
        else:
            parts.append([letter])
            end = letter.x1
    return [piece for part in parts for piece in (_disentangled(part) if _is_entangled(part) else [part])]


def _is_entangled(part: Sequence[Letter]) -> bool:
    return any(
        abs(letter.order - before.order) > 1
        and before.x1 - letter.x0 > _OVERLAP * min(before.x1 - before.x0, letter.x1 - letter.x0)
        for before, letter in pairwise(part)
    )


def _disentangled(part: Sequence[Letter]) -> list[list[Letter]]:
    """Letters over one another as the file draws them, one text after the other."""
    pieces: list[list[Letter]] = []
    for letter in sorted(part, key=lambda letter: letter.order):
        last = pieces[-1][-1] if pieces else None
        if last is not None and letter.order == last.order + 1 and abs(_gap(last, letter)) <= _PIECE:
            pieces[-1].append(letter)
        else:
            pieces.append([letter])
    return pieces


def _with_marks(runs: Sequence[_Run]) -> list[tuple[list[Letter], float]]:
    """Put what stands raised or lowered beside a line into it: the letters of each level, and their spacing."""
    ordered = sorted(runs, key=lambda run: run.y)
    heights = [run.y for run in ordered]
    given: dict[int, list[Letter]] = defaultdict(list)
    taken: set[int] = set()
    for mark in sorted(runs, key=lambda run: run.x0):
        if not _can_be_mark(mark):
            continue
        reach = _REACH * mark.size
        near = ordered[bisect_left(heights, mark.y - reach) : bisect_right(heights, mark.y + reach)]
        hosts = [
            host
            for host in near
            if host is not mark and id(host) not in taken and _is_beside(mark, host, [*host.letters, *given[id(host)]])
        ]
        if hosts:
            host = min(hosts, key=lambda host: abs(mark.y - host.y))
            given[id(host)] += _as_marks(mark, host)
            taken.add(id(mark))
    # A mark may have parted the line it stands in.
    levels: dict[tuple[float, float], list[Letter]] = defaultdict(list)
    for run in ordered:
        if id(run) not in taken:
            levels[run.y, run.spacing] += [*run.letters, *given[id(run)]]
    return [
        (sorted(level, key=lambda letter: (letter.x0, letter.order)), spacing) for (_, spacing), level in levels.items()
    ]


def _can_be_mark(run: _Run) -> bool:
    """Whether a run is short and no reading of a word: those are small kana."""
    if len(run.letters) > _LONGEST_MARK:
        return False
    return _MARK.fullmatch(run.text) is not None or not any(is_wide(letter) for letter in run.text)


def _is_beside(mark: _Run, host: _Run, letters: Sequence[Letter]) -> bool:
    """Whether a run is raised or lowered against another, at the side of its letters or in a gap of them."""
    within = (_MARK_BESIDE + host.spacing) * host.size
    if mark.x1 < host.x0 - within or mark.x0 > max(host.x1, letters[-1].x1) + within:
        return False
    rise = (mark.y - host.y) / host.size
    if mark.size <= _SMALLER * host.size:
        top = rise + 0.8 * mark.size / host.size
        if not (_RAISED[0] <= rise <= _RAISED[1] and top >= _MARK_TOP) and not _LOWERED[0] <= rise <= _LOWERED[1]:
            return False
    elif not (0.2 <= rise <= 0.6 and mark.size <= 1.1 * host.size and _MARK.fullmatch(mark.text)):
        return False
    if any(min(one.x1, mark.x1) - max(one.x0, mark.x0) > 0.35 * (mark.x1 - mark.x0) for one in letters):
        return False
    return any(abs(mark.x0 - one.x1) < within or abs(one.x0 - mark.x1) < within for one in letters)


def _as_marks(mark: _Run, host: _Run) -> list[Letter]:
    """The letters of a mark, digits as the raised or lowered ones that are no part of a number beside them."""
    text = mark.text
    if not _MARK.fullmatch(unicodedata.normalize("NFKC", text)) and not _MARK.fullmatch(text):
        return mark.letters
    is_raised = mark.y > host.y
    before = [one for one in host.letters if one.x0 < mark.letters[0].x0]
    is_after_digit = bool(before) and before[-1].text[-1:].isdigit()
    found = []
    for letter in mark.letters:
        folded = unicodedata.normalize("NFKC", letter.text)
        if is_raised:
            shown = folded.translate(_SUPERSCRIPT)
            if is_after_digit and len(text) == 1:
                shown = shown.translate(_SUPERSCRIPT_LETTERS)
        else:
            shown = folded.translate(_SUBSCRIPT)
        found.append(replace(letter, text=shown if shown != folded else letter.text))
    return found


def _line(letters: Sequence[Letter], spacing: float) -> Line | None:
    """Put a line together; None where nothing of it can be seen."""
    parts: list[str] = []
    for before, letter in zip([None, *letters], letters, strict=False):
        if before is not None and not before.is_struck and not letter.is_struck:
            parts.append(_between(before, letter, spacing))
        elif letter.space and parts and not parts[-1].endswith(" "):
            parts.append(letter.space)
        if not letter.is_struck:
            parts.append(letter.text)
    text = "".join(parts)
    # Between two letters of a line a soft hyphen is a hyphen that some font calls so; at its end the word goes on.
    ends_soft = text.rstrip().endswith(_SOFT_HYPHEN) and not text.rstrip(_SOFT_HYPHEN)[-1:].isdigit()
    seen = (text.rstrip().removesuffix(_SOFT_HYPHEN) if ends_soft else text).replace(_SOFT_HYPHEN, "-")
    if not seen.strip():
        return None
    first, last = letters[0], letters[-1]
    size = max(median(letter.size for letter in letters), 0.1)
    return Line(
        text=seen.rstrip(),
        x0=first.x0,
        y0=min(letter.y - 0.2 * letter.size for letter in letters),
        x1=max(letter.x1 for letter in letters),
        y1=max(letter.y + 0.8 * letter.size for letter in letters),
        size=size,
        first=first.order,
        last=last.order,
        part=first.part,
        last_part=last.part,
        space=first.space,
        cell=first.x0,
        spacing=spacing,
        ends_soft=ends_soft,
    )


def _letter_spacing(letters: Sequence[Letter]) -> float:
    """By how much all letters are set apart, in their size; 0 where they are not."""
    gaps = [gap for before, letter in pairwise(letters) if not letter.space and (gap := _gap(before, letter)) < _CELLS]
    if len(gaps) < 3:
        return 0.0
    middle = median(gaps)
    even = sum(1 for gap in gaps if abs(gap - middle) <= 0.06)
    # Digits at even distances may be cells of a table.
    words = sum(1 for letter in letters if not letter.text.isdigit())
    is_word = middle < _PIECE or (words >= 3 and 3 * words >= len(letters))
    return middle if middle > 0.06 and even >= 0.6 * len(gaps) and is_word else 0.0


def _is_spaced(letters: Sequence[Letter], spacing: float) -> bool:
    """Whether letters too few to tell may be set apart as those around them are."""
    gaps = [_gap(before, letter) for before, letter in pairwise(letters) if not letter.space]
    return not gaps or abs(median(gaps) - spacing) <= 0.06


def _gap(before: Letter, letter: Letter) -> float:
    return (letter.x0 - before.x1) / max(before.size, letter.size)


def _between(before: Letter, letter: Letter, spacing: float) -> str:
    gap = _gap(before, letter) - spacing
    if letter.text[:1] in MARKS and not letter.space:
        return ""
    if letter.space and letter.order == before.order + 1:
        # Some programs write spaces and take them back.
        return "" if -0.1 < gap < _PHANTOM and letter.space == " " else letter.space
    return separator(before.text[-1:], letter.text[:1], gap)


def separator(left: str, right: str, gap: float) -> str:
    """What stands between two pieces of one line, by the gap between them in sizes of a letter."""
    if left.isspace() or right.isspace() or (right in MARKS and gap <= _CELLS):
        return ""
    if gap > _CELLS:
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
    is_alike = abs(row[end].size - size) <= 0.1 * size and abs(row[end].y0 - row[start].y0) <= _SAME_BASELINE * size
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
    if gap < -_PIECE:
        return " "
    is_in_part = piece.first == last.last + 1 and piece.part == last.last_part
    if gap > _CELLS and not (is_in_part and gap <= _CELLS_IN_PART):
        return CELL
    if _follows(last, piece):
        return piece.space
    return separator(last.text[-1:], piece.text[:1], min(gap, _CELLS))


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
