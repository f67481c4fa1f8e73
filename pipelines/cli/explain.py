"""`npa explain`: one figure with its sentence and how each part of its meaning was settled."""

from __future__ import annotations

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
    figure = dict(zip(names, cursor.fetchone() or (), strict=True))

    before, marked, after = _marked(figure["sentence"], figure["quote"], figure.get("sentence_start"), figure)
    out.print(f"[bold]{escaped(figure['source_path'])}[/], characters {figure['char_start']} to {figure['char_end']}")
    out.print(f"\n  {escaped(before)}[black on yellow]{escaped(marked)}[/]{escaped(after)}\n")
    low, high = figure["value_low"], figure["value_high"]
    bounds = f", between {_number(low)} and {_number(high)}" if low is not None and high is not None else ""
    out.print(
        f"{_number(figure['value'])} {figure['unit']} ({figure['kind']}{bounds}), read by rule {figure['rule']}\n"
    )
    _print_facets(con, figure_id)


def _print_facets(con: duckdb.DuckDBPyConnection, figure_id: str) -> None:
    from rich.table import Table

    facets = con.execute(
        """
        select
            facet,
            value,
            source,
            substring(articles.text, facets.char_start + 1, facets.char_end - facets.char_start) as words
        from figure_facets as facets
        inner join figures using (figure_id)
        left join articles on figures.article_id = articles.article_id
        where facets.figure_id = $1
        """,
        [figure_id],
    ).fetchall()
    table = Table()
    for column in ("facet", "value", "settled", "by the words"):
        table.add_column(column, overflow="fold")
    for facet, value, source, words in facets:
        table.add_row(facet, "" if value is None else escaped(value), source, escaped(words or ""))
    out.print(table)


def _marked(sentence: str, quote: str, sentence_start: int | None, figure: dict[str, object]) -> tuple[str, str, str]:
    """The sentence as what is before the quote, the quote, and what is after it."""
    start = sentence.find(quote) if sentence_start is None else int(str(figure["char_start"])) - sentence_start
    return sentence[:start], sentence[start : start + len(quote)], sentence[start + len(quote) :]


def _number(value: object) -> str:
    return f"{value:,.4f}".rstrip("0").rstrip(".") if value is not None else ""
