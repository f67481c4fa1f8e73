"""A text as the stages read it: full-width characters as ASCII, no soft hyphens, no spaces inside Japanese words.

The article itself is never changed; every offset of the view leads back to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.extraction.model import Span

_IDEOGRAPHIC_SPACE = "\u3000"
_DROPPED = {"\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"}
_SPACES = {"\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2007": " ", _IDEOGRAPHIC_SPACE: " "}
# Japanese punctuation inside the full-width block keeps its shape: it is no ASCII punctuation.
_KEPT = set("，．！？（）：；［］｛｝")
_WIDE = re.compile(r"[\uff01-\uff5e]")
_JAPANESE = r"\u3040-\u30ff\u4e00-\u9fff々〇"
# "被 害 児 童 は 1,647 人": single characters, each with a space behind it.
_SPACED_OUT = re.compile(rf"(?:[{_JAPANESE}、。] ){{4,}}")
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
    readable: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        if character in _DROPPED:
            continue
        if character in _SPACES:
            character = _SPACES[character]
        elif _WIDE.match(character) and character not in _KEPT:
            character = chr(ord(character) - 0xFEE0)
        readable.append(character)
        offsets.append(offset)
    shown = "".join(readable)
    spaces = set()
    for line in re.finditer(r"[^\n]+", shown):
        if _SPACED_OUT.search(line.group()):
            spaces |= {match.start() + line.start() for match in _INNER_SPACE.finditer(line.group())}
    if spaces:
        kept = [place for place in range(len(shown)) if place not in spaces]
        shown = "".join(shown[place] for place in kept)
        offsets = [offsets[place] for place in kept]
    return View(shown) if shown == text else View(shown, (*offsets, len(text)))
