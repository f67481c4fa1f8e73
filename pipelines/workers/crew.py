"""Gives partitions to workers and takes the results back in order, whoever the workers are.

A worker that ends while it reads takes its partition along: it is cut in halves until the article is found on which
workers end, and only that one is without figures. What a partition is belongs to ``partition``; what workers are, to
``local`` and ``cluster``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from typing import Protocol

import pyarrow as pa

from pipelines.warehouse.arrow import ArrowTables
from pipelines.workers.partition import failed_partition

# Enough for every worker to find the next partition waiting, few enough to bound what is held in memory.
PARTITIONS_AHEAD = 2


class WorkerEndedError(Exception):
    """The process that read a partition is gone: killed, or out of memory."""


class Crew(Protocol):
    """Workers to give partitions to.

    Attributes:
        size: How many there are.
    """

    size: int

    def submit(self, partition: pa.Table) -> Future[ArrowTables]:
        """Have a partition extracted, in its turn."""

    def result(self, future: Future[ArrowTables]) -> ArrowTables:
        """What came of it, as soon as it is there.

        Raises:
            WorkerEndedError: The process that was to read it is gone.
        """

    def extract_alone(self, partition: pa.Table) -> ArrowTables:
        """Have a partition extracted with nothing beside it.

        Raises:
            WorkerEndedError: As above, and this partition is the reason.
        """


def extract_in_order(partitions: Iterable[pa.Table], crew: Crew, extractor_version: str) -> Iterator[ArrowTables]:
    """What was extracted from each partition, in their order.

    Args:
        partitions: Taken as workers become free.
        crew: Who extracts.
        extractor_version: Of the extractor, for the rows of articles on which workers end.
    """
    waiting: deque[tuple[pa.Table, Future[ArrowTables]]] = deque()
    for partition in partitions:
        waiting.append((partition, crew.submit(partition)))
        if len(waiting) >= crew.size * PARTITIONS_AHEAD:
            yield from _result(*waiting.popleft(), crew, extractor_version)
    while waiting:
        yield from _result(*waiting.popleft(), crew, extractor_version)


def _result(
    partition: pa.Table, future: Future[ArrowTables], crew: Crew, extractor_version: str
) -> Iterator[ArrowTables]:
    try:
        yield crew.result(future)
    except WorkerEndedError:
        yield from _isolated(partition, crew, extractor_version)


def _isolated(partition: pa.Table, crew: Crew, extractor_version: str) -> Iterator[ArrowTables]:
    try:
        yield crew.extract_alone(partition)
    except WorkerEndedError as error:
        if partition.num_rows == 1:
            yield failed_partition(partition, extractor_version, str(error))
            return
        middle = partition.num_rows // 2
        yield from _isolated(partition.slice(0, middle), crew, extractor_version)
        yield from _isolated(partition.slice(middle), crew, extractor_version)
