"""The text layer of a PDF file.

Runs in the process of its own. pdfminer.six gives characters with their places; in which order they are read belongs to
``pdf_order``, what joins lines to paragraphs to ``pdf_paragraphs``. Pictures of text are not read: that is a task for
an OCR program, whose mistakes nobody could tell from misprints.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import (
    LAParams,
    LTChar,
    LTComponent,
    LTContainer,
    LTImage,
    LTItem,
    LTPage,
    LTTextLine,
    LTTextLineVertical,
)
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

from pipelines.articles.formats.isolated import Answer
from pipelines.articles.formats.pdf_furniture import without_furniture
from pipelines.articles.formats.pdf_lines import Line, Page, line_of_characters
from pipelines.articles.formats.pdf_order import columns_of
from pipelines.articles.formats.pdf_paragraphs import paragraphs_of
from pipelines.articles.formats.reading import UnreadableArticleError, join_notes
from pipelines.articles.model import Origin, Rejection

# Lines are put together in `pdf_lines`: a gutter between columns is often narrower than pdfminer's two characters.
_LAYOUT = LAParams(char_margin=1.0, detect_vertical=True, all_texts=True, boxes_flow=None)
_UNMAPPED_TOO_MANY = 0.2
_TWICE_WITHIN = 0.1
_FILE_NAME = re.compile(r"\.(?:docx?|xlsx?|pptx?|jtdc?|indd|pdf|tex|dvi|ps|txt|html?|ai)\b|^Microsoft |[/\\]", re.I)
_NO_TITLE = {"untitled", "無題", "title", "タイトル", "(anonymous)", "anonymous", "document"}
_DAMAGED = "Fetch it again, or save the article's text as UTF-8 in a .txt file."


def parse(content: bytes, max_chars: int) -> Answer:
    """Read a PDF file.

    Args:
        content: Its bytes.
        max_chars: Reading stops at the page on which the text gets longer.

    Raises:
        UnreadableArticleError: It is encrypted, damaged, or has no text layer.
    """
    document = _open(content)
    pages = list(_pages(document, max_chars))
    if not pages:
        raise UnreadableArticleError(Rejection.DAMAGED, f"No page of the file can be found. {_DAMAGED}")
    note = _refuse_or_note(pages, _declared_pages(document))
    columns = [column for page in without_furniture([page.page for page in pages]) for column in columns_of(page)]
    text = "\n\n".join(paragraphs_of(columns))
    if not text.strip():
        raise UnreadableArticleError(Rejection.NO_TEXT, _no_text(len(pages)))
    return Answer(text, note, Origin(title=_title(document)))


@dataclass(frozen=True, slots=True)
class _ReadPage:
    page: Page
    characters: int
    unmapped: int
    has_picture: bool


class _Characters(PDFPageAggregator):
    """Leaves out what is printed twice in one place, as some programs make bold type: 1,813 is no 11,,881133."""

    def end_page(self, page: PDFPage) -> None:
        seen: set[tuple[str, int, int]] = set()
        kept: list[LTComponent] = []
        for item in self.cur_item:
            if isinstance(item, LTChar):
                step = max(item.size * _TWICE_WITHIN, 0.1)
                across, up = round(item.x0 / step), round(item.y0 / step)
                near = {(item.get_text(), across + i, up + j) for i in (-1, 0, 1) for j in (-1, 0, 1)}
                if near & seen:
                    continue
                seen.add((item.get_text(), across, up))
            kept.append(item)
        self.cur_item._objs = kept
        super().end_page(page)


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
        raise UnreadableArticleError(Rejection.DAMAGED, f"The file is damaged: {_of(error)}. {_DAMAGED}") from None


def _pages(document: PDFDocument, max_chars: int) -> Iterator[_ReadPage]:
    resources = PDFResourceManager()
    device = _Characters(resources, laparams=_LAYOUT)
    interpreter = PDFPageInterpreter(resources, device)
    total = 0
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        try:
            interpreter.process_page(page)
        except (MemoryError, RecursionError):
            raise
        except Exception as error:
            raise UnreadableArticleError(
                Rejection.DAMAGED, f"Page {number} is damaged: {_of(error)}. {_DAMAGED}"
            ) from None
        read = _read_page(device.get_result())
        yield read
        total += read.characters
        if total > 2 * max_chars:
            return


def _read_page(layout: LTPage) -> _ReadPage:
    lines: list[Line] = []
    characters = unmapped = 0
    has_picture = False
    waiting: list[LTItem] = [layout]
    while waiting:
        item = waiting.pop()
        if isinstance(item, LTTextLine):
            found = [part for part in item if isinstance(part, LTChar)]
            characters += len(found)
            unmapped += sum(1 for part in found if part.get_text().startswith("(cid:"))
            line = line_of_characters(found, isinstance(item, LTTextLineVertical))
            if line is not None and _is_on(line, layout):
                lines.append(line)
        elif isinstance(item, LTImage):
            has_picture = True
        elif isinstance(item, LTContainer):
            waiting += list(item)
    return _ReadPage(Page(tuple(lines), layout.width, layout.height), characters, unmapped, has_picture)


def _is_on(line: Line, page: LTPage) -> bool:
    return page.x0 <= (line.x0 + line.x1) / 2 <= page.x1 and page.y0 <= (line.y0 + line.y1) / 2 <= page.y1


def _refuse_or_note(pages: list[_ReadPage], declared: int | None) -> str | None:
    characters = sum(page.characters for page in pages)
    unmapped = sum(page.unmapped for page in pages)
    if not any(line.text.strip() for page in pages for line in page.page.lines):
        raise UnreadableArticleError(Rejection.NO_TEXT, _no_text(len(pages)))
    if unmapped > _UNMAPPED_TOO_MANY * characters:
        raise UnreadableArticleError(
            Rejection.NO_TEXT,
            f"{unmapped:,} of the {characters:,} characters of the file say what they look like, not what they are. "
            "Put a text layer of its own under it with an OCR program such as `ocrmypdf --force-ocr`, or save the "
            "article's text as UTF-8 in a .txt file.",
        )
    notes = []
    if unmapped:
        notes.append(
            f"{unmapped:,} of {characters:,} characters say what they look like, not what they are: each is \ufffd."
        )
    pictures = [number for number, page in enumerate(pages, start=1) if page.has_picture and not page.characters]
    if pictures:
        named = ", ".join(map(str, pictures[:10])) + (", ..." if len(pictures) > 10 else "")
        notes.append(f"No text on {len(pictures)} of {len(pages)} pages, which are pictures: {named}.")
    if declared is not None and declared > len(pages):
        notes.append(f"Only {len(pages)} of {declared} pages could be found.")
    return join_notes(*notes)


def _no_text(pages: int) -> str:
    return (
        f"No text on its {pages} {'page, which is a picture' if pages == 1 else 'pages, which are pictures'} or empty. "
        "Put a text layer under it with an OCR program such as `ocrmypdf`, or save the article's text as UTF-8 in a "
        ".txt file."
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
