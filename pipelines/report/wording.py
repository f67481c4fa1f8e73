"""How values, periods and codes are written on a page; pure functions that every page shares.

What a page says of them belongs to the page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from markupsafe import Markup, escape

ARTICLE_FOLDER = "articles"
SHORT_ID = 16

STATUS = {"A": "final", "E": "estimated", "P": "provisional"}
BASIS = {
    "stated": "stated in an article",
    "change": "reckoned from a change",
    "percent_change": "reckoned from a change in percent",
    "point_change": "reckoned from a change in points",
    "ratio": "reckoned from a ratio",
    "share": "reckoned from a share",
}
CONFIRMED_BY = {
    "review": "reviewed by a person",
    "sources": "independent sources agree",
    "arithmetic": "other figures bear it out",
}
_SIGNS = {"persons": "", "percent": "%", "percentage_points": " points", "yen": " yen"}


def number(value: Decimal | float | None) -> str:
    """With thousands separated and without the zeros that a column's type adds; empty for None."""
    if value is None:
        return ""
    text = f"{Decimal(value):,.4f}".rstrip("0").rstrip(".")
    return text.replace("-", "−")


def amount(value: Decimal | None, unit: str | None) -> str:
    """A number with its unit."""
    if value is None:
        return ""
    return number(value) + _SIGNS.get(unit or "", f" {(unit or '').replace('_', ' ')}")


def between(low: Decimal | None, high: Decimal | None) -> str:
    """What lies between two bounds, either of which may be missing; empty where they are one."""
    if low == high:
        return "" if low is not None else "any"
    if low is None:
        return f"at most {number(high)}"
    return f"at least {number(low)}" if high is None else f"{number(low)} to {number(high)}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: 1 article, 2 articles."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def spoken(code: str | None) -> str:
    """A code in words, where there is no name for it: parts_and_total is "parts and total"."""
    return (code or "").replace("_", " ").replace("+", " + ")


def article_page(article_id: str) -> str:
    """The page of an article, from the top of the site."""
    return f"{ARTICLE_FOLDER}/{article_id[:SHORT_ID]}.html"


def figure_link(article_id: str, figure_id: str) -> str:
    """Where a figure is shown in its article, from the top of the site."""
    return f"{article_page(article_id)}#{figure_id}"


def explore_link(*figure_ids: str | None) -> str:
    """The table of figures, narrowed to some."""
    return "explore.html#ids=" + ",".join(figure_id for figure_id in figure_ids if figure_id)


def named(codes: str | None, names: Mapping[str, str]) -> str:
    """One code or several joined by ``+``, by their names."""
    return " + ".join(names.get(code, spoken(code)) for code in codes.split("+")) if codes else ""


def text_as_html(text: str) -> Markup:
    """A text that a browser shows, and counts, character by character as it is stored.

    A browser drops carriage returns and NULs that stand in a page as they are.
    """
    return Markup(str(escape(text)).replace("\r", "&#13;").replace("\0", "\N{REPLACEMENT CHARACTER}"))


def data_block(value: Any) -> Markup:
    """A value as JSON inside a script element: nothing in it can end the element or open another."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else str(value)
