"""Workers of a Dask cluster, on this machine or others: needs the optional packages of the extra `dask`.

The cluster is somebody else's: it is asked to read partitions, and neither started nor ended here.
"""

from __future__ import annotations

from concurrent.futures import Future
from types import TracebackType
from typing import Any, Self

import pyarrow as pa

from pipelines.warehouse import extractor_version as version_of_this_code
from pipelines.warehouse.arrow import ArrowTables
from pipelines.workers.crew import WorkerEndedError
from pipelines.workers.partition import extract_partition

CONNECT_SECONDS = 30


class ClusterError(Exception):
    """The cluster cannot be used; the message names its address and the remedy."""


class Cluster:
    """The workers behind a Dask scheduler."""

    def __init__(self, address: str, extractor_version: str) -> None:
        """Connect to the scheduler.

        Args:
            address: Of the scheduler, such as ``tcp://10.0.0.5:8786``.
            extractor_version: What the workers' own code must be.

        Raises:
            ClusterError: The packages are not installed, nobody answers there, or there are no workers.
        """
        try:
            from distributed import Client
        except ImportError as error:
            raise ClusterError(
                f"NPA_DASK is set, and Dask is not installed ({error}). Install the extra `dask` "
                "(`pip install -e '.[dask]'`), or unset NPA_DASK to extract on this machine."
            ) from error
        self._address = address
        self._extractor_version = extractor_version
        try:
            self._client: Any = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClusterError(
                f"No Dask scheduler answers at {address} ({error}). Start it (`dask scheduler`), correct NPA_DASK, or "
                "unset NPA_DASK to extract on this machine."
            ) from error
        self.size = sum(self._client.nthreads().values())
        if not self.size:
            self._client.close()
            raise ClusterError(f"The Dask scheduler at {address} has no workers. Start some (`dask worker {address}`).")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def submit(self, partition: pa.Table) -> Future[ArrowTables]:
        """See ``Crew``; a partition whose worker is gone is given to another by Dask itself."""
        future: Future[ArrowTables] = self._client.submit(
            extract_partition_of_same_code, partition, self._extractor_version, pure=False
        )
        return future

    def result(self, future: Future[ArrowTables]) -> ArrowTables:
        """See ``Crew``.

        Raises:
            ClusterError: The scheduler is gone, or the workers have other code than this process.
        """
        from distributed import KilledWorker
        from distributed.client import FutureCancelledError

        try:
            return {name: _aligned(table) for name, table in future.result().items()}
        except KilledWorker as error:
            raise WorkerEndedError(
                "Every worker of the cluster that tried to extract it ended: it was killed, or its memory is too small "
                "for it. Split the article, or give the workers more memory and its file another name to have it tried "
                "again."
            ) from error
        except (FutureCancelledError, OSError) as error:
            raise ClusterError(
                f"The Dask scheduler at {self._address} is gone ({error}). Start it and refresh again: what was "
                "extracted so far is kept."
            ) from error

    def extract_alone(self, partition: pa.Table) -> ArrowTables:
        """See ``Crew``; on a cluster a lost worker takes nobody else's partition along."""
        return self.result(self.submit(partition))


def _aligned(table: pa.Table) -> pa.Table:
    """A copy at addresses that are multiples of 64, as Arrow has it: off the network a table may stand anywhere."""
    return pa.concat_tables([table, table.slice(0, 0)]).combine_chunks()


def extract_partition_of_same_code(partition: pa.Table, extractor_version: str) -> ArrowTables:
    """What a worker does.

    Raises:
        ClusterError: The worker's code is not that of the process that asks.
    """
    found = version_of_this_code()
    if found != extractor_version:
        raise ClusterError(
            f"A worker has extractor {found}, and this machine {extractor_version}. Install the same version of this "
            "project on every machine of the cluster, and restart the workers."
        )
    return extract_partition(partition, extractor_version)
