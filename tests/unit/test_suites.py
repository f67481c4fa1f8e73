"""The files of expectations/: readable, named, each about a frame that exists."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.validation import SuiteError, load_suites
from pipelines.validation.frames import FRAMES


def write(folder: Path, name: str, content: Any) -> Path:
    path = folder / f"{name}.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return folder


def expectation(name: str, **more: Any) -> dict[str, Any]:
    return {"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "a"}, "meta": {"name": name}, **more}


def test_every_suite_of_the_project_has_a_frame() -> None:
    assert {suite.table for suite in load_suites()} == set(FRAMES)


def test_every_expectation_of_the_project_says_why() -> None:
    for suite in load_suites():
        for entry in suite.expectations:
            assert entry.description.endswith("."), entry.name
            assert entry.name.isidentifier(), entry.name


def test_an_expectation_blocks_unless_it_is_a_warning(tmp_path: Path) -> None:
    entries = [expectation("blocks"), expectation("warns", severity="warning")]
    (suite,) = load_suites(write(tmp_path, "a", {"name": "a", "expectations": entries}))
    assert [(entry.name, entry.is_blocking) for entry in suite.expectations] == [("blocks", True), ("warns", False)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is not JSON"),
        ({"name": "b", "expectations": []}, "must be 'a'"),
        ({"name": "a", "expectations": [{"type": "x"}]}, "expectation 1 needs a 'name'"),
        ({"name": "a", "expectations": [expectation("same"), expectation("same")]}, "expectation 2 needs a 'name'"),
    ],
)
def test_a_suite_that_is_not_as_it_should_be_names_its_file(tmp_path: Path, content: Any, said: str) -> None:
    with pytest.raises(SuiteError, match=said) as caught:
        load_suites(write(tmp_path, "a", content))
    assert "a.json" in str(caught.value)
