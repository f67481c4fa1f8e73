"""A page of the last site is taken over only where it would come out the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.report import reuse
from pipelines.report.reuse import Reuse, begin_reuse

PAGE = "page.html"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A site with one page, made of a."""
    folder = tmp_path / "old"
    folder.mkdir()
    (folder / PAGE).write_text("as it was", encoding="utf-8")
    written = Reuse(tmp_path / "none", folder, {})
    written.add(PAGE, "a")
    written.save()
    return folder


@pytest.fixture
def new(tmp_path: Path) -> Path:
    folder = tmp_path / "new"
    folder.mkdir()
    return folder


def test_a_page_made_of_the_same_is_taken_over_again_and_again(old: Path, new: Path, tmp_path: Path) -> None:
    first = begin_reuse(old, new)
    assert first.take_over(PAGE, "a")
    first.save()
    third = tmp_path / "third"
    third.mkdir()
    assert begin_reuse(new, third).take_over(PAGE, "a")
    assert (third / PAGE).read_text(encoding="utf-8") == "as it was"


def test_a_page_made_of_something_else_is_not(old: Path, new: Path) -> None:
    assert not begin_reuse(old, new).take_over(PAGE, "b")
    assert not begin_reuse(old, new).take_over("other.html", "a")
    assert list(new.iterdir()) == []


def test_a_page_somebody_wrote_to_is_not(old: Path, new: Path) -> None:
    (old / PAGE).write_text("as it was not", encoding="utf-8")
    assert not begin_reuse(old, new).take_over(PAGE, "a")


def test_a_page_that_is_gone_is_not(old: Path, new: Path) -> None:
    (old / PAGE).unlink()
    assert not begin_reuse(old, new).take_over(PAGE, "a")


def test_pages_of_other_code_are_not(old: Path, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reuse, "code_digest", lambda: "other")
    assert not begin_reuse(old, new).take_over(PAGE, "a")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"code": 1}', '{"code": "x", "pages": [1]}', "\ud800"])
def test_a_list_that_cannot_be_read_takes_nothing_over(old: Path, new: Path, content: str) -> None:
    (old / ".pages.json").write_text(content, encoding="utf-8", errors="surrogatepass")
    assert not begin_reuse(old, new).take_over(PAGE, "a")
