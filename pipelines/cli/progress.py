"""Shows how far a long command is: one line that moves at a terminal, and lines now and then where there is none.

What is told belongs to the stages; when a stage begins and ends, to the commands.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipelines.cli.console import err, escaped
from pipelines.progress import OnProgress

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

# A log of a build tells that it goes on, and is not filled by it.
SECONDS_BETWEEN_LINES = 10


class Follower:
    """What is being done, on a screen or in a log.

    Its line on the screen is always the last one: what is printed meanwhile on the same console goes above it.
    """

    def __init__(self, stage: str, bar: Progress | None = None, log: Console | None = None) -> None:
        self._bar = bar
        self._task = bar.add_task(escaped(stage), total=None, what="", count="") if bar else None
        self._log = log
        self._stage = stage
        self._logged_at = time.monotonic()

    def begin(self, stage: str) -> None:
        """Another stage has begun, of which nothing is known yet."""
        self._stage = stage
        self._logged_at = time.monotonic()
        if self._bar and self._task is not None:
            self._bar.reset(self._task, description=escaped(stage), total=None, what="", count="")

    def on_progress(self, what: str, done: int, total: int) -> None:
        """How far the stage is; see ``OnProgress``."""
        count = f"{done:,} of {total:,}" if total else ""
        if self._bar and self._task is not None:
            self._bar.update(self._task, completed=done, total=total or None, what=escaped(what), count=count)
        elif self._log and count and time.monotonic() - self._logged_at >= SECONDS_BETWEEN_LINES:
            self._logged_at = time.monotonic()
            self._log.print(f"        {escaped(self._stage)}: {count}")


@contextmanager
def followed(stage: str, screen: Console, log: Console | None = None) -> Iterator[Follower]:
    """Somebody to tell, for the length of a block.

    Args:
        stage: What is done first.
        screen: Where to show it, if that is a terminal that can take a line back.
        log: Where to print a line now and then, if `screen` is none; nowhere when None.
    """
    if not screen.is_interactive:
        yield Follower(stage, log=log)
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.table import Column

    # The name of a file may be longer than the screen is wide.
    one_line = Column(no_wrap=True, overflow="ellipsis", ratio=1)
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", table_column=Column(no_wrap=True)),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[count]}", table_column=Column(no_wrap=True)),
        TimeElapsedColumn(),
        TextColumn("[dim]{task.fields[what]}", table_column=one_line),
        console=screen,
        transient=True,
        expand=True,
    ) as bar:
        yield Follower(stage, bar)


@contextmanager
def waiting(what: str) -> Iterator[OnProgress]:
    """Show one long step to whoever waits at a terminal.

    Args:
        what: Is being done.
    """
    with followed(what, err) as follower:
        yield follower.on_progress
