"""Bytes of a file -> the text of the article in it, or the reason why there is none.

A new format is a module here, a suffix in ``reader`` and, where it takes a parser, an entry in ``child``. Which files
are read, and where they come from, belongs elsewhere.
"""

from pipelines.articles.formats.isolated import IsolationError
from pipelines.articles.formats.reader import SUFFIXES, DocumentReader
from pipelines.articles.formats.reading import Reading, ReadingLimits, UnreadableArticleError
from pipelines.articles.formats.version import reader_code_version

__all__ = [
    "SUFFIXES",
    "DocumentReader",
    "IsolationError",
    "Reading",
    "ReadingLimits",
    "UnreadableArticleError",
    "reader_code_version",
]
