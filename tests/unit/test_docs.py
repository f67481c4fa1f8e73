"""What the pages in docs/ name is there: files, links, commands of make, settings with their defaults."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
import yaml

from pipelines.settings import PROJECT_DIR, Settings

PAGES = sorted((PROJECT_DIR / "docs").glob("*.md"))
_FOLDERS = "pipelines|tests|dbt_project|expectations"
_NAMED = rf"`((?:{_FOLDERS})/[\w/.-]+)`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_paths_of_a_page_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        assert target.startswith("https://") or (page.parent / target).exists(), target
    for path in re.findall(_NAMED, text):
        assert (PROJECT_DIR / path).exists(), path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_to_the_readme_names_a_heading_of_it(page: Path) -> None:
    headings = re.findall(r"^## (.+)$", (PROJECT_DIR / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    anchors = {heading.lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(\.\./README\.md#([^)]+)\)", page.read_text(encoding="utf-8"))) <= anchors


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_command_of_make_exists(page: Path) -> None:
    makefile = (PROJECT_DIR / "Makefile").read_text(encoding="utf-8")
    for command in re.findall(r"`make ([\w-]+)`", page.read_text(encoding="utf-8")):
        assert re.search(rf"^{command}:", makefile, re.MULTILINE), command


def test_the_table_of_the_environment_is_that_of_the_settings() -> None:
    text = (PROJECT_DIR / "docs" / "production.md").read_text(encoding="utf-8")
    documented = dict(re.findall(r"^\| `(NPA_\w+)` \| (.+?) \|", text, re.MULTILINE))
    in_words = {"raw_dir": "`raw` of the checkout", "build_dir": "`build` of the checkout", "workers": "all cores"}
    expected = {
        f"NPA_{field.name.upper()}": in_words.get(field.name) or str(field.default or "none")
        for field in fields(Settings)
    }
    assert documented == expected
    source = (PROJECT_DIR / "pipelines" / "settings.py").read_text(encoding="utf-8")
    assert set(documented) == set(re.findall(r'"(NPA_\w+)"', source))


def test_the_citation_is_of_this_version() -> None:
    citation = yaml.safe_load((PROJECT_DIR / "docs" / "CITATION.cff").read_text(encoding="utf-8"))
    project = (PROJECT_DIR / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{citation["version"]}"' in project
    assert f'license = "{citation["license"]}"' in project
