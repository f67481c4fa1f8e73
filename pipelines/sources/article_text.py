"""The text of a document, to tell whether a page that came with other bytes says something else."""

from __future__ import annotations

from pipelines.articles import DocumentReader, UnreadableArticleError


def article_text(reader: DocumentReader, content: bytes, suffix: str, encoding: str | None) -> str:
    """What a document says, in words one space apart, without what a page carries around its article.

    Args:
        reader: Reads it as it will be read for its figures.
        content: Its bytes.
        suffix: Of its file, in small letters.
        encoding: As the server said, None where it did not.
    """
    try:
        text = reader.read(content, suffix, encoding).text
    except UnreadableArticleError:
        text = content.decode("latin-1")  # it will be rejected with its reason; until then its bytes tell
    return " ".join(text.split())
