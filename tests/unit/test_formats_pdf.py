"""PDF files: the text layer in the order it is read, lines joined to paragraphs, page furniture left out."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import CIDFont, UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipelines.articles.formats import DocumentReader, Reading, ReadingLimits, UnreadableArticleError
from pipelines.articles.formats.pdf import parse
from pipelines.articles.model import Rejection
from tests.unit.raw_pdf import page, stream

pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
VERTICAL = "HeiseiMin-W3-UniJIS-UCS2-V"
pdfmetrics.registerFont(CIDFont("HeiseiMin-W3", "UniJIS-UCS2-V"))
JAPANESE, LATIN = "HeiseiMin-W3", "Helvetica"

LEFT = [
    "In 2017, 1,813 minors fell victim to",
    "crimes on social media, up 77 from a",
    "year earlier, the police agency said.",
    "Of these, 52 percent were sixteen or",
    "seventeen years old; the others were",
]
RIGHT = [
    "younger than that. The youngest was",
    "eight. Some 702 fell victim to breach",
    "of ordinances, 447 to prostitution of",
    "children and 570 to pornography, the",
    "highest number on record.",
]
BOTH = " ".join(LEFT + RIGHT)


@pytest.fixture(scope="module")
def reader() -> Iterator[DocumentReader]:
    with DocumentReader(ReadingLimits()) as opened:
        yield opened


def write(canvas: Canvas, x: float, y: float, lines: Sequence[str], font: str = LATIN, size: float = 10) -> None:
    """Lines below one another, the first with its baseline at ``y``."""
    canvas.setFont(font, size)
    for number, line in enumerate(lines):
        canvas.drawString(x, y - number * 1.4 * size, line)


def write_down(canvas: Canvas, x: float, y: float, lines: Sequence[str], size: float = 12) -> None:
    """Vertical lines beside one another, the first around ``x`` with its top at ``y``."""
    canvas.setFont(VERTICAL, size)
    for number, line in enumerate(lines):
        canvas.drawString(x - number * 1.7 * size, y, line.encode("utf-16-be").decode("latin-1"))


def pdf(*pages: Callable[[Canvas], None], **options: object) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, **options)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def read(reader: DocumentReader, *pages: Callable[[Canvas], None]) -> Reading:
    return reader.read(pdf(*pages), ".pdf", None)


def rejection(reader: DocumentReader, content: bytes) -> UnreadableArticleError:
    with pytest.raises(UnreadableArticleError) as caught:
        reader.read(content, ".pdf", None)
    return caught.value


def test_lines_of_a_paragraph_are_one_and_an_indent_starts_the_next(reader: DocumentReader) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 72, 760, ["Record number of minors"], size=16)
        write(canvas, 72, 720, LEFT[:3])
        write(canvas, 86, 678, ["The agency said that nine of ten used"])
        write(canvas, 72, 664, ["smartphones to reach the sites."])

    found = read(reader, draw)
    assert found.text == (
        "Record number of minors\n\n" + " ".join(LEFT[:3]) + "\n\n"
        "The agency said that nine of ten used smartphones to reach the sites."
    )
    assert (found.media_type, found.encoding, found.note) == ("application/pdf", None, None)


def test_two_columns_are_read_one_after_the_other(reader: DocumentReader) -> None:
    def draw(canvas: Canvas) -> None:
        for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
            write(canvas, 72, 750 - 14 * number, [left])
            write(canvas, 260, 750 - 14 * number, [right])

    assert read(reader, draw).text == BOTH


def test_a_heading_across_both_columns_comes_first_and_one_between_parts_them(reader: DocumentReader) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 72, 790, ["Record number of minors fell victim to crimes in 2017"], size=14)
        write(canvas, 72, 750, LEFT)
        write(canvas, 260, 750, RIGHT)
        write(canvas, 72, 650, ["What the agency wants to do about it from 2018 onwards"], size=14)
        write(canvas, 72, 610, RIGHT)
        write(canvas, 260, 610, LEFT)

    assert read(reader, draw).text.split("\n\n") == [
        "Record number of minors fell victim to crimes in 2017",
        BOTH,
        "What the agency wants to do about it from 2018 onwards",
        " ".join(RIGHT),
        " ".join(LEFT),
    ]


def test_three_columns_are_read_from_left_to_right(reader: DocumentReader) -> None:
    columns = [
        [f"{name} column line number {row}" for row in range(6)] for name in ("The first", "A second", "One third")
    ]

    def draw(canvas: Canvas) -> None:
        for number, column in enumerate(columns):
            write(canvas, 50 + 165 * number, 750, column)

    assert read(reader, draw).text == " ".join(line for column in columns for line in column)


def test_rows_of_a_table_are_no_columns(reader: DocumentReader) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 72, 780, ["The number of victims grew in each of the years that are shown here."])
        for number, row in enumerate([("2014", "1,421"), ("2015", "1,652"), ("2016", "1,736"), ("2017", "1,813")]):
            write(canvas, 72, 740 - 14 * number, [row[0]])
            write(canvas, 200, 740 - 14 * number, [row[1]])

    assert read(reader, draw).text == (
        "The number of victims grew in each of the years that are shown here.\n\n"
        "2014\t1,421\n2015\t1,652\n2016\t1,736\n2017\t1,813"
    )


def test_japanese_lines_are_joined_without_a_space(reader: DocumentReader) -> None:
    def draw(canvas: Canvas) -> None:
        lines = [
            "　平成29年におけるSNSに起因する事犯の被害児童は１，８",
            "１３人で、前年より77人増加した。このうち青少年保護育成条",
            "例違反は702人であった。",
            "　罪種別では、児童ポルノが570人、児童買春が447人となって",
            "いる。",
        ]
        write(canvas, 72, 760, lines, JAPANESE, 12)

    assert read(reader, draw).text == (
        "平成29年におけるSNSに起因する事犯の被害児童は１，８１３人で、前年より77人増加した。"
        "このうち青少年保護育成条例違反は702人であった。\n\n"
        "罪種別では、児童ポルノが570人、児童買春が447人となっている。"
    )


def test_vertical_japanese_is_read_from_top_to_bottom_and_right_to_left(reader: DocumentReader) -> None:
    def draw(canvas: Canvas) -> None:
        lines = [
            "　警察庁は二十六日、交流サイトを通じて犯罪の被害に遭っ",
            "た十八歳未満の子どもが昨年一年間で千八百十三人に上った",
            "と発表した。",
            "　前の年より七十七人増え、統計を取り始めてから最も多く",
            "なった。",
        ]
        write_down(canvas, 500, 780, lines)

    assert read(reader, draw).text == (
        "警察庁は二十六日、交流サイトを通じて犯罪の被害に遭った十八歳未満の子どもが昨年一年間で千八百十三人に上ったと"
        "発表した。\n\n前の年より七十七人増え、統計を取り始めてから最も多くなった。"
    )


def test_tiers_of_vertical_text_are_read_from_the_upper_to_the_lower(reader: DocumentReader) -> None:
    upper = [
        "警察庁は二十六日交流サイトを",
        "通じて犯罪の被害に遭った子ど",
        "もが昨年は千八百十三人に上り",
        "過去最も多くなったと発表した",
    ]
    lower = [
        "。前の年より七十七人増え、統",
        "計を取り始めてから最も多い。",
        "被害の内訳は条例違反が七百二",
        "人で児童ポルノは五百七十人。",
    ]

    def draw(canvas: Canvas) -> None:
        write_down(canvas, 500, 780, upper)
        write_down(canvas, 500, 560, lower)

    assert read(reader, draw).text == "".join(upper + lower)


def test_digits_set_across_a_vertical_line_stand_where_they_are_read(reader: DocumentReader) -> None:
    def draw(canvas: Canvas) -> None:
        write_down(canvas, 500, 780, ["　警察庁は四月", "どもが平成", "した。"])
        write_down(canvas, 500, 684, ["日、交流サイトで犯罪の被害に遭った子"])
        write_down(canvas, 479.6, 708, ["年は千八百十三人に上ったと発表"])
        canvas.setFont(LATIN, 10)
        canvas.drawCentredString(500, 686, "26")
        canvas.drawCentredString(479.6, 710, "29")

    assert read(reader, draw).text == (
        "警察庁は四月26日、交流サイトで犯罪の被害に遭った子どもが平成29年は千八百十三人に上ったと発表した。"
    )


def test_readings_above_characters_are_left_out(reader: DocumentReader) -> None:
    def draw(canvas: Canvas) -> None:
        lines = [
            "　警察庁は二十六日、交流サイトを通じて犯罪の被害に遭った",
            "十八歳未満の子どもが千八百十三人に上ったと発表した。",
        ]
        write(canvas, 72, 760, lines, JAPANESE, 12)
        write(canvas, 84, 772, ["けいさつちょう"], JAPANESE, 5)
        write(canvas, 190, 755.2, ["せんはっぴゃく"], JAPANESE, 5)

    assert read(reader, draw).text == (
        "警察庁は二十六日、交流サイトを通じて犯罪の被害に遭った十八歳未満の子どもが千八百十三人に上ったと発表した。"
    )


def test_a_notice_of_the_agency_keeps_its_headings_items_and_table_apart(reader: DocumentReader) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 72, 780, ["平成30年４月26日"], JAPANESE, 12)
        lines = [
            "１　概要",
            "　　平成29年における被害児童は1,813人で、前年比＋77人（＋4.4％）と増加し",
            "　た。",
            "２　特徴",
            "　⑴　罪種別では、青少年保護育成条例違反が702人（38.7％）と最も多い。",
            "　⑵　学職別では、高校生が943人（52.0％）と最も多く、次いで中学生674人（",
            "　　37.2％）である。",
        ]
        write(canvas, 72, 740, lines, JAPANESE, 12)
        for number, row in enumerate([("罪種", "平成28年", "平成29年"), ("児童ポルノ", "507人", "570人")]):
            for column, cell in enumerate(row):
                write(canvas, 72 + 150 * column, 560 - 18 * number, [cell], JAPANESE, 12)

    assert read(reader, draw).text.split("\n\n") == [
        "平成30年４月26日",
        "１　概要",
        "平成29年における被害児童は1,813人で、前年比＋77人（＋4.4％）と増加した。",
        "２　特徴",
        "⑴　罪種別では、青少年保護育成条例違反が702人（38.7％）と最も多い。",
        "⑵　学職別では、高校生が943人（52.0％）と最も多く、次いで中学生674人（37.2％）である。",
        "罪種\t平成28年\t平成29年\n児童ポルノ\t507人\t570人",
    ]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Some of the victims were sixteen- or seventeen-", "year-olds."], "or seventeen-year-olds."),
        (["The number of victims grew, so it was in 2017 -", "or so they say."], "in 2017 - or so they say."),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_stays(reader: DocumentReader, lines: list[str], text: str) -> None:
    assert read(reader, lambda canvas: write(canvas, 72, 760, lines)).text.endswith(text)


def test_a_soft_hyphen_at_the_end_of_a_line_goes(reader: DocumentReader) -> None:
    font = (
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding"
        b"<</Type/Encoding/BaseEncoding/WinAnsiEncoding/Differences[173/softhyphen]>>>>"
    )
    lines = stream(b"BT /F1 12 Tf 72 700 Td (Crimes on soc\xad) Tj 0 -14 Td (ial media) Tj ET")
    assert reader.read(page(lines, font=font), ".pdf", None).text == "Crimes on social media"


def test_a_sentence_that_runs_over_a_page_is_one(reader: DocumentReader) -> None:
    pages = [lambda canvas: write(canvas, 72, 100, LEFT), lambda canvas: write(canvas, 72, 760, RIGHT)]
    assert read(reader, *pages).text == BOTH


def test_a_page_that_starts_with_a_new_sentence_starts_a_paragraph(reader: DocumentReader) -> None:
    pages = [lambda canvas: write(canvas, 72, 100, LEFT[:3]), lambda canvas: write(canvas, 72, 760, RIGHT)]
    assert read(reader, *pages).text == " ".join(LEFT[:3]) + "\n\n" + " ".join(RIGHT)


def numbered(number: int, form: str) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        write(canvas, 72, 800, ["警察庁 広報資料 平成30年4月26日"], JAPANESE)
        write(canvas, 72, 700, [f"Page text with {number * 111} victims of crimes on social media."])
        write(canvas, 290, 40, [form.format(number)], JAPANESE)

    return draw


@pytest.mark.parametrize("form", ["{}", "- {} -", "－{}－", "Page {}", "{} / 4", "{}ページ"])
def test_page_numbers_and_running_heads_are_left_out(reader: DocumentReader, form: str) -> None:
    text = read(reader, *(numbered(number, form) for number in range(1, 5))).text
    assert text.split("\n\n") == [f"Page text with {n * 111} victims of crimes on social media." for n in range(1, 5)]


def test_what_only_looks_like_page_furniture_stays(reader: DocumentReader) -> None:
    pages = [
        lambda canvas: write(canvas, 72, 800, ["1,736"]),
        lambda canvas: write(canvas, 72, 800, ["1,813"]),
        lambda canvas: write(canvas, 72, 40, ["702 victims in all."]),
    ]
    text = read(reader, *pages).text
    assert [number in text for number in ("1,736", "1,813", "702 victims in all.")] == [True] * 3


def test_bold_type_made_by_printing_twice_is_one_text(reader: DocumentReader) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 72, 760, ["In 2017 there were 1,813 victims."])
        write(canvas, 72.3, 760, ["In 2017 there were 1,813 victims."])

    assert read(reader, draw).text == "In 2017 there were 1,813 victims."


def test_a_scan_says_how_many_pages_have_no_text_and_what_to_run(reader: DocumentReader) -> None:
    error = rejection(reader, pdf(*[lambda canvas: canvas.rect(50, 50, 300, 300)] * 3))
    assert error.reason == Rejection.NO_TEXT
    assert "No text on its 3 pages" in error.message
    assert "ocrmypdf" in error.message


def test_an_encrypted_file_is_read_unless_it_takes_a_password(reader: DocumentReader) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 72, 760, ["There were 1,813 victims."])

    only_protected = pdf(draw, encrypt=StandardEncryption("", ownerPassword="owner", canPrint=0, canCopy=0))
    assert reader.read(only_protected, ".pdf", None).text == "There were 1,813 victims."
    error = rejection(reader, pdf(draw, encrypt=StandardEncryption("user", strength=128)))
    assert error.reason == Rejection.ENCRYPTED
    assert "password" in error.message


def test_seven_centred_lines_of_which_no_two_start_at_one_place_are_read(reader: DocumentReader) -> None:
    lines = [
        "Night patrols in the prefecture",
        "Officers spoke to 2,315 children in 2018, 104 fewer than a year",
        "earlier.",
        "Of these 904 went to junior high school.",
        "The youngest was nine.",
        "Another 61 were 18.",
        "Saitama, March 7, 2019",
    ]

    def draw(canvas: Canvas) -> None:
        canvas.setFont(LATIN, 11)
        for number, line in enumerate(lines):
            canvas.drawCentredString(300, 700 - 16 * number, line)

    found = read(reader, draw)
    assert found.text.replace("\n\n", " ") == " ".join(lines)
    assert "104 fewer than a year earlier." in found.text
    assert found.note is None


def test_lines_set_against_the_right_edge_and_items_of_a_form_are_apart(reader: DocumentReader) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(JAPANESE, 11)
        for number, line in enumerate(["平成31年３月７日", "県警本部少年課", "担当１２名"]):
            canvas.drawRightString(540, 780 - 18 * number, line)
        for number, (label, value) in enumerate([("補導", "2,315"), ("うち女子", "1,102"), ("家出", "88")]):
            write(canvas, 90 + 13 * number, 680 - 30 * number, [label], JAPANESE)
            write(canvas, 300 + 21 * number, 680 - 30 * number, [value], JAPANESE)

    assert read(reader, draw).text.split() == [
        "平成31年３月７日", "県警本部少年課", "担当１２名", "補導", "2,315", "うち女子", "1,102", "家出", "88",
    ]  # fmt: skip


@pytest.mark.parametrize("by", [0.3, 0.9, 1.5])
def test_letters_set_apart_are_one_word_and_cells_are_not(reader: DocumentReader, by: float) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(JAPANESE, 12)
        for number, letter in enumerate("平成三十年の補導"):
            canvas.drawString(72 + number * (1 + by) * 12, 760, letter)
        for number, cell in enumerate("58237"):
            canvas.drawString(72 + number * 30, 700, cell)

    assert read(reader, draw).text.split() == ["平成三十年の補導", *"58237"]


def test_a_raised_mark_is_no_part_of_the_number_before_it(reader: DocumentReader) -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 760)
        for font_size, rise, part in [(12, 0, "There were 2,315"), (7, 5, "1"), (12, 0, " children on the 26"),
                                      (7, 5, "th"), (12, 0, ", 12.5"), (7, 5, "2)"), (12, 0, " a day.")]:  # fmt: skip
            text.setFont(LATIN, font_size)
            text.setRise(rise)
            text.textOut(part)
        canvas.drawText(text)

    assert read(reader, draw).text == "There were 2,315¹ children on the 26th, 12.5² a day."


def test_what_a_line_is_drawn_through_is_left_out_and_noted_and_what_is_underlined_is_not(
    reader: DocumentReader,
) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 72, 760, ["There were 2,3512,315 children, of them 904 girls."], "Courier")
        canvas.line(72 + 66, 763, 72 + 96, 763)
        canvas.line(72 + 240, 758.5, 72 + 258, 758.5)

    found = read(reader, draw)
    assert found.text == "There were 2,315 children, of them 904 girls."
    assert found.note == "Struck out in the file, and left out: 2,351."


def test_a_rule_of_a_table_strikes_nothing_out(reader: DocumentReader) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 72, 760, ["2017"])
        write(canvas, 200, 760, ["2,419"])
        for y in (755, 763.5, 772):
            canvas.line(60, y, 300, y)

    found = read(reader, draw)
    assert (found.text, found.note) == ("2017\t2,419", None)


def test_one_text_printed_over_another_keeps_the_numbers_of_both(reader: DocumentReader) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 72, 760, ["144, 156, 155, 154, 164"], "Courier")
        write(canvas, 105, 760, ["26406576"], "Courier")

    assert {"26406576", "144,", "154,", "164"} <= set(read(reader, draw).text.split())


def test_a_dash_with_the_code_of_windows_stays_between_its_numbers(reader: DocumentReader) -> None:
    font = (
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R/Encoding"
        b"<</Type/Encoding/BaseEncoding/WinAnsiEncoding>>>>"
    )
    names = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <20> <FF> <0020> endbfrange"
    content = page(stream(b"BT /F1 12 Tf 72 700 Td (35\x9640 of them) Tj ET"), stream(names), font=font)
    assert reader.read(content, ".pdf", None).text == "35–40 of them"


def test_a_layout_our_own_code_fails_at_is_read_plainly_and_says_whose_fault_it_is() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 72, 760, ["In 2018 officers spoke to 2,315 children.", "The year before it was 2,419."])
        write(canvas, 72 + 4, 720, ["904"], size=12)
        write(canvas, 72 + 4 + 20, 724, ["1"], size=7)

    def fails(drawings: object) -> tuple[str, None]:
        return str(min([])), None

    found = parse(pdf(draw), 1000, fails)
    assert found.text.split("\n") == [
        "In 2018 officers spoke to 2,315 children.", "The year before it was 2,419.", "904", "1",
    ]  # fmt: skip
    assert found.note is not None
    assert "fault of this program and not of the file (ValueError" in found.note


def test_a_page_that_cannot_be_followed_to_its_end_costs_only_its_rest(reader: DocumentReader) -> None:
    content = page(stream(b"BT /F1 12 Tf 72 700 Td (There were 1,813 victims.) Tj 1 (x) Td (More.) Tj ET"))
    found = reader.read(content, ".pdf", None)
    assert found.text.startswith("There were 1,813 victims.")


@pytest.mark.parametrize("kept", [9, 300, 0.6])
def test_a_file_cut_off_is_damaged(reader: DocumentReader, kept: float) -> None:
    whole = pdf(lambda canvas: write(canvas, 72, 760, LEFT))
    error = rejection(reader, whole[: int(kept if kept > 1 else kept * len(whole))])
    assert error.reason == Rejection.DAMAGED
    assert "Fetch it again" in error.message


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("平成29年における被害の状況", "平成29年における被害の状況"),
        ("Record number of minors", "Record number of minors"),
        ("Microsoft Word - 広報.docx", None),
        ("press_release_final.indd", None),
        ("untitled", None),
    ],
)
def test_a_title_counts_where_it_is_one(reader: DocumentReader, written: str, title: str | None) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setTitle(written)
        write(canvas, 72, 760, ["There were 1,813 victims."])

    document = read(reader, draw).document
    assert (document.title, document.published_on, document.publisher) == (title, None, None)


def test_a_pdf_file_named_as_a_page_is_read_as_one(reader: DocumentReader) -> None:
    found = reader.read(pdf(lambda canvas: write(canvas, 72, 760, LEFT)), ".html", None)
    assert (found.text, found.media_type) == (" ".join(LEFT), "application/pdf")
    assert found.note == "The file is a PDF file by its bytes and was read as one, although its name ends in .html."


# A font of a program's own, whose numbers of glyphs nobody has said to be letters.
UNMAPPED = (
    b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2"
    b"/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500>>]>>"
)


def test_letters_that_only_say_what_they_look_like_are_no_text(reader: DocumentReader) -> None:
    error = rejection(reader, page(stream(b"BT /F1 12 Tf 72 700 Td <004800490050> Tj ET"), font=UNMAPPED))
    assert error.reason == Rejection.NO_TEXT
    assert "3 of the 3 characters" in error.message
    assert "ocrmypdf" in error.message


def test_a_few_such_letters_are_marked_and_noted_and_never_become_digits(reader: DocumentReader) -> None:
    content = page(
        stream(b"BT /F1 12 Tf 72 700 Td (There were 1,813 victims) Tj /X Do ET"),
        stream(
            b"BT /F1 12 Tf 220 700 Td <0048> Tj ET",
            b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F1 " + UNMAPPED + b">>>>",
        ),
    )
    found = reader.read(content, ".pdf", None)
    assert found.text.replace(" ", "").replace("\t", "") == "Therewere1,813victims\ufffd"
    assert found.note == "1 of 25 characters say what they look like, not what they are: each is \ufffd."
