"""Files in ``raw/`` -> articles, and a named reason for every file that is not one.

Knows files, formats, encodings and origin files; nothing of statistics, nothing of databases.
"""

from pipelines.articles.file_name import date_in_name
from pipelines.articles.inventory import Inventory, RawFolderMissingError, take_inventory
from pipelines.articles.model import Article, Origin, ReadResult, RejectedFile, Rejection
from pipelines.articles.read import ReadUnit, plan_reading, read_articles, read_unit

__all__ = [
    "Article",
    "Inventory",
    "Origin",
    "RawFolderMissingError",
    "ReadResult",
    "ReadUnit",
    "RejectedFile",
    "Rejection",
    "date_in_name",
    "plan_reading",
    "read_articles",
    "read_unit",
    "take_inventory",
]
