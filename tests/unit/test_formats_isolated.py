"""Hostile and broken files: none takes the run down, reads what it must not, or takes longer than it may."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.articles.formats import (
    SUFFIXES,
    DocumentReader,
    IsolationError,
    Reading,
    ReadingLimits,
    UnreadableArticleError,
    reader_code_version,
)
from pipelines.articles.model import Rejection
from pipelines.settings import PROJECT_DIR
from tests.unit.raw_pdf import page, raw_pdf, stream

GOOD_PAGE = b"<html><body><p>There were 1,813 victims.</p></body></html>"
GOOD_PDF = page(stream(b"BT /F1 12 Tf 72 700 Td (There were 1,813 victims.) Tj ET"))
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"


@pytest.fixture(scope="module")
def reader() -> Iterator[DocumentReader]:
    with DocumentReader(ReadingLimits(seconds=30)) as opened:
        yield opened


def rejection(reader: DocumentReader, content: bytes, suffix: str) -> UnreadableArticleError:
    with pytest.raises(UnreadableArticleError) as caught:
        reader.read(content, suffix, None)
    assert caught.value.message.endswith(".")
    return caught.value


def children() -> set[str]:
    """The processes of this one, on Linux."""
    with open(f"/proc/{os.getpid()}/task/{os.getpid()}/children") as file:  # noqa: PTH123
        return set(file.read().split())


def test_one_process_serves_many_documents_and_ends_with_its_reader() -> None:
    before = children()
    with DocumentReader(ReadingLimits()) as reader:
        assert children() == before
        texts = {reader.read(content, suffix, None).text for content, suffix in
                 [(GOOD_PAGE, ".html"), (GOOD_PDF, ".pdf"), (GOOD_PAGE, ".htm")]}  # fmt: skip
        assert texts == {"There were 1,813 victims."}
        assert len(children() - before) == 1
    assert children() == before


def test_parsers_are_not_loaded_into_the_program_that_asks() -> None:
    code = (
        "import sys\n"
        "from pipelines.articles.formats import DocumentReader, ReadingLimits\n"
        f"with DocumentReader(ReadingLimits()) as reader: print(reader.read({GOOD_PAGE!r}, '.html', None).text)\n"
        "print([name for name in ('trafilatura', 'pdfminer', 'lxml', 'charset_normalizer') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT_DIR, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["There were 1,813 victims.", "[]"]


def test_a_document_that_takes_too_long_is_stopped_and_the_next_is_read() -> None:
    endless = page(stream(zlib.compress(b"BT /F1 12 Tf (a) Tj ET " * 5_000_000), b"/Filter/FlateDecode"))
    with DocumentReader(ReadingLimits(seconds=1)) as reader:
        error = rejection(reader, endless, ".pdf")
        assert error.reason == Rejection.TOO_COMPLEX
        assert "NPA_READ_SECONDS" in error.message
        assert reader.read(GOOD_PDF, ".pdf", None).text == "There were 1,813 victims."


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_a_document_that_takes_too_much_memory_is_stopped_and_the_next_is_read() -> None:
    bomb = page(stream(zlib.compress(zlib.compress(b"\0" * 600_000_000)), b"/Filter[/FlateDecode/FlateDecode]"))
    assert len(bomb) < 10_000
    with DocumentReader(ReadingLimits(memory_mb=600)) as reader:
        error = rejection(reader, bomb, ".pdf")
        assert error.reason == Rejection.TOO_COMPLEX
        assert "NPA_READ_MEMORY_MB" in error.message
        assert reader.read(GOOD_PAGE, ".html", None).text == "There were 1,813 victims."


@pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")
def test_a_process_that_dies_is_replaced() -> None:
    before = children()
    with DocumentReader(ReadingLimits()) as reader:
        reader.read(GOOD_PAGE, ".html", None)
        (process,) = children() - before
        os.kill(int(process), signal.SIGKILL)
        assert reader.read(GOOD_PAGE, ".html", None).text == "There were 1,813 victims."


def test_an_installation_that_cannot_read_pages_is_no_fault_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with DocumentReader(ReadingLimits()) as reader:
        assert reader.read(b"Texts are read all the same.", ".txt", None).text == "Texts are read all the same."
        with pytest.raises(IsolationError, match="make build"):
            reader.read(GOOD_PAGE, ".html", None)


def test_the_version_of_the_readers_is_a_short_digest_that_stays() -> None:
    assert re.fullmatch(r"[0-9a-f]{16}", reader_code_version())
    assert reader_code_version() == reader_code_version()


@pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")
def test_the_process_ends_when_the_program_that_asks_is_killed() -> None:
    code = (
        "import os, signal\n"
        "from pipelines.articles.formats import DocumentReader, ReadingLimits\n"
        "reader = DocumentReader(ReadingLimits())\n"
        f"reader.read({GOOD_PAGE!r}, '.html', None)\n"
        "print(open(f'/proc/{os.getpid()}/task/{os.getpid()}/children').read(), flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT_DIR, capture_output=True, text=True, check=False)
    (process,) = done.stdout.split()
    while is_running(int(process)):
        time.sleep(0.05)


def is_running(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat") as file:  # noqa: PTH123
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize(
    "content",
    [
        raw_pdf([CATALOG, b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>", b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>"]),
        raw_pdf([CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/MediaBox 3 0 R/Contents 3 0 R>>"]),
        page(stream(b"[" * 100_000 + b"]" * 100_000 + b" TJ")),
        raw_pdf([b"<</X " + b"[" * 100_000 + b"]" * 100_000 + b"/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]),
        page(stream(b"/X Do"), stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")),
        b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF",
        b"%PDF-1.7\n",
    ],
    ids=["pages in a loop", "a page as its own content", "arrays", "arrays in the catalog", "forms", "tables", "empty"],
)
def test_a_pdf_file_that_leads_nowhere_is_rejected(reader: DocumentReader, content: bytes) -> None:
    assert rejection(reader, content, ".pdf").reason in (
        Rejection.DAMAGED,
        Rejection.NO_TEXT,
        Rejection.TOO_COMPLEX,
    )


def test_a_pdf_file_that_names_a_file_of_the_system_does_not_get_it(reader: DocumentReader) -> None:
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/..#2f..#2f..#2f..#2fetc#2fpasswd/DescendantFonts[]>>"
    content = page(stream(b"BT /F1 12 Tf 72 700 Td (root) Tj ET"), font=font)
    assert rejection(reader, content, ".pdf").reason in (Rejection.UNREADABLE, Rejection.NO_TEXT)


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td"])
def test_elements_nested_without_end_are_too_complex(reader: DocumentReader, tag: str) -> None:
    error = rejection(reader, b"<html><body>" + f"<{tag}>".encode() * 200_000 + b"1,813 victims", ".html")
    assert error.reason == Rejection.TOO_COMPLEX


def test_entities_of_a_page_are_not_expanded_and_no_file_is_opened(reader: DocumentReader) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    content = (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "ha">{laughs}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>In 2017, &l11; &x; 1,813 victims.</p></body></html>'
    )
    assert reader.read(content.encode(), ".xhtml", None).text == "In 2017, &l11; &x; 1,813 victims."


def test_a_line_of_twenty_megabytes_is_too_large(reader: DocumentReader) -> None:
    line = b"1,813 victims, " * 1_300_000
    assert rejection(reader, line, ".txt").reason == Rejection.TOO_LARGE
    error = rejection(reader, b"<html><body><p>" + line, ".html")
    assert error.reason in (Rejection.TOO_LARGE, Rejection.TOO_COMPLEX)


def test_nul_bytes_do_not_hide_markup(reader: DocumentReader) -> None:
    content = b"<html><body><p>1,\x00813 vic\x00tims</p><scr\x00ipt>alert(7)</script></body></html>"
    assert reader.read(content, ".html", None).text == "1,813 victims"


def test_utf_7_that_a_page_says_it_is_in_stays_as_it_stands(reader: DocumentReader) -> None:
    content = b"<html><head><meta charset=utf-7></head><body><p>+ADw-script+AD4- 1,813 victims</p></body></html>"
    assert reader.read(content, ".html", None).text == "+ADw-script+AD4- 1,813 victims"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(
        st.binary(max_size=300),
        st.binary(max_size=200).map(lambda content: b"<html><body><p>" + content),
        st.binary(max_size=200).map(lambda content: b"%PDF-1.4\n" + content),
        st.tuples(st.integers(0, len(GOOD_PDF) - 1), st.binary(max_size=20)).map(
            lambda change: GOOD_PDF[: change[0]] + change[1] + GOOD_PDF[change[0] + len(change[1]) :]
        ),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    ),
    suffix=st.sampled_from(SUFFIXES),
    encoding=st.sampled_from([None, None, "utf-8", "cp932", "utf-16", "utf-7", "iso2022_jp"]),
)
def test_any_bytes_are_a_reading_or_a_named_reason(
    reader: DocumentReader, content: bytes, suffix: str, encoding: str | None
) -> None:
    try:
        found = reader.read(content, suffix, encoding)
    except UnreadableArticleError as error:
        assert error.message.endswith(".")
    else:
        assert isinstance(found, Reading)
        found.text.encode("utf-8")
        assert "\0" not in found.text
