"""Readers and builds do not disturb each other."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pipelines.settings import Settings
from tests.integration.runs import query, refresh

REFRESHES = 10

# Holds one connection open all the time and reads from it again and again.
HOLD = """
import sys, time, duckdb
with duckdb.connect(sys.argv[1], read_only=True) as con:
    print("reading", flush=True)
    while not sys.stdin.closed and not __import__("select").select([sys.stdin], [], [], 0.05)[0]:
        assert con.execute("select count(*) from figures").fetchone()[0] > 0
"""

# Connects, reads and leaves, in a loop; every answer must be a whole, audited warehouse.
LOOP = """
import sys, duckdb
print("reading", flush=True)
while not __import__("select").select([sys.stdin], [], [], 0.02)[0]:
    with duckdb.connect(sys.argv[1], read_only=True) as con:
        figures, said = con.execute(
            "select (select count(*) from figures), (select figures from publication)").fetchone()
        assert figures == said > 0, (figures, said)
"""


def start(program: str, path: Path) -> subprocess.Popen[str]:
    reader = subprocess.Popen(
        [sys.executable, "-c", program, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == "reading\n"
    return reader


def test_readers_see_no_error_during_ten_refreshes_and_the_refreshes_none(
    settings: Settings, add_article: Callable[[str, str], Path]
) -> None:
    readers = [start(HOLD, settings.warehouse_path), start(LOOP, settings.warehouse_path)]
    for number in range(REFRESHES):
        add_article("changing.txt", f"Police helped {200 + number} victims of fraud in 2018.")
        run = refresh(settings)
        assert run.success, run.failures()
        assert query(settings, "select value::int from figures where source_path = 'changing.txt'") == [(200 + number,)]
        time.sleep(0.05)
    for reader in readers:
        _, errors = reader.communicate("stop\n", timeout=30)
        assert errors == ""
        assert reader.returncode == 0


def test_the_readers_would_notice_a_half_written_file(settings: Settings) -> None:
    reader = start(LOOP, settings.warehouse_path)
    content = settings.warehouse_path.read_bytes()
    settings.warehouse_path.write_bytes(content[: len(content) // 2])
    time.sleep(0.5)
    _, errors = reader.communicate("stop\n", timeout=30)
    assert reader.returncode != 0
    assert "Error" in errors
