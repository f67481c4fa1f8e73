"""Page numbers, running heads and feet of a PDF file: left out where they are certain to be that, and only there.

What stays in by mistake is a number nobody can place; what is left out by mistake is a figure lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipelines.articles.formats.pdf_lines import CELL, Line, Page, put_side_by_side

# Of the height of a page, at its top and at its foot.
_MARGIN = 0.15
_SAME_PLACE = 4.0
_FEWEST_PAGES = 3
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[-–—―\s]*(?:p\.?|page|第)?\s*(\d+)\s*(?:(?:/|of)\s*\d+|ページ|頁)?[-–—―\s]*", re.IGNORECASE)
_DASHED = re.compile(r"[-–—―]\s*1\s*[-–—―]")

_CELLS_OF_A_TABLE = 3  # gaps in a line; a running head has a title and a number, seldom a date

_Place = tuple[int, Line]


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages without what is printed on each of them."""
    kept = list(pages)
    # A running head can stand above a page number: what is behind furniture is looked at once more.
    for _ in range(2):
        furniture = [*_furniture(kept, top=True), *_furniture(kept, top=False)]
        if not furniture:
            break
        for number, row in furniture:
            kept[number] = _without(kept[number], row)
    return kept


def _without(page: Page, row: Line) -> Page:
    frames = tuple(
        tuple(line for line in lines if number != page.upright or not _is_part_of(line, row))
        for number, lines in enumerate(page.frames)
    )
    return replace(page, frames=frames)


def _furniture(pages: Sequence[Page], *, top: bool) -> list[_Place]:
    groups: dict[tuple[str, int], list[_Place]] = defaultdict(list)
    for number, page in enumerate(pages):
        row = _outermost(page, top=top)
        if row is not None:
            text = _plain(row.text)
            template = "#" if _PAGE_NUMBER.fullmatch(text) else _DIGITS.sub("#", text)
            groups[template, round(row.y0 / _SAME_PLACE)].append((number, row))
    return [place for rows in groups.values() if _is_furniture(rows, len(pages)) for place in rows]


def _outermost(page: Page, *, top: bool) -> Line | None:
    if page.upright is None:
        return None
    rows = put_side_by_side(page.frames[page.upright], cells=True)
    if not rows:
        return None
    row = rows[0] if top else rows[-1]
    if row.text.count(CELL) >= _CELLS_OF_A_TABLE:
        return None  # the head of a table that goes on from page to page
    beyond = row.y0 > page.height * (1 - _MARGIN) if top else row.y1 < page.height * _MARGIN
    return row if beyond else None


def _is_furniture(rows: Sequence[_Place], page_count: int) -> bool:
    texts = [_plain(row.text) for _, row in rows]
    if page_count == 1:
        return _DASHED.fullmatch(texts[0]) is not None
    if 2 * len(rows) < page_count or len(rows) < 2:
        return False
    numbers = [[int(digits) for digits in _DIGITS.findall(text)[:20] if len(digits) < 10] for text in texts]
    counted = _counts_pages(numbers, [number for number, _ in rows])
    if all(_PAGE_NUMBER.fullmatch(text) for text in texts):
        return counted
    return len(rows) >= _FEWEST_PAGES and (len(set(texts)) == 1 or counted)


def _counts_pages(numbers: Sequence[Sequence[int]], pages: Sequence[int]) -> bool:
    """Whether one of the numbers grows with the pages while the others stay the same."""
    if not numbers[0] or len({len(row) for row in numbers}) != 1:
        return False
    growing = 0
    for column in zip(*numbers, strict=True):
        if len({number - page for number, page in zip(column, pages, strict=True)}) == 1:
            growing += 1
        elif len(set(column)) != 1:
            return False
    return growing == 1


def _is_part_of(line: Line, row: Line) -> bool:
    return line.x0 >= row.x0 - 0.1 and line.x1 <= row.x1 + 0.1 and line.y0 >= row.y0 - 0.1 and line.y1 <= row.y1 + 0.1


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
