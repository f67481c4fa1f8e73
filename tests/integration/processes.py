"""Other processes, as they run beside a refresh: one that builds, and one that reads."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_HOLDER = """
import sys
from pathlib import Path
from pipelines.warehouse import build_lock
with build_lock(Path(sys.argv[1]), 0):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held(build_dir: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process holds the lock of a build folder for the length of a block."""
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(build_dir)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    try:
        yield holder
    finally:
        holder.kill()
        holder.communicate()
