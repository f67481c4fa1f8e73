"""Values as JSON for scripts, nothing lost: decimals and long integers as the numbers they are, days as ISO 8601."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence, Set
from datetime import date, time
from decimal import Decimal


def exact_json(value: object) -> str:
    """One value in one line.

    A decimal comes without the zeros its column type adds, a number that JSON does not know (NaN, infinity) as text,
    bytes as hexadecimal digits, and anything else as it calls itself.
    """
    if value is None or isinstance(value, bool | int | str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float):
        return json.dumps(value if math.isfinite(value) else str(value))
    if isinstance(value, Decimal):
        return plain_decimal(value) if value.is_finite() else json.dumps(str(value))
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{exact_json(str(key))}: {exact_json(value[key])}" for key in value) + "}"
    if isinstance(value, bytes | bytearray | memoryview):
        return json.dumps(bytes(value).hex())
    if isinstance(value, Sequence | Set):
        return "[" + ", ".join(exact_json(each) for each in value) + "]"
    if isinstance(value, date | time):
        return json.dumps(value.isoformat())
    return json.dumps(str(value), ensure_ascii=False)


def plain_decimal(value: Decimal) -> str:
    """A decimal in digits, without the zeros its column type adds."""
    digits = f"{value:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
