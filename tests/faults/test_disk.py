"""A disk that is full, may not be written to, or gives back other bytes: a clear word or recovery, never damage."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.settings import Settings
from pipelines.warehouse import read_publication
from tests.faults.harness import Refresher, numbers_in_raw, published_numbers, write_article

# What is said of a full disk, tests/unit/test_storage.py has quickly; of a damaged file, tests/unit/test_seal.py.
pytestmark = pytest.mark.slow


def spoil(path: Path, seed: int = 1) -> None:
    """Overwrite bytes all over a file with random ones."""
    rng = random.Random(seed)
    with path.open("r+b") as file:
        for _ in range(20):
            file.seek(rng.randrange(12_288, path.stat().st_size))
            file.write(rng.randbytes(512))


@pytest.mark.parametrize("stage", ["landing", "publish"])
def test_a_disk_that_is_full(settings: Settings, refresher: Refresher, stage: str) -> None:
    before = numbers_in_raw(settings)
    content = settings.warehouse_path.read_bytes()
    write_article(settings, "article-104.txt", 104)
    staging_size = settings.staging_path.stat().st_size
    room = {"landing": staging_size // 4, "publish": len(content) // 2}[stage]
    if stage == "publish":  # everything before it finds room: its file is the largest
        assert staging_size < len(content) // 2 or refresher.refresh(settings).problem == ""
        write_article(settings, "article-105.txt", 105)
        before = published_numbers(settings)
    outcome = refresher.refresh(settings, largest_file=room)
    assert "no room left" in outcome.problem
    assert "NPA_BUILD_DIR" in outcome.problem
    assert published_numbers(settings) == before

    assert refresher.refresh(settings).problem == ""
    assert published_numbers(settings) == numbers_in_raw(settings)


def test_a_build_folder_that_may_not_be_written_to(settings: Settings, refresher: Refresher) -> None:
    before = published_numbers(settings)
    write_article(settings, "article-104.txt", 104)
    settings.build_dir.chmod(0o555)
    outcome = refresher.refresh(settings, no_privileges=1)
    settings.build_dir.chmod(0o755)
    assert "may not be written to" in outcome.problem
    assert "NPA_BUILD_DIR" in outcome.problem
    assert published_numbers(settings) == before


def test_an_article_that_may_not_be_read_is_reported_and_read_once_it_may(
    settings: Settings, refresher: Refresher
) -> None:
    article = settings.raw_dir / "article-101.txt"
    article.chmod(0)
    assert refresher.refresh(settings, no_privileges=1).problem == ""
    assert published_numbers(settings).keys() == {"article-102.txt", "article-103.txt"}
    publication = read_publication(settings.warehouse_path)
    assert publication is not None
    assert publication.rejected_files == 1
    article.chmod(0o644)
    assert refresher.refresh(settings, no_privileges=1).problem == ""
    assert published_numbers(settings) == numbers_in_raw(settings)


def test_a_staging_database_that_is_damaged_is_put_aside(settings: Settings, refresher: Refresher) -> None:
    write_article(settings, "article-104.txt", 104)
    spoil(settings.staging_path)
    for _ in range(2):  # where the damage shows late, the refresh that finds it fails and says what happens next
        outcome = refresher.refresh(settings)
        if not outcome.problem:
            break
        assert "the next build makes it anew" in outcome.problem
    assert outcome.problem == ""
    assert published_numbers(settings) == numbers_in_raw(settings)
    assert settings.staging_path.with_name("staging.duckdb.damaged").exists()


@pytest.mark.parametrize("damage", ["spoilt", "cut short", "emptied", "another database"])
def test_a_published_file_that_is_damaged_is_not_taken_for_current(settings: Settings, damage: str) -> None:
    assert read_publication(settings.warehouse_path) is not None
    if damage == "spoilt":
        spoil(settings.warehouse_path)
    elif damage == "another database":
        shutil.copy(settings.staging_path, settings.warehouse_path)
    else:
        os.truncate(settings.warehouse_path, 0 if damage == "emptied" else settings.warehouse_path.stat().st_size // 2)
    assert read_publication(settings.warehouse_path) is None


def test_what_somebody_wrote_to_the_published_file_is_not_published_again(
    settings: Settings, refresher: Refresher
) -> None:
    program = (
        "import duckdb, os, sys; con = duckdb.connect(sys.argv[1]); "
        "con.execute('pragma disable_checkpoint_on_shutdown'); con.execute('create table note as select 1'); "
        "os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", program, str(settings.warehouse_path)], check=True)
    log = settings.warehouse_path.with_name("warehouse.duckdb.wal")
    assert log.exists()
    assert read_publication(settings.warehouse_path) is None
    assert refresher.refresh(settings).problem == ""
    assert not log.exists()
    assert published_numbers(settings) == numbers_in_raw(settings)
