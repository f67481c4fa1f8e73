"""One process that refreshes for all of these tests, and folders whose refresh was complete."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.settings import Settings
from tests.faults.harness import Refresher, write_article


@pytest.fixture(scope="session")
def refresher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Refresher]:
    with Refresher(tmp_path_factory.mktemp("refresher")) as process:
        yield process


@pytest.fixture(scope="session")
def complete(tmp_path_factory: pytest.TempPathFactory, refresher: Refresher) -> Settings:
    """Three articles, published. Not to be written to: take `settings` for that."""
    folder = tmp_path_factory.mktemp("complete")
    settings = Settings(raw_dir=folder / "raw", build_dir=folder / "build")
    settings.raw_dir.mkdir()
    for number in (101, 102, 103):
        write_article(settings, f"article-{number}.txt", number)
    outcome = refresher.refresh(settings)
    assert outcome.problem == ""
    return settings


@pytest.fixture
def settings(complete: Settings, tmp_path: Path) -> Settings:
    """A copy of the published folders."""
    shutil.copytree(complete.raw_dir, tmp_path / "raw")
    shutil.copytree(complete.build_dir, tmp_path / "build")
    return replace(complete, raw_dir=tmp_path / "raw", build_dir=tmp_path / "build")
