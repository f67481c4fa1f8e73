"""Pieces of lines, put together from the letters of a frame: spaces, letter spacing, soft hyphens.

A piece goes as far as no gap is wide enough to lie between columns. How pieces become lines belongs to ``pdf_lines``.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipelines.articles.formats.pdf_frames import Letter
from pipelines.articles.formats.pdf_lines import CELLS, SAME_BASELINE, Line, separator
from pipelines.articles.formats.pdf_marks import MARKS, Run, with_marks

_SOFT_HYPHEN = "\u00ad"
# In sizes of a letter: up to where a space of the file does not show, and from where a gap may lie between columns.
_PHANTOM, _PIECE = 0.08, 0.5
# Of the narrower of two letters: from where one is printed over the other.
_OVERLAP = 0.3
# In sizes: by how much letters are set apart at least, and how evenly.
_APART, _EVENLY = 0.06, 0.06


def pieces_of(letters: Sequence[Letter]) -> list[Line]:
    """The pieces of the lines of a frame, in no particular order."""
    levels = _levels(letters)
    spacings = list(map(_letter_spacing, levels))
    usual = max((len(level), spacing) for level, spacing in zip(levels, spacings, strict=True))[1] if levels else 0.0
    runs = []
    for level, own in zip(levels, spacings, strict=True):
        spacing = own or (usual if _is_spaced(level, usual) else 0.0)
        runs += [Run.of(part, spacing) for part in _split(level, spacing)]
    found = []
    for level, spacing in with_marks(runs):
        for part in _split(level, spacing):
            line = _line(part, _letter_spacing(part) or (spacing if _is_spaced(part, spacing) else 0.0))
            found += [line] if line is not None else []
    return found


def _levels(letters: Sequence[Letter]) -> list[list[Letter]]:
    """Letters on one baseline each."""
    levels: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda letter: (-letter.y, letter.order)):
        if levels and levels[-1][0].y - letter.y <= SAME_BASELINE * min(levels[-1][0].size, letter.size):
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
    gaps = [gap for before, letter in pairwise(letters) if not letter.space and (gap := _gap(before, letter)) < CELLS]
    if len(gaps) < 3:
        return 0.0
    middle = median(gaps)
    even = sum(1 for gap in gaps if abs(gap - middle) <= _EVENLY)
    # Digits at even distances may be cells of a table.
    words = sum(1 for letter in letters if not letter.text.isdigit())
    is_word = middle < _PIECE or (words >= 3 and 3 * words >= len(letters))
    return middle if middle > _APART and even >= 0.6 * len(gaps) and is_word else 0.0


def _is_spaced(letters: Sequence[Letter], spacing: float) -> bool:
    """Whether letters too few to tell may be set apart as those around them are."""
    gaps = [_gap(before, letter) for before, letter in pairwise(letters) if not letter.space]
    return not gaps or abs(median(gaps) - spacing) <= _EVENLY


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
