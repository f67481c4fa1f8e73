"""Bytes of a file -> its text, one reader per suffix.

A new format is one function and one entry in ``READERS``. Which files are read, and where they come from,
belongs elsewhere.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping

from pipelines.articles.model import Rejection


class UnreadableArticleError(Exception):
    """The bytes are no article.

    Attributes:
        reason: The class of the problem.
        message: What is wrong, where, and the remedy; without the file's name.
    """

    def __init__(self, reason: Rejection, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


# What no text holds: C0 controls other than tab, line feed, vertical tab, form feed, carriage return and escape
# (escape starts a shift in ISO-2022-JP, which is a text, in another encoding).
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
_KANA = re.compile(r"[\u3041-\u30ff]")


def read_plain_text(content: bytes) -> str:
    """Decode UTF-8, strictly; the text is exactly ``content.decode("utf-8")``.

    Raises:
        UnreadableArticleError: The bytes are empty, binary, or text in another encoding.
    """
    if not content.strip(b" \t\r\n\v\f") or content == codecs.BOM_UTF8:
        what = "The file has no bytes." if not content else "The file has nothing but white space."
        raise UnreadableArticleError(Rejection.EMPTY, f"{what} Put the article's text into it, or remove it.")
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            raise _wrong_encoding(encoding, "its first bytes are a byte order mark")
    if b"\x1b$" in content or b"\x1b(" in content:
        offset = content.index(b"\x1b")
        raise _wrong_encoding("ISO-2022-JP", f"byte {offset} starts an escape sequence")
    if control := _CONTROL.search(content):
        raise UnreadableArticleError(
            Rejection.BINARY,
            f"Byte {control.start()} is 0x{control.group()[0]:02x}, which no text holds: the file is not plain text. "
            "Save the article's text as UTF-8.",
        )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _wrong_encoding(
            _likely_encoding(content), f"byte {error.start} (0x{content[error.start]:02x}) is not UTF-8"
        ) from None


READERS: Mapping[str, Callable[[bytes], str]] = {
    ".txt": read_plain_text,
    ".md": read_plain_text,
}


def _wrong_encoding(encoding: str | None, evidence: str) -> UnreadableArticleError:
    source = encoding or "ITS_ENCODING"
    looks = f"it looks like {encoding}" if encoding else "its encoding is not known"
    return UnreadableArticleError(
        Rejection.WRONG_ENCODING,
        f"The text is not UTF-8: {evidence}; {looks}. Convert a copy: iconv -f {source} -t UTF-8.",
    )


def _likely_encoding(content: bytes) -> str | None:
    """The Japanese or Western encoding the bytes most look like, to name it in the remedy."""
    kana_found = {}
    for encoding in ("EUC-JP", "CP932"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Bytes of the other encoding decode to half-width katakana and rare ideographs, hardly ever to kana.
        kana_found[encoding] = len(_KANA.findall(text))
    best = max(kana_found, key=lambda encoding: kana_found[encoding], default=None)
    if best and kana_found[best]:
        return best
    # A few bytes beyond ASCII, each alone: typographic quotes and accents of a Western single-byte encoding.
    alone = re.findall(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])", content)
    beyond = re.findall(rb"[\x80-\xff]", content)
    return "CP1252" if beyond and len(alone) == len(beyond) else None
