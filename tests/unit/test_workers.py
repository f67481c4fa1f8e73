"""What is extracted does not depend on who extracts it, and an article that cannot be takes no other along."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from multiprocessing import active_children, set_executable, spawn
from pathlib import Path

import psutil
import pyarrow as pa
import pytest

from pipelines.settings import PROJECT_DIR
from pipelines.warehouse import PendingArticle, PendingReason
from pipelines.warehouse.arrow import ArrowTables
from pipelines.workers import (
    Crew,
    ProcessPool,
    ThisProcess,
    WorkerEndedError,
    WorkersError,
    extract_in_order,
    partition_of,
)
from pipelines.workers.partition import extract_partition
from tests.unit.odd_extractors import ending_its_process, never_done, raising

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


@pytest.mark.parametrize(("workers", "size"), [(1, 5), (3, 2)])
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


def workers() -> set[int]:
    """The processes of this one that extract."""
    return {child.pid for child in active_children() if child.name == "npa-worker" and child.pid}


def is_running(process: int) -> bool:
    return psutil.pid_exists(process)


def wait_until(happens: Callable[[], bool]) -> None:
    while not happens():
        time.sleep(0.01)


@contextmanager
def killing_workers(how_many: int) -> Iterator[None]:
    """Kill each of the first workers as soon as it is there; before it can be asked, it imports for a second."""
    killed: set[int] = set()

    def kill() -> None:
        while len(killed) < how_many:
            for worker in workers() - killed:
                os.kill(worker, signal.SIGKILL)
                killed.add(worker)

    thread = threading.Thread(target=kill)
    thread.start()
    yield
    thread.join()


@pytest.mark.parametrize("how_many", [1, 3])
def test_workers_that_are_killed_while_others_start_cost_nothing_but_time(how_many: int) -> None:
    articles = [article(number) for number in range(11)]
    with killing_workers(how_many), ProcessPool(2, VERSION) as pool:
        tables = extracted(articles, pool)
    assert problems(tables) == {}
    assert tables == extracted(articles, ThisProcess(VERSION))


def test_a_worker_that_is_killed_while_it_waits_for_work_costs_nothing_but_time() -> None:
    with ProcessPool(2, VERSION) as pool:
        first = extracted([article(1)], pool)
        for worker in workers():
            os.kill(worker, signal.SIGKILL)
        second = extracted([article(2)], pool)
    assert first == extracted([article(1)], ThisProcess(VERSION))
    assert second == extracted([article(2)], ThisProcess(VERSION))


def test_a_worker_that_is_killed_over_an_article_takes_nothing_of_the_others_along(tmp_path: Path) -> None:
    with ProcessPool(2, VERSION, never_done) as pool:
        lost = pool.submit(partition_of([article(1, f"wait: {tmp_path / 'begun'}")]))
        wait_until((tmp_path / "begun").exists)
        (worker,) = workers()
        other = pool.submit(partition_of([article(2)]))
        assert pool.result(other)["figures"].num_rows == 2
        os.kill(worker, signal.SIGKILL)
        with pytest.raises(WorkerEndedError, match="it was killed"):
            pool.result(lost)
        later = pool.submit(partition_of([article(3)]))
        assert pool.result(later)["figures"].num_rows == 2


def test_a_pool_may_be_ended_while_its_workers_are_busy(tmp_path: Path) -> None:
    with ProcessPool(2, VERSION, never_done) as pool:
        for number in range(5):
            pool.submit(partition_of([article(number, f"wait: {tmp_path / str(number)}")]))
        wait_until(lambda: len(list(tmp_path.iterdir())) == 2)
        busy = workers()
    assert len(busy) == 2
    assert not any(map(is_running, busy))


def test_a_pool_may_be_ended_while_its_workers_start() -> None:
    with ProcessPool(2, VERSION) as pool:
        for number in range(5):
            pool.submit(partition_of([article(number)]))
        wait_until(lambda: len(workers()) > 0)
    assert workers() == set()


def test_where_no_worker_gets_ready_the_extraction_ends_and_says_what_to_do() -> None:
    python = spawn.get_executable()
    set_executable("/bin/false")
    try:
        with ProcessPool(2, VERSION) as pool, pytest.raises(WorkersError, match="NPA_WORKERS to 1"):
            extracted([article(number) for number in range(5)], pool)
    finally:
        set_executable(python)


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
import signal, sys
from pathlib import Path
from pipelines.workers import ProcessPool, partition_of
from tests.unit.odd_extractors import never_done
from tests.unit.test_workers import article, wait_until, workers
if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    begun = Path(sys.argv[1])
    with ProcessPool(2, "extractor 1", never_done) as pool:
        pool.submit(partition_of([article(1, f"wait: {begun}")]))
        wait_until(begun.exists)
        print(*workers(), flush=True)
        sys.stdin.read()
"""


@pytest.mark.parametrize("ending", ["its block ends", "it is killed"])
def test_busy_workers_end_with_a_process_that_ignores_sigterm(tmp_path: Path, ending: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "begun")],
        cwd=PROJECT_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        busy = [int(word) for word in parent.stdout.readline().split()]
        if ending == "it is killed":
            parent.kill()
        parent.communicate()
    assert busy
    wait_until(lambda: not any(map(is_running, busy)))


@pytest.mark.parametrize(
    ("publisher", "area", "expected"),
    [
        (None, None, None),
        ("Kyodo", None, None),
        ("埼玉県警察", None, "JP-11"),
        ("Saitama Prefectural Police", None, "JP-11"),
        ("警察庁", None, None),
        ("埼玉県警察", "JP-12", "JP-12"),
        ("埼玉県警察", "JP", "JP"),
    ],
)
def test_the_origin_file_gives_the_area_of_an_article_else_the_police_that_publish_it(
    publisher: str | None, area: str | None, expected: str | None
) -> None:
    said = PendingArticle(
        "a", "key", "a.txt", "In 2018, 107 children fell victim to fraud.", None, None, PendingReason.NEW,
        publisher=publisher, area=area,
    )  # fmt: skip
    tables = extract_partition(partition_of([said]), VERSION)
    assert tables["extractions"]["area"].to_pylist() == [expected]
    assert tables["figures"]["area"].to_pylist() == [None if expected == "JP" else expected]
