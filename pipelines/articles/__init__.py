"""Files in ``raw/`` -> articles, and a named reason for every file that is not one.

Knows files, formats, encodings and origin files; nothing of statistics, nothing of databases.
"""

from pipelines.articles.file_name import date_in_name
from pipelines.articles.model import Article, Origin, ReadResult, RejectedFile, Rejection
from pipelines.articles.origin import LANGUAGES, ORIGIN_SUFFIX, InvalidOriginError, parse_origin
from pipelines.articles.read import read_articles

__all__ = [
    "LANGUAGES",
    "ORIGIN_SUFFIX",
    "Article",
    "InvalidOriginError",
    "Origin",
    "ReadResult",
    "RejectedFile",
    "Rejection",
    "date_in_name",
    "parse_origin",
    "read_articles",
]
