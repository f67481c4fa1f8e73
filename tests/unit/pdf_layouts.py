"""Pages laid out in any way, with the numbers that must be read from them: inputs of property tests.

A text is a list of words, of which some are numbers, some with the raised mark of a note, some with a number struck out
beside them. It is broken into lines as a program for writing would, set in columns and drawn with reportlab.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5"))
LATIN_FONTS = ("Helvetica", "Times-Roman", "Courier", "Helvetica-Bold")
JAPANESE_FONTS = ("HeiseiMin-W3", "HeiseiKakuGo-W5")
_MARGIN, _TOP, _FOOT = 50.0, 780.0, 70.0
_ENGLISH = ("police", "counted", "victims", "of", "crimes", "on", "social", "media", "in", "the", "year", "again")
_JAPANESE = tuple("警察庁は被害児童が昨年より多く相談も増えたと発表した")


@dataclass(frozen=True)
class Word:
    """A word as it is drawn.

    Attributes:
        mark: The raised mark of a note behind it, empty where there is none.
        struck: What stands struck out right before it.
    """

    text: str
    mark: str = ""
    struck: str = ""


@dataclass(frozen=True)
class Style:
    """How a text is set.

    Attributes:
        leading: From line to line, in sizes.
        align: left, right, center or justify.
        spacing: Between letters, in sizes.
        gutter: Between columns, in sizes.
        in_rows: Whether the columns are drawn row by row instead of one after the other.
        mark_size: Of raised marks, in sizes.
        mark_rise: How high they stand, in sizes.
        indent: Of the first line, in sizes.
    """

    font: str
    size: float
    leading: float
    align: str
    spacing: float
    columns: int
    gutter: float
    in_rows: bool
    mark_size: float
    mark_rise: float
    indent: float

    @property
    def is_japanese(self) -> bool:
        """Whether words follow one another without spaces."""
        return self.font in JAPANESE_FONTS

    def width(self, text: str, size: float | None = None) -> float:
        """Of a text, in points."""
        size = size or self.size
        return float(pdfmetrics.stringWidth(text, self.font, size)) + self.spacing * self.size * len(text)

    def word_width(self, word: Word) -> float:
        """Of a word with its mark and what is struck out."""
        return self.width(word.struck) + self.width(word.text) + self.width(word.mark, self.mark_size * self.size)


numbers = st.one_of(
    st.integers(0, 99).map(str),
    st.integers(100, 2030).map(str),
    st.integers(1_000, 999_999).map(lambda value: f"{value:,}"),
    st.tuples(st.integers(0, 99), st.integers(0, 9)).map(lambda parts: f"{parts[0]}.{parts[1]}"),
)
marks = st.one_of(st.just(""), st.just(""), st.integers(1, 30).map(str))


@st.composite
def texts(draw: st.DrawFn, *, japanese: bool, notes: bool, most: int = 60) -> list[Word]:
    """Words and numbers, never two numbers side by side."""
    plain = st.sampled_from(_JAPANESE if japanese else _ENGLISH)
    words: list[Word] = []
    for _ in range(draw(st.integers(1, most // 4))):
        words += [Word(text) for text in draw(st.lists(plain, min_size=3, max_size=6))]
        mark = draw(marks) if notes else ""
        struck = draw(st.one_of(st.just(""), st.just(""), numbers)) if notes else ""
        words.append(Word(draw(numbers), mark, struck))
        words.append(Word(draw(plain)))
    return words


@st.composite
def styles(draw: st.DrawFn) -> Style:
    """Any way of setting a text that a program for writing offers."""
    columns = draw(st.integers(1, 3))
    # Only headings and forms are set apart so far.
    spacing = draw(st.sampled_from([0.0, 0.0, 0.0, 0.1, 0.3, 0.8] if columns == 1 else [0.0, 0.0, 0.1]))
    return Style(
        font=draw(st.sampled_from(LATIN_FONTS + JAPANESE_FONTS)),
        size=draw(st.sampled_from([7.0, 9.0, 10.5, 12.0])) if columns > 1 else draw(st.sampled_from([8.0, 11.0, 14.0])),
        leading=draw(st.sampled_from([1.15, 1.3, 1.5, 1.8])),
        align=draw(st.sampled_from(["left", "left", "justify", "center", "right"])) if spacing == 0 else "left",
        spacing=spacing,
        columns=columns,
        gutter=draw(st.sampled_from([0.8, 1.0, 1.5, 2.5])) + 2 * spacing,
        in_rows=draw(st.booleans()),
        mark_size=draw(st.sampled_from([0.5, 0.6, 0.7])),
        mark_rise=draw(st.sampled_from([0.33, 0.4, 0.5])),
        indent=draw(st.sampled_from([0.0, 1.0, 2.0])),
    )


def lines_of(words: Sequence[Word], style: Style) -> list[list[Word]]:
    """Break a text into lines as wide as a column, a word at a time."""
    width = column_width(style)
    space = 0.0 if style.is_japanese else style.width(" ")
    lines: list[list[Word]] = [[]]
    used = style.indent * style.size
    for word in words:
        wanted = style.word_width(word)
        if lines[-1] and used + space + wanted > width:
            lines.append([])
            used = 0.0
        used += wanted + (space if lines[-1] else 0.0)
        lines[-1].append(word)
    return lines


def column_width(style: Style) -> float:
    """Of each of the columns of a page."""
    gutters = (style.columns - 1) * style.gutter * style.size
    return float((A4[0] - 2 * _MARGIN - gutters) / style.columns)


def printed(words: Sequence[Word], style: Style, *, furniture: bool = False) -> bytes:
    """A PDF file with a text set in a style, and with a running head and page numbers where they are wanted."""
    lines = lines_of(words, style)
    step = style.leading * style.size
    height = max(1, int((_TOP - _FOOT) / step))
    # As programs do it, the columns of the last page are of one length.
    last = len(lines) % (height * style.columns) or height * style.columns
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    pages = [lines[start : start + height * style.columns] for start in range(0, len(lines), height * style.columns)]
    for number, page in enumerate(pages, start=1):
        rows = height if len(page) == height * style.columns else -(-last // style.columns)
        places = [
            (line, _MARGIN + column * (column_width(style) + style.gutter * style.size), _TOP - row * step)
            for column in range(style.columns)
            for row, line in enumerate(page[column * rows : (column + 1) * rows])
        ]
        if style.in_rows:
            places.sort(key=lambda place: (-place[2], place[1]))
        for line, x, y in places:
            _draw(canvas, line, x, y, style, is_first=line is lines[0], is_last=line is lines[-1])
        if furniture:
            canvas.setFont("Helvetica", 9)
            canvas.drawString(_MARGIN, 815, "Report on crimes on social media")
            canvas.drawCentredString(A4[0] / 2, 30, f"- {number} -")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _draw(
    canvas: Canvas, line: Sequence[Word], x: float, y: float, style: Style, *, is_first: bool, is_last: bool
) -> None:
    space = 0.0 if style.is_japanese else style.width(" ")
    indent = style.indent * style.size if is_first else 0.0
    free = column_width(style) - indent - sum(map(style.word_width, line)) - space * (len(line) - 1)
    x += indent
    if style.align == "justify" and not is_last and len(line) > 1:
        space += free / (len(line) - 1)
    elif style.align == "center":
        x += free / 2
    elif style.align == "right":
        x += free
    for word, following in pairwise([*line, None]):
        assert word is not None
        if word.struck:
            end = _write(canvas, word.struck, x, y, style, style.size)
            canvas.rect(
                x, y + 0.28 * style.size, end - x - style.spacing * style.size, 0.05 * style.size, stroke=0, fill=1
            )
            x = end
        x = _write(canvas, word.text, x, y, style, style.size)
        if word.mark:
            x = _write(canvas, word.mark, x, y + style.mark_rise * style.size, style, style.mark_size * style.size)
        if following is not None:
            if not style.is_japanese:
                _write(canvas, " ", x, y, style, style.size)
            x += space


def _write(canvas: Canvas, text: str, x: float, y: float, style: Style, size: float) -> float:
    """Draw a text; where the next one starts."""
    drawn = canvas.beginText(x, y)
    drawn.setFont(style.font, size)
    drawn.setCharSpace(style.spacing * style.size)
    drawn.textOut(text)
    canvas.drawText(drawn)
    return x + style.width(text, size)
