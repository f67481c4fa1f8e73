"""Other machines of a lake, as processes of their own: one that writes, one that reads, one that dies in the middle."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipelines.defs.articles import landed_articles
from pipelines.defs.dbt_runner import DbtRunner
from pipelines.defs.extraction import extracted_figures
from pipelines.defs.lake_build import LakeBuild, build_lake
from pipelines.lake import open_lake
from pipelines.progress import OnProgress, unheard
from pipelines.settings import Settings
from pipelines.validation import load_suites
from pipelines.warehouse import code_fingerprint
from tests.integration.commands import environment
from tests.integration.runs import VALIDATOR, refresh

_BUILDER = """
import json, sys, time
from pipelines.defs.dbt_runner import DbtRunner
from pipelines.defs.lake_build import build_lake
from pipelines.lake import share
from pipelines.settings import Settings
from pipelines.validation import Validator
from pipelines.warehouse import code_fingerprint

settings = Settings.from_environment()
code, stops_at = sys.argv[1], sys.argv[2]
nodes = DbtRunner(settings).built()

def on_progress(what, done, total):
    if what == stops_at:
        print("in the middle", flush=True)
        time.sleep(600)

print("ready", flush=True)
sys.stdin.readline()
said = []
# Without the expectations, which take ten seconds to import: who writes first is the question here.
share(settings, said.append)
built = build_lake(settings, nodes, (), Validator(), code, said.append, on_progress)
print(json.dumps({"snapshot": built.snapshot, "is_new": built.is_new, "said": said}), flush=True)
"""

_READER = """
import json, sys, threading, time
from pipelines.lake import open_lake
from pipelines.settings import Settings

settings = Settings.from_environment()
stopped = threading.Event()
threading.Thread(target=lambda: (sys.stdin.readline(), stopped.set()), daemon=True).start()
seen = []
print("ready", flush=True)
with open_lake(settings, read_only=True) as con:
    while not stopped.is_set():
        row = con.execute(
            "select (select count(*) from main.figures), (select figures from main.publication), "
            "(select count(*) from marts.fct_figure), (select count(*) from main.articles)"
        ).fetchone()
        seen.append(row)
        time.sleep(0.1)
print(json.dumps(seen))
"""


class Machine:
    """A process that is ready, and begins when told."""

    def __init__(self, settings: Settings, script: str, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", script, *arguments],
            env=lake_environment(settings),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.expect("ready")

    def expect(self, line: str) -> None:
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == f"{line}\n"

    def begin(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def result(self) -> Any:
        """What it says at its end."""
        out, _ = self.process.communicate()
        assert self.process.returncode == 0, out
        return json.loads(out.splitlines()[-1])

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


def builder(settings: Settings, *, code: str | None = None, stops_at: str = "") -> Machine:
    """One that shares and builds; with a node to stop at, it says "in the middle" there and waits."""
    return Machine(settings, _BUILDER, code or code_fingerprint(settings), stops_at)


def reader(settings: Settings) -> Machine:
    """One that asks the same question again and again from the moment it is ready, until told to stop."""
    return Machine(settings, _READER)


def land(settings: Settings) -> None:
    """Read and extract what is new in raw/, as the first half of a refresh does."""
    run = refresh(settings, selection=[*landed_articles.keys, *extracted_figures.keys])
    assert run.success, run.failures()


def build(
    settings: Settings,
    code: str | None = None,
    *,
    with_suites: bool = True,
    say: Callable[[str], None] = lambda _: None,
    on_progress: OnProgress = unheard,
) -> LakeBuild:
    """Build the lake in this process."""
    nodes = DbtRunner(settings).built()
    assert nodes is not None
    suites = load_suites() if with_suites else ()
    return build_lake(settings, nodes, suites, VALIDATOR, code or code_fingerprint(settings), say, on_progress)


def ask(settings: Settings, query: str, snapshot: int | None = None) -> list[tuple[Any, ...]]:
    """Rows of the lake."""
    with open_lake(settings, read_only=True, snapshot=snapshot) as con:
        return con.execute(query).fetchall()


def lake_rows(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of every public view of the lake, sorted."""
    with open_lake(settings, read_only=True) as con:
        views = con.execute(
            "select view_name from duckdb_views() where database_name = 'lake' and schema_name = 'main'"
        ).fetchall()
        return {name: con.execute(f'from main."{name}" order by all').fetchall() for (name,) in views}


def digest(settings: Settings) -> list[tuple[Any, ...]]:
    """What is published in short: quicker to ask than all of it, and different where a value is."""
    tables = ("main.figures", "main.observations", "main.numerals", "marts.fct_identity", "main.publication")
    sums = ", ".join(f"(select sum(hash(t)) from {table} as t)" for table in tables)
    return ask(settings, f"select {sums}")


def parquet_files(settings: Settings) -> set[Path]:
    assert settings.lake_data is not None
    return set(settings.lake_data.rglob("*.parquet"))


def lake_environment(settings: Settings) -> dict[str, str]:
    named = {"NPA_LAKE": settings.lake, "NPA_LAKE_DATA": settings.lake_data, "NPA_COLLECTION": settings.collection}
    return environment(settings, **{name: str(value) for name, value in named.items() if value is not None})
