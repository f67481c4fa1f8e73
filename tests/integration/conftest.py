"""One built warehouse for all integration tests, and copies of it to break."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipelines.cli import app
from pipelines.settings import PROJECT_DIR, Settings
from tests.integration.fetching import Fetching
from tests.integration.http_server import Site, serving
from tests.integration.pages import commands
from tests.integration.runs import refresh_with_pages
from tests.integration.shared import built_once, copied

Npa = Callable[..., Result]

SECOND_ARTICLE = """TOKYO, March 14, 2019 -- Police helped 120 victims of fraud in 2018, up 20 from a year earlier.

Of them, 31.5 percent were women. There were 15 cases of theft.
"""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The source article, built once, with its site and exports. Not to be written to: take `settings` for that."""

    def build(settings: Settings) -> None:
        shutil.copytree(PROJECT_DIR / "raw", settings.raw_dir, dirs_exist_ok=True)
        run = refresh_with_pages(settings)
        assert run.success, run.failures()

    return built_once(tmp_path_factory, "built", build)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The source article and the labelled ones, published twice as docs/cookbook.md says. Not to be written to."""

    def build(settings: Settings) -> None:
        environment = {**os.environ, "NPA_RAW_DIR": str(settings.raw_dir)}
        for command in commands(PROJECT_DIR / "docs" / "cookbook.md"):
            if command == ".venv/bin/npa build":
                run = refresh_with_pages(settings)
                assert run.success, run.failures()
            elif not command.startswith("export "):
                subprocess.run(["bash", "-c", command], cwd=PROJECT_DIR, env=environment, check=True)

    return built_once(tmp_path_factory, "library", build)


@pytest.fixture
def settings(built: Settings, tmp_path: Path) -> Settings:
    """A copy of the built folders, to change and to build again."""
    return copied(built, tmp_path)


@pytest.fixture
def npa(built: Settings, monkeypatch: pytest.MonkeyPatch) -> Npa:
    """Runs a command, in this process, on the warehouse that was built once."""
    monkeypatch.setenv("NPA_RAW_DIR", str(built.raw_dir))
    monkeypatch.setenv("NPA_BUILD_DIR", str(built.build_dir))

    def run(*arguments: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(app, arguments, input=typed)

    return run


@pytest.fixture
def add_article(settings: Settings) -> Callable[[str, str], Path]:
    """Puts a text into raw/."""

    def add(name: str = "2019-03-14-second.txt", text: str = SECOND_ARTICLE) -> Path:
        path = settings.raw_dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return add


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server on loopback, without a page yet."""
    with serving() as site:
        yield site


@pytest.fixture
def fetching(site: Site, tmp_path: Path) -> Fetching:
    """An empty folder of articles to fetch into."""
    settings = Settings(raw_dir=tmp_path / "raw", build_dir=tmp_path / "build", contact="figures@example.org")
    return Fetching(settings, site)
