"""Which part of a page is its article, whatever the page calls it, and what the page says of itself."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.articles.formats.html import parse
from pipelines.articles.formats.isolated import Answer

STORY = [
    "Police said on Thursday that 1,665 children fell victim to crimes in 2023, down 67 from a year earlier.",
    "There were 2,789 cases, of which 450 were child prostitution, the National Police Agency said.",
    "An official said the agency would work with schools to warn pupils of the dangers of strangers online.",
]
PARAGRAPHS = "".join(f"<p>{sentence}</p>" for sentence in STORY)
ARCHIVE = "".join(
    f"<div><a href='/{month}'>Archive of the month number {month} of the paper</a></div>" for month in range(40)
)
LIST = "<dl><dt>検挙件数</dt><dd>1,665件</dd><dt>検挙人員</dt><dd>1,400人</dd><dt>うち少年</dt><dd>120人</dd></dl>"
ITEMS = "<ul><li>検挙件数 1,665件</li><li>検挙人員 1,400人</li><li>うち少年 120人</li></ul>"
FIGURES = {"検挙件数": "1,665件", "検挙人員": "1,400人", "うち少年": "120人"}
TABLE = "".join(f"<tr><td>{name}</td><td>{number}</td></tr>" for name, number in FIGURES.items())
ROWS = "".join(f"<div class='row'><div>{name}</div><div>{number}</div></div>" for name, number in FIGURES.items())


def read(body: str, head: str = "") -> Answer:
    return parse(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), 100_000)


@pytest.mark.parametrize(
    "names",
    ["class='no-share'", "class='share'", "class='sidebar'", "class='related'", "id='comments'", "class='pagination'",
     "class='newsletter'", "class='breadcrumb'", "role='alert'", "class='cookie'", "id='footer'"],
)  # fmt: skip
@pytest.mark.parametrize("around", ["", ARCHIVE])
def test_no_name_of_an_element_hides_the_article_in_it(names: str, around: str) -> None:
    text = read(f"<h1>Child victims</h1><div {names}>{PARAGRAPHS}</div>{around}").text
    assert text == "\n\n".join(["Child victims", *STORY])


@pytest.mark.parametrize("names", ["class='share'", "class='drug-related'", "role='alert'", "id='sidebar'"])
def test_no_name_hides_a_part_of_the_article(names: str) -> None:
    first, *others = (f"<p>{sentence}</p>" for sentence in STORY)
    text = read(f"<article><h1>Child victims</h1><div {names}>{first}</div>{''.join(others)}</article>").text
    assert text == "\n\n".join(["Child victims", *STORY])


@pytest.mark.parametrize(
    "hero", ["<main><h1>Child victims</h1></main>", "<div role='main'><h1>Child victims</h1><img></div>"]
)
def test_a_main_element_that_holds_the_heading_only_is_not_the_article(hero: str) -> None:
    assert read(f"<header>{hero}</header><div>{PARAGRAPHS}</div>").text == "\n\n".join(["Child victims", *STORY])


@pytest.mark.parametrize("figures", [LIST, ITEMS, f"<table>{TABLE}</table>", ROWS])
@pytest.mark.parametrize("beside", ["<div class='stat'>{}</div>", "<section><h2>統計</h2>{}</section>"])
def test_a_list_of_figures_beside_the_article_is_of_it(figures: str, beside: str) -> None:
    article = "<article><h1>検挙状況</h1><p>令和5年中の県内の検挙状況は次のとおりです。</p></article>"
    text = read(article + beside.format(figures) + ARCHIVE).text
    assert [number in text for number in ("1,665", "1,400", "120")] == [True] * 3


@pytest.mark.parametrize(
    "blurb",
    ["<div class='card'><span>{}</span></div>", "<article><h3>Fraud</h3><p>{}</p></article>", "<li>{}</li>",
     "<a href='/x'><p>{}</p></a>"],
)  # fmt: skip
def test_blurbs_of_other_stories_are_not_of_it(blurb: str) -> None:
    others = "".join(blurb.format(f"Police arrested {number} people over fraud.") for number in range(90, 99))
    text = read(f"<div class='story'><h1>Child victims</h1>{PARAGRAPHS}</div><div>{others}</div>").text
    assert text == "\n\n".join(["Child victims", *STORY])


def test_a_page_that_leaves_out_most_of_its_numbers_says_so() -> None:
    comments = "".join(
        f"<div><b>Reader {n}</b><p>I saw {n * 7} of these in our street.</p></div>" for n in range(10, 40)
    )
    found = read(f"<article><h1>Child victims</h1>{PARAGRAPHS}</article><div id='comments'>{comments}</div>")
    assert "Reader 10" not in found.text
    assert found.note == "Of 65 numbers on the page, menus and links apart, 5 are in the text of the article."


def test_a_text_that_stands_in_the_structured_data_only_is_read_with_a_note() -> None:
    body = "Police said that 1,665 children fell victim to crimes."
    data = f'{{"@graph": [{{"@type": "NewsArticle", "articleBody": "<p>{body}</p><p>There were 2,789 cases.</p>"}}]}}'
    found = read("<div id='root'></div>", f"<script type='application/ld+json'>{data}</script>")
    assert found.text == f"{body}\n\nThere were 2,789 cases."
    assert found.note is not None
    assert "scripts" in found.note


@pytest.mark.parametrize(
    "data",
    [
        "<![CDATA[\n{}\n]]>",
        "//<![CDATA[\n{}\n//]]>",
        "<!-- {} -->",
        "/*<![CDATA[*/ {} /*]]>*/",
    ],
)
def test_structured_data_is_read_through_what_hides_it_from_old_browsers(data: str) -> None:
    script = data.format('{"@type": "NewsArticle", "datePublished": "2024-03-14T10:00:00+09:00"}')
    assert day_of(f"<script type='application/ld+json'>{script}</script>") == date(2024, 3, 14)


def test_of_several_articles_in_the_data_the_page_is_the_one_of_its_address() -> None:
    nodes = ",".join(
        f'{{"@type": "NewsArticle", "url": "https://www.example.org/{n}/", "datePublished": "2024-03-1{n}"}}'
        for n in (1, 4, 2)
    )
    head = f"<link rel='canonical' href='https://example.org/4'><script type='application/ld+json'>[{nodes}]</script>"
    assert day_of(head) == date(2024, 3, 14)


@pytest.mark.parametrize(
    "head",
    [
        "<meta name='date' content='2024-03-14'>",
        "<meta name='publish-date' content='2024/3/14'>",
        "<meta name='DC.date' content='令和6年3月14日'>",
        "<meta property='article:published_time' content='Thu, 14 Mar 2024 10:00:00 +0900'>",
        "<meta itemprop='datePublished' content='March 14, 2024'>",
        "<meta property='article:published_time' content='2024-03-13T16:00:00Z'>",
    ],
)
def test_the_head_says_the_day_in_one_of_many_ways(head: str) -> None:
    assert day_of(head) == date(2024, 3, 14)


@pytest.mark.parametrize(
    "time",
    [
        "<time class='published' datetime='2024-03-14T10:00'>14 March</time>",
        "<time datetime='2024-03-14'>14 March</time>",
        "<time>令和6年3月14日</time>",
        "<p>更新 <time datetime='2024-03-20'>20 March</time> 公開 <time datetime='2024-03-14'>14 March</time></p>",
        "<time class='updated' datetime='2024-03-20'></time><time class='entry-date' datetime='2024-03-14'></time>",
    ],
)
def test_the_time_under_the_heading_is_that_of_publication(time: str) -> None:
    assert read(f"<article><h1>Child victims</h1>{time}{PARAGRAPHS}</article>").document.published_on == date(
        2024, 3, 14
    )


def test_a_time_below_the_article_is_not() -> None:
    page = f"<div><h1>Child victims</h1>{PARAGRAPHS}</div><p><time datetime='2024-03-14'>of another story</time></p>"
    assert read(page).document.published_on is None


def day_of(head: str) -> date | None:
    return read(f"<h1>Child victims</h1>{PARAGRAPHS}", head).document.published_on


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<title>Child victims</title>", "<h1>The Daily</h1><h2>Child victims</h2>"),
        ("<title>Child victims | The Daily</title>", "<h1>The Daily</h1><h1>Child victims</h1>"),
        ("<title>Child victims｜The Daily</title>", "<h1>Notices</h1><div><h1>Child victims</h1></div>"),
        ("<title>The Daily</title>", "<h1>Child victims</h1>"),
        ("<meta property='og:title' content='Child victims | The Daily'>"
         "<meta property='og:site_name' content='The Daily'>", ""),
        ("<meta property='og:site_name' content='The Daily'><title>Child victims - The Daily</title>",
         "<h1>The Daily</h1>"),
    ],
)  # fmt: skip
def test_the_title_is_that_of_the_article_and_not_of_the_site(head: str, body: str) -> None:
    assert read(body + PARAGRAPHS, head).document.title == "Child victims"


@pytest.mark.parametrize(
    "head",
    [
        "<meta name='author' content='A. Writer'><meta name='application-name' content='The Daily'>",
        '<script type=\'application/ld+json\'>{"@type": "WebSite", "name": "The Daily"}</script>',
        "<title>Child victims | The Daily</title>",
        "<script type='application/ld+json'>"
        '{"@type": "NewsArticle", "publisher": [{"name": "The Daily"}]}</script><title>Child victims</title>',
    ],
)
def test_the_publisher_is_known_by_what_the_site_calls_itself(head: str) -> None:
    assert read(f"<h1>Child victims</h1>{PARAGRAPHS}", head).document.publisher == "The Daily"
