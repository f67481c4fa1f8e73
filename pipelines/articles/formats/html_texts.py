"""How texts of a page are compared and measured: what they say, not how they are marked up."""

from __future__ import annotations

import re
import unicodedata

_SPACE = re.compile(r"\s+")
_GRAM = 8
_SENTENCE_LENGTH = 40
_ENDS = (".", "。", "!", "?", "！", "？", "」", "”", '"', "）", ")")


def bare(text: str) -> str:
    """A text without white space, every character in its plain form."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).replace("\u00ad", "")


def grams_of(text: str) -> set[str]:
    """All runs of eight characters."""
    return {text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)}


def share_in(text: str, grams: set[str]) -> float:
    """How many of the runs of eight characters of a bare text are among these, from 0 to 1; 0 of a shorter text."""
    count = len(text) - _GRAM + 1
    return sum(text[at : at + _GRAM] in grams for at in range(count)) / count if count > 0 else 0.0


def length_of(text: str) -> int:
    """How much a text says, in letters of English: a Japanese character says as much as two or three."""
    return sum(1 if character < "\u1100" else 2 for character in text)


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return text.rstrip().endswith(_ENDS)


def is_sentence(text: str) -> bool:
    """Whether a text is a sentence, and not one of two words."""
    return length_of(text) >= _SENTENCE_LENGTH and ends_sentence(text)
