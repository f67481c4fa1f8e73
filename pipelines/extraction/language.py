"""What a language gives to extraction, and where its package is loaded.

A language is a package that has the functions of ``Language``; mypy checks those of each against it. A package is
imported when a text in its language comes along: compiling its patterns takes longer than importing everything else.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

from pipelines.extraction.expressions import Numeral
from pipelines.extraction.items import Item
from pipelines.extraction.model import Span
from pipelines.extraction.rules import Rule
from pipelines.extraction.statements import SentenceReading
from pipelines.extraction.structure import Document, Sentence
from pipelines.extraction.vocabulary import Vocabulary

_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


class Language(Protocol):
    """The stages of extraction that depend on a language; all offsets are those of the text that is passed.

    Attributes:
        RULES: The rules that give a number its sense, in the order in which they are tried.
    """

    RULES: tuple[Rule[Any], ...]

    def read_document(self, text: str) -> Document:
        """Divide a text into paragraphs with a role and sentences."""
        ...

    def find_published_date(self, document: Document) -> tuple[date | None, str | None]:
        """Find the day of publication in the text itself, and what tells it."""
        ...

    def read_items(self, text: str, span: Span, vocabulary: Vocabulary) -> tuple[Item, ...]:
        """Divide the sentence at ``span`` into items."""
        ...

    def read_sentence(self, text: str, sentence: Sentence, vocabulary: Vocabulary) -> SentenceReading:
        """Read what one sentence says of its numbers by itself."""
        ...

    def find_quantities(self, text: str, span: Span) -> list[Numeral]:
        """Find every number of the line at ``span`` that is no label and no time."""
        ...


def _english() -> Language:
    from pipelines.extraction import english

    return english


def _japanese() -> Language:
    from pipelines.extraction import japanese

    return japanese


_PACKAGES: dict[str, Callable[[], Language]] = {"en": _english, "ja": _japanese}
LANGUAGES = tuple(_PACKAGES)


@functools.cache
def load_language(code: str) -> Language:
    """The package of a language: ``en`` or ``ja``."""
    return _PACKAGES[code]()


def detect_language(text: str) -> str:
    """``ja`` where Japanese script is more than a tenth of the first characters, else ``en``."""
    head = text[:4000]
    return "ja" if len(_JAPANESE.findall(head)) * 10 > len(head) else "en"
