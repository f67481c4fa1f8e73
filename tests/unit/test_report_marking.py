"""An article's text, cut at its numbers, is whole; positions are those a browser counts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.report.marking import Mark, browser_positions, cut


def pieces(text: str, *marks: Mark) -> list[tuple[str, bool]]:
    return [(piece.text, piece.mark is not None) for piece in cut(text, marks)]


def test_a_text_without_numbers_is_one_piece() -> None:
    assert pieces("No figure.") == [("No figure.", False)]


def test_an_empty_text_has_no_pieces() -> None:
    assert pieces("") == []


def test_numbers_are_pieces_of_their_own() -> None:
    marks = [Mark(3, 7, "period"), Mark(9, 11, "figure", ("a",), is_stated=True)]
    assert pieces("In 2017, 48 minors", *marks) == [
        ("In ", False),
        ("2017", True),
        (", ", False),
        ("48", True),
        (" minors", False),
    ]


def test_a_number_at_either_end_is_marked() -> None:
    assert pieces("48", Mark(0, 2, "figure")) == [("48", True)]


def test_marks_that_overlap_or_lie_outside_leave_the_text_whole() -> None:
    marks = [Mark(0, 4, "figure"), Mark(2, 6, "figure"), Mark(5, 99, "figure"), Mark(3, 3, "figure")]
    assert pieces("123456", *marks) == [("1234", True), ("56", False)]


@given(st.text(), st.lists(st.tuples(st.integers(-3, 30), st.integers(-3, 30))))
def test_pieces_always_join_to_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(start, end, "figure") for start, end in spans if start >= 0]
    assert "".join(piece.text for piece in cut(text, marks)) == text


def test_a_character_outside_the_basic_plane_is_two_for_a_browser() -> None:
    assert list(map(browser_positions("𠮷野家で48人"), [0, 1, 4, 6])) == [0, 2, 5, 7]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_positions_are_those_of_utf_16(text: str) -> None:
    offsets = range(len(text) + 1)
    assert list(map(browser_positions(text), offsets)) == [len(text[:at].encode("utf-16-le")) // 2 for at in offsets]
