"""The data dictionary says what the models say, and leaves out nothing that is published."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pipelines.dictionary import Column, Table, markdown, tables
from pipelines.dictionary.__main__ import main
from pipelines.settings import DBT_PROJECT_DIR, PROJECT_DIR, Settings
from tests.integration.runs import query

PAGE = PROJECT_DIR / "docs" / "data-dictionary.md"


@pytest.fixture(scope="module")
def described(built: Settings) -> list[Table]:
    return list(tables(json.loads((built.dbt_target_dir / "manifest.json").read_text(encoding="utf-8"))))


def test_the_dictionary_is_what_the_models_say(described: list[Table]) -> None:
    assert PAGE.read_text(encoding="utf-8") == markdown(described), (
        "docs/data-dictionary.md is not what the models say. Renew it: .venv/bin/python -m pipelines.dictionary"
    )


def test_the_command_writes_the_page(built: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NPA_BUILD_DIR", str(built.build_dir))
    main(tmp_path / "page.md")
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == PAGE.read_text(encoding="utf-8")


def test_every_published_column_is_there_with_its_type_and_comment(built: Settings, described: list[Table]) -> None:
    published = query(
        built,
        """
        select schema_name, table_name, column_name, lower(replace(data_type, ' ', '')), comment
        from duckdb_columns() where database_name = current_database() and not internal
        """,
    )
    ours = {
        (table.schema, table.name, column.name, column.type.replace(" ", ""), column.description)
        for table in described
        for column in table.columns
    }
    assert ours == {(*names, " ".join(comment.split())) for *names, comment in published}


def test_every_published_table_is_there_with_its_comment(built: Settings, described: list[Table]) -> None:
    published = query(
        built,
        """
        select schema_name, table_name, comment from duckdb_tables()
        union all
        select schema_name, view_name, comment from duckdb_views() where not internal
        union all
        select schema_name, function_name || '(' || array_to_string(parameters, ', ') || ')', comment
        from duckdb_functions() where database_name = current_database() and schema_name = 'main' and not internal
        """,
    )
    ours = {(table.schema, table.name, table.description) for table in described}
    assert ours == {(schema, name, " ".join(comment.split())) for schema, name, comment in published}


def test_codes_and_references_come_from_the_tests_of_the_models(described: list[Table]) -> None:
    by_name = {table.name: {column.name: column for column in table.columns} for table in described}
    assert by_name["fct_figure"]["offence_code"].axis == "offence"
    assert by_name["figures"]["offence"].axis == "offence"
    assert by_name["observations"]["status"].values == ("A", "E", "P")
    assert by_name["fct_observation"]["series_id"].reference == ("dim_series", "series_id")
    assert by_name["fct_observation"]["series_id"].is_required
    assert not by_name["fct_observation"]["announced_on"].is_required


def test_a_code_that_its_description_leaves_out_is_listed() -> None:
    column = Column("status", "varchar", "How sure it is: A or E.", values=("A", "E", "P"), axis="offence")
    page = markdown([Table("views", "main", "some", "One row per thing.", (column,))])
    assert "How sure it is: A or E. One of `A`, `E`, `P`. Codes: axis `offence`" in page


def test_every_link_of_the_page_leads_somewhere() -> None:
    page = PAGE.read_text(encoding="utf-8")
    headings = set(re.findall(r"^### (\w+)", page, re.MULTILINE))
    for target in set(re.findall(r"\]\(([^)]+)\)", page)):
        if target.startswith("#"):
            assert target[1:] in {*headings, "observations_as_ofday"}, target
        else:
            assert (DBT_PROJECT_DIR.parent / "docs" / target).exists(), target
