"""The text layer of a PDF file.

Runs in the process of its own. pdfminer.six follows the file's instructions; ``pdf_glyphs`` collects what they draw,
``pdf_frames``, ``pdf_pieces`` and ``pdf_lines`` make lines of it, ``pdf_order`` says in which order they are read,
``pdf_paragraphs`` joins them. Pictures of text are not read: that is a task for an OCR program, whose mistakes nobody
could tell from misprints.
"""

from __future__ import annotations

import io
import re
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFNotImplementedError
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.psexceptions import PSException
from pdfminer.utils import decode_text

from pipelines.articles.formats.isolated import Answer
from pipelines.articles.formats.pdf_frames import Frame, frames_of, struck_pieces
from pipelines.articles.formats.pdf_furniture import without_furniture
from pipelines.articles.formats.pdf_glyphs import Drawing, GlyphDevice
from pipelines.articles.formats.pdf_lines import Line, Page
from pipelines.articles.formats.pdf_order import columns_of
from pipelines.articles.formats.pdf_paragraphs import paragraphs_of
from pipelines.articles.formats.pdf_pieces import pieces_of
from pipelines.articles.formats.pdf_plain import plain_text
from pipelines.articles.formats.pdf_tables import tables_of
from pipelines.articles.formats.reading import UnreadableArticleError, join_notes
from pipelines.articles.model import Origin, Rejection

_UNMAPPED_TOO_MANY = 0.2
_FILE_NAME = re.compile(r"\.(?:docx?|xlsx?|pptx?|jtdc?|indd|pdf|tex|dvi|ps|txt|html?|ai)\b|^Microsoft |[/\\]", re.I)
_NO_TITLE = {"untitled", "無題", "title", "タイトル", "(anonymous)", "anonymous", "document"}
_AS_TEXT = "save the article's text as UTF-8 in a .txt file."
_DAMAGED = f"Fetch it again, or {_AS_TEXT}"

Layout = Callable[[Sequence[Drawing]], tuple[str, str | None]]


def laid_out(drawings: Sequence[Drawing]) -> tuple[str, str | None]:
    """The text of pages in the order a person reads it, without page numbers and running heads; and what to note."""
    frames = [frames_of(drawing) for drawing in drawings]
    pages = without_furniture([_page(*page) for page in zip(drawings, frames, strict=True)])
    struck = struck_pieces([frame for page in frames for frame in page])
    return "\n\n".join(paragraphs_of([column for page in pages for column in columns_of(page)])), (
        f"Struck out in the file, and left out: {_listed(struck)}." if struck else None
    )


def parse(content: bytes, max_chars: int, lay_out: Layout = laid_out) -> Answer:
    """Read a PDF file.

    Args:
        content: Its bytes.
        max_chars: Reading stops at the page on which the text gets longer.
        lay_out: Makes a text of what the pages draw. When it fails, which is no fault of the file, the text is read in
            the order of the file's instructions.

    Raises:
        UnreadableArticleError: It is encrypted, has no text layer, or no text can be found because it is damaged.
    """
    document = _open(content)
    drawings, problem = _drawings(document, max_chars)
    if not any(glyph.text.strip() for drawing in drawings for glyph in drawing.glyphs):
        raise _without_text(drawings, problem)
    note = _refuse_or_note(drawings, _declared_pages(document), problem)
    try:
        text, remark = lay_out(drawings)
        note = join_notes(note, remark)
    except (MemoryError, RecursionError):
        raise
    except Exception as error:
        text = plain_text(drawings)
        note = join_notes(
            note,
            "The text stands in the order of the file's own instructions, columns and tables as they happen to come: "
            "laying it out failed, which is a fault of this program and not of the file "
            f"({_of(error)}{_place(error)}).",
        )
    if not text.strip():
        raise UnreadableArticleError(Rejection.NO_TEXT, _no_text(len(drawings)))
    return Answer(text, note, Origin(title=_title(document)))


def _page(drawing: Drawing, frames: Sequence[Frame]) -> Page:
    upright = next((number for number, frame in enumerate(frames) if frame.angle == 0), None)
    lines: list[tuple[Line, ...]] = []
    for number, frame in enumerate(frames):
        letters, rows = tables_of(frame.letters, drawing.rules) if number == upright else (frame.letters, [])
        lines.append((*pieces_of(letters), *rows))
    return Page(tuple(lines), upright, drawing.width, drawing.height)


def _open(content: bytes) -> PDFDocument:
    try:
        # An empty password opens what is only protected against changes.
        return PDFDocument(PDFParser(io.BytesIO(content)), password="")
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise UnreadableArticleError(
            Rejection.ENCRYPTED,
            "The file is encrypted and opens with a password only. Save a copy without one.",
        ) from None
    except (MemoryError, RecursionError):
        raise
    except Exception as error:
        raise _without_text([], error) from None


def _drawings(document: PDFDocument, max_chars: int) -> tuple[list[Drawing], Exception | None]:
    """What the pages draw, and what stopped the reading before their last, None where nothing did."""
    resources = PDFResourceManager()
    device = GlyphDevice(resources)
    interpreter = PDFPageInterpreter(resources, device)
    drawings: list[Drawing] = []
    total = 0
    try:
        for page in PDFPage.create_pages(document):
            device.drawing = Drawing(0, 0)
            try:
                interpreter.process_page(page)
            except (MemoryError, RecursionError):
                raise
            except Exception as error:
                device.drawing.problem = error
            drawings.append(device.drawing)
            total += len(device.drawing.glyphs)
            if total > 2 * max_chars:
                break
    except (MemoryError, RecursionError):
        raise
    except Exception as error:
        return drawings, error
    return drawings, None


def _without_text(drawings: Sequence[Drawing], problem: Exception | None) -> UnreadableArticleError:
    """Why there is no text: nothing is written there, the file is damaged, or the library cannot follow it."""
    problem = problem or next((drawing.problem for drawing in drawings if drawing.problem), None)
    if problem is None and drawings:
        return UnreadableArticleError(Rejection.NO_TEXT, _no_text(len(drawings)))
    if problem is None:
        return UnreadableArticleError(Rejection.DAMAGED, f"No page of the file can be found. {_DAMAGED}")
    if isinstance(problem, PSException) and not isinstance(problem, PDFNotImplementedError):
        return UnreadableArticleError(Rejection.DAMAGED, f"The file is damaged: {_of(problem)}. {_DAMAGED}")
    return UnreadableArticleError(Rejection.UNREADABLE, _not_followed(problem))


def _not_followed(problem: Exception) -> str:
    return (
        f"No text was found before the library that reads PDF files failed on it ({_of(problem)}{_place(problem)}). "
        f"The file may be damaged, or hold what the library does not know. {_DAMAGED}"
    )


def _refuse_or_note(drawings: Sequence[Drawing], declared: int | None, problem: Exception | None) -> str | None:
    characters = sum(len(drawing.glyphs) for drawing in drawings)
    unmapped = sum(drawing.unmapped for drawing in drawings)
    if unmapped > _UNMAPPED_TOO_MANY * characters:
        raise UnreadableArticleError(
            Rejection.NO_TEXT,
            f"{unmapped:,} of the {characters:,} characters of the file say what they look like, not what they are. "
            f"Put a text layer of its own under it with an OCR program such as `ocrmypdf --force-ocr`, or {_AS_TEXT}",
        )
    notes = []
    if unmapped:
        notes.append(
            f"{unmapped:,} of {characters:,} characters say what they look like, not what they are: each is \ufffd."
        )
    pictures = [n for n, drawing in enumerate(drawings, start=1) if drawing.has_picture and not drawing.glyphs]
    if pictures:
        notes.append(f"No text on {len(pictures)} of {len(drawings)} pages, which are pictures: {_listed(pictures)}.")
    broken = [n for n, drawing in enumerate(drawings, start=1) if drawing.problem is not None]
    if broken:
        notes.append(
            f"Only a part of the text could be read on {len(broken)} of {len(drawings)} pages: {_listed(broken)}."
        )
    if problem is not None or (declared is not None and declared > len(drawings)):
        of = f" of {declared}" if declared is not None and declared > len(drawings) else ""
        notes.append(f"Only {len(drawings)}{of} pages could be found.")
    return join_notes(*notes)


def _listed(some: Sequence[object]) -> str:
    return ", ".join(map(str, some[:10])) + (", ..." if len(some) > 10 else "")


def _no_text(pages: int) -> str:
    return (
        f"No text on its {pages} {'page, which is a picture' if pages == 1 else 'pages, which are pictures'} or empty. "
        f"Put a text layer under it with an OCR program such as `ocrmypdf`, or {_AS_TEXT}"
    )


def _declared_pages(document: PDFDocument) -> int | None:
    try:
        count = resolve1(resolve1(document.catalog["Pages"])["Count"])
    except (KeyError, TypeError):
        return None
    return count if isinstance(count, int) and count < 1_000_000 else None


def _title(document: PDFDocument) -> str | None:
    """The title, where it is one: programs write the name of a file there, or of themselves."""
    for info in document.info:
        value = resolve1(info.get("Title"))
        if not isinstance(value, bytes):
            continue
        title = " ".join(decode_text(value).split())
        is_sane = 4 <= len(title) <= 300 and title.isprintable() and "\ufffd" not in title
        if is_sane and re.search(r"\w\w", title) and title.lower() not in _NO_TITLE and not _FILE_NAME.search(title):
            return title
    return None


def _of(error: Exception) -> str:
    said = " ".join(str(error).split())[:120].rstrip(".?! ").removesuffix(" - Is this really a PDF")
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _place(error: Exception) -> str:
    """The line of code that failed, for who mends it."""
    frames = traceback.extract_tb(error.__traceback__)
    return f", {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
