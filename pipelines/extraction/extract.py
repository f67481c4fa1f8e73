"""The one public function of extraction: runs the stages over one immutable text."""

from __future__ import annotations

from datetime import date

from pipelines.extraction.model import Extraction


def extract(text: str, published_on: date | None = None, language: str | None = None) -> Extraction:
    """Read every figure of an article and account for every numeral.

    Args:
        text: The article, never changed; offsets in the result are code points of it.
        published_on: The day of publication; without it the dateline in the text is used.
        language: ``en`` or ``ja``; detected from the script when None.

    Returns:
        Figures, ledger and record claims, each in text order.
    """
    return Extraction(language=language or "en", published_on=published_on, published_on_source=None)
