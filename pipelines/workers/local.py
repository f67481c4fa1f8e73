"""Workers on this machine: one process for each core, or this process itself."""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_context, parent_process
from types import TracebackType
from typing import Self

import pyarrow as pa

from pipelines.extraction import extract
from pipelines.warehouse.arrow import ArrowTables
from pipelines.workers.crew import WorkerEndedError
from pipelines.workers.partition import Extractor, extract_partition


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
    """Processes of this machine, started with the first partition and ended with the block.

    A process that is killed is replaced, and so is every other one of the pool.
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
        self._executor = _executor(size)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _end(self._executor)

    def submit(self, partition: pa.Table) -> Future[ArrowTables]:
        """See ``Crew``."""
        try:
            return self._submit(self._executor, partition)
        except BrokenProcessPool as error:
            broken: Future[ArrowTables] = Future()
            broken.set_exception(error)
            return broken

    def result(self, future: Future[ArrowTables]) -> ArrowTables:
        """See ``Crew``."""
        try:
            return future.result()
        except BrokenProcessPool as error:
            _end(self._executor)
            self._executor = _executor(self.size)
            raise WorkerEndedError from error

    def extract_alone(self, partition: pa.Table) -> ArrowTables:
        """See ``Crew``."""
        executor = _executor(1)
        try:
            return self._submit(executor, partition).result()
        except BrokenProcessPool as error:
            raise WorkerEndedError(
                "The process that extracted it ended: it was killed, or this machine has too little memory for it. "
                "Split the article, or give its file another name to have it tried again."
            ) from error
        finally:
            _end(executor)

    def _submit(self, executor: ProcessPoolExecutor, partition: pa.Table) -> Future[ArrowTables]:
        return executor.submit(extract_partition, partition, self._extractor_version, self._extractor)


def _executor(size: int) -> ProcessPoolExecutor:
    # Not forked: a copy of a process that has threads, as DuckDB's, may hang.
    return ProcessPoolExecutor(size, mp_context=get_context("spawn"), initializer=_become_worker)


def _end(executor: ProcessPoolExecutor) -> None:
    """End the processes at once, in the middle of what they read."""
    processes = list((executor._processes or {}).values())
    executor.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()
    for process in processes:
        process.join()


def _become_worker() -> None:
    """Leave Ctrl-C to the process that started this one, and end with it, also where it was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
