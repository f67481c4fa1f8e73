"""The text of a PDF file in the order of its own instructions, without a thought for columns and paragraphs.

For files whose layout cannot be understood. No number is joined to another: what does not stand side by side in one
line is apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipelines.articles.formats.pdf_glyphs import Drawing, Glyph

# In sizes of a letter.
_SAME_LINE, _SIDE_BY_SIDE = 0.3, 0.15


def plain_text(drawings: Sequence[Drawing]) -> str:
    """The glyphs of all pages one after the other."""
    return "\n\n".join(page for page in map(_page, drawings) if page.strip())


def _page(drawing: Drawing) -> str:
    parts = [drawing.glyphs[0].text] if drawing.glyphs else []
    for before, glyph in pairwise(drawing.glyphs):
        parts += (_between(before, glyph), glyph.text)
    return "".join(parts)


def _between(before: Glyph, glyph: Glyph) -> str:
    if before.is_vertical or glyph.is_vertical or round(before.angle) or round(glyph.angle):
        return "" if before.part == glyph.part else "\n"
    size = min(before.size, glyph.size)
    # A raised digit behind a number is no part of it.
    if abs(before.y - glyph.y) > _SAME_LINE * size:
        return "\n"
    if abs(before.size - glyph.size) > 0.1 * size and before.y != glyph.y:
        return " "
    return "" if abs(glyph.x - before.x - before.advance) <= _SIDE_BY_SIDE * size else " "
