"""One build at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.warehouse import BuildRunningError, build_lock

HOLDER = """
import sys
from pathlib import Path
from pipelines.warehouse import build_lock
with build_lock(Path(sys.argv[1]), 0):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(folder: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_a_second_build_waits_says_so_and_gives_up_in_time(tmp_path: Path) -> None:
    holder = hold(tmp_path)
    waited = []
    with (
        pytest.raises(BuildRunningError, match="nothing was changed"),
        build_lock(tmp_path, 0.2, on_wait=lambda: waited.append(1)),
    ):
        pass
    assert waited == [1]
    holder.communicate("")


def test_a_build_that_was_killed_leaves_no_lock(tmp_path: Path) -> None:
    holder = hold(tmp_path)
    holder.kill()
    holder.wait()
    with build_lock(tmp_path, 5):
        pass


def test_one_process_may_hold_it_twice(tmp_path: Path) -> None:
    with build_lock(tmp_path, 0), build_lock(tmp_path, 0):
        pass
