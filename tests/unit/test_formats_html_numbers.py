"""Numbers of a web page stay what a reader sees: not torn, not joined with what stands beside or above them."""

from __future__ import annotations

import pytest

from pipelines.articles.formats.html import parse
from pipelines.articles.formats.isolated import Answer

LEAD = "警察庁の担当者は、学校と連携して注意を呼びかけるとしている。"


def read(body: str, head: str = "") -> Answer:
    page = f"<!DOCTYPE html><html><head>{head}</head><body><h1>検挙</h1>{body}<p>{LEAD}</p></body></html>"
    return parse(page.encode(), 100_000)


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("<p>被害児童は1,665<sup>1</sup>人だった。</p>", "被害児童は1,665¹人だった。"),
        ("<p>被害児童は1,665<sup><a href='#n1'>1</a></sup>人だった。</p>", "被害児童は1,665¹人だった。"),
        ("<p>被害児童は45<a href='#n1'>1</a>人だった。</p>", "被害児童は45¹人だった。"),
        ("<p>被害児童は45<span class='footnote'>1</span>人だった。</p>", "被害児童は45¹人だった。"),
        ("<p>被害児童は45<span style='vertical-align: super'>１</span>人だった。</p>", "被害児童は45¹人だった。"),
        ("<p>被害児童は45<sup>※1</sup>人だった。</p>", "被害児童は45※¹人だった。"),
        ("<p>被害児童は45<sup>[1]</sup>人だった。</p>", "被害児童は45[1]人だった。"),
        # Without a word of style: no number has two groups and one digit more.
        ("<p>被害児童は1,665<i>1</i>人だった。</p>", "被害児童は1,665¹人だった。"),
    ],
)
def test_the_mark_of_a_note_is_no_digit_of_the_number(body: str, line: str) -> None:
    assert line in read(body).text


def test_a_style_sheet_of_the_page_raises_a_mark_too() -> None:
    sheet = "<style>/* notes */ p .mark, a.mark { font-size: 60%; vertical-align: super }</style>"
    assert "は45¹人" in read("<p>被害児童は45<span class='mark'>1</span>人だった。</p>", sheet).text


@pytest.mark.parametrize("tag", ["del", "s", "strike", "span style='text-decoration: line-through red'"])
def test_a_number_struck_out_is_not_said_and_its_correction_is(tag: str) -> None:
    found = read(f"<p>被害児童は<{tag}>1,665</{tag.split()[0]}><ins>1,656</ins>人だった。</p>")
    assert "被害児童は1,656人だった。" in found.text
    assert "1,665" not in found.text
    assert found.note is not None
    assert "strikes out" in found.note


@pytest.mark.parametrize(
    "row",
    [
        "<div style='display: flex'><span>2023</span><span>1665</span></div>",
        "<div style='display:grid'><b>2023</b><b>1665</b></div>",
        "<div><span style='padding: 8px'>2023</span><span style='padding: 8px'>1665</span></div>",
        "<div><span style='display:inline-block'>2023</span><span>1665</span></div>",
        "<div class='row'><span>2023</span><span>1665</span></div>",
        "<p>件数 <i>2023</i><b>1665</b></p>",
        "<div>2023<img src='bar.png'>1665</div>",
        "<div>2023<script>draw()</script>1665</div>",
    ],
)
def test_numbers_that_stand_side_by_side_are_two(row: str) -> None:
    text = read(row).text
    assert "20231665" not in text
    assert "2023" in text
    assert "1665" in text


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ("<p>被害児童は<b>1</b>,665人だった。</p>", "1,665人"),
        ("<p>被害児童は<span>20</span><span>23</span>年に増えた。</p>", "2023年"),
        ("<p>被害児童は1,<wbr>665人だった。</p>", "1,665人"),
        ("<div><span>4</span><span>5</span><span>7</span></div>", "457"),
        ("<p>前年より<font>4</font>.<font>2</font>％増えた。</p>", "4.2％"),
    ],
)
def test_a_number_in_several_elements_is_one(body: str, number: str) -> None:
    assert number in read(body).text
