"""What the commands share: where they print, and how they end."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from rich.console import Console

OK = 0
FAILED = 1

# Redirected output has no screen to fit into.
REDIRECTED_WIDTH = 200

_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

if sys.stdout is None:  # closed by whoever started us; its number must not become that of a file we open
    sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open for as long as this process runs


class _Console(Console):
    """A console whose reader may leave (`npa figures | head`): what comes after that is written nowhere.

    A build goes on, for its result is not what it prints.
    """

    def on_broken_pipe(self) -> None:
        """Leave out the exit that rich would make of it."""
        self.quiet = True
        flush()


out = _Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else REDIRECTED_WIDTH)
err = _Console(stderr=True, highlight=False, soft_wrap=True)


def flush() -> None:
    """Write what is still held back; where nobody reads any more, it and all that comes after goes nowhere."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


def fail(message: object) -> int:
    """Print a message where errors go.

    Returns:
        The exit code to end with.
    """
    err.print(f"[bold red]Error:[/] {escaped(message)}")
    return FAILED


def escaped(text: object) -> str:
    """Text as it is, square brackets included; what would steer the terminal shows as a replacement character."""
    from rich.markup import escape

    return escape(_STEERING.sub("\ufffd", str(text)))
