"""One build at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.warehouse import BuildFolderError, BuildRunningError, build_lock, is_build_running
from tests.integration.processes import held


def test_a_second_build_waits_says_so_and_gives_up_in_time(tmp_path: Path) -> None:
    waited: list[str] = []
    with held(tmp_path) as holder:
        with (
            pytest.raises(BuildRunningError, match=f"process {holder.pid} since .* nothing was changed"),
            build_lock(tmp_path, 0.2, on_wait=waited.append),
        ):
            pass
        assert [f"process {holder.pid}" in text for text in waited] == [True]


def test_a_build_that_was_killed_leaves_no_lock(tmp_path: Path) -> None:
    with held(tmp_path) as holder:
        assert is_build_running(tmp_path)
        holder.kill()
        holder.wait()
        assert not is_build_running(tmp_path)
        with build_lock(tmp_path, 5):
            pass


def test_one_process_may_hold_it_twice(tmp_path: Path) -> None:
    with build_lock(tmp_path, 0), build_lock(tmp_path, 0):
        pass


def test_a_folder_that_is_none_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("a file", encoding="utf-8")
    with pytest.raises(BuildFolderError, match="NPA_BUILD_DIR"), build_lock(tmp_path / "build", 0):
        pass
