"""Bytes of a file -> its text, or the reason why there is none."""

from __future__ import annotations

import codecs

import pytest

from pipelines.articles.formats import UnreadableArticleError, read_plain_text
from pipelines.articles.model import Rejection


def rejection(content: bytes) -> UnreadableArticleError:
    with pytest.raises(UnreadableArticleError) as caught:
        read_plain_text(content)
    return caught.value


@pytest.mark.parametrize(
    "text", ["In 2017, 1,813 cases.", "警察庁は１，８１３人と発表した。", "one\r\ntwo\rthree\n", "𠮷野家 👮"]
)
def test_a_text_is_what_utf_8_says_and_nothing_else(text: str) -> None:
    assert read_plain_text(text.encode("utf-8")) == text


def test_a_byte_order_mark_stays_so_that_offsets_count_it() -> None:
    content = codecs.BOM_UTF8 + b"In 2017"
    assert read_plain_text(content) == content.decode("utf-8")


@pytest.mark.parametrize("content", [b"", b" \r\n\t", codecs.BOM_UTF8])
def test_a_file_without_text_is_empty(content: bytes) -> None:
    assert rejection(content).reason == Rejection.EMPTY


def test_a_picture_is_binary_and_says_at_which_byte() -> None:
    error = rejection(b"\x89PNG\r\n\x1a\n\x00\x00")
    assert error.reason == Rejection.BINARY
    assert "Byte 8 is 0x00" in error.message or "Byte 6 is 0x1a" in error.message


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("cp932", "CP932"),
        ("euc-jp", "EUC-JP"),
        ("iso-2022-jp", "ISO-2022-JP"),
        ("utf-16", "UTF-16"),
        ("utf-32", "UTF-32"),
    ],
)
def test_a_japanese_text_in_another_encoding_names_it_and_the_remedy(encoding: str, named: str) -> None:
    error = rejection("警察庁のまとめによると、被害にあった子どもは1813人でした。".encode(encoding))
    assert error.reason == Rejection.WRONG_ENCODING
    assert f"iconv -f {named} -t UTF-8" in error.message


def test_a_western_text_in_another_encoding_names_the_byte() -> None:
    error = rejection("The police’s figures".encode("cp1252"))
    assert error.reason == Rejection.WRONG_ENCODING
    assert "byte 10 (0x92) is not UTF-8" in error.message
    assert "CP1252" in error.message


def test_an_encoding_nobody_can_tell_is_not_guessed() -> None:
    error = rejection(b"figures \xff\xfe\xfd of 2017")
    assert error.reason == Rejection.WRONG_ENCODING
    assert "ITS_ENCODING" in error.message
