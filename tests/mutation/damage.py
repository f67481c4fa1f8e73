"""Damage to one figure as changes of the landing tables; what finds it belongs to ``judge``.

Misread: the text says one thing, every table that carries the reading another. Provenance: one table alone is wrong.
Misprint: the text itself, and all that was read from it, as if another digit had been printed.
"""

from __future__ import annotations

import calendar
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from random import Random

from tests.mutation.build import Article, Figure, Stock
from tests.mutation.digits import SLIPS, slips, written

Change = tuple[str, Sequence[object]]

KINDS = ("level", "change", "percent_change", "point_change", "share", "ratio")
QUALIFIERS = ("exact", "about", "nearly", "more_than", "at_least", "less_than", "up_to")
DISPOSITIONS = ("repeat", "date", "period", "age_label", "identifier", "ordinal", "not_statistics")


@dataclass(frozen=True)
class Mutant:
    """One figure, damaged in one way.

    Attributes:
        layer: misread, provenance or misprint.
        kind: What was done.
        changes: Statements that do it, with their parameters.
    """

    layer: str
    kind: str
    figure: Figure
    changes: tuple[Change, ...]


# Changes that damage a figure; None where it cannot be damaged in this way.
Damage = Callable[[Figure, Stock, Random], Sequence[Change] | None]


def mutants(stock: Stock, layer: str, kind: str, seed: int) -> list[Mutant]:
    """Every figure that can be damaged in this way, each damaged once, in the order of the stock."""
    damage = LAYERS[layer][kind]
    found = []
    for figure in stock.figures:
        changes = damage(figure, stock, Random(f"{seed} {layer} {kind} {figure.figure_id}"))
        if changes is not None:
            found.append(Mutant(layer, kind, figure, tuple(changes)))
    return found


def _of_figure(figure: Figure, **columns: object) -> Change:
    """Other values of its landed row."""
    assignments = ", ".join(f"{column} = ?" for column in columns)
    return f"update landing.figures set {assignments} where figure_id = ?", [*columns.values(), figure.figure_id]


def _of_facet(figure: Figure, facet: str, value: str) -> Change:
    sql = "update landing.figure_facets set value = ? where figure_id = ? and facet = ?"
    return sql, [value, figure.figure_id, facet]


def _of_ledger(figure: Figure, change: str, *parameters: object) -> Change:
    place = [figure.article_id, figure.char_start]
    return f"update landing.numerals set {change} where article_id = ? and char_start = ?", [*parameters, *place]


def _with_value(figure: Figure, value: Decimal) -> list[Change]:
    """Another value wherever it is carried; rounding leaves an exact one the same room, a vague one as large a part."""
    low, high = (
        None if bound is None else _moved(bound, figure, value) for bound in (figure.value_low, figure.value_high)
    )
    return [
        _of_figure(figure, value=value, value_low=low, value_high=high),
        ("update landing.numerals set value = ? where figure_id = ?", [value, figure.figure_id]),
        ("update landing.figures set base_value = ? where base_figure_id = ?", [value, figure.figure_id]),
    ]


def _moved(bound: Decimal, figure: Figure, value: Decimal) -> Decimal:
    if figure.qualifier == "exact" or not figure.value:
        return bound + value - figure.value
    return bound * value / figure.value


def _signed(figure: Figure, size: Decimal) -> Decimal:
    return size.copy_sign(figure.value)


def _misread_slip(figure: Figure, stock: Stock, random: Random, *, kind: str) -> Sequence[Change] | None:
    number = written(figure.quote, figure.value)
    plain, scale = (number.plain, number.scale) if number else (f"{abs(figure.value).normalize():f}", Decimal(1))
    found = slips(plain, kind) if figure.is_alone else []
    return _with_value(figure, _signed(figure, Decimal(random.choice(found)) * scale)) if found else None


def _unit(figure: Figure, stock: Stock, random: Random) -> Sequence[Change]:
    units = {other.unit for other in stock.figures if other.unit} - {figure.unit}
    unit = random.choice(sorted(units))
    return [_of_figure(figure, unit=unit), _of_facet(figure, "unit", unit)]


def _year(figure: Figure, stock: Stock, random: Random) -> Sequence[Change] | None:
    if figure.period is None or figure.period_start is None or figure.period_end is None:
        return None
    years = random.choice([-2, -1, 1])
    period = re.sub(r"\d{4}", lambda year: str(int(year.group()) + years), figure.period)
    start, end = _other_year(figure.period_start, years), _other_year(figure.period_end, years)
    return [_of_figure(figure, period=period, period_start=start, period_end=end), _of_facet(figure, "period", period)]


def _other_year(day: date, years: int) -> date:
    """The same day of another year; the last of a month stays the last."""
    year = day.year + years
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return day.replace(year=year, day=calendar.monthrange(year, day.month)[1] if is_last else day.day)


def _sign(figure: Figure, stock: Stock, random: Random) -> Sequence[Change] | None:
    if not figure.value or not figure.is_alone:
        return None
    low, high = (None if bound is None else -bound for bound in (figure.value_high, figure.value_low))
    return [*_with_value(figure, -figure.value), _of_figure(figure, value_low=low, value_high=high)]


def _kind(figure: Figure, stock: Stock, random: Random) -> Sequence[Change]:
    kind = random.choice([kind for kind in KINDS if kind != figure.kind])
    return [_of_figure(figure, kind=kind), _of_facet(figure, "kind", kind)]


def _qualifier(figure: Figure, stock: Stock, random: Random) -> Sequence[Change]:
    qualifier = random.choice([qualifier for qualifier in QUALIFIERS if qualifier != figure.qualifier])
    return [_of_figure(figure, qualifier=qualifier), _of_facet(figure, "qualifier", qualifier)]


def _bound(figure: Figure, stock: Stock, random: Random) -> Sequence[Change] | None:
    bounds = {"value_low": figure.value_low, "value_high": figure.value_high}
    column, bound = random.choice(
        [(name, bound) for name, bound in bounds.items() if bound is not None] or [("", None)]
    )
    if bound is None:
        return None
    step = abs(bound - figure.value) or Decimal(1)
    return [_of_figure(figure, **{column: bound + random.choice([-1, 1]) * step})]


def _span_shifted(figure: Figure, stock: Stock, random: Random) -> Sequence[Change]:
    by = random.choice([-1, 1]) if figure.char_start else 1
    return [_of_figure(figure, char_start=figure.char_start + by, char_end=figure.char_end + by)]


def _span_elsewhere(figure: Figure, stock: Stock, random: Random) -> Sequence[Change] | None:
    spans = [span for span in stock.articles[figure.article_id].spans if span[0] != figure.char_start]
    if not spans:
        return None
    start, end = random.choice(spans)
    return [_of_figure(figure, char_start=start, char_end=end)]


def _quote(figure: Figure, stock: Stock, random: Random) -> Sequence[Change]:
    return [_of_figure(figure, quote=_altered(figure.quote, random))]


def _sentence(figure: Figure, stock: Stock, random: Random) -> Sequence[Change]:
    return [_of_figure(figure, sentence=_altered(figure.sentence, random))]


def _sentence_shifted(figure: Figure, stock: Stock, random: Random) -> Sequence[Change]:
    column = random.choice(["sentence_start", "sentence_end"])
    return [(f"update landing.figures set {column} = {column} + 1 where figure_id = ?", [figure.figure_id])]


def _other_article(figure: Figure, stock: Stock, random: Random) -> Sequence[Change] | None:
    others = [article_id for article_id in stock.articles if article_id != figure.article_id]
    return [_of_figure(figure, article_id=random.choice(others))] if others else None


def _value_of_figure(figure: Figure, stock: Stock, random: Random) -> Sequence[Change]:
    (change, *_) = _with_value(figure, figure.value + random.choice([-1, 1]))
    return [change]


def _value_of_ledger(figure: Figure, stock: Stock, random: Random) -> Sequence[Change]:
    return [_of_ledger(figure, "value = value + ?", random.choice([-1, 1]))]


def _facet(figure: Figure, stock: Stock, random: Random) -> Sequence[Change]:
    facet, values = random.choice([("unit", ["sites", "yen"]), ("kind", KINDS), ("qualifier", QUALIFIERS)])
    value = random.choice([value for value in values if value not in (figure.unit, figure.kind, figure.qualifier)])
    return [_of_facet(figure, facet, value)]


def _ledger_deleted(figure: Figure, stock: Stock, random: Random) -> Sequence[Change]:
    sql = "delete from landing.numerals where article_id = ? and char_start = ?"
    return [(sql, [figure.article_id, figure.char_start])]


def _ledger_disposition(figure: Figure, stock: Stock, random: Random) -> Sequence[Change]:
    return [_of_ledger(figure, "disposition = ?", random.choice(DISPOSITIONS))]


def _ledger_unresolved(figure: Figure, stock: Stock, random: Random) -> Sequence[Change]:
    return [_of_ledger(figure, "disposition = 'unresolved', figure_id = null")]


def _ledger_figure(figure: Figure, stock: Stock, random: Random) -> Sequence[Change]:
    others = [other.figure_id for other in stock.figures if other.figure_id != figure.figure_id]
    return [_of_ledger(figure, "figure_id = ?", random.choice(others))]


def _ledger_text(figure: Figure, stock: Stock, random: Random) -> Sequence[Change]:
    return [_of_ledger(figure, "text = ?", _altered(figure.quote, random))]


def _digit_in_text(figure: Figure, stock: Stock, random: Random) -> Sequence[Change]:
    text = stock.articles[figure.article_id].text
    place = random.randrange(len(text))
    return [_of_text(figure, text[:place] + random.choice("0123456789") + text[place:])]


def _letter_of_text(figure: Figure, stock: Stock, random: Random) -> Sequence[Change]:
    return [_of_text(figure, _altered(stock.articles[figure.article_id].text, random))]


def _of_text(figure: Figure, text: str) -> Change:
    return "update landing.articles set text = ? where article_id = ?", [text, figure.article_id]


def _altered(text: str, random: Random) -> str:
    """One character replaced by another letter or digit."""
    place = random.randrange(len(text))
    return (
        text[:place]
        + random.choice([other for other in "abcdefghij0123456789" if other != text[place]])
        + text[place + 1 :]
    )


def _deleted(figure: Figure, stock: Stock, random: Random) -> Sequence[Change]:
    return [("delete from landing.figures where figure_id = ?", [figure.figure_id])]


def _twice(figure: Figure, stock: Stock, random: Random) -> Sequence[Change]:
    return [("insert into landing.figures from landing.figures where figure_id = ?", [figure.figure_id])]


def _twice_renamed(figure: Figure, stock: Stock, random: Random) -> Sequence[Change]:
    new_id = hashlib.sha256(figure.figure_id.encode()).hexdigest()[:16]
    sql = "insert into landing.{0} select * replace (? as figure_id) from landing.{0} where figure_id = ?"
    tables = ("figures", "figure_concepts", "figure_facets")
    return [(sql.format(table), [new_id, figure.figure_id]) for table in tables]


def _misprint(figure: Figure, stock: Stock, random: Random, *, kind: str) -> Sequence[Change] | None:
    """Another number printed: one that the article repeats, or that states two figures, is left out."""
    number = written(figure.quote, figure.value)
    found = slips(number.plain, kind) if number and figure.is_alone and figure.mention_count == 1 else []
    if number is None or not found:
        return None
    plain = random.choice(found)
    quote = number.printed(figure.quote, plain)
    return [
        *_with_value(figure, _signed(figure, Decimal(plain) * number.scale)),
        _of_figure(figure, quote=quote),
        _of_ledger(figure, "text = ?", quote),
        *_reprinted(stock.articles[figure.article_id], figure, quote),
    ]


def _reprinted(article: Article, figure: Figure, quote: str) -> list[Change]:
    """The article with other words at the span: what comes after moves, and what was cut from it is cut anew."""
    text = article.text[: figure.char_start] + quote + article.text[figure.char_end :]
    by = len(quote) - len(figure.quote)
    spans = {
        "figures": ("char_start", "char_end", "sentence_start", "sentence_end"),
        "figure_facets": ("char_start", "char_end"),
        "numerals": ("char_start", "char_end"),
        "record_claims": ("char_start", "char_end"),
    }
    moves: list[Change] = [
        (
            f"update landing.{table} set "
            + ", ".join(f"{column} = {column} + if({column} > {figure.char_start}, {by}, 0)" for column in columns)
            + (" where figure_id in (select figure_id from landing.figures where article_id = ?)"
               if table == "figure_facets" else " where article_id = ?"),
            [article.article_id],
        )
        for table, columns in spans.items()
    ]  # fmt: skip
    recut: list[Change] = [
        (
            f"update landing.{table} set {column} = substring(?, {start} + 1, {end} - {start}) where article_id = ?",
            [text, article.article_id],
        )
        for table, column, start, end in (
            ("figures", "sentence", "sentence_start", "sentence_end"),
            ("record_claims", "text", "char_start", "char_end"),
        )
    ]
    new_id = hashlib.sha256(text.encode()).hexdigest()
    stored: Change = (
        "update landing.articles set text = ?, char_count = ?, byte_count = ? where article_id = ?",
        [text, len(text), len(text.encode()), article.article_id],
    )
    renames: list[Change] = [
        (f"update landing.{table} set article_id = ? where article_id = ?", [new_id, article.article_id])
        for table in ("articles", "extractions", "figures", "numerals", "record_claims")
    ]
    return [*moves, *recut, stored, *renames]


LAYERS: Mapping[str, Mapping[str, Damage]] = {
    "misread": {
        **{kind: partial(_misread_slip, kind=kind) for kind in SLIPS},
        "sign flipped": _sign,
        "unit changed": _unit,
        "kind changed": _kind,
        "year of the period changed": _year,
        "qualifier changed": _qualifier,
        "bound moved": _bound,
    },
    "provenance": {
        "span shifted by one": _span_shifted,
        "span of another number": _span_elsewhere,
        "quote altered": _quote,
        "sentence altered": _sentence,
        "sentence's span shifted": _sentence_shifted,
        "article of another": _other_article,
        "value of the figure alone": _value_of_figure,
        "value in the ledger alone": _value_of_ledger,
        "facet alone": _facet,
        "ledger row deleted": _ledger_deleted,
        "ledger row of another disposition": _ledger_disposition,
        "ledger row unresolved": _ledger_unresolved,
        "ledger row of another figure": _ledger_figure,
        "text in the ledger altered": _ledger_text,
        "digit inserted in the article": _digit_in_text,
        "character of the article altered": _letter_of_text,
        "figure deleted": _deleted,
        "figure twice": _twice,
        "figure twice, under another id": _twice_renamed,
    },
    "misprint": {kind: partial(_misprint, kind=kind) for kind in SLIPS},
}
