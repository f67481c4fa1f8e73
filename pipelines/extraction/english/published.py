"""The day an article was published, from its own text: the dateline, a date line near its ends, or the lead."""

from __future__ import annotations

import re
from datetime import date

from pipelines.extraction.english.document import MONTH
from pipelines.extraction.structure import Document, Role, names_later_year

_ISO = re.compile(r"(?<!\d)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_ANNOUNCES = re.compile(
    r"\b(?:said|announced|released|reported|published|showed|according|revealed|statistics|figures)\b"
)
# "took effect on April 1, 2022": the day of something else.
_OF_AN_EVENT = re.compile(
    r"\b(?:since|until|effect|force|from|by|as\sof|before|after|enacted|revised|arrested)\b[^.]{0,12}$", re.I
)
_LEAD = 2  # sentences
_MONTH_FIRST = re.compile(rf"({MONTH})\s*(\d{{1,2}}),?\s*(\d{{4}})")
_DAY_FIRST = re.compile(rf"(\d{{1,2}})\s+({MONTH})\s+(\d{{4}})")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def find_published_date(document: Document) -> tuple[date | None, str | None]:
    """The date and where it was found (``dateline`` or ``text``); (None, None) where the text has none."""
    for span in document.datelines:
        found = first_date(span.of(document.text))
        if found:
            return found, "dateline"
    for sentence in document.sentences:
        if sentence.role in (Role.HEADING, Role.LINK, Role.CAPTION):
            found = first_date(sentence.span.of(document.text))
            if found:
                return found, "text"
    body = [sentence for sentence in document.sentences if sentence.role is Role.BODY]
    for sentence in body[:_LEAD]:
        written = sentence.span.of(document.text)
        match = next((match for form in (_ISO, _MONTH_FIRST, _DAY_FIRST) for match in form.finditer(written)), None)
        if match and _ANNOUNCES.search(written) and not _OF_AN_EVENT.search(written, 0, match.start()):
            found = first_date(match.group())
            if found and not names_later_year(document.text, found):
                return found, "text"
    return None, None


def first_date(text: str) -> date | None:
    """The first full date written in ``text``; an impossible date is passed over."""
    candidates = [
        *((match.start(), match[1], match[2], match[3]) for match in _ISO.finditer(text)),
        *((match.start(), match[3], _number(match[1]), match[2]) for match in _MONTH_FIRST.finditer(text)),
        *((match.start(), match[3], _number(match[2]), match[1]) for match in _DAY_FIRST.finditer(text)),
    ]
    for _, year, month, day in sorted(candidates):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def _number(month: str) -> str:
    return str(_MONTHS.index(month[:3].lower()) + 1)
