"""What DuckDB and the operating system say when there is no room, as a user reads it."""

from __future__ import annotations

import errno
from pathlib import Path

import duckdb
import pytest

from pipelines.database import connect
from pipelines.warehouse import explain, is_damage


@pytest.mark.parametrize(
    ("number", "says"),
    [(errno.ENOSPC, "no room left"), (errno.EDQUOT, "no room left"), (errno.EACCES, "not be written")],
)
def test_errors_of_the_disk_name_place_and_remedy(number: int, says: str) -> None:
    message = str(explain(OSError(number, "as the system words it"), Path("build/staging.duckdb")))
    assert says in message
    assert "build/staging.duckdb" in message


def test_too_little_memory_names_the_setting(tmp_path: Path) -> None:
    with connect(tmp_path / "a.duckdb") as con:
        con.execute("set memory_limit = '20MB'; set temp_directory = ''")
        with pytest.raises(duckdb.Error) as raised:
            con.execute("create temp table all_in_one as select list(number::varchar) from range(3_000_000) t(number)")
    assert "NPA_DUCKDB_MEMORY_MB" in str(explain(raised.value, tmp_path / "a.duckdb"))
    assert not is_damage(raised.value)


def test_memory_is_held_to_the_setting(tmp_path: Path) -> None:
    with connect(tmp_path / "a.duckdb") as con:
        assert con.execute("select current_setting('memory_limit')").fetchall() == [("1.9 GiB",)]


def test_a_file_of_the_moment_is_not_the_database() -> None:
    assert is_damage('IO Error: Could not read enough bytes from file "build/staging.duckdb": attempted to read 8')
    assert not is_damage('IO Error: Could not read enough bytes from file "x/duckdb_temp_storage_S64K-0.tmp": at 45')
