"""Finds the articles that rows of any table or view come from, by the keys that stand in the rows.

A row may be of a fact, of a dimension or of what a check selects: wherever in it a key stands, under whatever name, it
leads to the articles that have it. What is done with them belongs to whoever asks.
"""

from __future__ import annotations

import duckdb

# So many rows are traced at a time. More rows that are wrong come from more articles than anybody would do without.
MAX_ROWS = 100_000

_OF_FIGURES = "inner join landing.figures as figures using (figure_id)"
# Every key that may stand in a row, the articles it leads to, and how near it is to them: of several keys in one row
# the nearest counts. A figure that names the total of another article comes from its own article alone.
# A code or a publisher's name leads somewhere only if it is the articles': what the vocabulary lists is ours.
_KEYS = """
select article_id as key, article_id, 0 as distance from landing.articles
union all
select source_path, article_id, 0 from landing.articles
union all
select figure_id, article_id, 1 from landing.figures
union all
select record_claim_id, article_id, 1 from landing.record_claims
union all
select period, article_id, 3 from landing.figures where period is not null
union all
select compared_to, article_id, 3 from landing.figures where compared_to is not null
union all
select since, article_id, 3 from landing.record_claims where since is not null
union all
select publisher, article_id, 3 from landing.articles where publisher is not null
"""
# The same, from tables that are not there yet where a check fails in a first build before they are.
_KEYS_OF_MODELS = {
    ("intermediate", "int_identities"): f"""
        select identities.identity_id, figures.article_id, 2
        from (select identity_id, unnest(terms)['figure_id'] as figure_id from intermediate.int_identities)
            as identities
        {_OF_FIGURES}
    """,
    ("intermediate", "int_figures"): """
        select series_id, article_id, 2 from intermediate.int_figures where series_id is not null
    """,
    ("intermediate", "int_implied_levels"): f"""
        select levels.series_id, figures.article_id, 2 from intermediate.int_implied_levels as levels {_OF_FIGURES}
    """,
    ("seeds", "phrases"): f"""
        select codes.code, figures.article_id, 3 from landing.figure_concepts as codes {_OF_FIGURES}
        where codes.code not in (
            select code from seeds.concepts union all select code from seeds.phrases where code is not null
        )
    """,
}


def trace_rows(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[str, str]]:
    """The articles that the rows of a query come from, each with one of its rows as JSON, in the order of their ids.

    A row without a key of an article leads nowhere.

    Args:
        con: Where the landing tables, the seeds and the intermediate tables are.
        query: Gives the rows; a struct or a list in a row is looked into.
    """
    return con.execute(
        f"""
        with given as (
            select distinct to_json(given)::varchar as row from ({query}) as given limit {MAX_ROWS}
        ),

        named as (
            select distinct given.row, tree.atom ->> '$' as key
            from given, json_tree(given.row) as tree
            where tree.type = 'VARCHAR'
        ),

        found as (
            select named.row, keys.article_id, keys.distance
            from ({_keys(con)}) as keys
            inner join named using (key)
        ),

        nearest as (
            select row, article_id from found
            qualify distance = min(distance) over (partition by row)
        )

        select article_id, min(row) from nearest group by article_id order by article_id
        """
    ).fetchall()


def _keys(con: duckdb.DuckDBPyConnection) -> str:
    """All keys there are, as a query."""
    tables = con.execute(
        "select schema_name, table_name from duckdb_tables() where database_name = current_database()"
    ).fetchall()
    return " union all ".join([_KEYS, *(query for table, query in _KEYS_OF_MODELS.items() if table in tables)])
