"""One process that extracts, and the pipe to it: asked for one partition at a time, and lost by itself alone.

Who asks, and what becomes of a partition whose process is gone, belongs to ``local`` and ``crew``.
"""

from __future__ import annotations

import os
import signal
import threading
import traceback
from multiprocessing import connection, get_context, parent_process
from multiprocessing.connection import Connection

import pyarrow as pa

from pipelines.processes import end_process, start_process
from pipelines.warehouse.arrow import ArrowTables
from pipelines.workers.crew import WorkerEndedError
from pipelines.workers.partition import Extractor, extract_partition


class WorkerProcess:
    """A process of this machine; it may end at any moment, and then every method says so at once."""

    def __init__(self, extractor_version: str, extractor: Extractor) -> None:
        """Start it, without waiting for it to be ready.

        Args:
            extractor_version: Of the extractor, for the rows.
            extractor: A function of a module that other processes can import.

        Raises:
            OSError: It cannot be started, or was ended before it had begun.
        """
        # Not forked: a copy of a process that has threads, as DuckDB's, may hang.
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, extractor_version, extractor), name="npa-worker", daemon=True
        )
        try:
            start_process(self._process)
        finally:
            # With this process's copy closed, the other end is closed when the worker is gone, however it went.
            theirs.close()

    def wait_until_ready(self) -> None:
        """Wait until it has imported what it needs.

        Raises:
            WorkerEndedError: It ended before.
        """
        self._answer()

    def extract(self, partition: pa.Table) -> ArrowTables:
        """Have a partition extracted.

        Raises:
            WorkerEndedError: It ended before the answer was there.
        """
        answer = self._answer(partition)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def is_alive(self) -> bool:
        """Whether it may be asked."""
        return self._process.is_alive()

    def end(self) -> None:
        """End it in the middle of what it does; whoever waits for its answer is told."""
        end_process(self._process)

    def _answer(self, partition: pa.Table | None = None) -> ArrowTables | Exception:
        """What it says next, after it was given a partition if there is one."""
        try:
            if partition is not None:
                self._connection.send(partition)
            answer: ArrowTables | Exception = self._connection.recv()
        except (EOFError, OSError) as error:
            self.end()
            raise WorkerEndedError(
                "The process that extracted it ended: it was killed, or this machine has too little memory for it. "
                "Split the article, or give its file another name to have it tried again."
            ) from error
        except BaseException:
            # Stopped in the midst of it: what it says next would be taken for an answer to something else.
            self.end()
            raise
        return answer


def _serve(asked: Connection, extractor_version: str, extractor: Extractor) -> None:
    """What the process does: answer until nobody is there to ask."""
    # Whoever ignores SIGTERM hands that down to the processes it starts; this one can be ended by it all the same.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _end_with_parent()
    asked.send(None)
    while True:
        try:
            partition = asked.recv()
        except (EOFError, OSError):
            return
        try:
            answer: ArrowTables | Exception = extract_partition(partition, extractor_version, extractor)
        except Exception as error:
            error.add_note(f"In a worker process: {traceback.format_exc()}")
            answer = error
        asked.send(answer)


def _end_with_parent() -> None:
    """See to it that this process ends with the one that started it, also where that was killed."""
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
