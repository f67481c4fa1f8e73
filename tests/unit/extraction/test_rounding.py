from decimal import Decimal

import pytest

from pipelines.extraction import extract
from pipelines.extraction.model import Kind, Qualifier
from pipelines.extraction.rounding import interval


def bounds(low: str | None, high: str | None) -> tuple[Decimal | None, Decimal | None]:
    return (Decimal(low) if low else None, Decimal(high) if high else None)


@pytest.mark.parametrize(
    ("value", "decimals", "kind", "unit", "qualifier", "expected"),
    [
        ("1813", 0, Kind.LEVEL, "cases", Qualifier.EXACT, ("1813", "1813")),
        ("20.7", 1, Kind.SHARE, "percent", Qualifier.EXACT, ("20.65", "20.75")),
        ("17.0", 1, Kind.SHARE, "percent", Qualifier.EXACT, ("16.95", "17.05")),
        ("-14", 0, Kind.PERCENT_CHANGE, "percent", Qualifier.EXACT, ("-14.5", "-13.5")),
        ("300", 0, Kind.LEVEL, "cases", Qualifier.MORE_THAN, ("300", None)),
        ("300", 0, Kind.LEVEL, "cases", Qualifier.UP_TO, (None, "300")),
        ("500", 0, Kind.LEVEL, "cases", Qualifier.ABOUT, ("450", "550")),
        ("500", 0, Kind.LEVEL, "cases", Qualifier.NEARLY, ("450", "500")),
        ("-20", 0, Kind.PERCENT_CHANGE, "percent", Qualifier.MORE_THAN, (None, "-20")),
    ],
)
def test_rounding_and_qualifier_leave_an_interval(
    value: str, decimals: int, kind: Kind, unit: str, qualifier: Qualifier, expected: tuple[str | None, str | None]
) -> None:
    assert interval(Decimal(value), decimals, kind, unit, qualifier) == bounds(*expected)


def test_nearly_doubled_allows_one_point_nine() -> None:
    low, high = interval(Decimal(2), 0, Kind.RATIO, "times", Qualifier.NEARLY, is_word=True)
    assert low == Decimal("1.8")
    assert high == Decimal(2)


def test_a_word_for_a_large_unit_rounds_to_its_last_written_place() -> None:
    read = {
        one.quote: (one.value_low, one.value_high)
        for text in (
            "Losses came to 3.8 billion yen in 2018.",
            "2018年の振り込め詐欺の被害額は45億円、前年より6割増で、認知件数は1万2千件、検挙は1万2345件だった。",
        )
        for one in extract(text).figures
    }
    assert read == {
        "3.8 billion yen": (3_750_000_000, 3_850_000_000),
        "45億円": (4_450_000_000, 4_550_000_000),
        "6割": (55, 65),
        "1万2千件": (11_500, 12_500),
        "1万2345件": (12_345, 12_345),
    }
