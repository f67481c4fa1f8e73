"""The glyphs and thin rules of a page of a PDF file, with their places, as its instructions draw them.

A device for pdfminer.six, which follows the instructions. Places are in points; x grows to the right, y upwards. What
lines the glyphs make belongs to ``pdf_frames`` and ``pdf_lines``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice, PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import Matrix, PathSegment, Rect, apply_matrix_pt, apply_matrix_rect

UNMAPPED = "\ufffd"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile("[\t-\r]")
# Of the height of letters at most, for what strikes them out.
_THIN = 3.0


@dataclass(frozen=True, slots=True)
class Glyph:
    """What one character code of a file draws.

    Attributes:
        text: The characters it stands for; ``UNMAPPED`` where the file does not say.
        x: Where its baseline starts.
        y: Likewise; of a glyph of a vertical font the middle of its upper edge.
        angle: Where the text goes on, in degrees against the clock: 0 to the right, -90 down.
        advance: How far.
        size: Height of its font.
        part: Number of the instruction that draws it.
        is_vertical: Whether its font is set from top to bottom.
    """

    text: str
    x: float
    y: float
    angle: float
    advance: float
    size: float
    part: int
    is_vertical: bool


@dataclass(slots=True)
class Drawing:
    """What is drawn on a page, in the order of its instructions.

    Attributes:
        rules: Corners of thin rectangles and lines, lower left before upper right.
        problem: What stopped the reading of the page, None when all of it was read.
    """

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rect] = field(default_factory=list)
    has_picture: bool = False
    problem: Exception | None = None

    @property
    def unmapped(self) -> int:
        """How many glyphs stand for no character that the file names."""
        return sum(1 for glyph in self.glyphs if glyph.text == UNMAPPED)


class GlyphDevice(PDFTextDevice):
    """Collects what pages draw; ``drawing`` is that of the last page."""

    drawing: Drawing
    _part = 0

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Start a new drawing."""
        x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
        self.drawing = Drawing(abs(x1 - x0), abs(y1 - y0))

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        """Draw one string, or several with distances between them."""
        self._part += 1
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self, matrix: Matrix, font: PDFFont, fontsize: float, scaling: float, rise: float, cid: int,
        ncs: PDFColorSpace, graphicstate: PDFGraphicState,
    ) -> float:  # fmt: skip
        """Draw one character code; how far the next one stands from it."""
        advance = float(font.char_width(cid)) * fontsize * scaling
        right, up = math.hypot(*matrix[:2]), math.hypot(*matrix[2:4])
        angle = math.degrees(math.atan2(matrix[1], matrix[0]))
        if font.is_vertical():
            displacement = font.char_disp(cid)
            vx, vy = displacement if isinstance(displacement, tuple) else (None, 1000.0)
            left = 0.5 if vx is None else vx * 0.001
            x, y = apply_matrix_pt(matrix, ((0.5 - left) * fontsize, (1 - vy * 0.001) * fontsize + rise))
            glyph = Glyph(_text(font, cid), x, y, angle - 90, abs(advance) * up, abs(fontsize) * right,
                          self._part, True)  # fmt: skip
        else:
            x, y = apply_matrix_pt(matrix, (0, rise))
            # Text may be mirrored twice, by its size and by its matrix.
            if fontsize < 0:
                angle += 180
            width = abs(advance) * right
            # The height of a font made of drawings is what its maker likes.
            size = max(abs(fontsize) * up, 0.7 * width)
            glyph = Glyph(_text(font, cid), x, y, angle, width, size, self._part, False)
        if glyph.text and glyph.size > 0 and math.isfinite(glyph.x + glyph.y + glyph.advance + glyph.size):
            self.drawing.glyphs.append(glyph)
        return advance

    def paint_path(
        self, graphicstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[PathSegment]
    ) -> None:
        """Draw lines and areas, of which those that can strike out text are kept."""
        if self.ctm is None or not (stroke or fill):
            return
        points: list[tuple[float, float]] = []
        for segment in [*path, ("m",)]:
            if segment[0] == "m":
                self._add_rule(points)
                points = []
            if segment[0] not in "mlh":
                return
            if len(segment) == 3:
                points.append(apply_matrix_pt(self.ctm, (float(segment[1]), float(segment[2]))))

    def _add_rule(self, points: Sequence[tuple[float, float]]) -> None:
        if len(points) < 2:
            return
        xs, ys = [x for x, _ in points], [y for _, y in points]
        rule = min(xs), min(ys), max(xs), max(ys)
        if min(rule[2] - rule[0], rule[3] - rule[1]) <= _THIN:
            self.drawing.rules.append(rule)

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Draw a picture."""
        self.drawing.has_picture = True


def _text(font: PDFFont, cid: int) -> str:
    try:
        text = font.to_unichr(cid)
    except PDFUnicodeNotDefined:
        return UNMAPPED
    # A dash that is dropped would make one number of two.
    return _CONTROL.sub(lambda match: _of_windows(match.group()), _SPACES.sub(" ", text))


def _of_windows(control: str) -> str:
    """What programs mean that write characters of Windows without saying so: 0x96 is an en dash."""
    try:
        return control.encode("latin-1").decode("cp1252") if control >= "\x80" else UNMAPPED
    except UnicodeError:
        return UNMAPPED
