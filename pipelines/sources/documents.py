"""What kind of document an answer is, in which encoding, and whether it is what its header says.

Reading what it says belongs to ``pipelines.articles``.
"""

from __future__ import annotations

import codecs

from pipelines.sources.errors import FetchError
from pipelines.sources.web import Document

ARTICLES = "text/html, application/xhtml+xml, application/pdf, text/plain;q=0.9"
PAGES = "text/html, application/xhtml+xml"
FEEDS = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, "
    "application/rdf+xml;q=0.9, application/json;q=0.8"
)

_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
}
_FEED_TYPES = {
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/json",
    "application/xml",
    "text/xml",
    # Not of feeds, but what many servers say of them.
    "text/html",
    "text/plain",
}
# The first bytes of what is often served as something else.
_SIGNATURES = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"RIFF": "an image or a recording",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"\x1f\x8b": "a gzip archive",
    b"%PDF-": "a PDF file",
}
_UTF16_OR_32 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
# Encodings of Python that no server means.
_NO_TEXT = {"unicode-escape", "raw-unicode-escape", "idna", "punycode", "undefined", "utf-7"}
# A label stands for more than it says: Windows' Japanese is served as shift_jis.
_WIDER = {"shift_jis": "cp932", "ascii": "cp1252", "iso8859-1": "cp1252"}


def suffix_of(document: Document) -> str:
    """The suffix of the file a document is kept in.

    Raises:
        FetchError: It is no page, text or PDF file, or not what its header says.
    """
    suffix = _SUFFIXES.get(document.content_type)
    if suffix is None:
        said = f"'{document.content_type}'" if document.content_type else "nothing"
        raise FetchError(
            f"{document.url}: the server says {said} of its type; pages, plain text and PDF files are read. "
            "Leave it out with link_pattern."
        )
    if not document.content.strip(b" \t\r\n\v\f"):
        raise FetchError(f"{document.url} is empty. It is asked for again later.")
    for signature, name in _SIGNATURES.items():
        if document.content.startswith(signature) and name != "a PDF file":
            raise _other_than_said(document, name)
    is_pdf = b"%PDF-" in document.content[:1024]
    if suffix == ".pdf" and not is_pdf:
        raise _other_than_said(document, "no PDF file")
    if suffix != ".pdf" and document.content.startswith(b"%PDF-"):
        raise _other_than_said(document, "a PDF file")
    if suffix != ".pdf" and b"\0" in document.content and not _is_wide(document):
        raise _other_than_said(document, "binary")
    return suffix


def check_listing(document: Document, *, is_feed: bool) -> None:
    """Make sure that a listing may be one.

    Raises:
        FetchError: Its type is another one.
    """
    allowed = _FEED_TYPES if is_feed else {"text/html", "application/xhtml+xml"}
    # A feed without a type is common, and the parser says whether it is one.
    if document.content_type not in allowed and not (is_feed and not document.content_type):
        wanted = "a feed" if is_feed else "a page of links"
        said = f"'{document.content_type}'" if document.content_type else "nothing"
        raise FetchError(f"{document.url}: the server says {said} of its type, which is not that of {wanted}.")


def encoding_of(document: Document) -> str | None:
    """The encoding the server names, None where it names none or one the bytes are not in."""
    if document.content_type == "application/pdf" or document.charset is None:
        return None
    try:
        named = codecs.lookup(document.charset).name
    except (LookupError, ValueError):
        return None
    if named.replace("_", "-") in _NO_TEXT:
        return None
    for encoding in (named, _WIDER.get(named)):
        try:
            if encoding:
                document.content.decode(encoding)
                return encoding
        except (UnicodeError, LookupError):
            continue
    return None


def _is_wide(document: Document) -> bool:
    wide = encoding_of(document)
    return document.content.startswith(_UTF16_OR_32) or (wide is not None and wide.startswith(("utf-16", "utf-32")))


def _other_than_said(document: Document, what: str) -> FetchError:
    return FetchError(
        f"{document.url} is {what}, though the server says '{document.content_type}'. Leave it out with link_pattern."
    )
