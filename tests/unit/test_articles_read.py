"""A folder of files -> articles, and a reason for every file that is none."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from pipelines.articles import RawFolderMissingError, ReadResult, Rejection, read_articles

TEXT = "In 2017 police helped 1,813 victims."


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


def write(path: Path, content: str | bytes = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def read(raw: Path, max_bytes: int = 1_000) -> ReadResult:
    return read_articles(raw, max_bytes)


def reasons(result: ReadResult) -> dict[str, str]:
    return {file.source_path: file.reason.value for file in result.rejected}


def test_an_article_is_known_by_its_bytes(raw: Path) -> None:
    write(raw / "a.txt")
    (article,) = read(raw).articles
    assert article.article_id == hashlib.sha256(TEXT.encode()).hexdigest()
    assert (article.source_path, article.text, article.byte_count) == ("a.txt", TEXT, len(TEXT))


def test_articles_come_in_the_order_of_their_paths(raw: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a.md", "C.TXT"):
        write(raw / name, f"{TEXT} {name}")
    assert [article.source_path for article in read(raw).articles] == ["C.TXT", "a.md", "a/z.txt", "b.txt"]


@pytest.mark.parametrize("name", ["記事.txt", "e\u0301te\u0301.txt", "a b'c\".txt", "👮.txt", "line\nbreak.txt"])
def test_any_name_is_read(raw: Path, name: str) -> None:
    write(raw / name)
    assert [article.source_path for article in read(raw).articles] == [name]


def test_a_name_that_is_no_unicode_is_shown_escaped(raw: Path) -> None:
    write(Path(os.fsdecode(os.fsencode(raw) + b"/\xff.txt")))
    assert [article.source_path for article in read(raw).articles] == ["\\xff.txt"]


@pytest.mark.parametrize("name", [".DS_Store", ".gitkeep", ".hidden/a.txt", "a.txt~", "#a.txt#", "a.swp", "~$a.txt"])
def test_what_systems_and_editors_leave_is_passed_over(raw: Path, name: str) -> None:
    write(raw / name)
    assert read(raw) == ReadResult((), ())


def test_a_folder_that_is_missing_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(RawFolderMissingError, match="NPA_RAW_DIR"):
        read(tmp_path / "nowhere")


def test_an_origin_file_belongs_to_the_article_of_its_name(raw: Path) -> None:
    write(raw / "a.txt")
    write(raw / "a.origin.yml", "publisher: SCMP")
    result = read(raw)
    assert result.articles[0].origin.publisher == "SCMP"
    assert result.rejected == ()


def test_an_origin_file_without_an_article_is_reported(raw: Path) -> None:
    write(raw / "a.origin.yml", "publisher: SCMP")
    assert reasons(read(raw)) == {"a.origin.yml": "invalid_origin"}


def test_an_article_whose_origin_cannot_be_used_is_not_read(raw: Path) -> None:
    write(raw / "a.txt")
    write(raw / "a.origin.yml", "published_on: yesterday")
    result = read(raw)
    assert reasons(result) == {"a.txt": "invalid_origin"}
    assert "a.origin.yml" in result.rejected[0].message
    assert "published_on" in result.rejected[0].message


def test_the_same_bytes_twice_are_one_article(raw: Path) -> None:
    write(raw / "a.txt")
    write(raw / "b.txt")
    result = read(raw)
    assert [article.source_path for article in result.articles] == ["a.txt"]
    assert reasons(result) == {"b.txt": "duplicate"}
    assert "a.txt" in result.rejected[0].message


def test_an_article_is_read_in_the_encoding_its_origin_file_says(raw: Path) -> None:
    write(raw / "a.txt", "被害①".encode("cp932"))
    write(raw / "a.origin.yml", "encoding: Shift_JIS")
    (article,) = read(raw).articles
    assert (article.text, article.media_type, article.encoding) == ("被害①", "text/plain", "cp932")


def test_a_page_is_an_article_with_what_it_says_of_itself(raw: Path) -> None:
    write(raw / "a.html", "<html><head><title>Crimes</title></head><body><p>There were 12 victims.</p></body></html>")
    (article,) = read(raw).articles
    assert (article.text, article.media_type, article.note) == ("There were 12 victims.", "text/html", None)
    assert (article.document.title, article.origin.title) == ("Crimes", None)


def test_a_large_file_is_not_read(raw: Path) -> None:
    write(raw / "a.txt", "x" * 1_001)
    write(raw / "b.txt", "x" * 1_000)
    result = read(raw)
    assert [article.source_path for article in result.articles] == ["b.txt"]
    assert reasons(result) == {"a.txt": "too_large"}
    assert result.rejected[0].sha256 == hashlib.sha256(b"x" * 1_001).hexdigest()


def test_a_format_nobody_reads_names_those_that_are(raw: Path) -> None:
    write(raw / "a.docx")
    result = read(raw)
    assert reasons(result) == {"a.docx": "unsupported_format"}
    assert ".txt, .md" in result.rejected[0].message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_reported(raw: Path) -> None:
    write(raw / "a.txt").chmod(0)
    assert reasons(read(raw)) == {"a.txt": "unreadable"}


def test_a_pipe_is_not_waited_for(raw: Path) -> None:
    os.mkfifo(raw / "a.txt")
    assert reasons(read(raw)) == {"a.txt": "unreadable"}


def test_a_link_that_leaves_the_folder_is_not_followed(raw: Path, tmp_path: Path) -> None:
    write(tmp_path / "secret.txt")
    (raw / "a.txt").symlink_to(tmp_path / "secret.txt")
    (raw / "folder").symlink_to(tmp_path)
    (raw / "gone.txt").symlink_to(raw / "nothing.txt")
    assert reasons(read(raw)) == {"a.txt": "symlink", "folder": "symlink", "gone.txt": "unreadable"}


def test_a_link_inside_the_folder_is_a_duplicate(raw: Path) -> None:
    write(raw / "a.txt")
    (raw / "b.txt").symlink_to(raw / "a.txt")
    assert reasons(read(raw)) == {"b.txt": "duplicate"}


def test_every_reason_has_a_remedy(raw: Path) -> None:
    write(raw / "a.txt", b"")
    write(raw / "b.txt", b"\x00")
    write(raw / "c.txt", "警察庁".encode()[:-1])
    write(raw / "d.pdf")
    write(raw / "e.html", "<script>1</script>")
    write(raw / "f.docx")
    for file in read(raw).rejected:
        assert isinstance(file.reason, Rejection)
        assert file.message.endswith(".")
        assert any(verb in file.message for verb in ("Put", "Save", "Fetch", "Open", "Remove")), file.message


def test_the_list_of_sources_is_passed_over_at_the_top_only(raw: Path) -> None:
    write(raw / "sources.yml", "sources:")
    write(raw / "npa" / "sources.yml", "sources:")
    assert reasons(read(raw)) == {"npa/sources.yml": "unsupported_format"}
