"""An extractor that reads some texts as none can be meant: codes no vocabulary has, ages and shares that cannot be."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from pipelines.extraction import Extraction, Facet, Figure, extract

TEXT = "TOKYO, March {day}, 2019 -- Police helped {number} victims of fraud in 2018, up 20 from a year earlier. {more}"


def with_facet(figure: Figure, facet: str, code: str) -> Figure:
    """The figure with another code in one facet."""
    return dataclasses.replace(figure, facets={**figure.facets, facet: Facet(code)})


def _impossible_share(figure: Figure) -> Figure:
    low, high = Decimal("139.5"), Decimal("140.5")
    share = dataclasses.replace(figure, value=Decimal(140), value_low=low, value_high=high, decimals=0)
    return with_facet(with_facet(share, "kind", "share"), "unit", "percent")


# What a text says, and what becomes of its first figure.
ODD_READINGS: dict[str, Callable[[Figure], Figure]] = {
    "They were aged three and one.": lambda figure: with_facet(figure, "age_group", "age_3_to_1"),
    "Most of them were over 75.": lambda figure: with_facet(figure, "age_group", "over_75"),
    "They had paid in coins of no country.": lambda figure: with_facet(figure, "unit", "bitcoins"),
    "All of them, and two in five besides, had paid.": _impossible_share,
}


def read_oddly(
    text: str, published_on: date | None = None, language: str | None = None, area: str | None = None
) -> Extraction:
    """Extracts as ever, but reads the first figure of a text that says one of these things oddly."""
    extraction = extract(text, published_on, language, area)
    for words, spoil in ODD_READINGS.items():
        if words in text:
            first, *others = extraction.figures
            return dataclasses.replace(extraction, figures=(spoil(first), *others))
    return extraction


def article(number: int, more: str = "") -> str:
    """A text that states one number of victims."""
    return TEXT.format(day=number % 28 + 1, number=number, more=more).strip() + "\n"
