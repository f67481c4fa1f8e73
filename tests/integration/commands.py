"""Runs `npa` in a process of its own, as a shell does: into files, into a pipe that is closed, at a terminal."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.settings import PROJECT_DIR, Settings

_PROGRAM = [sys.executable, "-c", "from pipelines.cli import app; app(prog_name='npa')"]
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def environment(settings: Settings, **more: str) -> dict[str, str]:
    """The environment of a command on these folders."""
    return {
        **os.environ,
        "NPA_RAW_DIR": str(settings.raw_dir),
        "NPA_BUILD_DIR": str(settings.build_dir),
        "PYTHONPATH": str(PROJECT_DIR),
        **more,
    }


def process(settings: Settings, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """What a command prints and ends with.

    Args:
        settings: The folders it works on.
        arguments: The command.
        more: Variables of its environment.
    """
    return subprocess.run(
        [*_PROGRAM, *arguments], env=environment(settings, **more), capture_output=True, text=True, check=False
    )


def left_after_a_line(settings: Settings, *arguments: str) -> tuple[str, str, int]:
    """The first line a command prints into a pipe whose reader then leaves, what it complains of, and its exit code."""
    with subprocess.Popen(
        [*_PROGRAM, *arguments],
        env=environment(settings, PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        line = running.stdout.readline()
        running.stdout.close()
        complaints = running.stderr.read()
        return line, complaints, running.wait()


@dataclass(frozen=True)
class Terminal:
    """What a command left on a terminal.

    Attributes:
        raw: Every byte as text.
        exit_code: What the command ended with.
    """

    raw: str
    exit_code: int

    @property
    def text(self) -> str:
        """Without colours and movements of the cursor."""
        return _ESCAPES.sub("", self.raw)


def at_a_terminal(
    settings: Settings, *arguments: str, stop_at: str | None = None, variables: Mapping[str, str] | None = None
) -> Terminal:
    """Run a command at a terminal of its own.

    Args:
        settings: The folders it works on.
        arguments: The command.
        stop_at: Ctrl-C is pressed as soon as this is on the screen.
        variables: Of its environment.
    """
    command = [*_PROGRAM, *arguments]
    outside = environment(settings, **{"TERM": "xterm-256color", "COLUMNS": "100", **(variables or {})})
    child, screen = pty.fork()
    if child == 0:
        # Whoever runs the tests in the background has them ignore Ctrl-C; a terminal does not.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.execve(sys.executable, command, outside)
    seen = b""
    is_stopped = False
    while True:
        try:
            chunk = os.read(screen, 65_536)
        except OSError:  # how Linux says that nobody writes to it any more
            chunk = b""
        if not chunk:
            break
        seen += chunk
        if stop_at and not is_stopped and stop_at.encode() in seen:
            os.write(screen, b"\x03")
            is_stopped = True
    _, status = os.waitpid(child, 0)
    os.close(screen)
    return Terminal(seen.decode(errors="replace"), os.waitstatus_to_exitcode(status))
