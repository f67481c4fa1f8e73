"""A connection neither fetches nor prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.database import connect


@pytest.mark.parametrize("setting", ["enable_progress_bar", "autoinstall_known_extensions"])
def test_nothing_is_drawn_among_results_and_nothing_fetched(tmp_path: Path, setting: str) -> None:
    with connect(tmp_path / "a.duckdb") as con:
        assert con.execute(f"select current_setting('{setting}')").fetchall() == [(False,)]
    with connect(tmp_path / "a.duckdb", read_only=True) as con:
        assert con.execute(f"select current_setting('{setting}')").fetchall() == [(False,)]
