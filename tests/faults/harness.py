"""Refreshes that may be killed, starved or forbidden to write, and what must hold after each of them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipelines.settings import PROJECT_DIR, Settings
from pipelines.warehouse.seal import is_intact

TEXT = "TOKYO, March {day}, 2019 -- Police helped {number} victims of fraud in 2018, up 20 from a year earlier.\n"


@dataclass(frozen=True)
class Outcome:
    """How a refresh ended.

    Attributes:
        killed: By a signal.
        problem: What it said; empty when it succeeded.
    """

    killed: bool
    problem: str


class Refresher:
    """The process that forks refreshes; use as a context manager."""

    def __init__(self, folder: Path) -> None:
        """Start it.

        Args:
            folder: For what refreshes say that nobody asked for, and for the temporary files of those that are killed.
        """
        self._errors = folder / "errors.txt"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.refresher"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=PROJECT_DIR,
            env={**os.environ, "PYTHONPATH": str(PROJECT_DIR), "TMPDIR": str(folder)},
        )
        assert self._line() == "ready"

    def __enter__(self) -> Refresher:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def refresh(
        self, settings: Settings, *, kill_after: float | None = None, **request: Mapping[str, str | int] | int | None
    ) -> Outcome:
        """Run a refresh to its end.

        Args:
            settings: What to refresh.
            kill_after: Seconds after which it is killed.
            request: What else happens to it, as `refresher` takes it: `kill_at`, `largest_file`, ...

        """
        folders = {"raw": str(settings.raw_dir), "build": str(settings.build_dir), "errors": str(self._errors)}
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({**folders, **request}) + "\n")
        self._process.stdin.flush()
        child = int(self._line())
        if kill_after is not None:
            time.sleep(kill_after)
            # It has not been waited for yet, so the number is its own, whether it still runs or not.
            os.kill(child, signal.SIGKILL)
        answer = json.loads(self._line())
        return Outcome(os.WIFSIGNALED(answer["status"]), answer["said"])

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


def write_article(settings: Settings, name: str, number: int) -> Path:
    """An article that states one number of victims."""
    path = settings.raw_dir / name
    path.write_text(TEXT.format(day=number % 28 + 1, number=number), encoding="utf-8")
    return path


def published_numbers(settings: Settings) -> dict[str, int]:
    """The number of victims that each of these articles states, as published.

    Raises:
        AssertionError: What is published is not a complete, audited warehouse.
    """
    assert is_intact(settings.warehouse_path)
    with duckdb.connect(str(settings.warehouse_path), read_only=True) as con:
        articles, figures, numerals = one(con, "select articles, figures, numerals from publication")
        assert one(con, "select count(*), count(distinct article_id) from articles") == (articles, articles)
        assert one(con, "select count(*), count(distinct figure_id) from figures") == (figures, figures)
        assert one(con, "select count(*) from numerals") == (numerals,)
        assert one(con, "select count(*) from audit_violations where severity = 'fault'") == (0,)
        rows = con.execute(
            "select source_path, value::integer from figures where quote not like '20' and kind = 'level' "
            "and source_path like 'article-%'"
        ).fetchall()
        assert len(dict(rows)) == len(rows)
        return dict(rows)


def numbers_in_raw(settings: Settings) -> dict[str, int]:
    """The number of victims that each of these articles states."""
    return {
        path.name: int(path.read_text(encoding="utf-8").partition("helped ")[2].partition(" ")[0])
        for path in settings.raw_dir.glob("article-*.txt")
    }


def one(con: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    row = con.execute(query).fetchone()
    assert row is not None
    return row
