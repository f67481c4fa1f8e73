"""The glyphs of a page by the way their lines run, each turned so that its lines run from left to right.

Vertical Japanese is turned a quarter: its lines then follow one another downwards, as others do. Which glyphs make a
line belongs to ``pdf_lines``.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pdfminer.utils import Rect

from pipelines.articles.formats.pdf_glyphs import Drawing, Glyph

_WIDE = re.compile(
    "[\u1100-\u11ff\u2e80-\ua4cf\uf900-\ufaff\ufe10-\ufe1f\ufe30-\ufe6f\uff00-\uffef\U00020000-\U0003fffd]"
)
DOWN = -90
# In sizes: how far the baseline of letters on their side is from the middle of a vertical line.
_MIDDLE = 0.38
# In sizes of a glyph: how high above the foot of its letters a baseline is, and a line that strikes them out.
_DESCENT = 0.2
_STRIKE_FROM, _STRIKE_TO, _STRIKE_THICK = 0.12, 0.6, 0.16
# In sizes: how far such a line goes beyond its letters, which may be set apart.
_STRIKE_BEFORE, _STRIKE_BEYOND = 0.4, 1.2
# In sizes: how far from a letter a space ends that stands before it; a program may leave one at the end of a cell.
_NEAR = 0.5
# In sizes: within which two of the same are one, printed twice to look bold or to cast a shadow.
_TWICE_WITHIN = 0.2
# In points.
_TWICE_AT_MOST, _CELL = 2.0, 8.0


@dataclass(frozen=True, slots=True)
class Letter:
    """A visible glyph in a frame whose lines run from left to right.

    Attributes:
        text: The characters it stands for.
        x0: Where it starts.
        x1: Where it ends.
        y: Its baseline.
        size: Height of its font.
        order: Its number among the visible glyphs of the page, in the order of the file.
        part: Number of the instruction that draws it.
        space: The spaces before it in the file, on its line.
        is_struck: Whether a line is drawn through it.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    order: int
    part: int
    space: str = ""
    is_struck: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """Letters whose lines run the same way.

    Attributes:
        angle: Which way, in degrees against the clock.
        letters: In the order of the file.
    """

    angle: int
    letters: tuple[Letter, ...]


def is_wide(letter: str) -> bool:
    """Whether a character is as wide as it is high: Japanese, which is written without spaces."""
    return bool(letter) and _WIDE.match(letter) is not None


def frames_of(drawing: Drawing) -> list[Frame]:
    """The frames of a page, that of most of its text first."""
    glyphs = [glyph for glyph in drawing.glyphs if 0 <= glyph.x <= drawing.width and 0 <= glyph.y <= drawing.height]
    found: dict[int, list[Letter]] = defaultdict(list)
    for angle, letter in _lettered(_without_doubles(_stood_upright(glyphs))):
        found[angle].append(letter)
    frames = [Frame(angle, tuple(_struck(letters, drawing.rules, angle))) for angle, letters in found.items()]
    return sorted(frames, key=lambda frame: -len(frame.letters))


def _angle(glyph: Glyph) -> int:
    quarter = round(glyph.angle / 90) * 90
    angle = quarter if abs(glyph.angle - quarter) < 8 else round(glyph.angle / 5) * 5
    return (angle + 180) % 360 - 180 if angle % 360 != 180 else 180


def _lettered(glyphs: Iterable[Glyph]) -> Iterator[tuple[int, Letter]]:
    """The visible glyphs in their frames, with the spaces before them."""
    spaces: list[tuple[int, Letter]] = []
    order = 0
    for glyph in glyphs:
        angle = _angle(glyph)
        x, y = _turned(glyph.x, glyph.y, angle)
        if glyph.is_vertical:
            y -= _MIDDLE * glyph.size
        letter = Letter(glyph.text, x, x + glyph.advance, y, glyph.size, order, glyph.part)
        if not glyph.text.strip():
            spaces.append((angle, letter))
            continue
        own = [one for turn, one in spaces if turn == angle and abs(one.y - y) < 0.3 * glyph.size]
        spaces.clear()
        order += 1
        space = "".join(one.text for one in own)
        if own and x - own[-1].x1 > _NEAR * glyph.size:
            # It stands behind the letter before; in an evenly filled line it is wider than it says.
            space = " " if " " in space else ""
        yield angle, replace(letter, space=space) if space else letter


def _turned(x: float, y: float, angle: float) -> tuple[float, float]:
    """A place in the frame of lines that run at an angle."""
    turn = math.radians(angle)
    return x * math.cos(turn) + y * math.sin(turn), y * math.cos(turn) - x * math.sin(turn)


def _without_doubles(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Leave out what is printed twice in one place: 1,813 is no 11,,881133."""
    seen: dict[tuple[str, int, int], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        if glyph.text.strip():
            columns = {round((glyph.x + by) / _CELL) for by in (-_TWICE_AT_MOST, _TWICE_AT_MOST)}
            rows = {round((glyph.y + by) / _CELL) for by in (-_TWICE_AT_MOST, _TWICE_AT_MOST)}
            near = [one for column in columns for row in rows for one in seen.get((glyph.text, column, row), ())]
            if any(_is_double(one, glyph) for one in near):
                continue
            seen[glyph.text, round(glyph.x / _CELL), round(glyph.y / _CELL)].append(glyph)
        yield glyph


def _is_double(one: Glyph, other: Glyph) -> bool:
    within = min(_TWICE_WITHIN * other.size, 0.5 * other.advance or 0.1, _TWICE_AT_MOST)
    return (
        max(abs(one.x - other.x), abs(one.y - other.y)) <= within
        and abs(one.size - other.size) <= 0.2 * other.size
        and one.part != other.part
    )


def _stood_upright(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Glyphs that stand upright below one another become those of a vertical line."""
    shown = [glyph for glyph in glyphs if glyph.text.strip()]
    steps = [_step(before, glyph) for before, glyph in pairwise(shown)]
    if "down" not in steps:
        return list(glyphs)
    is_page_vertical = steps.count("down") > steps.count("right")
    # What has a neighbour at its side stands across the line it is below.
    steps = ["" if pair == ("down", "right") else pair[0] for pair in pairwise([*steps, ""])]
    runs = [run for run in _runs(shown, steps) if not run[0].is_vertical]
    columns = [glyph for glyph in shown if _angle(glyph) == DOWN]
    changed: dict[int, Glyph] = {}

    def stand(run: Sequence[Glyph]) -> None:
        changed.update({id(glyph): replace(glyph, text="") for glyph in run[1:]})
        changed[id(run[0])] = _downwards(run)
        columns.append(changed[id(run[0])])

    rest = []
    for run in runs:
        if _angle(run[0]) == 0 and len(run) >= 2 + (not is_page_vertical) and _step(run[0], run[1]) == "down":
            for glyph in run:
                stand([glyph])
        else:
            rest.append(run)
    # Digits side by side in a vertical line are one letter of it, and a letter may stand alone between them.
    for _ in range(3):
        near = {(round(one.x / 8), round(one.y / 16)): one for one in columns}
        small = [run for run in rest if _angle(run[0]) == 0 and _is_small(run)]
        joining = [run for run in small if _is_in_column(run, near) or (is_page_vertical and len(run) == 1)]
        for run in joining:
            stand(run)
        rest = [run for run in rest if run not in joining]
        if not joining:
            break
    return [one for glyph in glyphs if (one := changed.get(id(glyph), glyph)).text]


def _is_small(run: Sequence[Glyph]) -> bool:
    return len(run) <= 4 and run[-1].x + run[-1].advance - run[0].x <= 1.5 * run[0].size


def _is_in_column(run: Sequence[Glyph], columns: Mapping[tuple[int, int], Glyph]) -> bool:
    """Whether there is a letter of a vertical line right above or below."""
    one = _downwards(run)
    column, row = round(one.x / 8), round(one.y / 16)
    return any(
        other is not None
        and abs(other.x - one.x) < (0.35 if other.is_vertical else 0.6) * one.size
        and abs(other.y - one.y) < 1.8 * one.size
        for other in (columns.get((column + i, row + j)) for i in (-1, 0, 1) for j in (-2, -1, 0, 1, 2))
    )


def _step(before: Glyph, glyph: Glyph) -> str:
    """How one goes from a glyph to the next: right, down, or otherwise."""
    if _angle(before) != 0 or _angle(glyph) != 0:
        return "down" if before.is_vertical and glyph.is_vertical else ""
    size = min(before.size, glyph.size)
    across, down = _middle(glyph) - _middle(before), before.y - glyph.y
    if abs(across) < 0.3 * size and 0.6 * size < down < 1.25 * max(before.size, glyph.size):
        return "down" if is_wide(before.text) or is_wide(glyph.text) else ""
    if abs(down) < 0.3 * size and -0.3 * size < glyph.x - before.x - before.advance < 0.7 * size:
        return "right"
    return ""


def _runs(glyphs: Sequence[Glyph], steps: Sequence[str]) -> Iterator[list[Glyph]]:
    """Glyphs that follow one another by steps of the same kind."""
    run = list(glyphs[:1])
    kind = ""
    for glyph, step in zip(glyphs[1:], steps, strict=True):
        if step and step == (kind or step):
            run.append(glyph)
            kind = step
        else:
            yield run
            run, kind = [glyph], ""
    if run:
        yield run


def _downwards(run: Sequence[Glyph]) -> Glyph:
    """Upright glyphs side by side as one letter of a vertical line."""
    first, end = run[0], run[-1].x + run[-1].advance
    return replace(
        first,
        text="".join(glyph.text for glyph in run),
        x=(first.x + end) / 2,
        y=first.y + (1 - _DESCENT) * first.size,
        angle=DOWN,
        advance=first.size,
        is_vertical=True,
    )


def _middle(glyph: Glyph) -> float:
    return glyph.x + glyph.advance / 2


def _struck(letters: Sequence[Letter], rules: Iterable[Rect], angle: int) -> list[Letter]:
    """Mark the letters that a line is drawn through, from the first to the last and no further."""
    found = set()
    rows: dict[int, list[Letter]] = defaultdict(list)
    for letter in letters:
        rows[round(letter.y / 8)].append(letter)
    for x0, y0, x1, y1 in rules:
        (left, low), (right, high) = _turned(x0, y0, angle), _turned(x1, y1, angle)
        left, right, low, high = min(left, right), max(left, right), min(low, high), max(low, high)
        near = [one for row in range(round(low / 8) - 4, round(low / 8) + 2) for one in rows[row]]
        through = [
            one
            for one in near
            if left < (one.x0 + one.x1) / 2 < right
            and one.y + _STRIKE_FROM * one.size < (low + high) / 2 < one.y + _STRIKE_TO * one.size
            and high - low <= _STRIKE_THICK * one.size
        ]
        if through:
            size = max(one.size for one in through)
            starts, ends = min(one.x0 for one in through), max(one.x1 for one in through)
            if left > starts - _STRIKE_BEFORE * size and right < ends + _STRIKE_BEYOND * size:
                found |= {one.order for one in through}
    return [replace(letter, is_struck=True) if letter.order in found else letter for letter in letters]


def struck_pieces(frames: Iterable[Frame]) -> list[str]:
    """What lines are drawn through, piece by piece."""
    pieces: list[str] = []
    for frame in frames:
        for before, letter in pairwise([None, *frame.letters]):
            if letter is None or not letter.is_struck:
                continue
            if before is not None and before.is_struck and before.order + 1 == letter.order:
                pieces[-1] += letter.space + letter.text
            else:
                pieces.append(letter.text)
    return pieces
