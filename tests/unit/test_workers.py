"""What is extracted does not depend on who extracts it, and an article that cannot be takes no other along."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future

import pyarrow as pa
import pytest

from pipelines.settings import PROJECT_DIR
from pipelines.warehouse import PendingArticle, PendingReason
from pipelines.warehouse.arrow import ArrowTables
from pipelines.workers import Crew, ProcessPool, ThisProcess, WorkerEndedError, extract_in_order, partition_of
from tests.unit.odd_extractors import ending_its_process, raising

VERSION = "extractor 1"


def article(number: int, text: str = "") -> PendingArticle:
    text = text or f"In 2017, police helped {number + 10} victims of fraud, up {number + 1} from a year earlier."
    return PendingArticle(f"{number:04}", "key", f"{number:04}.txt", text, None, None, PendingReason.NEW)


def partitions(articles: Sequence[PendingArticle], size: int = 3) -> Iterator[pa.Table]:
    return (partition_of(articles[start : start + size]) for start in range(0, len(articles), size))


def extracted(articles: Sequence[PendingArticle], crew: Crew, size: int = 3) -> dict[str, pa.Table]:
    """Everything extracted, each landing table in one piece, in the order it came."""
    results = list(extract_in_order(partitions(articles, size), crew, VERSION))
    return {name: pa.concat_tables([result[name] for result in results]).combine_chunks() for name in results[0]}


def problems(tables: ArrowTables) -> dict[str, str]:
    rows = tables["extractions"].to_pylist()
    return {row["article_id"]: row["problem"] for row in rows if row["problem"]}


@pytest.mark.parametrize(("workers", "size"), [(1, 5), (2, 3), (3, 1)])
def test_a_pool_of_any_size_gives_what_one_process_gives(workers: int, size: int) -> None:
    articles = [article(number) for number in range(11)]
    alone = extracted(articles, ThisProcess(VERSION), 4)
    assert alone["figures"].num_rows == 22
    with ProcessPool(workers, VERSION) as pool:
        assert extracted(articles, pool, size) == alone


def test_an_article_on_which_the_extractor_fails_takes_no_other_along() -> None:
    articles = [article(0), article(1, "raise"), article(2)]
    with ProcessPool(2, VERSION, raising) as pool:
        tables = extracted(articles, pool)
    assert list(problems(tables)) == ["0001"]
    assert "ValueError('no such rule')" in problems(tables)["0001"]
    assert set(tables["figures"]["article_id"].to_pylist()) == {"0000", "0002"}
    assert tables["extractions"]["article_id"].to_pylist() == ["0000", "0001", "0002"]


def test_an_article_that_ends_its_worker_takes_no_other_along() -> None:
    articles = [article(number, "kill" if number == 4 else "") for number in range(11)]
    with ProcessPool(2, VERSION, ending_its_process) as pool:
        tables = extracted(articles, pool)
    assert list(problems(tables)) == ["0004"]
    assert "ended" in problems(tables)["0004"]
    rest = [one for one in articles if one.article_id not in problems(tables)]
    assert tables["figures"] == extracted(rest, ThisProcess(VERSION))["figures"]


class Killed(ProcessPool):
    """A pool one of whose processes is killed from outside as soon as there is one, once."""

    killed: int | None = None

    def submit(self, partition: pa.Table) -> Future[ArrowTables]:
        future = super().submit(partition)
        if self.killed is None and self._executor._processes:
            self.killed = next(iter(self._executor._processes))
            os.kill(self.killed, signal.SIGKILL)
        return future


def test_a_worker_that_is_killed_costs_nothing_but_time() -> None:
    articles = [article(number) for number in range(11)]
    with Killed(2, VERSION) as pool:
        tables = extracted(articles, pool)
    assert pool.killed
    assert problems(tables) == {}
    assert tables == extracted(articles, ThisProcess(VERSION))


class Forgetful:
    """A crew whose workers end whatever they are given."""

    size = 1

    def submit(self, partition: pa.Table) -> Future[ArrowTables]:
        return Future()

    def result(self, future: Future[ArrowTables]) -> ArrowTables:
        raise WorkerEndedError("It ended.")

    def extract_alone(self, partition: pa.Table) -> ArrowTables:
        raise WorkerEndedError("It ended.")


def test_where_every_worker_ends_every_article_is_accounted_for() -> None:
    articles = [article(number) for number in range(5)]
    tables = extracted(articles, Forgetful())
    assert problems(tables) == {one.article_id: "It ended." for one in articles}
    assert tables["figures"].num_rows == 0


PROGRAM = """
import sys, time
from pipelines.workers import ProcessPool, partition_of
from tests.unit.test_workers import article
if __name__ == "__main__":
    pool = ProcessPool(2, "extractor 1")
    pool.submit(partition_of([article(1)])).result()
    print(*pool._executor._processes, flush=True)
    time.sleep(60)
"""


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_workers_end_with_a_process_that_is_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PROGRAM], cwd=PROJECT_DIR, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    workers = [int(word) for word in parent.stdout.readline().split()]
    assert workers
    parent.kill()
    parent.communicate()
    patience = time.monotonic() + 30
    while any(map(is_running, workers)) and time.monotonic() < patience:
        time.sleep(0.1)
    assert not any(map(is_running, workers))
