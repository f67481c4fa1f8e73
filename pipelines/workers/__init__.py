"""Extraction on every core of this machine, or on a cluster: the same function over partitions of the articles.

Which articles are extracted, and where the result is kept, belongs to the warehouse; how one is read, to extraction.
"""

from pipelines.workers.cluster import Cluster, ClusterError
from pipelines.workers.crew import Crew, WorkerEndedError, extract_in_order
from pipelines.workers.local import ProcessPool, ThisProcess, WorkersError
from pipelines.workers.partition import extract_partition, partition_of

__all__ = [
    "Cluster",
    "ClusterError",
    "Crew",
    "ProcessPool",
    "ThisProcess",
    "WorkerEndedError",
    "WorkersError",
    "extract_in_order",
    "extract_partition",
    "partition_of",
]
