"""A text as the stages read it: full-width characters as ASCII, no soft hyphens, no spaces inside Japanese words.

The article itself is never changed; every offset of the view leads back to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.extraction.model import Span

_DROPPED = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_SPACES = "\u00a0\u2009\u202f\u2007\u3000"
# Japanese punctuation inside the full-width block keeps its shape: it is no ASCII punctuation.
_KEPT = "，．！？（）：；［］｛｝"
# Forms of another character, one for one: full-width letters and digits, spaces of other widths.
_FORMS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in _KEPT} | {
    ord(space): ord(" ") for space in _SPACES
}
# Between digits, and only there, a full-width comma or stop is a part of a number.
_SEPARATOR = re.compile(r"(?<=\d)[，．](?=\d)")
_ASCII_SEPARATORS = {"，": ",", "．": "."}
_DROP = re.compile(f"[{_DROPPED}]")
_JAPANESE = r"\u3040-\u30ff\u4e00-\u9fff々〇"
# "被 害 児 童 は 1,647 人": single characters, each with a space behind it.
_SPACED_OUT = re.compile(rf"(?:[{_JAPANESE}、。] ){{4}}")
_LINE = re.compile(r"[^\n]+")
_INNER_SPACE = re.compile(rf"(?<=[{_JAPANESE}、。\d%]) (?=[{_JAPANESE}、。\d%])")


@dataclass(frozen=True, slots=True)
class View:
    """A readable form of a text.

    Attributes:
        text: The form that the stages read.
        offsets: For each character of ``text``, and its end, the offset in the original; None where they are equal.
    """

    text: str
    offsets: tuple[int, ...] | None = None

    def original(self, span: Span) -> Span:
        """The span of the original text that a span of the view stands for."""
        if self.offsets is None:
            return span
        return Span(self.offsets[span.start], self.offsets[span.end - 1] + 1 if span.end > span.start else span.start)


def view_of(text: str) -> View:
    """The view of a text; the text itself where nothing needs another form."""
    shown = text if text.isascii() else text.translate(_FORMS)
    shown = _SEPARATOR.sub(lambda match: _ASCII_SEPARATORS[match.group()], shown)
    dropped = {match.start() for match in _DROP.finditer(shown)}
    if _SPACED_OUT.search(shown):
        for line in _LINE.finditer(shown):
            if _SPACED_OUT.search(shown, *line.span()):
                dropped |= {match.start() for match in _INNER_SPACE.finditer(shown, *line.span())}
    if not dropped:
        return View(shown)
    offsets = [offset for offset in range(len(shown)) if offset not in dropped]
    return View("".join(shown[offset] for offset in offsets), (*offsets, len(text)))
