"""A row of any table leads to the articles it comes from, by the keys that stand in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import duckdb
import pytest

from pipelines.settings import Settings
from pipelines.validation.frames import FRAMES
from pipelines.validation.published import open_beside_published
from pipelines.warehouse import trace_rows
from tests.integration.conftest import SECOND_ARTICLE
from tests.integration.runs import refresh

# Rows of what the project itself holds, and of files that are no articles.
OF_NO_ARTICLE = {
    *(
        "dim_area",
        "dim_channel",
        "dim_disposition",
        "dim_measure",
        "dim_motive",
        "dim_offence",
        "dim_platform",
        "dim_sex",
    ),
    *("dim_source", "dim_unit"),
}


@pytest.fixture(scope="module")
def two(built: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Two articles, built."""
    folder = tmp_path_factory.mktemp("two")
    settings = Settings(raw_dir=folder / "raw", build_dir=folder / "build")
    shutil.copytree(built.raw_dir, settings.raw_dir)
    shutil.copytree(built.build_dir, settings.build_dir, ignore=shutil.ignore_patterns(".lock"))
    (settings.raw_dir / "2019-03-14-second.txt").write_text(SECOND_ARTICLE, encoding="utf-8")
    run = refresh(settings)
    assert run.success, run.failures()
    return settings


@pytest.fixture(scope="module")
def con(two: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_beside_published(two.staging_path, two.warehouse_path) as connection:
        yield connection


def paths(con: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    """Where the articles lie that the rows of a query lead to."""
    articles = dict(con.execute("select article_id, source_path from landing.articles").fetchall())
    return sorted(articles[article_id] for article_id, _ in trace_rows(con, query))


def mart_tables(con: duckdb.DuckDBPyConnection) -> list[str]:
    rows = con.execute("select table_name from duckdb_tables() where schema_name = 'marts' order by all").fetchall()
    return [name for (name,) in rows]


def test_every_row_of_every_table_of_articles_leads_to_one(con: duckdb.DuckDBPyConnection) -> None:
    tables = [name for name in mart_tables(con) if name not in OF_NO_ARTICLE]
    assert len(tables) > 15
    for table in tables:
        # Codes of the vocabulary are nobody's but the vocabulary's.
        code = {"dim_concept": "code", "dim_age_group": "age_group_code"}.get(table, "null")
        listed = "select code from seeds.concepts union all select code from seeds.phrases"
        rows = con.execute(
            f"select rowid from marts.{table} where ({code} in ({listed})) is not true limit 3"
        ).fetchall()
        untraced = [row for (row,) in rows if not paths(con, f"from marts.{table} where rowid = {row}")]
        assert not untraced, f"{table}: {len(untraced)} of {len(rows)}"


@pytest.mark.parametrize("table", sorted(OF_NO_ARTICLE))
def test_what_the_project_itself_holds_leads_nowhere(con: duckdb.DuckDBPyConnection, table: str) -> None:
    assert paths(con, f"from marts.{table}") == []


@pytest.mark.parametrize("table", sorted(set(FRAMES) - {"audit_violations", "observations"}))
def test_every_row_that_an_expectation_looks_at_leads_to_its_article(
    con: duckdb.DuckDBPyConnection, table: str
) -> None:
    query = FRAMES[table]
    assert paths(con, query) == ["2018-04-26-scmp.txt", "2019-03-14-second.txt"] or table == "record_claims"
    assert paths(con, f"from ({query}) where source_path = '2019-03-14-second.txt'") in ([], ["2019-03-14-second.txt"])


def test_a_figure_leads_to_its_own_article_also_where_it_names_another(con: duckdb.DuckDBPyConnection) -> None:
    figure = (
        "select figure_id, article_id, "
        "(select max(figure_id) from landing.figures where article_id != mine.article_id) as level_figure_id "
        "from landing.figures as mine where quote = '120'"
    )
    assert paths(con, figure) == ["2019-03-14-second.txt"]


def test_a_row_within_a_row_is_looked_into(con: duckdb.DuckDBPyConnection) -> None:
    assert paths(
        con, "select 'a rule' as rule, figures as failing from marts.fct_figure as figures where quote = '120'"
    ) == ["2019-03-14-second.txt"]


def test_a_check_across_articles_leads_to_all_of_them(con: duckdb.DuckDBPyConnection) -> None:
    assert paths(con, "select 'the total' as what, '2018' as period") == ["2019-03-14-second.txt"]
    assert paths(con, "select series_id from intermediate.int_figures") == [
        "2018-04-26-scmp.txt",
        "2019-03-14-second.txt",
    ]


def test_a_row_without_a_key_leads_nowhere(con: duckdb.DuckDBPyConnection) -> None:
    assert paths(con, "select 'persons' as unit, 1813 as value, 'child_pornography' as code, null as figure_id") == []
