"""The suites of ``expectations/``, one JSON file per table, as plain records.

Read without Great Expectations, which takes seconds to import; running them belongs to ``validate``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.settings import EXPECTATIONS_DIR


class SuiteError(Exception):
    """A suite's file is not as it should be; the message names the file and the remedy."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One expectation of a suite.

    Attributes:
        name: What it says, as a readable identifier, unique in its suite.
        description: Why it must hold.
        is_blocking: Whether nothing is published while it does not hold.
    """

    name: str
    description: str
    is_blocking: bool


@dataclass(frozen=True, slots=True)
class Suite:
    """The expectations of one table.

    Attributes:
        table: The public view they are about; also the name of the file and of the frame they look at.
        expectations: In the order of the file.
        content: The file itself, as Great Expectations reads it.
    """

    table: str
    expectations: tuple[Expectation, ...]
    content: Mapping[str, Any]


def load_suites(folder: Path = EXPECTATIONS_DIR) -> tuple[Suite, ...]:
    """Every suite, in the order of file names.

    Raises:
        SuiteError: A file is not JSON, has another name than its suite, or an expectation has no unique name.
    """
    return tuple(_load(path) for path in sorted(folder.glob("*.json")))


def _load(path: Path) -> Suite:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise SuiteError(f"{path} is not JSON: {error}") from None
    if content.get("name") != path.stem:
        raise SuiteError(f"{path}: the suite's name must be '{path.stem}', as the file's.")
    expectations: list[Expectation] = []
    for number, entry in enumerate(content.get("expectations", []), start=1):
        name = entry.get("meta", {}).get("name")
        if not name or name in [expectation.name for expectation in expectations]:
            raise SuiteError(f"{path}: expectation {number} needs a 'name' of its own in its 'meta'.")
        expectations.append(Expectation(name, entry.get("description", ""), entry.get("severity") != "warning"))
    return Suite(path.stem, tuple(expectations), content)
