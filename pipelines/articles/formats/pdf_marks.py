"""Raised and lowered marks, such as those of notes: kept in the line they stand in, and apart from its numbers.

Their digits become the raised and lowered ones of Unicode, which are no part of the number beside them: 2,315¹ or
2,315※¹. Letters and brackets of such a mark are left out. A raised word such as the "th" of 26th stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from pipelines.articles.formats.pdf_frames import Letter, is_wide

MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"
# In sizes of the line: how much higher or lower than it a mark stands, how high its top is, how far from a letter.
_RAISED, _LOWERED, _RAISED_ALIKE = (0.15, 0.8), (-0.45, -0.07), (0.2, 0.6)
_TOP = 0.7
_BESIDE = 0.45
# How much higher or lower letters may stand that fill a gap of a line.
_IN_GAP = 0.3
# Its own size at most, in that of the line; of one that is as large, and sits higher than letters of a line do.
_SMALLER, _ALIKE = 0.9, 1.1
# Of the width of a mark: as much of it covers no letter of the line.
_COVERED = 0.35
_LONGEST = 8
# In sizes of a mark: as far above or below it is a line it may stand in.
_REACH = 6.0
_SIGN = "[※＊*†‡§¶#注]"
_MARK = re.compile(rf"{_SIGN}?[(（\[]?(?:{_SIGN}?\d{{1,2}}|[a-z])(?:[,、，・~\-–]\d{{1,2}})*[)）\]]?|{_SIGN}+|[)）]")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
# What stays of a mark beside its digits, or alone behind a number: no letter or bracket that would seem to be its own.
_SIGNS = {sign: sign for sign in "※*†‡"}
_SIGNS_IN_JAPANESE = {**_SIGNS, "*": "＊"}


@dataclass(slots=True)
class Run:
    """Letters on one baseline, from left to right, without a wide gap.

    Attributes:
        y: The baseline.
        spacing: By how much all letters of the baseline are set apart, in sizes.
    """

    letters: list[Letter]
    spacing: float
    size: float
    y: float
    x0: float
    x1: float

    @classmethod
    def of(cls, letters: list[Letter], spacing: float) -> Run:
        """The run of these letters."""
        size = median(letter.size for letter in letters)
        return cls(letters, spacing, size, letters[0].y, letters[0].x0, max(letter.x1 for letter in letters))

    @property
    def text(self) -> str:
        """What is written there, without spaces."""
        return "".join(letter.text for letter in self.letters)


def with_marks(runs: Sequence[Run]) -> list[tuple[list[Letter], float]]:
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


def _can_be_mark(run: Run) -> bool:
    """Whether a run is short and no reading of a word: those are small kana."""
    if len(run.letters) > _LONGEST:
        return False
    return _MARK.fullmatch(run.text) is not None or not any(is_wide(letter) for letter in run.text)


def _is_beside(mark: Run, host: Run, letters: Sequence[Letter]) -> bool:
    """Whether a run is raised or lowered against another, at the side of its letters or in a gap of them."""
    within = (_BESIDE + host.spacing) * host.size
    if mark.x1 < host.x0 - within or mark.x0 > max(host.x1, letters[-1].x1) + within:
        return False
    if any(min(one.x1, mark.x1) - max(one.x0, mark.x0) > _COVERED * (mark.x1 - mark.x0) for one in letters):
        return False
    rise = (mark.y - host.y) / host.size
    if abs(rise) <= _IN_GAP and host.x0 < mark.x0 and mark.x1 < host.x1:
        return True
    if mark.size > _ALIKE * host.size:
        return False
    if mark.size <= _SMALLER * host.size:
        top = rise + 0.8 * mark.size / host.size
        if not (_RAISED[0] <= rise <= _RAISED[1] and top >= _TOP) and not _LOWERED[0] <= rise <= _LOWERED[1]:
            return False
    elif not (_RAISED_ALIKE[0] <= rise <= _RAISED_ALIKE[1] and _MARK.fullmatch(mark.text)):
        return False
    return any(abs(mark.x0 - one.x1) < within or abs(one.x0 - mark.x1) < within for one in letters)


def _as_marks(mark: Run, host: Run) -> list[Letter]:
    """The letters of a mark: digits as raised or lowered ones, of the rest what seems no part of a number beside it."""
    plain = unicodedata.normalize("NFKC", mark.text)
    if not (mark.size <= _SMALLER * host.size or mark.y - host.y >= _RAISED_ALIKE[0] * host.size):
        return mark.letters
    if not (_MARK.fullmatch(plain) or _MARK.fullmatch(mark.text)):
        return mark.letters
    if mark.y <= host.y:
        return [replace(letter, text=_folded(letter).translate(_SUBSCRIPT)) for letter in mark.letters]
    before = [one.text[-1:] for one in host.letters if one.x0 < mark.x0]
    after = [one.text[:1] for one in host.letters if one.x0 >= mark.x0]
    is_behind_number = bool(before) and before[-1].isdigit()
    if not is_behind_number and not any(letter.isdigit() for letter in plain):
        return mark.letters
    signs = _SIGNS_IN_JAPANESE if after and is_wide(after[0]) else _SIGNS
    shown = [replace(letter, text=_folded(letter).translate(_SUPERSCRIPT)) for letter in mark.letters]
    return [
        replace(letter, text=signs.get(letter.text, letter.text))
        for letter in shown
        if letter.text in signs or letter.text[:1] in MARKS
    ]


def _folded(letter: Letter) -> str:
    return unicodedata.normalize("NFKC", letter.text)
