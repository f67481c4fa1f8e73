"""The example that docs/reading.md works through is read as it says.

After a wanted change: `NPA_UPDATE_SNAPSHOTS=1 .venv/bin/python -m pytest tests/integration/test_reading.py`.
"""

from __future__ import annotations

import re

import pytest

from pipelines.exports.relations import RELATIONS
from pipelines.extraction.model import Kind
from pipelines.extraction.reasons import Reason
from pipelines.settings import PROJECT_DIR, Settings
from tests.integration.pages import Example, examples, npa_sql
from tests.integration.runs import refresh
from tests.integration.shared import copied

PAGE = PROJECT_DIR / "docs" / "reading.md"
TEXT = PAGE.read_text(encoding="utf-8")
WIDTH = 110


@pytest.fixture(scope="module")
def example_built(built: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """What was built, refreshed with the example in place of the source article."""
    settings = copied(built, tmp_path_factory.mktemp("example"))
    for path in settings.raw_dir.iterdir():
        path.unlink()
    (article,) = re.findall(r"```text article\n(.*?)```", TEXT, re.DOTALL)
    (settings.raw_dir / "example.txt").write_text(article, encoding="utf-8")
    run = refresh(settings)
    assert run.success, run.failures()
    return settings


@pytest.mark.parametrize("example", examples(PAGE), ids=str)
def test_the_example_is_read_as_the_page_says(example_built: Settings, example: Example) -> None:
    example.check(npa_sql(example_built, example.asked, WIDTH))


def rows(heading: str) -> list[str]:
    """The codes in the first column of the table with this heading."""
    table = TEXT.split(f"| {heading} |")[1].split("\n\n")[0]
    return re.findall(r"^\| `(\w+)`", table, re.MULTILINE)


def test_the_tables_name_every_code() -> None:
    assert rows("kind | the number is | example") == list(Kind)
    assert rows("reason | comes from | example") == list(Reason)
    assert set(rows("kind | must hold")) == set(RELATIONS["identities"].values["kind"])
    assert set(rows("source | means")) == set(RELATIONS["figure_facets"].values["source"])
