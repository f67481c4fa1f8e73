"""What the README shows is what a user gets."""

from __future__ import annotations

import re

import pytest

from pipelines.cli import app
from pipelines.settings import PROJECT_DIR, Settings
from tests.integration.pages import Example, examples, npa_sql

PAGE = PROJECT_DIR / "README.md"
README = PAGE.read_text(encoding="utf-8")
QUERIES = examples(PAGE)


@pytest.mark.parametrize("example", QUERIES, ids=str)
def test_a_query_of_the_readme_gives_what_it_shows(built: Settings, example: Example) -> None:
    example.check(npa_sql(built, example.asked))


def test_the_readme_has_its_queries() -> None:
    assert len(QUERIES) == 8


@pytest.mark.parametrize("command", re.findall(r"(?:^|`)make ([\w-]+)", README, re.MULTILINE))
def test_a_command_of_the_readme_is_in_the_makefile(command: str) -> None:
    makefile = (PROJECT_DIR / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{command}:", makefile, re.MULTILINE)


def test_every_command_is_in_the_readme() -> None:
    listed = re.findall(r"`npa (\w+)`", README[README.index("\n## Commands") : README.index("\n## From figures")])
    assert sorted(listed) == sorted(
        command.name or command.callback.__name__ for command in app.registered_commands if command.callback
    )


def test_every_folder_of_the_readme_is_there() -> None:
    for folder in re.findall(r"^\| `([a-z_/]+)`", README, re.MULTILINE):
        name = folder.removesuffix("/")
        assert (PROJECT_DIR / name).is_dir() or name in _VIEWS


_VIEWS = {
    "figures",
    "figure_concepts",
    "figure_facets",
    "numerals",
    "table_cells",
    "observations",
    "identities",
    "revisions",
    "repairs",
    "record_claims",
    "unit_conflicts",
    "percent_or_points",
    "figure_corrections",
    "audit_violations",
    "articles",
    "passed_over_articles",
    "sources",
    "figure_changes",
    "observation_changes",
    "article_changes",
    "comparison",
}
