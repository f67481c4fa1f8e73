"""Readers and builds do not disturb each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.settings import Settings
from tests.faults.readers import Reader
from tests.integration.runs import query, refresh


@pytest.mark.parametrize(
    ("readers", "refreshes"), [(2, 1), pytest.param(8, 3, marks=pytest.mark.slow)], ids=["two", "eight"]
)
def test_readers_see_no_error_while_refreshes_go_on_and_the_refreshes_none(
    settings: Settings, add_article: Callable[[str, str], Path], readers: int, refreshes: int
) -> None:
    reading = [Reader(settings.warehouse_path, holds=number % 2 == 0) for number in range(readers)]
    for number in range(refreshes):
        add_article("changing.txt", f"Police helped {200 + number} victims of fraud in 2018.")
        run = refresh(settings)
        assert run.success, run.failures()
        assert query(settings, "select value::int from figures where source_path = 'changing.txt'") == [(200 + number,)]
    stopped = [reader.stop() for reader in reading]
    assert [problem for _, problem in stopped] == [""] * readers
    assert all(queries > 0 for queries, _ in stopped)


def test_the_readers_would_notice_a_half_written_file(settings: Settings) -> None:
    reader = Reader(settings.warehouse_path, holds=False)
    content = settings.warehouse_path.read_bytes()
    settings.warehouse_path.write_bytes(content[: len(content) // 2])
    reader.wait_for_its_end()
    _, problem = reader.stop()
    assert "Error" in problem
