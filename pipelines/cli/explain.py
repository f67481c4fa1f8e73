"""`npa explain`: one figure with its sentence and how each part of its meaning was settled."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import duckdb

from pipelines.cli.console import OK, NoWarehouseError, escaped, fail, open_warehouse, out
from pipelines.settings import Settings

_SHOWN_CANDIDATES = 5


def run(figure_id: str) -> int:
    """Explain the figure whose id starts with ``figure_id``.

    Returns:
        Exit code: 1 when no figure or several begin so.
    """
    try:
        with open_warehouse(Settings.from_environment()) as con:
            found = con.execute(
                "select figure_id, quote, source_path from figures where starts_with(figure_id, $1) order by 1",
                [figure_id],
            ).fetchall()
            if not found:
                return fail(f"No figure has an id that begins with '{figure_id}'. List them: npa figures")
            if len(found) > 1:
                some = ", ".join(f"{identity} ({quote})" for identity, quote, _ in found[:_SHOWN_CANDIDATES])
                return fail(f"{len(found)} figures begin with '{figure_id}': {some}. Give more of the id.")
            _print_explanation(con, found[0][0])
    except (NoWarehouseError, duckdb.Error) as error:
        return fail(error)
    return OK


def _print_explanation(con: duckdb.DuckDBPyConnection, figure_id: str) -> None:
    cursor = con.execute("select * from figures where figure_id = $1", [figure_id])
    names = [column[0] for column in cursor.description or []]
    figure = dict(zip(names, cursor.fetchall()[0], strict=True))

    where = f"characters {figure['char_start']} to {figure['char_end']}, published {figure['published_on']}"
    out.print(f"[bold]{escaped(figure['source_path'])}[/], {where}")
    out.print(f"\n  {_marked(figure)}\n")
    out.print(f"{_value(figure)}, read by the rule [bold]{escaped(figure['rule'])}[/]\n")
    _print_facets(con, figure_id)


def _marked(figure: Mapping[str, Any]) -> str:
    """The sentence with the number marked, in colour where there is any."""
    start = figure["char_start"] - figure["sentence_start"]
    end = figure["char_end"] - figure["sentence_start"]
    before, number, after = (
        escaped(part.replace("\n", " "))
        for part in (figure["sentence"][:start], figure["sentence"][start:end], figure["sentence"][end:])
    )
    return f"{before}[black on yellow]»{number}«[/]{after}"


def _value(figure: Mapping[str, Any]) -> str:
    """Value, unit and kind, with the bounds where the text leaves room."""
    low, high = _number(figure["value_low"]), _number(figure["value_high"])
    bounds = "" if low == high else f", from {low or 'any'} to {high or 'any'}"
    return f"{_number(figure['value'])} {figure['unit']} ({figure['kind']}{bounds})"


def _print_facets(con: duckdb.DuckDBPyConnection, figure_id: str) -> None:
    from rich.table import Table

    facets = con.execute(
        """
        select
            facets.facet,
            facets.value,
            facets.source,
            substring(articles.text, facets.char_start + 1, facets.char_end - facets.char_start) as words
        from figure_facets as facets
        inner join articles on facets.article_id = articles.article_id
        where facets.figure_id = $1
        order by array_position(['stated', 'inherited', 'default'], facets.source), facets.char_start, facets.facet
        """,
        [figure_id],
    ).fetchall()
    table = Table()
    for column in ("facet", "value", "how it was settled", "by the words"):
        table.add_column(column, overflow="fold")
    for facet, value, source, words in facets:
        if value is not None:
            table.add_row(facet, escaped(value), source, escaped(words or ""))
    out.print(table)
    if unsettled := [facet for facet, value, *_ in facets if value is None]:
        out.print(f"Nothing said of: {', '.join(sorted(unsettled))}")


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:,.4f}".rstrip("0").rstrip(".")
