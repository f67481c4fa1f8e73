"""A folder is replaced as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.folders import replaced_as_a_whole


def content(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}


def write(target: Path, text: str) -> None:
    with replaced_as_a_whole(target) as folder:
        (folder / "page").write_text(text, encoding="utf-8")


def test_a_new_folder_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    write(tmp_path / "site", "first")
    write(tmp_path / "site", "second")
    assert content(tmp_path / "site") == {"page": "second"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_failure_leaves_the_old_one(tmp_path: Path) -> None:
    write(tmp_path / "site", "first")
    with pytest.raises(RuntimeError), replaced_as_a_whole(tmp_path / "site") as folder:
        (folder / "page").write_text("half", encoding="utf-8")
        raise RuntimeError
    assert content(tmp_path / "site") == {"page": "first"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_a_killed_process_moved_away_is_put_back(tmp_path: Path) -> None:
    write(tmp_path / ".site.old-123", "first")
    (tmp_path / ".site.new-123").mkdir()
    with pytest.raises(RuntimeError), replaced_as_a_whole(tmp_path / "site"):
        raise RuntimeError
    assert content(tmp_path / "site") == {"page": "first"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
