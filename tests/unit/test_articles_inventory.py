"""What lies in raw/, and when it counts as changed."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from pipelines.articles import Inventory, RawFolderMissingError, take_inventory
from pipelines.articles.inventory import RawFile


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "build" / "inventory.json"


def put(path: Path, text: str = "one", age_seconds: float = 60) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, (time.time() - age_seconds,) * 2)
    return path


def fingerprint(raw: Path) -> str:
    return take_inventory(raw).fingerprint


def paths(inventory: Inventory) -> list[str]:
    return [file.source_path for file in inventory.files]


def file_at(inventory: Inventory, source_path: str) -> RawFile:
    return next(file for file in inventory.files if file.source_path == source_path)


def test_any_change_of_a_file_is_another_fingerprint(raw: Path) -> None:
    seen = [fingerprint(raw)]
    put(raw / "a.txt", "one")
    seen.append(fingerprint(raw))
    put(raw / "a.txt", "two")
    seen.append(fingerprint(raw))
    (raw / "a.txt").rename(raw / "b.txt")
    seen.append(fingerprint(raw))
    put(raw / "b.origin.yml", "publisher: SCMP")
    seen.append(fingerprint(raw))
    (raw / "empty").mkdir()
    assert fingerprint(raw) == seen[-1]
    assert len(set(seen)) == 5


def test_the_time_of_a_file_is_no_part_of_it(raw: Path) -> None:
    path = put(raw / "a.txt")
    before = fingerprint(raw)
    os.utime(path, (0, 0))
    assert fingerprint(raw) == before


def test_what_is_no_article_of_anybody_is_no_part_of_it(raw: Path) -> None:
    before = fingerprint(raw)
    for name in (".DS_Store", "a.txt~", "b.txt.part", ".hidden/c.txt", "sources.yml"):
        put(raw / name)
    assert fingerprint(raw) == before


def test_a_file_called_sources_further_down_is_no_list_of_sources(raw: Path) -> None:
    put(raw / "2019" / "sources.yml")
    assert paths(take_inventory(raw)) == ["2019/sources.yml"]


def test_files_that_cannot_be_read_or_named_do_not_stop_it(raw: Path) -> None:
    (raw / "gone.txt").symlink_to(raw / "nowhere.txt")
    (raw / "round.txt").symlink_to(raw / "round.txt")
    Path(os.fsdecode(os.fsencode(raw) + b"/\xff.txt")).write_bytes(b"x")
    os.mkfifo(raw / "pipe.txt")
    inventory = take_inventory(raw)
    assert inventory.fingerprint == fingerprint(raw)
    assert [(file.source_path, file.problem is not None) for file in inventory.files] == [
        ("gone.txt", True),
        ("pipe.txt", True),
        ("round.txt", True),
        ("\\xff.txt", False),
    ]


def test_a_folder_that_is_missing_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(RawFolderMissingError, match="NPA_RAW_DIR"):
        take_inventory(tmp_path / "nowhere")


def test_what_is_too_much_is_one_problem(raw: Path) -> None:
    for number in range(6):
        put(raw / f"{number}.txt", str(number))
    inventory = take_inventory(raw, max_files=3)
    assert paths(inventory) == ["0.txt", "1.txt", "2.txt", "3.txt"]
    problem = file_at(inventory, "3.txt").problem
    assert problem is not None
    assert problem[0] == "too_many"
    assert "NPA_MAX_FILES" in problem[1]


def settle(cache: Path, raw: Path) -> None:
    """Take an inventory that is sure of its files: as if they had not changed for a while."""
    take_inventory(raw, cache)
    stamps = {}
    for path in raw.rglob("*"):
        status = path.stat()
        stamp = [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]
        stamps[path.relative_to(raw).as_posix()] = [stamp, file_at(take_inventory(raw), path.name).sha256]
    cache.parent.mkdir(exist_ok=True)
    cache.write_text(json.dumps(stamps), encoding="utf-8")


def test_a_file_that_did_not_change_is_not_read_again(raw: Path, cache: Path) -> None:
    put(raw / "a.txt")
    settle(cache, raw)
    told = json.loads(cache.read_text(encoding="utf-8"))
    told["a.txt"][1] = "what the last inventory found"
    cache.write_text(json.dumps(told), encoding="utf-8")
    assert file_at(take_inventory(raw, cache), "a.txt").sha256 == "what the last inventory found"


def test_a_change_that_keeps_size_and_time_is_seen(raw: Path, cache: Path) -> None:
    put(raw / "a.txt", "one")
    settle(cache, raw)
    before = take_inventory(raw, cache).fingerprint
    stamp = (raw / "a.txt").stat()
    (raw / "a.txt").write_text("two", encoding="utf-8")
    os.utime(raw / "a.txt", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert take_inventory(raw, cache).fingerprint != before


def test_a_file_that_changed_a_moment_ago_is_not_relied_on(raw: Path, cache: Path) -> None:
    put(raw / "a.txt")
    take_inventory(raw, cache)
    assert not cache.exists() or json.loads(cache.read_text(encoding="utf-8")) == {}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"a.txt": 1}', b'{"a.txt": [[1, 2], "x"]}', b"\xff\xfe"])
def test_a_damaged_memory_of_the_last_inventory_is_no_harm(raw: Path, cache: Path, content: bytes) -> None:
    put(raw / "a.txt")
    cache.parent.mkdir()
    cache.write_bytes(content)
    assert take_inventory(raw, cache).fingerprint == fingerprint(raw)


def test_an_inventory_that_cannot_be_kept_is_no_failure(raw: Path, tmp_path: Path) -> None:
    put(raw / "a.txt")
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert paths(take_inventory(raw, tmp_path / "file" / "inventory.json")) == ["a.txt"]


def test_the_latest_change_is_that_of_the_file_system(raw: Path) -> None:
    assert take_inventory(raw).changed_at == 0.0
    put(raw / "copied.txt", age_seconds=1_000_000)
    assert abs(take_inventory(raw).changed_at - time.time()) < 60
