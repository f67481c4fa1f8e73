"""Files in ``raw/`` -> articles, and a named reason for every file that is not one.

Knows files, formats, encodings and origin files; nothing of statistics, nothing of databases.
"""

from pipelines.articles.file_name import date_in_name
from pipelines.articles.formats import IsolationError, ReadingLimits, reader_version
from pipelines.articles.model import Article, Origin, ReadResult, RejectedFile, Rejection
from pipelines.articles.read import read_articles

__all__ = [
    "Article",
    "IsolationError",
    "Origin",
    "ReadResult",
    "ReadingLimits",
    "RejectedFile",
    "Rejection",
    "date_in_name",
    "read_articles",
    "reader_version",
]
