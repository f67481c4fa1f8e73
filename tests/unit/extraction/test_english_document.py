from datetime import date

import pytest

from pipelines.extraction.english.document import read_document
from pipelines.extraction.english.published import find_published_date
from pipelines.extraction.structure import Role


def sentences(text: str) -> list[tuple[str, Role]]:
    return [(one.span.of(text), one.role) for one in read_document(text).sentences]


def test_a_line_without_a_full_stop_before_the_body_is_a_heading_and_after_it_a_link() -> None:
    text = "Fewer children harmed\n\nPolice counted 12 cases.\n\nWhy parents worry about phones\n\nNobody was hurt."
    assert sentences(text) == [
        ("Fewer children harmed", Role.HEADING),
        ("Police counted 12 cases.", Role.BODY),
        ("Why parents worry about phones", Role.LINK),
        ("Nobody was hurt.", Role.BODY),
    ]


def test_a_caption_names_itself() -> None:
    assert sentences("Photo caption: 412 cases in 2018.") == [("Photo caption: 412 cases in 2018.", Role.CAPTION)]


@pytest.mark.parametrize(
    "text",
    [
        "In Feb. 2019 police of Toyota Co. and others met at 5 p.m. on Monday.",
        "The share rose 2.5 percent, said Mr. Abe of the U.S. bureau.",
    ],
)
def test_an_abbreviation_does_not_end_a_sentence(text: str) -> None:
    assert [one for one, _ in sentences(text)] == [text]


def test_a_missing_space_after_a_full_stop_still_ends_the_sentence() -> None:
    assert [one for one, _ in sentences("There were 12 cases.Police made 3 arrests.")] == [
        "There were 12 cases.",
        "Police made 3 arrests.",
    ]


def test_a_hard_line_break_inside_a_sentence_is_no_paragraph() -> None:
    text = "Police counted 12 cases of fraud in the\nfirst half of 2018."
    assert [one for one, _ in sentences(text)] == [text]


@pytest.mark.parametrize(
    ("text", "prefix"),
    [
        ("Tokyo, Feb. 8 (Jiji Press)--Police counted 12 cases.", "Tokyo, Feb. 8 (Jiji Press)--"),
        (" date 2018-04-26 Police counted 12 cases.", " date 2018-04-26"),
        ("TOKYO, March 14, 2019 - Police counted 12 cases.", "TOKYO, March 14, 2019 - "),
        ("OSAKA -- Police counted 12 cases.", "OSAKA --"),
    ],
)
def test_a_dateline_belongs_to_no_sentence(text: str, prefix: str) -> None:
    document = read_document(text)
    assert [span.of(text) for span in document.datelines] == [prefix]
    assert [one.span.of(text) for one in document.sentences] == ["Police counted 12 cases."]


@pytest.mark.parametrize(
    ("text", "published", "source"),
    [
        (" date 2018-04-26 Police counted 12 cases.", date(2018, 4, 26), "dateline"),
        ("12:00 am, October 16, 2015\nPolice counted 12 cases.", date(2015, 10, 16), "dateline"),
        ("The Herald, Sep 14, 2012\n\nPolice counted 12 cases.", date(2012, 9, 14), "dateline"),
        ("Tokyo, Feb. 8 (Jiji Press)--Police counted 12 cases.", None, None),
        ("Police counted 12 cases on February 30, 2018.", None, None),
    ],
)
def test_the_day_of_publication_comes_from_the_dateline(text: str, published: date | None, source: str | None) -> None:
    assert find_published_date(read_document(text)) == (published, source)


def test_direct_speech_is_found_without_its_marks() -> None:
    text = "“We saw 12 cases,” an official said."
    assert [span.of(text) for span in read_document(text).quotes] == ["We saw 12 cases,"]


def test_an_empty_text_is_an_empty_document() -> None:
    assert read_document("").sentences == ()
    assert read_document(" \n\r\n ").sentences == ()


def test_a_sentence_of_many_pages_is_read_in_pieces_that_lose_nothing() -> None:
    text = "Police counted " + ", ".join(f"{number} cases" for number in range(1000)) + "."
    pieces = [one for one, _ in sentences(text)]
    assert "".join(pieces) == text
    assert max(len(piece) for piece in pieces) <= 1000
