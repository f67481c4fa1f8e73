"""Short names for what a test says of a text: its figures as plain tuples."""

from __future__ import annotations

from datetime import date

from pipelines.extraction import Figure, extract
from pipelines.settings import PROJECT_DIR

PUBLISHED = date(2019, 3, 14)
SOURCE_ARTICLE = (PROJECT_DIR / "raw/2018-04-26-scmp.txt").read_text(encoding="utf-8")


def figures(text: str, published_on: date | None = PUBLISHED) -> list[Figure]:
    """The figures of a text."""
    return list(extract(text, published_on).figures)


def figure(text: str, quote: str, published_on: date | None = PUBLISHED) -> Figure:
    """The one figure of a text with this quote."""
    (found,) = [one for one in figures(text, published_on) if one.quote == quote]
    return found


def values(text: str, published_on: date | None = PUBLISHED) -> list[tuple[str, float, str | None, str | None]]:
    """(kind, value, period, compared_to) of every figure, in text order."""
    return [(str(one.kind), float(one.value), one.period, one.compared_to) for one in figures(text, published_on)]
