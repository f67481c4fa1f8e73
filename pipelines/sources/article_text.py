"""The text of a document, to tell whether a page that came with other bytes says something else.

Reading articles for their figures belongs to ``pipelines.articles``.
"""

from __future__ import annotations


def article_text(content: bytes, suffix: str, encoding: str | None) -> str:
    """What a document says, without what a page carries around its article.

    Args:
        content: Its bytes.
        suffix: Of its file: ``.html``, ``.txt`` or ``.pdf``.
        encoding: As the server said, None where it did not.
    """
    if suffix != ".html":
        return content.decode(encoding or "utf-8", "replace") if suffix == ".txt" else content.decode("latin-1")
    # It takes a second to import, and most fetches bring nothing to compare.
    import trafilatura

    # Of bytes, trafilatura finds the encoding itself.
    page: str | bytes = content.decode(encoding, "replace") if encoding else content
    text = trafilatura.extract(page, favor_recall=True, include_comments=False)
    return text or content.decode(encoding or "utf-8", "replace")
