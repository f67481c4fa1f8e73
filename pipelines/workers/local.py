"""Workers on this machine: one process for each core, or this process itself."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

import pyarrow as pa

from pipelines.extraction import extract
from pipelines.warehouse.arrow import ArrowTables
from pipelines.workers.crew import WorkerEndedError
from pipelines.workers.partition import Extractor, extract_partition
from pipelines.workers.process import WorkerProcess

# A process that ends while it starts is replaced; where so many do, one after the other, all will.
_STARTS = 10


class WorkersError(Exception):
    """No process can be started to extract; the message says why not, and the remedy."""


class ThisProcess:
    """Reads every partition here and now: for few articles, and for an extractor that only this process has."""

    size = 1

    def __init__(self, extractor_version: str, extractor: Extractor = extract) -> None:
        self._extractor_version = extractor_version
        self._extractor = extractor

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def submit(self, partition: pa.Table) -> Future[ArrowTables]:
        """See ``Crew``."""
        future: Future[ArrowTables] = Future()
        future.set_result(self.extract_alone(partition))
        return future

    def result(self, future: Future[ArrowTables]) -> ArrowTables:
        """See ``Crew``."""
        return future.result()

    def extract_alone(self, partition: pa.Table) -> ArrowTables:
        """See ``Crew``."""
        return extract_partition(partition, self._extractor_version, self._extractor)


class ProcessPool:
    """Processes of this machine, started as partitions come and ended with the block.

    Each is asked by one thread of this process at a time, and has a pipe of its own: one that is lost, at any moment,
    takes nothing along but the partition it was reading, and is replaced.
    """

    def __init__(self, size: int, extractor_version: str, extractor: Extractor = extract) -> None:
        """Take so many processes.

        Args:
            size: How many.
            extractor_version: Of the extractor, for the rows.
            extractor: A function of a module that other processes can import.
        """
        self.size = size
        self._extractor_version = extractor_version
        self._extractor = extractor
        self._threads = ThreadPoolExecutor(size)
        self._lock = threading.Lock()
        self._is_open = True
        self._busy: set[WorkerProcess] = set()
        self._idle: list[WorkerProcess] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._is_open = False
            workers = [*self._busy, *self._idle]
        # In the middle of what they read; their threads are told so, and end.
        for worker in workers:
            worker.end()
        self._threads.shutdown(cancel_futures=True)

    def submit(self, partition: pa.Table) -> Future[ArrowTables]:
        """See ``Crew``."""
        return self._threads.submit(self._extract, partition)

    def result(self, future: Future[ArrowTables]) -> ArrowTables:
        """See ``Crew``.

        Raises:
            WorkerEndedError: The process that was to read it is gone.
            WorkersError: None can be started.
        """
        return future.result()

    def extract_alone(self, partition: pa.Table) -> ArrowTables:
        """See ``Crew``; what was submitted is finished first, and only then is all memory free for this one."""
        self._threads.shutdown()
        self._threads = ThreadPoolExecutor(self.size)
        while self._idle:
            self._idle.pop().end()
        return self._extract(partition)

    def _extract(self, partition: pa.Table) -> ArrowTables:
        worker = self._take_worker()
        try:
            return worker.extract(partition)
        finally:
            self._give_back(worker)

    def _take_worker(self) -> WorkerProcess:
        """One that waits for work, or a new one."""
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.is_alive():
                    self._busy.add(worker)
                    return worker
        problem: Exception | None = None
        for _ in range(_STARTS):
            try:
                return self._start_worker()
            except (OSError, WorkerEndedError) as error:
                problem = error
        reason = problem if isinstance(problem, OSError) else "each of them ended while it started"
        raise WorkersError(
            f"The processes that extract cannot be started: {reason}. Run `make build` to set up the environment "
            "again, or set NPA_WORKERS to 1 to extract without them if memory is short."
        ) from problem

    def _start_worker(self) -> WorkerProcess:
        with self._lock:
            if not self._is_open:
                raise WorkerEndedError("The pool was closed.")
            worker = WorkerProcess(self._extractor_version, self._extractor)
            self._busy.add(worker)
        try:
            worker.wait_until_ready()
        except WorkerEndedError:
            self._give_back(worker)
            raise
        return worker

    def _give_back(self, worker: WorkerProcess) -> None:
        with self._lock:
            self._busy.discard(worker)
            if worker.is_alive():
                self._idle.append(worker)
