"""Readers and builds do not disturb each other."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from pipelines.settings import Settings
from tests.faults.readers import Reader
from tests.integration.runs import query, refresh

REFRESHES = 3


def test_eight_readers_see_no_error_during_three_refreshes_and_the_refreshes_none(
    settings: Settings, add_article: Callable[[str, str], Path]
) -> None:
    readers = [Reader(settings.warehouse_path, holds=number < 4) for number in range(8)]
    for number in range(REFRESHES):
        add_article("changing.txt", f"Police helped {200 + number} victims of fraud in 2018.")
        run = refresh(settings)
        assert run.success, run.failures()
        assert query(settings, "select value::int from figures where source_path = 'changing.txt'") == [(200 + number,)]
    stopped = [reader.stop() for reader in readers]
    assert [problem for _, problem in stopped] == [""] * 8
    assert all(queries > REFRESHES for queries, _ in stopped)


def test_the_readers_would_notice_a_half_written_file(settings: Settings) -> None:
    reader = Reader(settings.warehouse_path, holds=False)
    content = settings.warehouse_path.read_bytes()
    settings.warehouse_path.write_bytes(content[: len(content) // 2])
    time.sleep(0.5)
    _, problem = reader.stop()
    assert "Error" in problem
