"""What makes a build a new one."""

from __future__ import annotations

import os
from pathlib import Path

from pipelines.settings import Settings
from pipelines.warehouse import extractor_version, input_fingerprint, raw_fingerprint


def test_any_change_of_a_file_is_another_fingerprint(tmp_path: Path) -> None:
    seen = [raw_fingerprint(tmp_path)]
    (tmp_path / "a.txt").write_text("one", encoding="utf-8")
    seen.append(raw_fingerprint(tmp_path))
    (tmp_path / "a.txt").write_text("two", encoding="utf-8")
    seen.append(raw_fingerprint(tmp_path))
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    seen.append(raw_fingerprint(tmp_path))
    (tmp_path / "empty").mkdir()
    assert raw_fingerprint(tmp_path) == seen[-1]
    assert len(set(seen)) == 4


def test_the_time_of_a_file_is_no_part_of_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one", encoding="utf-8")
    before = raw_fingerprint(tmp_path)
    os.utime(path, (0, 0))
    assert raw_fingerprint(tmp_path) == before


def test_files_that_cannot_be_read_or_named_do_not_stop_it(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_bytes(b"x")
    assert raw_fingerprint(tmp_path) == raw_fingerprint(tmp_path)


def test_a_folder_that_is_missing_is_empty(tmp_path: Path) -> None:
    assert raw_fingerprint(tmp_path / "nowhere") == raw_fingerprint(tmp_path)


def test_the_extractor_has_a_version_of_its_own(tmp_path: Path) -> None:
    settings = Settings(raw_dir=tmp_path, build_dir=tmp_path)
    assert len(extractor_version()) == 16
    assert extractor_version() not in input_fingerprint(settings)


def test_the_list_of_sources_is_no_part_of_the_articles(tmp_path: Path) -> None:
    before = raw_fingerprint(tmp_path)
    (tmp_path / "sources.yml").write_text("sources:", encoding="utf-8")
    assert raw_fingerprint(tmp_path) == before
    (tmp_path / "npa").mkdir()
    (tmp_path / "npa" / "sources.yml").write_text("sources:", encoding="utf-8")
    assert raw_fingerprint(tmp_path) != before
