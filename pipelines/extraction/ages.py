"""Codes of ages, by the grammar that the seed ``axes.csv`` gives for the axis ``age_group``."""

from __future__ import annotations

from pipelines.extraction.expressions import Label
from pipelines.extraction.model import Span

# Ages that bound the population of these statistics: minors (section 8 of the labelling guide).
_POPULATION = {"under_18", "under_20", "age_17_and_under", "age_19_and_under"}


def age_label(span: Span, code: str, age: Span | None = None, *, counts_people: bool = False) -> Label:
    """The label of an age; see ``Label`` for what its parts say."""
    return Label(span, "age_label", code, is_population=is_of_population(code), age=age, counts_people=counts_people)


def is_of_population(code: str | None) -> bool:
    """Whether an age bounds all that these statistics are of, and tells no part of them apart."""
    return code in _POPULATION


def between(one: int, other: int) -> str:
    """From one age to another, whichever is named first: "aged 15 to 29", two children "aged three and one"."""
    low, high = min(one, other), max(one, other)
    if low % 10 == 0 and high == low + 9:
        return decade(low)
    return f"age_{low}_to_{high}" if low < high else f"age_{low}"


def and_over(age: int) -> str:
    """An age and all above it."""
    return f"age_{age}_and_over"


def and_under(age: int) -> str:
    """An age and all below it."""
    return f"age_{age}_and_under"


def under(age: int) -> str:
    """All below an age."""
    return f"under_{age}"


def decade(first: int) -> str:
    """The ten years from one on: 20 are the 20s."""
    return "teens" if first == 10 else f"{first}s"
