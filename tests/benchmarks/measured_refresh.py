"""A refresh in a process of its own, each of its stages measured: wall-clock time, processor time, peak memory.

Processor time and memory are those of the process and all its descendants: extraction and validation have their own.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psutil

from pipelines.settings import PROJECT_DIR, Settings

SAMPLE_SECONDS = 0.5


@dataclass(slots=True)
class Stage:
    """What a stage took.

    Attributes:
        wall: Seconds.
        cpu: Seconds of processor time, of all processes.
        peak_mb: Most resident memory at a time, of all processes; pages that several share count for each.
    """

    wall: float = 0.0
    cpu: float = 0.0
    peak_mb: float = 0.0


def measured_refresh(settings: Settings) -> dict[str, Stage]:
    """Refresh, and measure each stage; the first is the start of the process, ``all`` the whole.

    Raises:
        RuntimeError: The refresh failed.
    """
    command = [sys.executable, "-m", "tests.benchmarks.measured_refresh"]
    environment = {
        **os.environ,
        "NPA_RAW_DIR": str(settings.raw_dir),
        "NPA_BUILD_DIR": str(settings.build_dir),
        "NPA_WORKERS": str(settings.workers),
        **({"NPA_DASK": settings.dask} if settings.dask else {}),
    }
    with subprocess.Popen(command, cwd=PROJECT_DIR, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        stages: dict[str, Stage] = {"start": Stage(), "all": Stage()}
        tree = psutil.Process(process.pid)
        with _memory_of(tree, stages) as current:
            last, cpu = time.perf_counter(), _cpu(tree)
            for line in process.stdout:
                now, cpu_now = time.perf_counter(), _cpu(tree)
                for stage in (stages[current[0]], stages["all"]):
                    stage.wall += now - last
                    stage.cpu += cpu_now - cpu
                last, cpu = now, cpu_now
                current[0] = json.loads(line)
                stages.setdefault(current[0], Stage())
    if process.returncode:
        raise RuntimeError(f"The refresh of {settings.raw_dir} failed; see above.")
    return {name: stage for name, stage in stages.items() if name != "end"}


@contextmanager
def _memory_of(tree: psutil.Process, stages: Mapping[str, Stage]) -> Iterator[list[str]]:
    """Samples the memory of a tree of processes for the stage named by what is yielded."""
    current = ["start"]
    is_over = threading.Event()

    def sample() -> None:
        while not is_over.wait(SAMPLE_SECONDS):
            used = sum(_resident(one) for one in _processes(tree)) / 2**20
            for stage in (stages[current[0]], stages["all"]):
                stage.peak_mb = max(stage.peak_mb, used)

    thread = threading.Thread(target=sample, daemon=True)
    thread.start()
    try:
        yield current
    finally:
        is_over.set()
        thread.join()


def _processes(tree: psutil.Process) -> list[psutil.Process]:
    try:
        return [tree, *tree.children(recursive=True)]
    except psutil.Error:
        return []


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def _cpu(tree: psutil.Process) -> float:
    """Of all processes there are, and of those they have seen the end of."""
    total = 0.0
    for process in _processes(tree):
        try:
            times = process.cpu_times()
        except psutil.Error:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


class _Teller(logging.Handler):
    """Prints the name of each step as it begins, and what goes wrong."""

    def emit(self, record: logging.LogRecord) -> None:
        meta: Mapping[str, Any] = getattr(record, "dagster_meta", {})
        event = meta.get("dagster_event")
        if event is not None and event.event_type_value == "STEP_START":
            print(json.dumps(meta["step_key"]), flush=True)
        elif event is not None and event.event_type_value == "STEP_FAILURE":
            print(record.getMessage(), file=sys.stderr, flush=True)


def main() -> None:
    """Refresh with the folders of the environment, telling each stage as it begins."""
    print(json.dumps("imports"), flush=True)
    from pipelines.defs.automation import REFRESH
    from pipelines.defs.build import build_defs
    from pipelines.defs.progress import PROGRESS_LOGGER

    logging.getLogger(PROGRESS_LOGGER).addHandler(_Teller())
    job = build_defs(Settings.from_environment()).resolve_job_def(REFRESH)
    result = job.execute_in_process(raise_on_error=False, run_config={"loggers": {PROGRESS_LOGGER: {}}})
    print(json.dumps("end"), flush=True)
    sys.exit(not result.success)


if __name__ == "__main__":
    main()
