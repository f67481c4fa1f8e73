"""A process that is ready to refresh, and forks a child for each refresh: a refresh in a second instead of twenty.

    python -m tests.faults.refresher

Requests come as JSON lines; for each, one line with the child's process id and, when it has ended, one with its
outcome. Only importing was done before the fork, so a child is as a fresh process is; it may be killed at any moment.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import resource
import signal
import struct
import sys
import traceback
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from pipelines.progress import OnProgress, unheard
from pipelines.settings import Settings
from pipelines.validation import Suite, Validator
from pipelines.validation.validate import Finding, import_great_expectations
from tests.faults.boundaries import function_at

# What takes long to import, and starts no threads: those a fork would not take along.
_IMPORTED_BEFORE = (
    "dbt.cli.main",
    "pipelines.articles.formats",
    "pipelines.cli.refresh",
    "pipelines.defs.automation",
    "pipelines.defs.build",
    "pipelines.validation.data_docs",
)


def main() -> None:
    """Serve until standard input ends."""
    for module in _IMPORTED_BEFORE:
        importlib.import_module(module)
    import_great_expectations()
    print("ready", flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            os.setpgid(0, 0)
            _run(request, writing)
        os.close(writing)
        print(child, flush=True)
        with os.fdopen(reading, encoding="utf-8") as said:
            outcome = said.read()
        _, status = os.waitpid(child, 0)
        print(json.dumps({"status": status, "said": outcome}), flush=True)


def _run(request: Mapping[str, Any], writing: int) -> None:
    """Refresh as the request says, tell what came of it, and end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(os.open(request["errors"], os.O_WRONLY | os.O_APPEND | os.O_CREAT), 2)
    try:
        if limit := request.get("largest_file"):
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write beyond it fails, as on a full disk
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        if request.get("no_privileges"):
            _give_up_privileges()
        if boundary := request.get("kill_at"):
            sys.setprofile(_killer(**boundary))
        settings = Settings(raw_dir=Path(request["raw"]), build_dir=Path(request["build"]))
        problem = _refresh(settings, keep_history=bool(request.get("keep_history")))
    except BaseException:
        problem = traceback.format_exc()
    finally:
        sys.setprofile(None)
    os.write(writing, (problem or "").encode()[-60_000:])
    os._exit(1 if problem else 0)


def _refresh(settings: Settings, *, keep_history: bool) -> str | None:
    """As `npa build` does, but for the expectations, which are evaluated in this process; without history, faster."""
    from rich.console import Console

    from pipelines.cli.progress import Follower
    from pipelines.cli.refresh import refresh

    warnings.simplefilter("ignore")
    console = Console(file=sys.stderr)
    outcome = refresh(settings, console, InThisProcess(), Follower("refresh"), keep_history=keep_history)
    return "\n".join(problem.message for problem in outcome.problems) or None


class InThisProcess(Validator):
    """Evaluates the expectations as `Validator` does, in the process that asks."""

    def warm_up(self) -> None:
        """Nothing to wait for: what takes long was imported before the fork."""

    def begin(self, run_id: str, settings: Settings, suites: Sequence[Suite]) -> None:
        """Nothing to begin: the answer comes when it is asked for."""

    def validate(
        self, run_id: str, settings: Settings, suites: Sequence[Suite], on_progress: OnProgress = unheard
    ) -> tuple[Finding, ...]:
        from pipelines.validation.data_docs import write_data_docs
        from pipelines.validation.validate import validate

        validation = validate(settings, suites, on_progress)
        write_data_docs(validation, settings.data_docs_dir)
        return tuple(validation.findings)

    def close(self) -> None:
        """Nothing to end."""


def _give_up_privileges() -> None:
    """From now on the modes of files hold for this process even if it is root's (capabilities(7))."""
    header = struct.pack("Ii", 0x20080522, 0)
    if ctypes.CDLL(None, use_errno=True).capset(header, bytes(24)) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def _killer(function: str, event: str, calls: str = "", times: int = 1) -> Callable[[FrameType, str, Any], None]:
    """A profiler that kills this process, as `kill -9` does, at one place of the program.

    Args:
        function: Module and qualified name of a function, as `pipelines.warehouse.publish:_sync`.
        event: `call` or `return` of it; `c_call` or `c_return` of something built in that it calls.
        calls: Of which built-in function, for these two.
        times: At which of the times it happens.
    """
    left = times
    code = function_at(function).__code__

    def profile(frame: FrameType, happened: str, argument: Any) -> None:
        nonlocal left
        if happened != event or frame.f_code is not code:
            return
        if calls and getattr(argument, "__name__", "") != calls:
            return
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return profile


if __name__ == "__main__":
    main()
