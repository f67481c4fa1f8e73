"""Processes that query the published warehouse without pause, each answer of which must be of one whole warehouse."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

# They ask without pause, and leave a refresh on a small machine its share of the processor.

# Keeps one connection open all the time: it must go on seeing the one version it opened.
_HOLD = """
import os, sys, select, duckdb
os.nice(10)
with duckdb.connect(sys.argv[1], read_only=True) as con:
    def ask():
        return con.execute("select input_fingerprint, (select count(*) from figures), (select count(*) from numerals) "
                           "from publication").fetchone()
    first = ask()
    print("reading", flush=True)
    queries = 0
    while not select.select([sys.stdin], [], [], 0)[0]:
        assert ask() == first, (ask(), first)
        queries += 1
print(queries)
"""

# Connects, reads twice and leaves, in a loop: each time a whole, audited warehouse, the same throughout.
_LOOP = """
import os, sys, select, duckdb
os.nice(10)
print("reading", flush=True)
queries = 0
versions = set()
while not select.select([sys.stdin], [], [], 0)[0]:
    with duckdb.connect(sys.argv[1], read_only=True) as con:
        before, *said = con.execute("select input_fingerprint, figures, numerals from publication").fetchone()
        found = con.execute("select (select count(*) from figures), (select count(*) from numerals)").fetchone()
        after, = con.execute("select input_fingerprint from publication").fetchone()
        assert before == after and list(found) == said and said[0] > 0, (before, after, found, said)
        queries += 3
        versions.add(before)
print(queries, len(versions))
"""


class Reader:
    """A reader in a process of its own."""

    def __init__(self, warehouse: Path, *, holds: bool) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _HOLD if holds else _LOOP, str(warehouse)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "reading\n"

    def wait_for_its_end(self) -> None:
        """Wait until it ends by itself, as it does when an answer was wrong."""
        self._process.wait()

    def stop(self) -> tuple[int, str]:
        """How many queries were answered, and what went wrong; empty when nothing did."""
        answers, errors = self._process.communicate("stop\n")
        problem = errors or (f"it ended with {self._process.returncode}" if self._process.returncode else "")
        return (int(answers.split()[0]) if answers else 0), problem
