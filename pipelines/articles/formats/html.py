"""The article of a web page: its text, and what the page says of itself.

Runs in the process of its own. trafilatura tells the article from menus, advertisements and comments; the text is cut
from the page itself by ``html_blocks``, because every character of it may be part of a number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura import bare_extraction

from pipelines.articles.formats.html_article import choose, share_shown
from pipelines.articles.formats.html_blocks import Block, Page, joined, read_blocks, remove_what_is_not_said
from pipelines.articles.formats.html_json import Node, body_of, read_nodes
from pipelines.articles.formats.html_metadata import read_metadata
from pipelines.articles.formats.html_shape import is_beside
from pipelines.articles.formats.html_texts import bare, is_sentence
from pipelines.articles.formats.isolated import Answer
from pipelines.articles.formats.reading import UnreadableArticleError, join_notes
from pipelines.articles.model import Rejection

# Past this, copying and freeing the tree would exhaust the stack. No page made for people comes near it.
_MAX_DEPTH = 1_000
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_LINKED = 0.5
# A page whose article holds fewer of its numbers, or of its words, says so.
_FEW = 0.5
_FEWEST_NUMBERS, _FEWEST_CHARS = 5, 1_000
_NO_TEXT = (
    "The page has no text of an article; its text may be loaded by scripts. Open it in a browser and save the "
    "article's text as UTF-8 in a .txt file."
)
_NOT_SHOWN = "The page shows no text before its scripts run; the text was taken from where the page holds it for them."
_STRUCK = "Numbers that the page strikes out were left out."
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
    page, nodes = read_blocks(tree), read_nodes(tree)
    found = _found_by_trafilatura(tree, page)
    kept = _article(page, found)
    text, note = joined(kept), _what_is_left_out(kept, page)
    if len(held := _held_for_scripts(page, found, nodes)) > len(text):
        text, note = held, _NOT_SHOWN
    if not text:
        raise UnreadableArticleError(Rejection.NO_TEXT, _NO_TEXT)
    note = join_notes(note, _STRUCK if page.has_struck_number else None)
    return Answer(text[: max_chars + 1], note, read_metadata(tree, nodes, kept))


def _article(page: Page, found: Sequence[str]) -> list[Block]:
    """Its blocks; all of the page's content where trafilatura found none."""
    if found and share_shown(page.blocks, found) >= _FEW and (chosen := choose(page.blocks, found)):
        return chosen
    content = [block for block in page.blocks if not is_beside(block)]
    return [block for block in content if block.linked < 1] or content


def _held_for_scripts(page: Page, found: Sequence[str], nodes: Sequence[Node]) -> str:
    """The longest text of an article that the page has but does not show."""
    texts = ["\n\n".join(found), *map(body_of, nodes)]
    return max((text for text in texts if share_shown(page.blocks, [text]) < _FEW), key=len, default="")


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


def _found_by_trafilatura(tree: HtmlElement, page: Page) -> list[str]:
    """The texts of the elements it returns: what it is sure of, unless that is little beside what else it finds."""
    sure = _extract(tree, favor_precision=True, favor_recall=False)
    prose = sum(len(bare(block.text)) for block in page.blocks if block.linked < _LINKED and not is_beside(block))
    length = sum(len(bare(part)) for part in sure)
    if length >= _FEW * prose:
        return sure
    more = _extract(tree, favor_precision=False, favor_recall=True)
    found = more if length < _FEW * sum(len(bare(part)) for part in more) else sure
    if any(map(is_sentence, found)):
        return found
    # It goes by names of classes too, and an article may be in what is called a sidebar.
    nameless = _extract(tree, favor_precision=True, favor_recall=False, keep_names=False)
    return nameless if any(map(is_sentence, nameless)) else found


def _extract(tree: HtmlElement, *, favor_precision: bool, favor_recall: bool, keep_names: bool = True) -> list[str]:
    copy = deepcopy(tree)
    remove_what_is_not_said(copy)
    if not keep_names:
        etree.strip_attributes(copy, "class", "id", "role")
    found = bare_extraction(
        copy,
        include_comments=False,
        include_tables=True,
        favor_precision=favor_precision,
        favor_recall=favor_recall,
        with_metadata=False,
    )
    body = getattr(found, "body", None)
    if body is None:
        return []
    return [text for part in body if (text := "".join(part.itertext()).strip())]


def _what_is_left_out(kept: Sequence[Block], page: Page) -> str | None:
    """A note where the article holds less than half of the numbers or the words of the page, links apart."""
    unlinked = [block for block in page.blocks if block.linked < _LINKED and not is_beside(block)]
    shown, read = _count(unlinked), _count(kept)
    if shown[0] >= _FEWEST_NUMBERS and read[0] < _FEW * shown[0]:
        return (
            f"Of {shown[0]:,} numbers on the page, menus and links apart, {read[0]:,} are in the text of the article."
        )
    if shown[1] >= _FEWEST_CHARS and read[1] < _FEW * shown[1]:
        return (
            f"The text of the article is {read[1]:,} of the {shown[1]:,} characters on the page, menus and links apart."
        )
    return None


def _count(blocks: Sequence[Block]) -> tuple[int, int]:
    return sum(len(_NUMBER.findall(block.text)) for block in blocks), sum(len(bare(block.text)) for block in blocks)
