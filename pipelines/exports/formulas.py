"""Keeps a spreadsheet from running a text as a formula. The only place that says what such a text begins with."""

from __future__ import annotations

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def harmless(value: object) -> object:
    """A text that a spreadsheet would run as a formula, behind an apostrophe, as OWASP advises; numbers as they are."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def harmless_sql(expression: str) -> str:
    """The same as an expression of DuckDB's SQL, for a VARCHAR."""
    # By its number, no character needs escaping, and none is cut off as a text of its own for each cell.
    starts = ", ".join(str(ord(start)) for start in FORMULA_STARTS)
    return f"if(unicode({expression}) in ({starts}), concat('''', {expression}), {expression})"
