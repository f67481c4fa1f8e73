"""Plain text: bytes of a file -> its text, or the reason why there is none."""

from __future__ import annotations

import codecs

import pytest

from pipelines.articles.formats import DocumentReader, Reading, ReadingLimits, UnreadableArticleError
from pipelines.articles.model import Origin, Rejection

JAPANESE = "警察庁のまとめによると、被害にあった子どもは1813人でした。"


def read(content: bytes, suffix: str = ".txt", encoding: str | None = None) -> Reading:
    with DocumentReader(ReadingLimits(max_chars=10_000)) as reader:
        return reader.read(content, suffix, encoding)


def rejection(content: bytes, encoding: str | None = None) -> UnreadableArticleError:
    with pytest.raises(UnreadableArticleError) as caught:
        read(content, encoding=encoding)
    return caught.value


@pytest.mark.parametrize(
    "text", ["In 2017, 1,813 cases.", "警察庁は１，８１３人と発表した。", "one\r\ntwo\rthree\n", "𠮷野家 👮"]
)
def test_a_text_is_what_utf_8_says_and_nothing_else(text: str) -> None:
    assert read(text.encode("utf-8")) == Reading(text, "text/plain", "utf-8", None, Origin())


def test_markdown_is_a_text_with_its_marks() -> None:
    assert read(b"# 1,813 *victims*", ".md") == Reading("# 1,813 *victims*", "text/markdown", "utf-8", None, Origin())


def test_a_byte_order_mark_stays_so_that_offsets_count_it() -> None:
    content = codecs.BOM_UTF8 + b"In 2017"
    assert read(content).text == content.decode("utf-8")


@pytest.mark.parametrize("content", [b"", b" \r\n\t", codecs.BOM_UTF8, "\ufeff \n".encode("utf-16")])
def test_a_file_without_text_is_empty(content: bytes) -> None:
    assert rejection(content).reason == Rejection.EMPTY


def test_a_picture_is_binary_and_says_at_which_byte() -> None:
    error = rejection(b"\x89PNG\r\n\x1a\n\x00\x00")
    assert error.reason == Rejection.BINARY
    assert "Byte 6 is 0x1a" in error.message


def test_utf_16_with_what_no_text_holds_is_binary() -> None:
    error = rejection("被害\0児童".encode("utf-16"))
    assert error.reason == Rejection.BINARY
    assert "Character 2 is 0x00" in error.message


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [JAPANESE, f"{JAPANESE}\r\n" * 50, "SNSに起因する事犯：1,813人"])
def test_a_japanese_text_in_another_encoding_is_read_character_by_character(encoding: str, text: str) -> None:
    content = text.encode(encoding)
    found = read(content)
    assert (found.encoding, found.note) == (encoding, None)
    assert found.text == content.decode(encoding)


def test_a_western_text_with_typographic_signs_is_read() -> None:
    found = read("The police’s “record” figures: £5, café".encode("cp1252"))
    assert (found.text, found.encoding, found.note) == ("The police’s “record” figures: £5, café", "cp1252", None)


def test_a_weak_guess_says_what_was_guessed_what_came_next_and_what_to_do() -> None:
    note = read(b"100 \xb1\xb2\xb3").note
    assert note is not None
    assert "weak guess" in note
    assert "next" in note
    assert "encoding: NAME" in note


def test_what_the_origin_file_says_wins_over_every_guess() -> None:
    content = "被害".encode("cp932")
    assert read(content, encoding="latin-1").text == content.decode("latin-1")


def test_an_encoding_that_the_text_is_not_in_is_refused() -> None:
    error = rejection(JAPANESE.encode("cp932"), encoding="utf-8")
    assert error.reason == Rejection.WRONG_ENCODING
    assert "The origin file says the text is utf-8, but byte 0 is not" in error.message


def test_a_text_cut_off_inside_a_character_is_damaged() -> None:
    error = rejection("被害は１８１３".encode()[:-1])
    assert error.reason == Rejection.DAMAGED
    assert "cut off" in error.message
    assert "last 2 bytes" in error.message


def test_a_few_bad_bytes_of_a_text_in_utf_8_are_marked_and_told_of() -> None:
    found = read(JAPANESE.encode() + b"\xff" + JAPANESE.encode())
    assert (found.text, found.encoding) == (f"{JAPANESE}\ufffd{JAPANESE}", "utf-8")
    assert found.note == f"Byte {len(JAPANESE.encode())} (0xff) is not utf-8 and was read as U+FFFD."


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp"])
def test_a_bad_byte_of_a_text_in_another_encoding_is_marked_too(encoding: str) -> None:
    found = read(JAPANESE.encode(encoding) + b"\x8f\n" + JAPANESE.encode(encoding))
    assert found.text == f"{JAPANESE}\ufffd\n{JAPANESE}"
    assert found.note is not None
    assert encoding in found.note


def test_many_bad_bytes_are_another_encoding() -> None:
    error = rejection((JAPANESE.encode() + b"\xff") * 9)
    assert error.reason == Rejection.WRONG_ENCODING
    assert f"UTF-8 except from byte {len(JAPANESE.encode())} (0xff)" in error.message


@pytest.mark.parametrize(
    "number",
    [b"1,6\xff65", "１８".encode() + b"\xff" + "１３".encode(), "二\u5343".encode() + b"\xff" + "三百".encode()],
)
def test_a_bad_byte_inside_a_number_damages_the_text(number: bytes) -> None:
    error = rejection(JAPANESE.encode() + number + "人でした。".encode())
    assert error.reason == Rejection.DAMAGED
    assert "inside a number" in error.message


def test_a_text_cut_off_inside_a_word_is_read_and_says_so() -> None:
    found = read(JAPANESE.encode() + "以上".encode()[:-1])
    assert found.text == f"{JAPANESE}以\ufffd"
    assert found.note is not None


def test_bytes_in_no_encoding_are_not_guessed_at() -> None:
    error = rejection(b"figures \xff\x81\xfd\xa0 of 2017")
    assert error.reason == Rejection.WRONG_ENCODING
    assert "encoding: NAME" in error.message


def test_a_text_of_more_characters_than_allowed_is_too_large() -> None:
    error = rejection(("被" * 10_001).encode())
    assert error.reason == Rejection.TOO_LARGE
    assert "NPA_MAX_ARTICLE_CHARS" in error.message


def test_the_source_of_a_page_named_as_a_text_stays_a_text_and_says_so() -> None:
    found = read(b"<!DOCTYPE html><p>1,813 victims")
    assert found.text == "<!DOCTYPE html><p>1,813 victims"
    assert found.note is not None
    assert ".html" in found.note


def test_utf_7_is_not_turned_into_markup() -> None:
    assert read(b"+ADw-script+AD4-").text == "+ADw-script+AD4-"


def test_euc_jp_with_the_signs_that_windows_adds_is_read() -> None:
    content = "①児童ポルノの被害児童は570人".encode("euc_jis_2004")
    found = read(content)
    assert (found.text, found.encoding, found.note) == ("①児童ポルノの被害児童は570人", "euc_jis_2004", None)


HEADLINES = [
    "被害児童は1,813人", "警察庁が統計公表", "児童ポルノ最多更新", "サイバー犯罪が増加", "子どもの被害、過去最多",
    "昨年１年間の被害額は約３９０億円に上った。", "Losses: 390億円", "TOKYO, April 26 (Kyodo) 警察庁", "100円",
    "In 2017 the agency (警察庁) counted 1,813 victims; 702 of them were 青少年.", "〈速報〉女子高生ら３人保護",
    "東京都千代田区霞が関２の１の２", "警察庁", "第１　概要", "SNS → 1,813人", "※速報値", "佐藤・鈴木両氏",
]  # fmt: skip
WESTERN = [
    "The police’s figures rose to 1,813.", "“It is a record,” said the agency.", "The cost was £5 million.", "It’s",
    "The rise – 4.4 percent – is the highest", "José was 17…", "Éric Dupond-Moretti", "½ of victims", "About 5 €",
    "The agency’s report—its tenth—said 52% of victims were 16 or 17",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "encoding"),
    [*((text, encoding) for text in HEADLINES for encoding in ("cp932", "euc_jp")), *((t, "cp1252") for t in WESTERN)],
)
def test_even_a_headline_is_read_in_the_encoding_it_is_in(text: str, encoding: str) -> None:
    found = read(text.encode(encoding))
    assert (found.text, found.encoding, found.note) == (text, encoding, None)
