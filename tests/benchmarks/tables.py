"""How long a release with tables takes, by its length: pages of a PDF file, and rows of a page.

    .venv/bin/python -m tests.benchmarks.tables [--most 16]

A generated release has one ruled table of 100 rows and six columns a page. Each length is read twice as long as the one
before it, in one run, twice, and the shorter time counts. For each form:

pages    of the release; as a page, for every 100 rows of its table
file     seconds of processor until its text is laid out, for a page
text     seconds of processor until every figure of that text is read, for a page
ratio    of the two together to those of a single page: near 1 the time is linear
"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Callable
from datetime import date

from reportlab.lib import colors
from reportlab.lib.pagesizes import A3
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from pipelines.articles.formats import pdf
from pipelines.articles.formats.html import parse as parse_page
from pipelines.extraction import extract

ROWS = 100
HEAD = ["Age", "2018", "2019", "2020", "2021", "2022"]
PUBLISHED = date(2023, 2, 1)


def rows(page: int) -> list[list[str]]:
    """The rows of one table; no two numbers of a release are equal."""
    return [
        [f"Aged {10 + row % 60}", *(f"{page * 10_000 + row * 5 + column:,}" for column in range(5))]
        for row in range(ROWS)
    ]


def pdf_file(pages: int) -> bytes:
    """A PDF file with a ruled table on every page."""
    file = io.BytesIO()
    style = TableStyle([("GRID", (0, 0), (-1, -1), 0.4, colors.black), ("FONTSIZE", (0, 0), (-1, -1), 6),
                        ("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)])  # fmt: skip
    parts: list[object] = []
    for page in range(pages):
        parts += [
            Paragraph(f"Table {page + 1}. Victims of social media crimes by age", getSampleStyleSheet()["Normal"])
        ]
        parts += [Table([HEAD, *rows(page)], rowHeights=9, style=style), PageBreak()]
    SimpleDocTemplate(file, pagesize=A3).build(parts)
    return file.getvalue()


def page_file(pages: int) -> bytes:
    """A page with as many rows."""
    tables = "".join(
        f"<h2>Victims of social media crimes by age, {page + 1}</h2><table>"
        + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in (HEAD, *rows(page)))
        + "</table>"
        for page in range(pages)
    )
    lead = "<p>Police counted 1,813 victims of social media crimes in 2022, the National Police Agency said.</p>"
    return f"<html><head><title>Victims</title></head><body><h1>Victims</h1>{lead}{tables}</body></html>".encode()


def seconds(read: Callable[[bytes], str], content: bytes) -> tuple[float, str]:
    """The shorter processor time of two runs, and the text they give."""
    times, text = [], ""
    for _ in range(2):
        start = time.process_time()
        text = read(content)
        times.append(time.process_time() - start)
    return min(times), text


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="How long a release with tables takes, by its length.")
    parser.add_argument("--most", type=int, default=16, help="pages of the longest")
    most = parser.parse_args().most
    forms: dict[str, tuple[Callable[[int], bytes], Callable[[bytes], str]]] = {
        "PDF file": (pdf_file, lambda content: pdf.parse(content, 100_000_000).text),
        "page": (page_file, lambda content: parse_page(content, 100_000_000).text),
    }
    print(f"{'form':9} {'pages':>6} {'figures':>8} {'file':>8} {'text':>8} {'ratio':>6}")
    for form, (write, read) in forms.items():
        first, pages = 0.0, 1
        while pages <= most:
            laid_out, text = seconds(read, write(pages))
            start = time.process_time()
            figures = len(extract(text, PUBLISHED, "en").figures)
            reading = time.process_time() - start
            each = (laid_out + reading) / pages
            first = first or each
            times = f"{laid_out / pages:8.3f} {reading / pages:8.3f} {each / first:6.2f}"
            print(f"{form:9} {pages:6} {figures:8} {times}", flush=True)
            pages *= 2


if __name__ == "__main__":
    main()
