"""Bytes -> characters: which encoding a text is in, and how sure that is.

What is certain is asked first: the origin file, a byte order mark, UTF-8, the escapes of ISO-2022-JP. Only then are
Shift_JIS, EUC-JP and Western text weighed against one another. What the characters mean belongs elsewhere.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import replace

from pipelines.articles.formats.gaps import NUMERALS, SURE_SCORE, Decoded, first_bad_byte, read_with_gaps
from pipelines.articles.formats.plausibility import plausibility
from pipelines.articles.formats.reading import UnreadableArticleError, join_notes
from pipelines.articles.model import Rejection

REMEDY = "If that is wrong, write the right one into the origin file (encoding: NAME)"
# Shift_JIS as Windows writes it, EUC-JP, and the Windows encoding of Western Europe.
_GUESSED = ("cp932", "euc_jp", "cp1252")
# Browsers refuse these too: bytes that look harmless become markup.
_NEVER_DECLARED = frozenset({"utf-7"})
_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Tried where the first does not decode every byte: circled digits and Roman numerals are in the second only.
_WIDER = {"shift_jis": "cp932", "euc_jp": "euc_jis_2004", "gb2312": "gb18030", "euc_kr": "cp949", "big5": "big5hkscs"}
# As WHATWG has it: a page that says the standard's name is in the variant that Windows writes.
_AS_WINDOWS_WRITES = {"shift_jis": "cp932", "iso8859-1": "cp1252", "ascii": "cp1252"}
# Names that pages use and Python does not know.
_ALIASES = {"x-sjis": "cp932", "x-euc-jp": "euc_jp", "x-euc": "euc_jp", "utf8mb4": "utf-8"}
_SAMPLE_BYTES = 200_000
# A guess below this score, or this near to the next, is said to be one. Measured on the sentences of the tests.
_SURE_LEAD = 0.4
_ESCAPE = re.compile(rb"\x1b(?:\$[@B]|\$\(D|\([BJI])")
_MULTI_BYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_ENDS_IN_NUMBER = re.compile(f"[{NUMERALS}.,，．]$")
_HALVES = re.compile("[\ud800-\udfff]")
_EAST_ASIAN = re.compile("[\u3000-\u9fff\uff00-\uffef]")


def decode(content: bytes, said: str | None, declared: str | None = None) -> Decoded:
    """Decode a text; what comes out is exactly ``content.decode(encoding)``, or of a few bad bytes U+FFFD and a note.

    A UTF-8 text that was cut off inside its last character is refused where that may have been part of a number.

    Args:
        content: The bytes of the file.
        said: The encoding the origin file says; it wins over everything else.
        declared: The encoding the document itself says.

    Raises:
        UnreadableArticleError: No encoding decodes them, or the one that was said does not.
    """
    if said is not None:
        return _decode_as_said(content, said)
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return Decoded(_decode_as_marked(content, encoding), encoding)
    declared_name = _usable_name(declared)
    declared_text = _decoded(content, declared_name) if declared_name else None
    if declared_text is None and declared_name in _WIDER:
        declared_name = _WIDER[declared_name]
        declared_text = _decoded(content, declared_name)
    utf_8 = _decoded(content, "utf-8")
    if utf_8 is not None and _is_certainly_utf_8(utf_8, content, declared_text):
        return Decoded(utf_8, "utf-8", _contradiction(declared, declared_name, "utf-8", utf_8))
    if declared_name is not None and declared_text is not None:
        return Decoded(declared_text, declared_name)
    found = _detect(content, declared_name)
    note = _contradiction(declared, declared_name, found.encoding, found.text)
    return replace(found, note=join_notes(found.note, note))


def is_text_in_sixteen_bits(content: bytes) -> bool:
    """Whether the NUL bytes of a file are those of UTF-16 or UTF-32 rather than those of a binary file."""
    return content.startswith(tuple(mark for mark in _BYTE_ORDER_MARKS if mark != codecs.BOM_UTF8)) or (
        _utf_16_without_mark(content) is not None
    )


def _is_certainly_utf_8(text: str, content: bytes, declared_text: str | None) -> bool:
    if text.isascii():
        return _ESCAPE.search(content) is None
    # Two-byte letters of EUC-JP can be UTF-8 by accident, three-byte ones hardly.
    return declared_text is None or declared_text == text or _EAST_ASIAN.search(text) is not None


def _detect(content: bytes, declared: str | None) -> Decoded:
    if _ESCAPE.search(content):
        for encoding in ("iso2022_jp", "iso2022_jp_ext"):
            if (text := _decoded(content, encoding)) is not None:
                return Decoded(text, encoding)
    if (wide := _utf_16_without_mark(content)) is not None:
        return Decoded(content.decode(wide), wide)
    if (mostly_utf_8 := _broken_utf_8(content, declared)) is not None:
        return mostly_utf_8
    scores: dict[str, float] = {}
    texts: dict[str, str] = {}
    for guess in _GUESSED:
        for encoding in filter(None, (guess, _WIDER.get(guess))):
            if (text := _decoded(content, encoding)) is not None:
                texts[encoding] = text
                scores[encoding] = plausibility(text[:_SAMPLE_BYTES])
                break
    if max(scores.values(), default=-1.0) < SURE_SCORE:
        # Western text takes any byte: Japanese with a slip in it reads better than that.
        for likely in filter(None, (declared, *_GUESSED)):
            if (found := read_with_gaps(content, likely)) is not None and found.gaps:
                return found
    if not scores:
        at = first_bad_byte(content, "utf-8")
        raise UnreadableArticleError(
            Rejection.WRONG_ENCODING,
            f"Byte {at} (0x{content[at]:02x}) is not UTF-8, and the text is in none of {', '.join(_GUESSED)} either"
            f"{_second_opinion(content, None)}. Write its encoding into the origin file (encoding: NAME), or save the "
            "text as UTF-8.",
        )
    best, *others = sorted(scores, key=lambda encoding: -scores[encoding])
    lead = scores[best] - (scores[others[0]] if others else -1.0)
    if scores[best] >= SURE_SCORE and lead >= _SURE_LEAD:
        return Decoded(texts[best], best)
    runner_up = f", with {others[0]} next" if others else ""
    opinion = _second_opinion(content, best)
    return Decoded(texts[best], best, f"Read as {best}, which is a weak guess{runner_up}{opinion}. {REMEDY}.")


def _second_opinion(content: bytes, guess: str | None) -> str:
    """What charset-normalizer, which knows many more encodings, takes the bytes for, where that is something else.

    It does not decide: restricted to the same three encodings it was right on 81 of the 88 sentences this module is
    right on, and knew 267 of 298 scraps of five Japanese characters.
    """
    # Imported here because it takes a while and hardly any text needs it.
    from charset_normalizer import from_bytes

    best = from_bytes(content[:_SAMPLE_BYTES]).best()
    return f" (charset-normalizer takes it for {best.encoding})" if best and best.encoding != guess else ""


def _decode_as_said(content: bytes, said: str) -> Decoded:
    for encoding in filter(None, (said, _WIDER.get(said))):
        # UTF-7 can spell halves of characters, which no file can hold.
        if (text := _decoded(content, encoding)) is not None and not _HALVES.search(text):
            return Decoded(text, encoding)
    if (found := read_with_gaps(content, said)) is not None:
        return found
    try:
        content.decode(said)
        at = "its bytes spell halves of characters"
    except UnicodeDecodeError as error:
        at = f"byte {error.start} is not"
    except UnicodeError:
        at = "its bytes are not"
    raise UnreadableArticleError(
        Rejection.WRONG_ENCODING,
        f"The origin file says the text is {said}, but {at}. Correct the line 'encoding' there, or remove it.",
    )


def _decode_as_marked(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableArticleError(
            Rejection.WRONG_ENCODING,
            f"The first bytes are the byte order mark of {encoding}, but byte {error.start} is not {encoding}. Fetch "
            "the file again, or save the text as UTF-8.",
        ) from None


def _broken_utf_8(content: bytes, declared: str | None) -> Decoded | None:
    """What is UTF-8 for the most part: read as anything else, every letter of it would be wrong.

    Raises:
        UnreadableArticleError: It was cut off inside a number, or more of it than a few bytes is not UTF-8.
    """
    at = first_bad_byte(content, "utf-8")
    around = content[max(at - _SAMPLE_BYTES, 0) : at + _SAMPLE_BYTES]
    whole = len(_MULTI_BYTE.findall(around))
    loose = len(_BEYOND_ASCII.findall(_MULTI_BYTE.sub(b"", around)))
    if whole and _is_cut_off(content) and _ENDS_IN_NUMBER.search(content[:at].decode("utf-8")[-1:]):
        rest = len(content) - at
        raise UnreadableArticleError(
            Rejection.DAMAGED,
            f"The text ends at byte {at} inside a character of UTF-8, and maybe a number: it was cut off. Fetch the "
            f"file again, or remove the last {rest} {'byte' if rest == 1 else 'bytes'} if nothing else is missing.",
        )
    is_utf_8 = whole >= 3 and whole > 10 * loose
    if not is_utf_8 and not (declared == "utf-8" and whole > loose):
        return None
    if (found := read_with_gaps(content, "utf-8")) is not None:
        return found
    if not is_utf_8:
        return None
    raise UnreadableArticleError(
        Rejection.WRONG_ENCODING,
        f"The text is UTF-8 except from byte {at} (0x{content[at]:02x}) on. Fetch the file again, or write its "
        "encoding into the origin file (encoding: NAME).",
    )


def _is_cut_off(content: bytes) -> bool:
    """Whether the one thing wrong with a text in UTF-8 is that its last character is not complete."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"
    return False


def _utf_16_without_mark(content: bytes) -> str | None:
    """UTF-16 with no mark shows in the high bytes of its ASCII characters and line ends: every second byte is NUL."""
    sample = content[:_SAMPLE_BYTES]
    if len(content) % 2 or b"\0" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = _decoded(content, encoding)
    if text is None or min(even, odd) or plausibility(text[:_SAMPLE_BYTES]) < SURE_SCORE:
        return None
    return encoding


def _contradiction(declared: str | None, declared_name: str | None, used: str, text: str) -> str | None:
    """What to say where the document's own word on its encoding was not followed."""
    if declared is None or declared_name == used or text.isascii():
        return None
    return f"The page says it is {declared[:40]}, but its bytes are {used}, as which it was read. {REMEDY}."


def _usable_name(declared: str | None) -> str | None:
    if declared is None:
        return None
    try:
        name = declared.strip().lower()
        codec = codecs.lookup(_ALIASES.get(name, name))
    except (LookupError, ValueError):
        return None
    if codec.name in _NEVER_DECLARED or not getattr(codec, "_is_text_encoding", True):
        return None
    # A declaration that can be read as ASCII is not in a 16-bit encoding, whatever it says.
    if codec.name.startswith(("utf-16", "utf-32")):
        return None
    return _AS_WINDOWS_WRITES.get(codec.name, codec.name)


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeError:
        return None
