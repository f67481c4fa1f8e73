"""Extraction by one process, by a pool and by a Dask cluster gives the same, also when a worker is killed.

The landing tables are compared, of which all that is published is made; `make bench` compares the public views.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from pipelines.defs.articles import landed_articles
from pipelines.defs.extraction import extracted_figures
from pipelines.settings import Settings
from pipelines.warehouse import PendingArticle, PendingReason, extractor_version, open_staging
from pipelines.warehouse.landing_tables import LANDING_TABLES
from pipelines.workers import Cluster, ClusterError, ThisProcess, extract_in_order, partition_of
from tests.benchmarks.articles import generated_articles
from tests.benchmarks.articles.files import write_jsonl
from tests.integration.runs import refresh

distributed = pytest.importorskip("distributed", reason="the extra `dask` is not installed")
dask = pytest.importorskip("dask", reason="the extra `dask` is not installed")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """A Dask cluster of two processes on this machine."""
    with (
        dask.config.set({"temporary-directory": str(tmp_path_factory.mktemp("dask"))}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None, silence_logs=50
        ) as running,
    ):
        yield running


def partitions(articles: int, size: int) -> list[pa.Table]:
    pending = [
        PendingArticle(one.id, "key", f"{one.id}.txt", one.text, one.published_on, one.language, PendingReason.NEW)
        for one in generated_articles(articles, seed=7)
    ]
    return [partition_of(pending[start : start + size]) for start in range(0, articles, size)]


def landed(settings: Settings) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every landing table, in the order it was written, but for the time of reading."""
    with open_staging(settings.staging_path, read_only=True) as con:
        found = {table: con.execute(f"from landing.{table}").fetchall() for table in LANDING_TABLES}
        columns = ", ".join(column for column in LANDING_TABLES["articles"] if column != "read_at")
        return {**found, "articles": con.execute(f"select {columns} from landing.articles").fetchall()}


@pytest.mark.slow
def test_one_process_a_pool_and_a_cluster_extract_the_same(
    tmp_path: Path, cluster: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.defs.extraction._WORTH_OTHERS", 0)
    monkeypatch.setattr("pipelines.warehouse.landing_extractions.BATCH_ARTICLES", 7)
    (tmp_path / "raw").mkdir()
    write_jsonl(tmp_path / "raw" / "archive.jsonl.gz", 60, seed=5)
    one = Settings(tmp_path / "raw", tmp_path / "one", workers=1)
    ways = {
        "one": one,
        "pool": replace(one, build_dir=tmp_path / "pool", workers=3),
        # Dask's cluster has no types.
        "dask": replace(one, build_dir=tmp_path / "dask", dask=cluster.scheduler_address),  # type: ignore[attr-defined]
    }
    for settings in ways.values():
        run = refresh(settings, selection=[*landed_articles.keys, *extracted_figures.keys])
        assert run.success, run.failures()
    found = {way: landed(settings) for way, settings in ways.items()}
    assert len(found["one"]["figures"]) > 300
    assert len(found["one"]["passed_over_articles"]) > 5
    for table, rows in found["one"].items():
        assert found["pool"][table] == rows, table
        assert found["dask"][table] == rows, table


def test_a_worker_of_the_cluster_that_is_killed_costs_nothing_but_time(cluster: object) -> None:
    version = extractor_version()
    given = partitions(80, 4)
    expected = list(extract_in_order(given, ThisProcess(version), version))
    workers = cluster.workers  # type: ignore[attr-defined]
    victim = next(iter(workers.values())).pid
    found = []
    with Cluster(cluster.scheduler_address, version) as crew:  # type: ignore[attr-defined]
        for number, tables in enumerate(extract_in_order(given, crew, version)):
            found.append(tables)
            if number == 2:
                os.kill(victim, signal.SIGKILL)
    assert found == expected


def test_workers_with_other_code_are_refused(cluster: object) -> None:
    with (
        Cluster(cluster.scheduler_address, "another version") as crew,  # type: ignore[attr-defined]
        pytest.raises(ClusterError, match="another version"),
    ):
        list(extract_in_order(partitions(4, 4), crew, "another version"))


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.workers.cluster.CONNECT_SECONDS", 1)
    with pytest.raises(ClusterError, match=r"tcp://127\.0\.0\.1:9"):
        Cluster("tcp://127.0.0.1:9", "v")
