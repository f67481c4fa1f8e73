"""A text as the stages read it: every letter in its plain form, and no spaces inside Japanese words and numbers.

The article itself is never changed; every offset of the view leads back to it. Which forms are folded:

===============================  ======================================================
full and half width              １，６６５ -> 1,665; ｶﾞ -> ガ; other spaces -> a space
radicals and doubles of kanji    ⼈ (Kangxi), ⺠ (CJK radical), 神 (compatibility) -> 人, 民, 神
forms for vertical lines         ︑ ︒ ﹁ -> 、 。 「
several letters in one square    ㋿ -> 令和; ㌫ -> パーセント; ﬁ -> fi
kana with a separate mark        か + ゙ -> が
marks that show nothing          soft hyphens, joiners, directions, variation selectors
letters set apart by spaces      被 害 児 童, 平 成 ３ ０ 年, ３ ．９ ％
lines broken at a fixed width    the line end inside a sentence
===============================  ======================================================

Raised digits behind a number or a word are marks of notes and are left out; they are never a part of the number beside
them. Numbers in circles stay what they are, labels of a list.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.extraction.model import Span
from pipelines.extraction.wrapping import find_wraps, shown_width

_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
# Japanese punctuation inside the full-width block keeps its shape: it is no ASCII punctuation.
_KEPT = "，．！？（）：；［］｛｝"
# Of the CJK radicals those that are whole characters in Japanese; Unicode maps them by EquivalentUnifiedIdeograph,
# which Python's tables do not have.
_RADICALS = dict(
    zip(
        "⺟⺠⺫⺬⺮⺷⺹⺼⻁⻄⻆⻑⻗⻘⻝⻞⻡⻣⻤⻨⻩⻫⻭⻯⻲",
        "母民目示竹羊耂肉虎西角長雨青食食首骨鬼麦黄斉歯竜亀",
        strict=True,
    )
)
_FOLDED_BLOCKS = (
    (0x2F00, 0x2FD6),  # Kangxi radicals
    (0x32C0, 0x32CC),  # telegraph symbols for months
    (0x32FF, 0x3371),  # the era Reiwa, squared words, telegraph symbols for hours
    (0x337B, 0x3380),  # squared eras
    (0x33E0, 0x33FF),  # telegraph symbols for days
    (0xF900, 0xFB00),  # compatibility ideographs
    (0xFB00, 0xFB07),  # Latin ligatures
    (0xFE10, 0xFE20),  # vertical forms
    (0xFE30, 0xFE70),  # vertical and small forms
    (0xFF01, 0xFFE7),  # half and full width
    (0x1D7CE, 0x1D800),  # mathematical digits
)


def _forms() -> dict[str, str]:
    """The plain form of every character that has one."""
    forms = {chr(code): unicodedata.normalize("NFKC", chr(code)) for block in _FOLDED_BLOCKS for code in range(*block)}
    plain = {one: form for one, form in forms.items() if form != one and one not in _KEPT}
    return plain | dict.fromkeys(_SPACES, " ") | _RADICALS


_FORMS = _forms()
_JAPANESE = r"\u3040-\u30ff\u4e00-\u9fff々〇"
_DROPPED = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
# A raised digit behind a number or a Japanese word is the mark of a note.
_RAISED = "[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]"
_NOTE_MARK = rf"(?<=[\d{_JAPANESE}])[※＊*†‡]*{_RAISED}+|(?<=\d)[※＊†‡]\d{{0,2}}(?=[人名件%％円])"
# A kana with its mark of sound behind it is one character, whether the mark is of half width or combining.
_MARKS_OF_SOUND = "\u3099\u309a\uff9e\uff9f"
_MARKED = f"[\u3046-\u30fd\uff66-\uff9d][{_MARKS_OF_SOUND}]"
# A break without width between words of Latin letters stands for a space: "37.1\u200bbillion".
_BREAK = "(?<=[0-9A-Za-z.,%])\u200b(?=[0-9A-Za-z])"
_FOLDED = re.compile(f"(?P<space>{_BREAK})|{_MARKED}|{_NOTE_MARK}|[{re.escape(''.join(_FORMS))}]|[{_DROPPED}]")
# Between digits, and only there, a full-width comma or stop is a part of a number.
_SEPARATOR = re.compile(r"(?<=\d)[，．](?=\d)")
_ASCII_SEPARATORS = {"，": ",", "．": "."}
_IS_WIDE = re.compile(rf"[{_JAPANESE}、。，（）]")
_HAS_JAPANESE = re.compile(rf"[{_JAPANESE}]")
# What is written right behind a number, so that a space before it and inside the number means nothing.
_COUNTERS = r"(?:[人件名%年月日歳割倍円社台万億千]|パーセント|ポイント|か所|カ所|ヵ所|ヶ所)"
# "被 害 児 童 は": single characters, each with a space behind it, not all of them digits.
_SPACED_OUT = re.compile(
    rf"(?<!\S)(?=(?:\d ){{0,3}}[{_JAPANESE}])(?:[{_JAPANESE}、。\d] ){{3,}}[{_JAPANESE}、。\d](?!\S)"
)
# "東 京", "総  数" before the columns of its row; 男 and 女 side by side are two columns.
_NO_COLUMN = f"(?![男女計])[{_JAPANESE}]"
_SPACED_NAME = re.compile(
    rf"^ *(?P<name>{_NO_COLUMN} {{1,4}}{_NO_COLUMN}(?: {{1,4}}{_NO_COLUMN})?)(?= {{2,}}|\t|$)", re.MULTILINE
)
_BESIDE_JAPANESE = re.compile(rf"(?<=[{_JAPANESE}、。]) (?=[{_JAPANESE}、。\d%])|(?<=[\d%]) (?=[{_JAPANESE}、。%])")
# "１ ， ６ ６ ５ 人", "３ ．９ ％": one number, set apart by spaces, with its counter behind it.
_SPACED_NUMBER = re.compile(rf"(?<![\d.,] )(?<![\d.,])\d(?: [\d.,，．])+(?= ?{_COUNTERS})")
_SPACED_POINT = re.compile(rf"(?<=\d)(?: [.．] ?| ?[.．] )(?=\d+ ?{_COUNTERS})|(?<=\d)(?: [,，] ?)(?=\d{{3}}(?!\d))")
# "s t a l k i n g", and beside such a word "2 0 2 3".
_SPACED_WORD = re.compile(r"(?<![^\W_])(?:[A-Za-z] ){3,}[A-Za-z](?![^\W_])")
_SPACED_DIGITS = re.compile(r"(?<![\w.,])(?:\d ){2,}\d(?![\w.,]*\w)")


@dataclass(frozen=True, slots=True)
class View:
    """A readable form of a text.

    Attributes:
        text: The form that the stages read.
        spans: For each character of ``text`` the span of the original it stands for; None where they are equal.
    """

    text: str
    spans: tuple[Span, ...] | None = None

    def original(self, span: Span) -> Span:
        """The span of the original text that a span of the view stands for."""
        if self.spans is None:
            return span
        if span.end <= span.start:
            start = self.spans[span.start].start if span.start < len(self.spans) else self.spans[-1].end
            return Span(start, start)
        return Span(self.spans[span.start].start, self.spans[span.end - 1].end)


def columns_of(view: View, text: str) -> Callable[[int], int]:
    """For a position of the view the column in which the article shows it: wide characters take two."""

    def column(position: int) -> int:
        start = view.original(Span(position, position)).start if position < len(view.text) else len(text)
        line = text[text.rfind("\n", 0, start) + 1 : start]
        return shown_width(line)

    return column


def view_of(text: str) -> View:
    """The view of a text; the text itself where nothing needs another form."""
    view = View(text)
    if not text.isascii() or _SPACED_WORD.search(text):
        view = _without_spacing(_folded(text))
    return _unwrapped(view)


def _unwrapped(view: View) -> View:
    """Put the lines of a paragraph together that was broken at a fixed width."""
    wraps = find_wraps(view.text)
    if not wraps:
        return view
    spans = view.spans or [Span(place, place + 1) for place in range(len(view.text))]
    shown: list[str] = []
    kept: list[Span] = []
    end = 0
    for wrap in (*wraps, Span(len(view.text), len(view.text))):
        shown.append(view.text[end : wrap.start])
        kept += spans[end : wrap.start]
        is_between_words = wrap.end < len(view.text) and not _IS_WIDE.search(view.text, wrap.start - 1, wrap.end + 1)
        if is_between_words:
            shown.append(" ")
            kept.append(spans[wrap.start])
        end = wrap.end
    return View("".join(shown), tuple(kept))


def _folded(text: str) -> View:
    folded = [
        (Span(*match.span()), " " if match["space"] else _form_of(match.group())) for match in _FOLDED.finditer(text)
    ]
    shown: list[str] = []
    end = 0
    for span, form in folded:
        shown += (text[end : span.start], form)
        end = span.end
    shown.append(text[end:])
    seen = _with_ascii_separators("".join(shown))
    if all(len(form) == span.end - span.start for span, form in folded):
        return View(seen)
    spans: list[Span] = []
    end = 0
    for span, form in (*folded, (Span(len(text), len(text)), "")):
        spans += [Span(place, place + 1) for place in range(end, span.start)]
        spans += [span] * len(form)
        end = span.end
    return View(seen, tuple(spans))


def _form_of(written: str) -> str:
    if written[-1] in _MARKS_OF_SOUND:  # what does not go together stays two characters
        return unicodedata.normalize("NFKC", written)
    return _FORMS.get(written, "")


def _with_ascii_separators(text: str) -> str:
    return _SEPARATOR.sub(lambda match: _ASCII_SEPARATORS[match.group()], text)


def _line_around(text: str, run: re.Match[str]) -> Span:
    end = text.find("\n", run.end())
    return Span(text.rfind("\n", 0, run.start()) + 1, len(text) if end < 0 else end)


def _without_spacing(view: View) -> View:
    """Leave out the spaces that only set the letters of a word or the digits of a number apart."""
    text = view.text
    runs: list[re.Match[str]] = []
    dropped: set[int] = set()
    if _HAS_JAPANESE.search(text):
        runs += (*_SPACED_NUMBER.finditer(text), *_SPACED_POINT.finditer(text))
        for name in _SPACED_NAME.finditer(text):
            dropped |= {place for place in range(*name.span("name")) if text[place] == " "}
        for run in _SPACED_OUT.finditer(text):
            dropped |= {match.start() for match in _BESIDE_JAPANESE.finditer(text, *_line_around(text, run))}
    for run in _SPACED_WORD.finditer(text):
        runs += (run, *_SPACED_DIGITS.finditer(text, *_line_around(text, run)))
    dropped |= {place for run in runs for place in range(*run.span()) if text[place] == " "}
    if not dropped:
        return view
    kept = [place for place in range(len(text)) if place not in dropped]
    spans = view.spans or [Span(place, place + 1) for place in range(len(text))]
    return View(_with_ascii_separators("".join(text[place] for place in kept)), tuple(spans[place] for place in kept))
