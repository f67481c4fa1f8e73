"""The page of each article: its text with every number marked, and what is known of each figure.

Read some hundred articles at a time, so that ten thousand of them take no more memory than these.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from pipelines.antecedents import explain_antecedent
from pipelines.report.drawn_tables import DrawnTable, draw
from pipelines.report.marking import Mark, Piece, browser_positions, cut
from pipelines.report.shown import NEWEST_FIRST, linked
from pipelines.report.tables import Row, concept_names, grouped, rows
from pipelines.report.wording import (
    BASIS,
    CONFIRMED_BY,
    STATUS,
    amount,
    between,
    explore_link,
    figure_link,
    named,
    number,
    plural,
    spoken,
)

WRITTEN_AT_ONCE = 500
COMPARED_AT_ONCE = 2_000
# Of a series in a year hundreds of articles may tell: of each figure so many are listed, and what rests on it itself.
SHOWN_OBSERVATIONS = 12

_IS_OF_ITS_PERIOD = """
    known.series_id is not distinct from shown.series_id and known.period is not distinct from shown.period
"""

# All that a page shows, in rows; "figures" and its fellows below are those of the articles in the table wanted.
#
# Of observations: what rests on the figure, and some of what else is known of its series and period. Three joins on
# equality: one on any of three conditions would compare every figure with every observation.
#
# Of identities: from the star, as their public view lists the figures of each one there is before any is chosen.
_SHOWN = {
    "articles": "select * from articles where article_id in (from wanted) order by article_id",
    "figures": "select * from figures where article_id in (from wanted) order by article_id, char_start, figure_id",
    "numerals": "select * from numerals where article_id in (from wanted) order by article_id, char_start",
    "cells": "select * from table_cells where article_id in (from wanted) order by article_id, char_start",
    "facets": """
        select * from figure_facets where value is not null and article_id in (from wanted) order by
            article_id, figure_id, array_position(['stated', 'inherited', 'default'], source), char_start, facet
    """,
    "observations": f"""
        with shown as (select * from figures where article_id in (from wanted)),

        asked as (
            select
                shown.article_id, shown.figure_id as asked_figure_id, known.observation_id,
                true as is_of_its_period
            from shown
            inner join known_observations as known
                on shown.series_id = known.series_id and shown.period = known.period
            where known.is_among_first
            union
            select shown.article_id, shown.figure_id, known.observation_id, {_IS_OF_ITS_PERIOD}
            from shown
            inner join known_observations as known on shown.figure_id = known.figure_id
            union
            select shown.article_id, shown.figure_id, known.observation_id, {_IS_OF_ITS_PERIOD}
            from shown
            inner join known_observations as known on shown.figure_id = known.level_figure_id
        )

        select
            asked.*, known.*,
            if(
                asked.is_of_its_period,
                known.known_of_period - count(*) filter (asked.is_of_its_period) over (
                    partition by asked.article_id, asked.asked_figure_id
                ),
                0
            ) as left_out
        from asked
        inner join known_observations as known on asked.observation_id = known.observation_id
        order by asked.article_id, asked.asked_figure_id, known.announced_on, known.observation_id
    """,
    "identities": """
        with asked as (
            select shown.article_id, bridge.figure_id, bridge.role, bridge.identity_id
            from (select * from figures where article_id in (from wanted)) as shown
            inner join marts.bridge_identity_figure as bridge on shown.figure_id = bridge.figure_id
        ),

        joined as (
            select identity_id, list(figure_id order by sign, role, figure_id) as figure_ids
            from marts.bridge_identity_figure
            where identity_id in (select identity_id from asked)
            group by identity_id
        )

        select
            asked.article_id, asked.figure_id, asked.role, identities.kind, identities.description,
            identities.verdict, joined.figure_ids
        from asked
        inner join joined on asked.identity_id = joined.identity_id
        inner join marts.fct_identity as identities on asked.identity_id = identities.identity_id
        order by asked.article_id, asked.figure_id, identities.kind, identities.identity_id
    """,
}

# The words codes are shown by are part of every page.
_NAMES = """
select (select coalesce(sum(hash(names)), 0) from marts.dim_concept as names)
    + (select coalesce(sum(hash(names)), 0) from marts.dim_disposition as names)
"""

_LISTED = f"""
with shown as (select * from articles where article_id in (from shown_articles))

select
    shown.* exclude (text),
    coalesce(figures.count, 0) as figures,
    coalesce(ledger.count, 0) as numerals,
    coalesce(ledger.unresolved, 0) as unresolved
from shown
left join (
    select article_id, count(*) as count
    from figures where article_id in (from shown_articles) group by 1
) as figures
    on shown.article_id = figures.article_id
left join (
    select article_id, count(*) as count, count(*) filter (disposition = 'unresolved') as unresolved
    from numerals where article_id in (from shown_articles) group by 1
) as ledger
    on shown.article_id = ledger.article_id
order by {NEWEST_FIRST}
"""


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """Everything the page of one article shows.

    Attributes:
        article: Its row.
        parts: Its text, cut at the numbers, with tables as tables.
        figures: A row for each figure, with its breakdown in words.
        ledger: A row for each number.
        details: For each figure, what the panel beside the text says of it.
    """

    article: Row
    parts: Sequence[Piece | DrawnTable]
    figures: Sequence[Row]
    ledger: Sequence[Row]
    details: Mapping[str, Any]


def listed_articles(con: duckdb.DuckDBPyConnection) -> Sequence[Row]:
    """The articles that have a page, the newest first, with how much was read in each."""
    return rows(con, _LISTED)


def choose_observations(con: duckdb.DuckDBPyConnection, most: int = SHOWN_OBSERVATIONS) -> None:
    """Put all observations into the temporary table ``known_observations``, once for all pages.

    Of each series and period the first are marked: the current one, and then the last that were announced.
    """
    con.execute(
        f"""
        create or replace temp table known_observations as
        select
            observations.*,
            {linked("evidence.article_id")} as evidence_article_id,
            row_number() over (
                partition by observations.series_id, observations.period
                order by
                    observations.is_current desc, observations.announced_on desc nulls last,
                    observations.observation_id
            ) <= {most} as is_among_first,
            count(*) over (partition by observations.series_id, observations.period) as known_of_period
        from observations
        left join figures as evidence on observations.figure_id = evidence.figure_id
        """
    )


def articles_made_of(con: duckdb.DuckDBPyConnection) -> Mapping[str, str]:
    """A digest for each article that has a page, by id; it changes with anything the page shows.

    Args:
        con: The published database, on which ``choose_observations`` was called.
    """
    parts = " union all ".join(
        f"select one.article_id, '{name}' as shown, sum(hash(one)) as total from ({query}) as one group by 1"
        for name, query in _SHOWN.items()
    )
    digests = {}
    for _ in _batches(con, [row["article_id"] for row in rows(con, "from shown_articles")], COMPARED_AT_ONCE):
        con.execute(
            f"""
            select article_id, string_agg(concat(shown, total), ' ' order by shown) || ({_NAMES})
            from ({parts}) group by article_id order by article_id
            """
        )
        for article_id, rows_of in con.fetchall():
            digests[article_id] = hashlib.sha256(rows_of.encode()).hexdigest()
    return digests


def article_pages(con: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> Iterator[ArticlePage]:
    """The pages of these articles, one after the other, in the order of their ids.

    Args:
        con: As for ``articles_made_of``.
        article_ids: Whose pages.
    """
    names = concept_names(con)
    meanings = {row["disposition_code"]: row["description"] for row in rows(con, "select * from marts.dim_disposition")}
    for _ in _batches(con, article_ids, WRITTEN_AT_ONCE):
        by_article = {name: grouped(con, query, "article_id") for name, query in _SHOWN.items()}
        for article_id, (article,) in by_article["articles"].items():
            found = {name: groups.get(article_id, []) for name, groups in by_article.items()}
            yield _page(article, found, names, meanings)


def _batches(con: duckdb.DuckDBPyConnection, article_ids: Sequence[str], size: int) -> Iterator[None]:
    """Fill the table wanted with some articles at a time, in the order of their ids."""
    ids = sorted(article_ids)
    for start in range(0, len(ids), size):
        con.execute(
            "create or replace temp table wanted as select unnest($1) as article_id", [ids[start : start + size]]
        )
        yield


def _page(
    article: Row,
    found: Mapping[str, Sequence[Row]],
    names: Mapping[str, Mapping[str, str]],
    meanings: Mapping[str, str],
) -> ArticlePage:
    at_span: dict[tuple[int, int], list[str]] = {}
    for figure in found["figures"]:
        at_span.setdefault((figure["char_start"], figure["char_end"]), []).append(figure["figure_id"])
    marks = []
    for numeral in found["numerals"]:
        span = (numeral["char_start"], numeral["char_end"])
        is_stated = numeral["disposition"] == "figure"
        figure_ids = at_span.get(span, []) if is_stated else [numeral["figure_id"]] if numeral["figure_id"] else []
        meaning = meanings.get(numeral["disposition"], spoken(numeral["disposition"]))
        marks.append(Mark(*span, numeral["disposition"], tuple(figure_ids), is_stated, meaning))
    edges = [edge for cell in found["cells"] for edge in (cell["char_start"], cell["char_end"])]
    return ArticlePage(
        article=article,
        parts=draw(article["text"], cut(article["text"], marks, edges), found["cells"]),
        figures=[{**figure, "breakdown": breakdown(figure, names)} for figure in found["figures"]],
        ledger=[
            {**numeral, "meaning": meanings.get(numeral["disposition"], spoken(numeral["disposition"]))}
            for numeral in found["numerals"]
        ],
        details=_details(article["text"], found, names),
    )


def breakdown(figure: Row, names: Mapping[str, Mapping[str, str]]) -> str:
    """What a figure counts and how it is broken down, in words."""
    axes = ("measure", "offence", "age_group", "platform", "channel", "sex", "motive", "area")
    parts = [named(figure[axis], names.get(axis, {})) for axis in axes if figure[axis]]
    if not figure["measure"] and figure["counted_as"]:
        parts.insert(0, f"“{figure['counted_as']}”")
    for other in (figure["other_concepts"] or "").split(";"):
        axis, _, code = other.partition("=")
        if code:
            parts.append(named(code, names.get(axis, {})))
    return ", ".join(parts)


def _details(
    text: str, found: Mapping[str, Sequence[Row]], names: Mapping[str, Mapping[str, str]]
) -> Mapping[str, Any]:
    in_browser = browser_positions(text)
    cells = _cells_of(found)
    details = {
        figure["figure_id"]: _facts(figure, cells.get(figure["figure_id"]), in_browser, names)
        for figure in found["figures"]
    }
    # What a share is of is settled to a figure: its words say more than its id.
    quotes = {figure["figure_id"]: figure["quote"] for figure in found["figures"]}
    for facet in found["facets"]:
        if facet["figure_id"] in details:
            words = None
            if facet["char_start"] is not None:
                words = text[facet["char_start"] : facet["char_end"]]
            details[facet["figure_id"]]["facets"].append(
                [
                    spoken(facet["facet"]),
                    named(facet["value"], quotes if facet["facet"] == "base" else names.get(facet["facet"], {})),
                    facet["source"],
                    _because(facet, quotes, names),
                    words,
                    *([] if words is None else [in_browser(facet["char_start"]), in_browser(facet["char_end"])]),
                ]
            )
    for seen in found["observations"]:
        of_figure = details[seen["asked_figure_id"]]
        of_figure["observations"].append(_observation(seen))
        of_figure["observations_left_out"] = max(of_figure["observations_left_out"], seen["left_out"])
    for identity in found["identities"]:
        details[identity["figure_id"]]["identities"].append(
            [
                identity["verdict"],
                spoken(identity["kind"]),
                identity["description"],
                spoken(identity["role"]),
                explore_link(*identity["figure_ids"]),
            ]
        )
    return details


def _because(
    facet: Row, quotes: Mapping[str, str], names: Mapping[str, Mapping[str, str]]
) -> tuple[str, str | None, str | None]:
    """Why a figure has a facet that it inherits, in words, and id and words of the figure it is from.

    The words go on behind those of that figure, which a page makes a link.
    """
    identity = facet["antecedent_figure_id"]
    otherwise = named(facet["otherwise"], names.get(facet["facet"], {})) or None
    return (
        explain_antecedent(facet["facet"], facet["reason"], otherwise=otherwise),
        identity if identity in quotes else None,
        quotes.get(identity),
    )


def _cells_of(found: Mapping[str, Sequence[Row]]) -> Mapping[str, Row]:
    """The cell of a table that each figure is read from, where it is."""
    stated = {figure["figure_id"]: figure["char_start"] for figure in found["figures"]}
    return {
        cell["figure_id"]: cell
        for cell in found["cells"]
        if cell["figure_id"] in stated and cell["char_start"] <= stated[cell["figure_id"]] < cell["char_end"]
    }


def _facts(
    figure: Row, cell: Row | None, in_browser: Callable[[int], int], names: Mapping[str, Mapping[str, str]]
) -> dict[str, Any]:
    bounds = between(figure["value_low"], figure["value_high"])
    qualifier = "" if figure["qualifier"] == "exact" else f", {spoken(figure['qualifier'])}"
    period = figure["period"] or "no period settled"
    if figure["compared_to"]:
        period += f", compared to {figure['compared_to']}"
    facts = [
        ("Value", amount(figure["value"], figure["unit"]) + (f" ({bounds})" if bounds else "")),
        ("Kind", spoken(figure["kind"]) + qualifier),
        ("Period", period),
        ("Counts", breakdown(figure, names)),
        ("Share of", number(figure["base_value"])),
        ("Note", "called provisional" if figure["is_provisional"] else ""),
        ("Corrected", figure["correction"] or ""),
        ("Row", cell["row_header"] if cell else ""),
        ("Column", cell["column_header"] if cell else ""),
        ("Table", cell["caption"] if cell else ""),
        ("Section", figure["section"] or ""),
        ("Stated", f"{plural(figure['mention_count'], 'time')} in this article"),
        ("Read by", f"the rule {figure['rule']}"),
    ]
    return {
        "quote": figure["quote"],
        "facts": [fact for fact in facts if fact[1]],
        "sentence": [in_browser(figure["sentence_start"]), in_browser(figure["sentence_end"])],
        "facets": [],
        "observations": [],
        "observations_left_out": 0,
        "identities": [],
    }


def _observation(seen: Row) -> Sequence[Any]:
    bounds = between(seen["low"], seen["high"])
    remarks = [
        BASIS[seen["basis"]],
        STATUS.get(seen["status"], seen["status"]),
        plural(seen["witnesses"], "witness", "witnesses"),
        CONFIRMED_BY.get(seen["confirmed_by"], ""),
        "" if seen["is_current"] or seen["doubt"] else f"superseded {seen['superseded_on'] or ''}".strip(),
        "contested" if seen["is_contested"] else "",
        f"in doubt: {seen['doubt']}" if seen["doubt"] else "",
    ]
    link = figure_link(seen["evidence_article_id"], seen["figure_id"]) if seen["evidence_article_id"] else None
    return [
        seen["series"],
        seen["period"],
        number(seen["value"]) + (f" ({bounds})" if bounds else ""),
        str(seen["announced_on"] or ""),
        ", ".join(filter(None, remarks)),
        link,
    ]
