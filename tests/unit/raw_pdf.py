"""PDF files written object by object, for tests of what no program for writing them would write."""

from __future__ import annotations

from collections.abc import Sequence

HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def raw_pdf(objects: Sequence[bytes]) -> bytes:
    """A file of these objects, numbered from 1; the first is the catalog."""
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (size, table, size, len(body))
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream with further entries of its dictionary."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def page(content: bytes, *further: bytes, font: bytes = HELVETICA) -> bytes:
    """A file of one page with this stream and the font F1; further objects are numbered from 6."""
    resources = b"<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>" if further else b"<</Font<</F1 5 0 R>>>>"
    return raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources%s>>" % resources,
            content,
            font,
            *further,
        ]
    )
