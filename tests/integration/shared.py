"""Folders that take long to build: built once for all processes that run the tests, and then only copied."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from pipelines.settings import Settings


def built_once(factory: pytest.TempPathFactory, name: str, build: Callable[[Settings], None]) -> Settings:
    """This process's copy of the folders of this name, which another one may open and lock as it likes.

    Whoever asks first builds them, and who asks meanwhile waits.

    Args:
        factory: Of this run of the tests.
        name: What is built; the same for everyone who shares it.
        build: Fills empty folders. What it gives up on is begun anew by the next who asks.
    """
    root = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:  # each of the processes has a folder in the one of the run
        root = root.parent
    folder = root / name
    settings = Settings(raw_dir=folder / "raw", build_dir=folder / "build")
    with FileLock(root / f"{name}.lock"):
        if not (folder / "complete").exists():
            shutil.rmtree(folder, ignore_errors=True)
            settings.raw_dir.mkdir(parents=True)
            build(settings)
            (folder / "complete").touch()
    return copied(settings, factory.mktemp(name))


def copied(settings: Settings, folder: Path) -> Settings:
    """A copy of what was built, to change and to build again."""
    shutil.copytree(settings.raw_dir, folder / "raw")
    shutil.copytree(settings.build_dir, folder / "build", ignore=shutil.ignore_patterns(".lock"))
    return replace(settings, raw_dir=folder / "raw", build_dir=folder / "build")
