"""Web pages: the article's text as a reader sees it, and what the page says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from pipelines.articles.formats import DocumentReader, Reading, ReadingLimits, UnreadableArticleError
from pipelines.articles.model import Origin, Rejection

NOTICE = """<!DOCTYPE html>
<html lang="ja"><head><title>お知らせ｜警察庁</title></head><body>
<header><a href="/">警察庁</a></header>
<nav><ul><li><a href="/a">ホーム</a></li><li><a href="/b">令和7年の統計</a></li></ul></nav>
<div id="main"><h1>SNSに起因する事犯</h1>
<p>平成29年の被害児童は1,813人でした。</p><p>前年より77人増えました。</p><p>スマートフォンからの利用が9割でした。</p></div>
<footer><p>Copyright 2018 警察庁</p></footer></body></html>"""
SENTENCES = [
    "In 2017, 1,813 minors fell victim to crimes on social media, the National Police Agency said on Thursday.",
    "The figure was up by 77 from a year earlier and was the highest since comparable data became available.",
    "Some 702 victims were involved in violations of ordinances that protect minors from lewd acts.",
    "Victims who used smartphones to reach the sites made up 91.6 percent of those whose means were known.",
]


@pytest.fixture(scope="module")
def reader() -> Iterator[DocumentReader]:
    with DocumentReader(ReadingLimits()) as opened:
        yield opened


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def article(body: str) -> str:
    """A page of a newspaper whose article ends in ``body``."""
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    return page(
        "<header><div>The Daily 24</div></header><nav><a href='/1'>Top 10</a></nav>"
        f"<article><h1>Record number</h1>{paragraphs}{body}</article>"
        "<aside><h3>Most read</h3><p>Some 99 other stories that everyone reads today.</p></aside>"
        "<div id='comments'><p>First! I have seen 1,000 of these.</p></div><footer>© 2018</footer>"
    )


def end_of(reading: Reading) -> str:
    """What follows the sentences every article of these tests begins with."""
    assert reading.text.startswith("Record number\n\n" + "\n\n".join(SENTENCES))
    return reading.text.removeprefix("Record number\n\n" + "\n\n".join(SENTENCES)).strip("\n")


def read(reader: DocumentReader, source: str) -> Reading:
    return reader.read(source.encode("utf-8"), ".html", None)


def rejection(reader: DocumentReader, source: str) -> UnreadableArticleError:
    with pytest.raises(UnreadableArticleError) as caught:
        read(reader, source)
    return caught.value


def test_an_article_is_read_without_menus_advertisements_and_comments(reader: DocumentReader) -> None:
    found = read(reader, article(""))
    assert end_of(found) == ""
    assert (found.media_type, found.encoding, found.note) == ("text/html", "utf-8", None)


def test_a_notice_of_three_sentences_is_read_whole(reader: DocumentReader) -> None:
    assert read(reader, NOTICE).text == (
        "SNSに起因する事犯\n\n平成29年の被害児童は1,813人でした。\n\n前年より77人増えました。\n\n"
        "スマートフォンからの利用が9割でした。"
    )


@pytest.mark.parametrize(
    "source",
    [
        "<p>被害児童は1,813人でした。</p>",
        "<form id='aspnetForm'><div><div><p>被害児童は1,813人でした。</p></div></div></form>",
        "<table><tr><td><font>被害児童は1,813人でした。</font></td></tr></table>",
        "<div>被害児童は1,813人でした。</div>",
        "被害児童は1,813人でした。",
        "<center><br>被害児童は1,813人でした。</center>",
    ],
)
def test_a_single_sentence_is_read_however_it_is_marked(reader: DocumentReader, source: str) -> None:
    assert read(reader, page(source)).text == "被害児童は1,813人でした。"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>There were <b>1,813</b> victims, <i>77</i> more.</p>", "There were 1,813 victims, 77 more."),
        ("<p>被害児童は<b>1,813</b>人で、<span>前年</span>より増えた。</p>", "被害児童は1,813人で、前年より増えた。"),
        ("<p>被害児童は\n   1,813人で、\n   前年より\n増えた。</p>", "被害児童は1,813人で、前年より増えた。"),
        ("<p>One\n  two &nbsp;three&shy;fold.</p>", "One two \u00a0threefold."),
        ("<p>&#x5341;人、５％、&yen;100、&lt;7&gt;。</p>", "十人、５％、¥100、<7>。"),
        ("<p><ruby>警察庁<rp>（</rp><rt>けいさつちょう</rt><rp>）</rp></ruby>は、12人と発表した。</p>",
         "警察庁は、12人と発表した。"),
        ("<p>Some 1,813<sup>2</sup> victims, or 10<sup>5</sup> in H<sub>2</sub>O.</p>",
         "Some 1,813² victims, or 10⁵ in H₂O."),
        ("<p>Line 1<br>Line 2<br/>Line 3.</p>", "Line 1\nLine 2\nLine 3."),
        ("<ul><li>16 and 17: 52 percent of them</li><li>14: 37.2 percent of them</li></ul>",
         "16 and 17: 52 percent of them\n14: 37.2 percent of them"),
        ("<table><caption>Victims</caption><tr><th>Year</th><th>Number</th></tr><tr><td>2016</td><td>1,736</td></tr>"
         "<tr><td>2017</td><td>1,813</td></tr></table>", "Victims\n\nYear\tNumber\n2016\t1,736\n2017\t1,813"),
        ("<h2>By age</h2><p>The youngest was 8.</p>", "By age\n\nThe youngest was 8."),
        ("<div>A division with 555 victims in it.</div><p>And 7.</p>", "A division with 555 victims in it.\n\nAnd 7."),
        ("<blockquote><p>“We saw 77 more,” an official said.</p></blockquote>", "“We saw 77 more,” an official said."),
        ("<p>Shown 1.</p><p hidden>Hidden 2.</p><p style='display: none'>Hidden 3.</p>", "Shown 1."),
        ("<p>Shown 1.</p><script>var a = 2;</script><style>p {top: 3px}</style><noscript>4</noscript>", "Shown 1."),
    ],
)  # fmt: skip
def test_the_text_is_what_a_browser_shows(reader: DocumentReader, source: str, text: str) -> None:
    assert end_of(read(reader, article(source))) == text


def test_the_heading_and_the_caption_above_the_first_paragraph_belong_to_the_article(reader: DocumentReader) -> None:
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    source = page(
        "<ul class='menu'><li><a href='1'>News</a></li></ul><div class='article'><h1>A record 1,813</h1>"
        "<figure><figcaption>Some 91.6 percent used smartphones. Photo: AFP</figcaption></figure>"
        f"<div class='text'>{paragraphs}</div></div><div class='related-stories'><p>Some 50 arrested in raid.</p></div>"
    )
    assert read(reader, source).text.split("\n\n") == [
        "A record 1,813",
        "Some 91.6 percent used smartphones. Photo: AFP",
        *SENTENCES,
    ]


def test_a_page_of_the_agency_is_read_whole_also_where_it_looks_like_a_menu(reader: DocumentReader) -> None:
    source = """<body id="sns"><div id="header"><p>本文へ</p></div><div id="contents"><h1>被害児童の現状</h1>
    <p class="right">平成30年4月26日<br>生活安全局</p><h2>1 概要</h2>
    <p>平成29年の被害児童数は1,813人（前年比＋4.4％）であった。</p>
    <h2>2 罪種別</h2><table><caption>表1</caption>
    <tr><th>罪種</th><th>28年</th></tr><tr><td>児童ポルノ</td><td>507</td></tr>
    </table><ul><li><a href="a.pdf">資料1（PDF：123KB）</a></li></ul></div></body>"""
    text = read(reader, f"<html>{source}</html>").text
    assert text.split("\n\n") == [
        "被害児童の現状",
        "平成30年4月26日\n生活安全局",
        "1 概要",
        "平成29年の被害児童数は1,813人（前年比＋4.4％）であった。",
        "2 罪種別",
        "表1",
        "罪種\t28年\n児童ポルノ\t507",
    ]


def test_a_table_that_arranges_a_page_is_no_table(reader: DocumentReader) -> None:
    source = page(
        "<table><tr><td><a href='1'>ホーム</a><br><a href='2'>統計 24</a></td><td><font>被害状況</font><br><br>"
        "平成15年の被害児童は1,510人で、前年より200人増えた。<br>このうち女子は1,300人。</td></tr></table>"
    )
    assert read(reader, source).text == (
        "被害状況\n\n平成15年の被害児童は1,510人で、前年より200人増えた。\nこのうち女子は1,300人。"
    )


def test_a_cell_of_several_lines_stays_one_cell(reader: DocumentReader) -> None:
    source = page(
        "<p>令和6年の被害児童は945人であった。</p><table>"
        "<tr><th rowspan='2'>児童買春・<br>児童ポルノ</th><th>計</th><td><p>930</p></td><td><p>945</p></td></tr>"
        "<tr><th>うち<span>児童<br>買春</span></th><td>412</td><td>398</td></tr></table>"
    )
    assert read(reader, source).text.endswith("児童買春・児童ポルノ\t計\t930\t945\n\tうち児童買春\t412\t398")


@pytest.mark.parametrize("source", ["", "<p></p>", "<script>document.write('1,813')</script>", "<nav>1</nav>", "<img>"])
def test_a_page_without_an_article_says_what_to_do(reader: DocumentReader, source: str) -> None:
    error = rejection(reader, page(source))
    assert error.reason == Rejection.NO_TEXT
    assert "browser" in error.message


def test_a_page_says_who_published_it_where_and_when(reader: DocumentReader) -> None:
    head = """<title>Record number | SCMP</title>
    <meta property="og:title" content="Record number of minors"><meta property="og:site_name" content="SCMP">
    <link rel="canonical" href="https://example.org/a"><meta property="article:published_time"
    content="2018-04-26T09:00:00+09:00"><meta property="article:modified_time" content="2018-05-01T09:00:00+09:00">"""
    assert read(reader, page("<p>There were 1,813 victims.</p>", head)).document == Origin(
        publisher="SCMP",
        title="Record number of minors",
        url="https://example.org/a",
        published_on=date(2018, 4, 26),
    )


def test_structured_data_says_the_same_and_the_first_publication_counts(reader: DocumentReader) -> None:
    head = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
    {"@type": "Organization", "name": "Nobody"},
    {"@type": ["NewsArticle"], "headline": "Record number", "dateModified": "2019-01-01",
     "datePublished": "2018-04-26", "publisher": {"@type": "Organization", "name": "SCMP"}}]}</script>"""
    document = read(reader, page("<p>There were 1,813 victims.</p>", head)).document
    assert (document.publisher, document.title, document.published_on) == ("SCMP", "Record number", date(2018, 4, 26))


@pytest.mark.parametrize(
    "source",
    [
        "<p>On April 26, 2018, police counted 12.</p>",
        "<p>更新日：2018年4月26日</p>",
        "<p>12 victims.</p><footer>Copyright 2018-04-26</footer>",
        "<p>12 victims.</p><time datetime='2018-04-26'>a date of something</time>",
        "<meta property='article:modified_time' content='2018-04-26'><p>12 victims.</p>",
        "<meta name='pubdate' content='2018-02-31'><p>12 victims.</p>",
    ],
)
def test_no_other_day_is_taken_for_the_day_of_publication(reader: DocumentReader, source: str) -> None:
    assert read(reader, page(source)).document.published_on is None


@pytest.mark.parametrize("script", ["{", "[[[[", "1", '"a"', '{"@type": "NewsArticle", "headline": 7}', "[" * 100_000])
def test_structured_data_that_is_none_is_passed_over(reader: DocumentReader, script: str) -> None:
    source = page("<p>12 victims.</p>", f"<script type='application/ld+json'>{script}</script>")
    assert read(reader, source).document == Origin()


@pytest.mark.parametrize(("declared", "encoding"), [("Shift_JIS", "cp932"), ("euc-jp", "euc_jp"), ("x-sjis", "cp932")])
def test_a_page_is_read_in_the_encoding_it_says(reader: DocumentReader, declared: str, encoding: str) -> None:
    source = page("<p>被害①は１，８１３人。</p>", f"<meta charset='{declared}'>")
    source = source if encoding == "cp932" else source.replace("①", "")
    found = reader.read(source.encode(encoding), ".htm", None)
    assert (found.encoding, found.note) == (encoding, None)
    assert "１，８１３人。" in found.text


@pytest.mark.parametrize(("declared", "encoding"), [("utf-8", "cp932"), ("shift_jis", "utf-8"), ("big5", "utf-8")])
def test_a_page_that_says_a_wrong_encoding_is_read_in_its_own(
    reader: DocumentReader, declared: str, encoding: str
) -> None:
    source = page("<p>警察庁によると、被害児童は１，８１３人だった。</p>", f"<meta charset={declared}>")
    found = reader.read(source.encode(encoding), ".html", None)
    assert found.text == "警察庁によると、被害児童は１，８１３人だった。"
    assert found.note is not None
    assert declared in found.note
    assert encoding in found.note


def test_the_origin_file_wins_over_what_the_page_says(reader: DocumentReader) -> None:
    source = page("<p>被害児童は１，８１３人だった。</p>", "<meta charset=euc-jp>").encode("cp932")
    assert reader.read(source, ".html", "cp932").text == "被害児童は１，８１３人だった。"


def test_a_page_named_as_a_pdf_file_is_read_as_a_page(reader: DocumentReader) -> None:
    found = reader.read(page("<p>Some 1,813 victims.</p>").encode(), ".pdf", None)
    assert (found.text, found.media_type) == ("Some 1,813 victims.", "text/html")
    assert found.note == "The file is a web page by its bytes and was read as one, although its name ends in .pdf."


def test_xhtml_is_read(reader: DocumentReader) -> None:
    source = (
        '<?xml version="1.0" encoding="EUC-JP"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" '
        '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd"><html xmlns="http://www.w3.org/1999/xhtml">'
        "<head><title>統計</title></head><body><p>被害児童は１，８１３人だった。</p></body></html>"
    )
    found = reader.read(source.encode("euc_jp"), ".xhtml", None)
    assert (found.text, found.encoding, found.document.title) == ("被害児童は１，８１３人だった。", "euc_jp", "統計")
