"""A connection neither fetches nor prints."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from multiprocessing.connection import Connection
from pathlib import Path

import duckdb
import pytest

from pipelines.database import connect, remove_spill, spill_dir

_NUMBERS = 2_000_000


def _hold_more_than_fits(path: Path, reader: int) -> duckdb.DuckDBPyConnection:
    con = connect(path, read_only=True)
    con.execute("set memory_limit = '16MB'")
    con.execute(f"create temp table spilled as select hash(range + {reader}) as number from range({_NUMBERS})")
    return con


def _sum(con: duckdb.DuckDBPyConnection) -> int:
    return int(con.execute("select sum(number) from spilled").fetchall()[0][0])


def _read_beside(path: Path, connection: Connection) -> None:
    """Another process that works on the disk at the same time."""
    with _hold_more_than_fits(path, 2) as con:
        connection.send(len(list(spill_dir(path).iterdir())))
        connection.recv()
        connection.send(_sum(con))


@pytest.mark.parametrize("setting", ["enable_progress_bar", "autoinstall_known_extensions"])
def test_nothing_is_drawn_among_results_and_nothing_fetched(tmp_path: Path, setting: str) -> None:
    with connect(tmp_path / "a.duckdb") as con:
        assert con.execute(f"select current_setting('{setting}')").fetchall() == [(False,)]
    with connect(tmp_path / "a.duckdb", read_only=True) as con:
        assert con.execute(f"select current_setting('{setting}')").fetchall() == [(False,)]


def test_readers_in_two_processes_work_on_the_disk_at_the_same_time(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    connect(path).close()
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    other = context.Process(target=_read_beside, args=(path, theirs))
    with _hold_more_than_fits(path, 1) as con:
        other.start()
        assert ours.recv() > 0, "nothing was put on the disk"
        # Each of them once more: what one wrote last must not be what the other reads.
        mine = _sum(con)
        ours.send("go on")
        beside = ours.recv()
    other.join()
    with duckdb.connect() as con:
        expected = [
            int(con.execute(f"select sum(hash(range + {reader})) from range({_NUMBERS})").fetchall()[0][0])
            for reader in (1, 2)
        ]
    assert [mine, beside] == expected
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.duckdb"]


def test_only_what_a_dead_process_left_is_removed(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    names = [f"a.duckdb.{number}.tmp" for number in (ended.pid, os.getpid(), 1)]
    for name in (*names, "a.duckdb.notes.tmp"):
        (tmp_path / name).mkdir()
    remove_spill(tmp_path / "a.duckdb")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == sorted([*names[1:], "a.duckdb.notes.tmp"])
