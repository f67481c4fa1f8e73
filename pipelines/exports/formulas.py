"""Keeps a spreadsheet from running a text as a formula. The only place that says what such a text begins with."""

from __future__ import annotations

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def harmless(value: object) -> object:
    """A text that a spreadsheet would run as a formula, behind an apostrophe, as OWASP advises; numbers as they are."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def harmless_sql(expression: str) -> str:
    """The same as an expression of DuckDB's SQL, for a VARCHAR."""
    # Several of them need no escaping and one is a tab: each is given by its number.
    starts = ", ".join(f"chr({ord(start)})" for start in FORMULA_STARTS)
    return f"if(left({expression}, 1) in ({starts}), concat('''', {expression}), {expression})"
