"""What `npa` says when it cannot do what it was asked for: what, where and the remedy, never a traceback."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from pipelines.settings import Settings
from tests.integration.commands import process
from tests.integration.conftest import Npa

READING = [["figures"], ["explain", "a"], ["changes"], ["sql", "from figures"], ["open", "--print"], ["export"]]


@pytest.fixture
def broken(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A warehouse to break, which commands read."""
    monkeypatch.setenv("NPA_BUILD_DIR", str(settings.build_dir))
    return settings.warehouse_path


@pytest.mark.parametrize("command", READING, ids=lambda command: command[0])
def test_a_damaged_warehouse_is_named_with_the_remedy(npa: Npa, broken: Path, command: list[str]) -> None:
    broken.write_bytes(broken.read_bytes()[:100_000])
    result = npa(*command)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{broken} is damaged" in result.stderr
    assert "Run: npa build" in result.stderr


@pytest.mark.parametrize("command", READING[:3], ids=lambda command: command[0])
def test_a_warehouse_of_other_code_is_named_with_the_remedy(npa: Npa, broken: Path, command: list[str]) -> None:
    broken.unlink()
    with duckdb.connect(str(broken)) as con:
        con.execute("create view figures as select 'a1' as figure_id")
    result = npa(*command)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{broken} was published by other code" in result.stderr
    assert "Run: npa build" in result.stderr


@pytest.mark.parametrize("command", [*READING, ["build"]], ids=lambda command: command[0])
def test_a_build_folder_that_is_none_is_named(
    npa: Npa, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("NPA_BUILD_DIR", str(tmp_path / "file"))
    result = npa(*command)
    assert result.exit_code == 1
    assert f"{tmp_path / 'file'} is not a folder" in result.stderr
    assert "NPA_BUILD_DIR" in result.stderr


def test_the_interface_says_where_its_history_cannot_be_kept(
    npa: Npa, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("NPA_BUILD_DIR", str(tmp_path / "file"))
    result = npa("dev")
    assert result.exit_code == 1
    assert f"{tmp_path / 'file' / 'dagster'} cannot be written" in result.stderr


@pytest.mark.parametrize("command", [*READING, ["sources"], ["status"], ["dev"], ["fetch"]], ids=lambda each: each[0])
def test_a_setting_that_cannot_be_is_named(npa: Npa, monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    monkeypatch.setenv("NPA_READ_SECONDS", "a minute")
    result = npa(*command)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "NPA_READ_SECONDS is 'a minute'. Set it to a number of seconds" in result.stderr


def test_a_query_that_is_wrong_gets_what_duckdb_would_take_instead(npa: Npa) -> None:
    assert 'Did you mean "figures"?' in npa("sql", "from figurs").stderr
    misspelt = npa("sql", "select valu from figures")
    assert 'Candidate bindings: "value"' in misspelt.stderr
    assert misspelt.exit_code == 1


def test_a_file_of_queries_that_cannot_be_read_is_named(npa: Npa, tmp_path: Path) -> None:
    missing = npa("sql", "--file", str(tmp_path / "nowhere.sql"))
    assert missing.exit_code == 2
    assert "does not exist" in missing.stderr.replace("\n", "")
    (tmp_path / "sjis.sql").write_bytes("select '件'".encode("cp932"))
    result = npa("sql", "--file", str(tmp_path / "sjis.sql"))
    assert result.exit_code == 1
    assert f"{tmp_path / 'sjis.sql'} is not UTF-8: byte 0x8c at position 8. Save it as UTF-8." in result.stderr


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["bild"], "Did you mean 'build'"),
        (["build", "--forse"], "--force"),
        (["figures", "--limit", "0"], "--limit"),
        (["changes", "--limit", "-1"], "--limit"),
        (["dev", "--port", "65536"], "--port"),
        (["export", "--format", "xls"], "'parquet', 'csv', 'sdmx'"),
        (["sql", "select 1", "--file", __file__], "not both"),
        (["figures", "--json", "--csv"], "not both"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_what_a_command_does_not_take_is_said_before_it_begins(npa: Npa, command: list[str], said: str) -> None:
    result = npa(*command)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.replace("│", "").split())


def test_the_version_is_told(npa: Npa) -> None:
    assert npa("--version").stdout == "npa 0.1.0\n"


def test_a_folder_of_articles_that_is_a_file_is_named(settings: Settings) -> None:
    shutil.rmtree(settings.raw_dir)
    settings.raw_dir.touch()
    for command in ("build", "status"):
        result = process(settings, command)
        assert result.returncode == 1
        assert f"There is no folder {settings.raw_dir}" in result.stderr
