"""What a lake needs and what goes wrong with it, without one."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.lake import LakeError, is_conflict, is_unreachable, open_lake, share
from pipelines.lake.extensions import extension_file
from pipelines.settings import Settings

REMEDY = r"pip install 'npa-figures\[lake\]'"


def test_an_extension_that_is_not_installed_is_named_with_the_remedy() -> None:
    with pytest.raises(LakeError, match=f"extension moon, which is not installed. .*{REMEDY}"):
        extension_file("moon")


def test_an_extension_for_another_duckdb_is_named_with_both_versions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "duckdb_extension_moon"
    (package / "extensions" / "v0.1.2").mkdir(parents=True)
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(LakeError, match=f"for DuckDB 0.1.2, and DuckDB here is {duckdb.__version__}. .*{REMEDY}"):
        extension_file("moon")


def test_without_a_lake_there_is_none_to_open(tmp_path: Path) -> None:
    with pytest.raises(LakeError, match="set NPA_LAKE and NPA_LAKE_DATA"), open_lake(Settings(tmp_path, tmp_path)):
        pass


def test_who_shares_needs_a_name(tmp_path: Path) -> None:
    with pytest.raises(LakeError, match="NPA_COLLECTION is not set"):
        share(Settings(tmp_path, tmp_path, lake=str(tmp_path / "npa.ducklake"), lake_data=tmp_path))


def test_nothing_can_be_shared_before_it_was_built(tmp_path: Path) -> None:
    settings = Settings(tmp_path, tmp_path, lake=str(tmp_path / "a.ducklake"), lake_data=tmp_path, collection="tokyo")
    with pytest.raises(LakeError, match=r"staging\.duckdb to share\. Run: npa build"):
        share(settings)


def test_what_a_server_refuses_is_not_tried_again() -> None:
    beginning = 'connection to server at "127.0.0.1", port 5432 failed: '
    assert is_unreachable(beginning + "Connection refused")
    assert is_unreachable(beginning + "FATAL:  the database system is starting up")
    assert not is_unreachable(beginning + 'FATAL:  password authentication failed for user "npa"')
    assert not is_unreachable(beginning + 'FATAL:  database "npa" does not exist')
    assert not is_unreachable("Binder Error: no such column")


def test_only_what_somebody_else_committed_first_is_begun_anew() -> None:
    assert is_conflict("Transaction conflict - attempting to drop table that another transaction has dropped already")
    assert not is_conflict("Conversion Error: Could not convert string")
