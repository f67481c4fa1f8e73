"""What a page says of itself: title, publisher, address, the day it was first published.

The day only where it is marked as such. A day in the text, in a copyright line or of an update is not the day of
publication, and a wrong day puts every "last year" of the article wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from lxml.html import HtmlElement

from pipelines.articles.days import day_in
from pipelines.articles.formats.html_blocks import Block
from pipelines.articles.formats.html_json import Node, article_node, site_names
from pipelines.articles.model import Origin

_TITLES = ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title")
_PUBLISHERS = ("og:site_name", "citation_journal_title", "dc.publisher", "dcterms.publisher", "publisher")
_SITES = ("application-name", "apple-mobile-web-app-title", "al:ios:app_name", "copyright")
_DAYS = ("article:published_time", "og:article:published_time", "article:published", "og:published_time",
         "datepublished", "dc.date.issued", "dcterms.issued", "citation_publication_date", "citation_online_date",
         "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date",
         "publication_date", "publication-date", "published", "article.published", "releasedate", "release_date",
         "dc.date.created", "dcterms.created", "citation_date", "dc.date", "dcterms.date", "date",
         "article_date_original", "cxenseparse:recs:publishtime", "originalpublicationdate")  # fmt: skip
_LONGEST = 500
# Between what a page is called and what its site is.
_SEPARATOR = re.compile(r"\s*[|｜│]\s*|\s+[-–—:：»·]\s+|\s*[：»]\s*")
_UPDATED = re.compile(r"updat|modif|revis|更新|修正|改訂|最終", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"publish|pub-?date|posted|issued|entry-?date|post-?date|公開|掲載|配信|発表|投稿", re.IGNORECASE
)
_HEADINGS = ("h1", "h2", "h3")


def read_metadata(tree: HtmlElement, nodes: Sequence[Node], article: Sequence[Block]) -> Origin:
    """What head, structured data, headings and marked times of a page say.

    Args:
        tree: The page.
        nodes: The objects of its structured data.
        article: The blocks of its article; empty where they are not known.
    """
    said = _meta_elements(tree)
    head_titles = [title.text_content() for title in tree.xpath("//head/title")[:1]]
    addresses = [*(link.get("href") for link in tree.xpath("//link[@rel='canonical'][@href]")), said.get("og:url")]
    node = article_node(nodes, list(_texts(addresses)), list(_texts([said.get("og:title"), *head_titles])))
    titles = list(_texts([*(said.get(name) for name in _TITLES), node.get("headline"), *head_titles]))
    publishers = [*(said.get(name) for name in _PUBLISHERS), _name(node.get("publisher")),
                  *(said.get(name) for name in _SITES), *site_names(nodes)]  # fmt: skip
    publisher = next(_texts(publishers), None)
    headings = _headings(tree)
    days = [node.get("datePublished"), *(said.get(name) for name in _DAYS), *_marked_days(tree, article)]
    return Origin(
        publisher=publisher or _site_in_title(head_titles, headings),
        title=_title(titles, headings, publisher),
        url=next((text for text in _texts(addresses) if re.match(r"https?://[^/\s]", text)), None),
        published_on=next((day for text in _texts(days) if (day := _plausible(day_in(text))) is not None), None),
    )


def _meta_elements(tree: HtmlElement) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]"):
        for key in ("property", "name", "itemprop"):
            if name := element.get(key):
                found.setdefault(name.strip().lower(), element.get("content"))
    return found


def _headings(tree: HtmlElement) -> list[tuple[str, str]]:
    """Tag and text of each, main ones first."""
    return [(tag, text) for tag in _HEADINGS for text in _texts(heading.text_content() for heading in tree.iter(tag))]


def _title(titles: Sequence[str], headings: Sequence[tuple[str, str]], publisher: str | None) -> str | None:
    """What the page's head and one of its headings both say; else its one main heading, else the head's word.

    A head often adds the name of the site to it, and the main heading of a page may be that name.
    """
    for title in titles:
        parts = {_bare(part) for part in _SEPARATOR.split(title)} | {_bare(title)}
        first = _bare(_SEPARATOR.split(title)[0])
        agreeing = [text for _, text in headings if _bare(text) in parts and _bare(text) != _bare(publisher or "")]
        whole = [text for text in agreeing if _bare(text) in (first, _bare(title))]
        if whole or agreeing:
            return max(whole or agreeing, key=len)
    main = [text for tag, text in headings if tag == "h1"]
    marked = [title for title in titles[:-1] if _bare(title) != _bare(publisher or "")]
    if marked:
        return _without_site(marked[0], publisher)
    if len(main) == 1 and _bare(main[0]) != _bare(publisher or ""):
        return main[0]
    return _without_site(titles[0], publisher) if titles else None


def _without_site(title: str, publisher: str | None) -> str:
    """A title without the name of the site at its end."""
    parts = _SEPARATOR.split(title)
    if publisher and len(parts) > 1 and _bare(parts[-1]) == _bare(publisher):
        return title[: title.rindex(parts[-1])].rstrip(" |｜│-–—:：»·")
    return title


def _site_in_title(titles: Sequence[str], headings: Sequence[tuple[str, str]]) -> str | None:
    """What the head's title adds to that of a heading."""
    for title in _texts(titles):
        for _, text in headings:
            parts = _SEPARATOR.split(title)
            if len(parts) > 1 and _bare(parts[0]) == _bare(text) and _bare(parts[-1]) != _bare(text):
                return parts[-1]
    return None


def _marked_days(tree: HtmlElement, article: Sequence[Block]) -> Iterator[str | None]:
    """Days that elements are marked with, the surest first."""
    for element in tree.xpath("//time[@pubdate or contains(@itemprop, 'datePublished')]"):
        yield element.get("datetime") or element.text_content()
    for element in tree.xpath("//*[not(self::meta or self::time)][@itemprop='datePublished']"):
        yield element.get("content") or element.get("datetime") or element.text_content()
    times = [time for time in _times_at_the_head(tree, article) if not _UPDATED.search(_label(time))]
    for time in sorted(times, key=lambda time: not _PUBLISHED.search(_label(time))):
        yield time.get("datetime") if day_in(time.get("datetime") or "") else time.text_content()


def _times_at_the_head(tree: HtmlElement, article: Sequence[Block]) -> list[HtmlElement]:
    """The times between the heading of the article and its second paragraph, or in its only ``article`` element."""
    paragraphs = [block.element for block in article if block.tag not in _HEADINGS and len(block.text) > 20]
    start = next((block.element for block in article if block.tag in _HEADINGS), None)
    found: list[HtmlElement] = []
    if not paragraphs:
        return found
    is_open = start is None
    for element in tree.iter():
        if element is start:
            is_open = True
        elif element is paragraphs[min(1, len(paragraphs) - 1)] and is_open:
            break
        elif element.tag == "time" and (is_open or any(e.tag == "article" for e in element.iterancestors())):
            found.append(element)
    return found


def _label(time: HtmlElement) -> str:
    """What its names and the words before it say of a time."""
    parent, before = time.getparent(), time.getprevious()
    words = before.tail if before is not None else parent.text if parent is not None else ""
    if not (words or "").strip() and before is not None and before.tag not in ("time", "h1", "h2"):
        words = before.text_content()
    names = f"{time.get('class') or ''} {time.get('itemprop') or ''} {time.get('id') or ''}"
    around = f"{parent.get('class') or ''}" if parent is not None else ""
    return f"{names} {around} {(words or '')[-40:]}"


def _name(node: object) -> object:
    if isinstance(node, list):
        node = node[0] if node else None
    return node.get("name") if isinstance(node, dict) else node


def _texts(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str) and (text := " ".join(value.split())) and len(text) <= _LONGEST:
            yield text


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()


def _plausible(day: date | None) -> date | None:
    """No stand-in, such as the first day of computers' clocks."""
    return day if day is not None and 1990 <= day.year <= 2100 else None
