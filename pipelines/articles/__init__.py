"""Files in ``raw/`` -> articles, and a named reason for every file that is not one.

Knows files, formats, encodings and origin files; nothing of statistics, nothing of databases.
"""

from pipelines.articles.file_name import date_in_name
from pipelines.articles.formats import DocumentReader, IsolationError, ReadingLimits, reader_code_version
from pipelines.articles.inventory import Inventory, RawFolderMissingError, take_inventory
from pipelines.articles.model import Article, Origin, ReadResult, RejectedFile, Rejection
from pipelines.articles.read import ReadUnit, plan_reading, read_articles, read_unit

__all__ = [
    "Article",
    "DocumentReader",
    "Inventory",
    "IsolationError",
    "Origin",
    "RawFolderMissingError",
    "ReadResult",
    "ReadUnit",
    "ReadingLimits",
    "RejectedFile",
    "Rejection",
    "date_in_name",
    "plan_reading",
    "read_articles",
    "read_unit",
    "reader_code_version",
    "take_inventory",
]
