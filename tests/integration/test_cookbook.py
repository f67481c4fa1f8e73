"""What docs/cookbook.md shows is what a reader gets who builds the warehouse as it says.

After a wanted change: `NPA_UPDATE_SNAPSHOTS=1 .venv/bin/python -m pytest tests/integration/test_cookbook.py`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.settings import PROJECT_DIR, Settings
from tests.integration.pages import Example, commands, examples, npa_sql
from tests.integration.runs import query

PAGE = PROJECT_DIR / "docs" / "cookbook.md"
WIDTH = 110


@pytest.mark.parametrize("example", examples(PAGE), ids=str)
def test_a_query_of_the_cookbook_gives_what_it_shows(library: Settings, example: Example) -> None:
    example.check(npa_sql(library, example.asked, WIDTH))


@pytest.mark.parametrize("example", examples(PAGE, "python"), ids=str)
def test_a_program_of_the_cookbook_prints_what_it_shows(library: Settings, example: Example, tmp_path: Path) -> None:
    (tmp_path / "build" / "cookbook").mkdir(parents=True)
    (tmp_path / "build" / "cookbook" / "build").symlink_to(library.build_dir)
    printed = subprocess.run(
        [sys.executable, "-c", example.asked], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    example.check(printed)


def test_every_question_has_its_answer() -> None:
    text = PAGE.read_text(encoding="utf-8")
    answered = len(examples(PAGE)) + len(examples(PAGE, "python"))
    assert text.count("\n### ") == text.count("```text\n") == answered >= 15


def test_no_line_of_an_answer_is_too_wide() -> None:
    assert max(len(line) for example in examples(PAGE) for line in example.shown.splitlines()) <= WIDTH


def test_the_commands_publish_twice_and_hold_every_labelled_article(library: Settings) -> None:
    assert [line for line in commands(PAGE) if line.endswith("npa build")] == [".venv/bin/npa build"] * 2
    texts = {path.name for path in (PROJECT_DIR / "tests" / "corpus" / "texts").iterdir()}
    assert {path for (path,) in query(library, "select source_path from articles")} == texts
    assert query(library, "select previous_fingerprint is not null, problem from comparison") == [(True, None)]
