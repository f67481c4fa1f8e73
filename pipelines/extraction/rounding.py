"""The interval of values that a written number and its qualifier allow."""

from __future__ import annotations

from decimal import Decimal

from pipelines.extraction.model import Kind, Qualifier

# How far a vague word reaches, as a part of the value. "Nearly doubled" allows 1.9, "about half" 45 percent.
_VAGUE = Decimal("0.1")


def interval(
    value: Decimal,
    decimals: int,
    kind: Kind,
    unit: str | None,
    qualifier: Qualifier,
    is_word: bool = False,
    step: Decimal | None = None,
) -> tuple[Decimal | None, Decimal | None]:
    """What rounding and qualifier allow: 20.7 percent is [20.65, 20.75), exactly 77 persons is [77, 77].

    Args:
        value: Signed value.
        decimals: Decimal places as written.
        kind: A level or change of counted things is exact; everything measured is rounded.
        unit: Unit code.
        qualifier: How exactly the text claims the value.
        is_word: A fraction or multiple in words ("half", "doubled") is rough.
        step: One in the last written place, where a word gives it: a hundred million in "3.8 billion", 10 in "6割".

    Returns:
        Lower and upper bound; None where unbounded.
    """
    exact_count = kind in (Kind.LEVEL, Kind.CHANGE) and decimals == 0 and unit not in ("yen", "per_100000")
    half_step = Decimal(0) if exact_count else Decimal(5).scaleb(-decimals - 1)
    if step is not None:
        half_step = step / 2
    elif is_word:
        half_step = abs(value) * Decimal("0.05")
    reach = abs(value) * _VAGUE
    low, high = value - half_step, value + half_step
    match qualifier:
        case Qualifier.ABOUT:
            return value - max(reach, half_step), value + max(reach, half_step)
        case Qualifier.NEARLY:
            return (value - max(reach, half_step), value) if value >= 0 else (value, value + max(reach, half_step))
        case Qualifier.MORE_THAN | Qualifier.AT_LEAST:
            return (value, None) if value >= 0 else (None, value)
        case Qualifier.LESS_THAN | Qualifier.UP_TO:
            return (None, value) if value >= 0 else (value, None)
        case _:
            return low, high
