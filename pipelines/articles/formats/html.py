"""The article of a web page: its text, and what the page says of itself.

Runs in the process of its own. trafilatura tells the article from menus, advertisements and comments; the text is cut
from the page itself by ``html_blocks``, because every character of it may be part of a number.
"""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura import bare_extraction

from pipelines.articles.formats.html_blocks import Block, blocks_of, joined, remove_what_is_not_shown
from pipelines.articles.formats.html_metadata import metadata
from pipelines.articles.formats.isolated import Answer
from pipelines.articles.formats.reading import UnreadableArticleError
from pipelines.articles.model import Rejection

# Past this, copying and freeing the tree would exhaust the stack. No page made for people comes near it.
_MAX_DEPTH = 1_000
_SPACE = re.compile(r"\s+")
_DIGIT = re.compile(r"\d")
# Shorter texts stand on a page by chance; longer ones are the article's own.
_TELLING_LENGTH = 12
_NO_TEXT = (
    "The page has no text of an article; its text may be loaded by scripts. Open it in a browser and save the "
    "article's text as UTF-8 in a .txt file."
)
# XML forbids them and Unicode has no characters there; a browser drops the first of them too.
_NO_CHARACTERS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def parse(content: bytes, max_chars: int) -> Answer:
    """Read a page.

    Args:
        content: The page as UTF-8.
        max_chars: The longest text worth cutting out.

    Raises:
        UnreadableArticleError: There is no text in it, or it is nested too deep.
    """
    tree = _tree(content)
    document = metadata(tree)
    remove_what_is_not_shown(tree)
    blocks = blocks_of(tree)
    kept = _article(tree, blocks)
    text = joined(kept)
    if not text:
        raise UnreadableArticleError(Rejection.NO_TEXT, _NO_TEXT)
    return Answer(text[: max_chars + 1], None, document)


def _tree(content: bytes) -> HtmlElement:
    text = _NO_CHARACTERS.sub("", content.decode("utf-8"))
    # Without huge_tree the parser cuts a long text off and says nothing.
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        tree = document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise UnreadableArticleError(Rejection.NO_TEXT, _NO_TEXT) from None
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _MAX_DEPTH:
            raise UnreadableArticleError(
                Rejection.TOO_COMPLEX,
                f"The elements of the page are nested more than {_MAX_DEPTH:,} deep. Save the article's text as UTF-8 "
                "in a .txt file.",
            )
    return tree


def _article(tree: HtmlElement, blocks: list[Block]) -> list[Block]:
    """The blocks of the article: those trafilatura finds, what stands between them and the heading, and neighbours.

    A paragraph beside two of the article's own is one of them, also where trafilatura lets it go for being short or
    not marked as a paragraph. Where it finds nothing, or leaves out most of the sentences with a number in them, as on
    many short notices, all of the page's content is taken.
    """
    content = [block for block in blocks if block.is_content]
    everything = [block for block in content if not block.is_link] or content
    kept = _found_by_trafilatura(tree, content)
    # Menus at either end are links and nothing else.
    own = [at for at in kept if not content[at].is_link]
    kept = {at for at in kept if own and min(own) <= at <= max(own)}
    if not kept:
        return everything
    # An advertisement or a list of other articles is in an element of its own.
    around = {content[at].parent for at in kept}
    first, last = min(kept), max(kept)
    headings = [at for at, block in enumerate(content) if block.tag == "h1"]
    start = headings[0] if len(headings) == 1 and headings[0] < first else first
    article = [
        block
        for at, block in enumerate(content)
        if at in kept
        or (start <= at < first and not block.is_link)
        or (first <= at <= last and (block.parent in around or block.element in around))
        or _follows(at, content, kept)
    ]
    return article if 2 * _statements(article) >= _statements(everything) else everything


def _found_by_trafilatura(tree: HtmlElement, content: list[Block]) -> set[int]:
    """The numbers of the blocks whose text it returns."""
    found = bare_extraction(
        deepcopy(tree),
        include_comments=False,
        include_tables=True,
        favor_precision=True,
        fast=True,
        with_metadata=False,
    )
    body = getattr(found, "body", None)
    if body is None:
        return set()
    parts = {_bare("".join(part.itertext())) for part in body.iter() if isinstance(part.tag, str)}
    whole = _bare("".join(body.itertext()))
    return {
        at
        for at, block in enumerate(content)
        if (bare := _bare(block.text)) in parts or (len(bare) >= _TELLING_LENGTH and bare in whole)
    }


def _statements(blocks: list[Block]) -> int:
    """How many blocks are whole sentences with a number."""
    return sum(1 for block in blocks if _ends_sentence(block.text) and _DIGIT.search(block.text))


def _ends_sentence(text: str) -> bool:
    return text.rstrip().endswith((".", "。", "!", "?", "！", "？", "」", "”", '"', "）", ")"))


def _follows(at: int, content: list[Block], kept: set[int]) -> bool:
    """Whether the block is of whole sentences, in the same element as the article's first or last paragraph."""
    block = content[at]
    return _ends_sentence(block.text) and any(content[other].parent == block.parent for other in (min(kept), max(kept)))


def _bare(text: str) -> str:
    return _SPACE.sub("", text).replace("\u00ad", "")
