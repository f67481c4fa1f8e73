"""The text of a document, to tell whether a page that came with other bytes says something else.

Reading articles for their figures belongs to ``pipelines.articles``.
"""

from __future__ import annotations


def article_text(content: bytes, suffix: str, encoding: str | None) -> str:
    """What a document says, in words one space apart, without what a page carries around its article.

    Args:
        content: Its bytes.
        suffix: Of its file: ``.html``, ``.txt`` or ``.pdf``.
        encoding: As the server said, None where it did not.
    """
    return " ".join((_page_text(content, encoding) if suffix == ".html" else _plain_text(content, encoding)).split())


def _page_text(content: bytes, encoding: str | None) -> str:
    # It takes a second to import, and most fetches bring nothing to compare.
    import trafilatura

    # Of bytes, trafilatura finds the encoding itself.
    page = content.decode(encoding, "replace") if encoding else content
    return trafilatura.extract(page, favor_recall=True, include_comments=False) or _plain_text(content, encoding)


def _plain_text(content: bytes, encoding: str | None) -> str:
    return content.decode(encoding or "utf-8", "backslashreplace")
