"""Whatever way a page is set, its numbers come out of it: none fused, split, lost, invented or called damage."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipelines.articles.formats import UnreadableArticleError
from pipelines.articles.formats.pdf import parse
from pipelines.articles.model import Rejection
from tests.unit.pdf_layouts import Style, Word, column_width, lines_of, numbers, printed, styles, texts
from tests.unit.raw_pdf import page, stream

_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")


def read(content: bytes) -> str:
    return parse(content, 10_000_000).text


def numbers_of(text: str) -> list[str]:
    """All numbers of a text, a raised one with a caret before it."""
    marked = _RAISED.sub(lambda raised: f" ^{unicodedata.normalize('NFKC', raised.group())} ", text)
    return re.findall(r"\^?\d+(?:[.,]\d+)*", marked)


def numbers_in(words: Sequence[Word]) -> list[str]:
    found = []
    for word in words:
        if word.text[0].isdigit():
            found += [word.text, *([f"^{word.mark}"] if word.mark else [])]
    return found


def drawn(data: st.DataObject, style: Style, most: int) -> list[Word]:
    """A text of which every word goes into a column."""
    words = data.draw(texts(japanese=style.is_japanese, notes=style.spacing < 0.5, most=most))
    assume(all(style.word_width(word) <= column_width(style) for word in words))
    return words


@settings(max_examples=60, deadline=None)
@given(st.data(), styles())
def test_no_number_is_fused_split_lost_or_invented(data: st.DataObject, style: Style) -> None:
    words = drawn(data, style, 60)
    assert Counter(numbers_of(read(printed(words, style)))) == Counter(numbers_in(words))


@settings(max_examples=40, deadline=None)
@given(st.data(), styles())
def test_numbers_of_columns_come_in_the_order_they_are_read(data: st.DataObject, style: Style) -> None:
    # What is drawn row by row, ragged and close together might as well be a table.
    is_plain = style.align in ("left", "justify") and style.gutter - 2 * style.spacing > 1.5
    assume(style.columns == 1 or not style.in_rows or is_plain)
    words = drawn(data, style, 120)
    assume(len(lines_of(words, style)) >= 4 * style.columns)
    assert numbers_of(read(printed(words, style))) == numbers_in(words)


@settings(max_examples=15, deadline=None)
@given(st.data(), styles())
def test_running_heads_and_page_numbers_take_no_number_with_them(data: st.DataObject, style: Style) -> None:
    words = drawn(data, style, 60) * 8
    found = Counter(numbers_of(read(printed(words, style, furniture=True))))
    furniture = Counter(str(number) for number in range(1, 40))
    assert not Counter(numbers_in(words)) - found
    assert not found - Counter(numbers_in(words)) - furniture


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 560), st.floats(20, 800), st.sampled_from([6, 9, 12, 20]), numbers),
        min_size=1,
        max_size=12,
    )
)
def test_numbers_anywhere_on_a_page_are_a_reading_and_never_damage(
    places: list[tuple[float, float, int, str]],
) -> None:
    drawing = b"BT " + b" ".join(
        b"/F1 %d Tf 1 0 0 1 %.2f %.2f Tm (%s) Tj" % (size, x, y, text.encode()) for x, y, size, text in places
    )
    found = parse(page(stream(drawing + b" ET")), 10_000)
    assert found.note is None
    assert "".join(sorted(found.text)).strip("\n\t ") != ""


@settings(max_examples=80, deadline=None)
@given(st.text("0123456789 .-()<>[]/BTEFTfjmJcqQdDoIlrehWn*'\"\n", max_size=400))
def test_no_instructions_of_a_page_are_called_damage(instructions: str) -> None:
    content = page(stream(b"BT /F1 12 Tf 72 700 Td (There were 1,813 victims.) Tj ET " + instructions.encode()))
    try:
        found = parse(content, 10_000).text
    except UnreadableArticleError as error:
        assert error.reason != Rejection.DAMAGED
    else:
        assert "1,813 victims" in found
