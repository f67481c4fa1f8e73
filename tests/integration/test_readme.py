"""What the README shows is what a user gets."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from pipelines.settings import PROJECT_DIR, Settings

README = (PROJECT_DIR / "README.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```\n\n```text\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize(("query", "shown"), QUERIES)
def test_a_query_of_the_readme_gives_what_it_shows(built: Settings, query: str, shown: str) -> None:
    environment = {
        **os.environ,
        "NPA_BUILD_DIR": str(built.build_dir),
        "COLUMNS": "118",
        "PYTHONPATH": str(PROJECT_DIR),
    }
    printed = subprocess.run(
        [sys.executable, "-c", "from pipelines.cli import app; app()", "sql", query],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert printed.rstrip() == shown.rstrip()


def test_the_readme_has_its_queries() -> None:
    assert len(QUERIES) == 8


@pytest.mark.parametrize("command", re.findall(r"^make (\w+)", README, re.MULTILINE))
def test_a_command_of_the_readme_is_in_the_makefile(command: str) -> None:
    makefile = (PROJECT_DIR / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{command}:", makefile, re.MULTILINE)


def test_every_folder_of_the_readme_is_there() -> None:
    for folder in re.findall(r"^\| `([a-z_/]+)`", README, re.MULTILINE):
        name = folder.removesuffix("/")
        assert (PROJECT_DIR / name).is_dir() or name in _VIEWS


_VIEWS = {
    "figures",
    "figure_concepts",
    "figure_facets",
    "numerals",
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
    "sources",
    "figure_changes",
    "observation_changes",
    "article_changes",
    "comparison",
}
