"""`npa explain`: one figure with its sentence, how each part of its meaning was settled, and what it takes part in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import duckdb

from pipelines.antecedents import explain_antecedent
from pipelines.cli.console import OK, escaped, fail, out
from pipelines.cli.tables import print_json
from pipelines.cli.warehouse import open_warehouse
from pipelines.extraction import Span
from pipelines.settings import Settings
from pipelines.warehouse import literal

_SHOWN_CANDIDATES = 5

_FACETS = """
select
    facets.facet,
    facets.value,
    facets.source,
    facets.char_start,
    facets.char_end,
    substring(articles.text, facets.char_start + 1, facets.char_end - facets.char_start) as words,
    facets.reason,
    facets.antecedent_figure_id,
    antecedents.quote as antecedent,
    facets.otherwise
from figure_facets as facets
inner join articles on facets.article_id = articles.article_id
left join figures as antecedents on facets.antecedent_figure_id = antecedents.figure_id
where facets.figure_id = {figure_id}
order by array_position(['stated', 'inherited', 'default'], facets.source), facets.char_start, facets.facet
"""
# What the figure itself gives, and every other value known of its series and period.
_OBSERVATIONS = """
select observations.*, observations.figure_id = {figure_id} as is_of_this_figure
from observations
where
    figure_id = {figure_id}
    or (series_id, period) in (
        select (series_id, period) from figures where figure_id = {figure_id} and kind in ('level', 'share')
    )
order by is_of_this_figure desc, announced_on, observation_id
"""
_ARTICLE = """
select articles.text, articles.published_on, articles.language, articles.area
from articles
inner join figures on articles.article_id = figures.article_id
where figures.figure_id = {figure_id}
"""
_CELL = """
select cells.table_number, cells.row_number, cells.column_number, cells.row_header, cells.column_header, cells.caption
from table_cells as cells
inner join figures on cells.article_id = figures.article_id
where
    figures.figure_id = {figure_id}
    and cells.char_start <= figures.char_start
    and figures.char_start < cells.char_end
"""
_IDENTITIES = "select * from identities where list_contains(figure_ids, {figure_id}) order by kind, identity_id"


def run(figure_id: str, style: str, *, with_trace: bool = False) -> int:
    """Explain the figure whose id starts with ``figure_id``.

    Args:
        figure_id: Its id, or the beginning of it.
        style: ``text`` to read; ``json`` for one object with everything known.
        with_trace: Read its article again and show how its sentence is read.

    Returns:
        Exit code: 1 when no figure or several begin so.
    """
    with open_warehouse(Settings.from_environment()) as con:
        found = con.execute(
            f"select figure_id, quote from figures where starts_with(figure_id, {literal(figure_id)}) order by 1"
        ).fetchall()
        if not found:
            return fail(f"No figure has an id that begins with '{figure_id}'. List them: npa figures")
        if len(found) > 1:
            some = ", ".join(f"{identity} ({quote})" for identity, quote in found[:_SHOWN_CANDIDATES])
            return fail(f"{len(found):,} figures begin with '{figure_id}': {some}. Give more of the id.")
        (identity, _) = found[0]
        (figure,) = _records(con, "select * from figures where figure_id = {figure_id}", identity)
        facets, observations, identities = (
            _records(con, query, identity) for query in (_FACETS, _OBSERVATIONS, _IDENTITIES)
        )
        facets = [facet | {"because": _because(facet)} for facet in facets]
        (article,) = _records(con, _ARTICLE, identity)
        cell = next(iter(_records(con, _CELL, identity)), None)
    lines = _trace(article, figure) if with_trace else []
    if style == "json":
        known = {"figure": figure, "cell": cell, "facets": facets, "observations": observations}
        known |= {"identities": identities}
        print_json(known | {"trace": lines} if with_trace else known)
    else:
        _print_explanation(figure, cell, facets, observations, identities)
        if lines:
            out.print("\n" + escaped("\n".join(lines)), soft_wrap=True, highlight=False)
    return OK


def _because(facet: Mapping[str, Any]) -> str | None:
    """Why a figure has a facet that it inherits, where that is known."""
    return (
        explain_antecedent(facet["facet"], facet["reason"], _one_line(facet["antecedent"]), facet["otherwise"]) or None
    )


def _one_line(words: str | None) -> str | None:
    return words and " ".join(words.split())


def _trace(article: Mapping[str, Any], figure: Mapping[str, Any]) -> list[str]:
    """How the sentence of a figure is read."""
    from pipelines.extraction.trace import trace

    sentence = Span(figure["sentence_start"], figure["sentence_end"])
    return trace(article["text"], article["published_on"], article["language"], article["area"], within=sentence)


def _records(con: duckdb.DuckDBPyConnection, query: str, figure_id: str) -> list[dict[str, Any]]:
    cursor = con.execute(query.format(figure_id=literal(figure_id)))
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _print_explanation(
    figure: Mapping[str, Any],
    cell: Mapping[str, Any] | None,
    facets: Sequence[Mapping[str, Any]],
    observations: Sequence[Mapping[str, Any]],
    identities: Sequence[Mapping[str, Any]],
) -> None:
    where = f"characters {figure['char_start']} to {figure['char_end']}, published {figure['published_on']}"
    out.print(f"[bold]{escaped(figure['source_path'])}[/], {where}")
    out.print(f"\n  {_marked(figure)}\n")
    out.print(f"{_value(figure)}, read by the rule [bold]{escaped(figure['rule'])}[/]\n")
    _print_place(figure, cell)
    _print_facets(facets)
    for observation in observations:
        out.print(f"Observation: {escaped(_observed(observation))}")
    for identity in identities:
        out.print(f"Identity:    {identity['verdict']}: {escaped(identity['description'])}")


def _print_place(figure: Mapping[str, Any], cell: Mapping[str, Any] | None) -> None:
    """Where a figure stands: in which row and column of a table, and under which headings."""
    for name in ("row_header", "column_header", "caption"):
        if cell and cell[name]:
            out.print(f"{name.removesuffix('_header')}: {escaped(cell[name])}")
    if figure["section"]:
        out.print(f"section: {escaped(figure['section'])}")


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
    bounds = _bounds(figure["value_low"], figure["value_high"])
    return f"{_number(figure['value'])} {figure['unit']} ({figure['kind']}{bounds})"


def _print_facets(facets: Sequence[Mapping[str, Any]]) -> None:
    from rich.table import Table

    table = Table()
    for column in ("facet", "value", "how it was settled", "by the words"):
        table.add_column(column, overflow="fold")
    for facet in facets:
        if facet["value"] is not None:
            table.add_row(facet["facet"], escaped(facet["value"]), facet["source"], escaped(facet["words"] or ""))
    out.print(table)
    for facet in facets:
        if facet["because"]:
            out.print(f"{escaped(facet['facet'])} {escaped(facet['value'])}: {escaped(facet['because'])}")
    if unsettled := [facet["facet"] for facet in facets if facet["value"] is None]:
        out.print(f"Nothing said of: {', '.join(sorted(unsettled))}")


def _observed(observation: Mapping[str, Any]) -> str:
    """A value of a series, by what is known of it and since when."""
    value = f"{_number(observation['value'])}{_bounds(observation['low'], observation['high'])}"
    known = f"announced {observation['announced_on'] or 'on a day not known'}"
    if observation["superseded_on"] and not observation["doubt"]:
        known += f", superseded {observation['superseded_on']}"
    if observation["confirmed_by"]:
        known += f", confirmed by {observation['confirmed_by']}"
    if observation["doubt"]:
        known += f"; in doubt: {observation['doubt']}"
    other = "" if observation["is_of_this_figure"] else "; rests on another figure"
    return f"{observation['series']}, {observation['period']}: {value}, {observation['basis']}, {known}{other}"


def _bounds(low: Decimal | None, high: Decimal | None) -> str:
    return "" if low == high else f", from {_number(low) or 'any'} to {_number(high) or 'any'}"


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:,.4f}".rstrip("0").rstrip(".")
