"""How likely a run of characters is to be Japanese or Western prose: what tells a right decoding from a wrong one.

Bytes of one encoding decode in another to half-width katakana, rare ideographs and signs no prose holds. Only the
characters beyond ASCII are looked at, each with its neighbours.
"""

from __future__ import annotations

import re

_RUN = re.compile(r"[^\x00-\x7f]+")
_KANA = re.compile("[\u3041-\u309f\u30a1-\u30ff]")
_WIDE_SIGNS = re.compile(
    "[\u3000-\u301f\uff01-\uff5e\uffe5\u2460-\u2473\u2018\u2019\u201c\u201d\u2026\u2015\u203b"
    "\u25a0\u25a1\u25b2\u25b3\u25bc\u25bd\u25c6\u25c7\u25cb\u25cf\u25ce\u2605\u2606\u2192\u00d7]"
)
_LATIN_LETTERS = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f]")
_LATIN_SIGNS = re.compile(
    "[\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022\u00a0\u00a3\u00a5\u00a7\u00ab\u00b0\u00b7"
    "\u00bb\u00bc\u00bd\u00be\u20ac\u00a9\u00ae\u2122]"
)

# What stands alone after a number: yen, people, cases, years, days, shares, times, ...
_COUNTERS = "円人件年月日歳才名社割倍回度時分秒台本点個校件章条項号億万千百位代次期区"
_OPENING, _CLOSING, _LATIN_DASHES = "“‘«", "”’»", "–—…"


def plausibility(text: str) -> float:
    """The mean over all characters beyond ASCII, from -1 (no prose) to 1 (prose); 1 where there are none."""
    total, count = 0.0, 0
    for run in _RUN.finditer(text):
        letters = run.group()
        before, after = text[max(run.start() - 1, 0) : run.start()], text[run.end() : run.end() + 1]
        total += _of_run(letters, before, after)
        count += len(letters)
    return total / count if count else 1.0


def _of_run(run: str, before: str, after: str) -> float:
    if all(_LATIN_LETTERS.match(letter) or _LATIN_SIGNS.match(letter) for letter in run):
        return _of_latin_run(run, before, after)
    # A single ideograph among Western letters is a typographic sign of another encoding, unless it counts something.
    if len(run) == 1 and not _KANA.match(run) and not _WIDE_SIGNS.match(run):
        if before.islower() or after.islower():
            return -0.4
        return 0.8 if before.isdigit() and run in _COUNTERS else min(_of_letter(run), 0.2)
    return sum(map(_of_letter, run))


def _of_latin_run(run: str, before: str, after: str) -> float:
    score = 0.0
    for at, letter in enumerate(run):
        left, right = run[at - 1] if at else before, run[at + 1] if at + 1 < len(run) else after
        if _LATIN_LETTERS.match(letter):
            # An accented letter stands beside plain ones.
            near = (left.isascii() and left.isalpha()) or (right.isascii() and right.isalpha())
            odd_capital = letter.isupper() and left.islower()
            score += 0.8 if near and not odd_capital else -0.5
        else:
            score += 0.8 if _is_in_place(letter, left, right) else -0.4
    return score


def _is_in_place(sign: str, left: str, right: str) -> bool:
    """Whether a typographic sign stands as one: a quote opens after a space and closes after a word."""
    if sign in _OPENING:
        return (not left or left.isspace() or left in "([-/" or left in _LATIN_DASHES) and not right.isspace()
    if sign in _CLOSING:
        return bool(left) and not left.isspace()
    return (not left or left.isascii() or left in _CLOSING) and (not right or right.isascii() or right in _OPENING)


def _of_letter(letter: str) -> float:
    if _KANA.match(letter):
        return 1.0
    if _WIDE_SIGNS.match(letter):
        return 0.9
    if "\u4e00" <= letter <= "\u9fff" or letter == "\u3005":
        return 0.8 if _is_common(letter) else -0.2
    if "\uff61" <= letter <= "\uff9f":
        return -0.6
    if _LATIN_LETTERS.match(letter) or _LATIN_SIGNS.match(letter):
        return -0.5
    return -0.8


def _is_common(letter: str) -> bool:
    """Whether an ideograph is one of the 2,965 of JIS X 0208 level 1, which ordinary prose is written with."""
    try:
        return b"\xb0" <= letter.encode("euc_jp")[:1] <= b"\xcf"
    except UnicodeEncodeError:
        return False
