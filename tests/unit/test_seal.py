"""Whether a published file is still the one that was published."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipelines.warehouse.seal import is_intact, prepare_seal, seal, wal_of


@pytest.fixture
def published(tmp_path: Path) -> Path:
    path = tmp_path / "warehouse.duckdb"
    path.write_bytes(b"first")
    seal(path)
    return path


def test_a_file_is_intact_as_long_as_nobody_writes_to_it(published: Path) -> None:
    assert is_intact(published)
    published.write_bytes(b"other")
    assert not is_intact(published)


def test_a_file_of_another_time_is_read_and_found_the_same(published: Path) -> None:
    os.utime(published, (0, 0))
    assert is_intact(published)


def test_a_log_beside_it_is_a_change(published: Path) -> None:
    wal_of(published).write_bytes(b"")
    assert not is_intact(published)


def test_a_file_that_is_gone_is_not_intact(published: Path) -> None:
    published.unlink()
    assert not is_intact(published)


@pytest.mark.parametrize("replaced", [False, True])
def test_a_process_killed_while_it_replaces_the_file_leaves_a_seal_that_holds(published: Path, replaced: bool) -> None:
    new = published.with_name("new")
    new.write_bytes(b"second")
    prepare_seal(new, published)
    if replaced:
        new.replace(published)
    assert is_intact(published)


def test_once_the_new_file_is_in_place_the_old_one_no_longer_counts(published: Path) -> None:
    new = published.with_name("new")
    new.write_bytes(b"second")
    prepare_seal(new, published)
    new.replace(published)
    seal(published)
    assert is_intact(published)
    published.write_bytes(b"first")
    assert not is_intact(published)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"sha256": []}', b'{"sha256": "x", "stamp": 1}'])
def test_a_seal_that_is_damaged_is_none(published: Path, content: bytes) -> None:
    published.with_name("warehouse.duckdb.seal").write_bytes(content)
    assert is_intact(published)
