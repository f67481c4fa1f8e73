"""What no statistic can be: a figure is better left unresolved than published with such a value, period or code.

The checks before publishing ask the same of every row; what is refused here never has to be set aside there. How a
figure comes by its facets belongs to ``discourse``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipelines.extraction.drafts import Draft
from pipelines.extraction.model import Kind
from pipelines.extraction.vocabulary import Vocabulary

_WHOLE = 100  # percent
_TOO_LARGE = 10**13  # what the columns of values hold, and what is reckoned from them
_POPULATION = 130_000_000  # of the country; what is counted is not more
_OLDEST = {"years_of_age": 130, "months_of_age": 130 * 12}
# What is counted one by one. A fraction of it is a rate or an average; with more decimals than these have, a misprint.
_WHOLE_UNITS = ("persons", "cases", "reports", "sites", "organizations")
_DECIMALS_OF_AVERAGES = 2
_MOST_DECIMALS = 4  # of the column of values


def find_fault(draft: Draft, published_on: date | None, vocabulary: Vocabulary) -> str | None:
    """Why a figure can be no statistic, in words; None where nothing speaks against it.

    Args:
        draft: The settled figure.
        published_on: The day of publication, where it is known.
        vocabulary: Codes that there are.
    """
    return next(_faults(draft, published_on, vocabulary), None)


def _faults(draft: Draft, published_on: date | None, vocabulary: Vocabulary) -> Iterator[str]:
    value, kind, unit = draft.value, draft.kind, draft.unit.value or ""
    numeral = draft.statement.numeral
    if abs(value) >= _TOO_LARGE or (unit == "persons" and abs(value) > _POPULATION):
        yield "no statistic has so large a value"
    if kind is Kind.SHARE and value > _WHOLE:
        yield "a share of more than 100 percent"
    if kind is Kind.PERCENT_CHANGE and value < -_WHOLE:
        yield "a fall of more than 100 percent"
    if kind is Kind.POINT_CHANGE and abs(value) > _WHOLE:
        yield "a change of more than 100 points"
    if value < 0 and kind in (Kind.LEVEL, Kind.SHARE, Kind.RATIO):
        yield f"a {kind} below zero"
    if kind is Kind.LEVEL and value > _OLDEST.get(unit, _TOO_LARGE):
        yield "nobody is so old"
    rate = draft.axes.get("rate")
    is_average = rate is not None and (rate.span is not None or numeral.decimals <= _DECIMALS_OF_AVERAGES)
    if unit in _WHOLE_UNITS and numeral.decimals and numeral.step is None and not is_average:
        yield "a count with a fraction"
    if numeral.decimals > _MOST_DECIMALS and numeral.step is None:
        yield "no statistic has so many decimals"
    if published_on and draft.period and draft.period.start > published_on:
        yield "a period still to come when it was published"
    codes = [("unit", unit), *((axis, facet.value or "") for axis, facet in draft.axes.items())]
    for axis, joined in codes:
        for code in filter(None, joined.split("+")):
            if not vocabulary.has(axis, code):
                yield f"the vocabulary has no {axis} {code}"
