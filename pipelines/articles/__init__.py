"""Files in ``raw/`` -> articles, and a named reason for every file that is not one.

Knows files, formats, encodings and origin files; nothing of statistics, nothing of databases.
"""

from pipelines.articles.area_codes import load_area_codes
from pipelines.articles.days import day_in, day_standing_for
from pipelines.articles.file_name import date_in_name
from pipelines.articles.formats import (
    DocumentReader,
    IsolationError,
    ReadingLimits,
    UnreadableArticleError,
    reader_code_version,
)
from pipelines.articles.inventory import Inventory, RawFolderMissingError, take_inventory
from pipelines.articles.model import Article, Origin, Outcome, PassedOver, ReadResult, RejectedFile, Rejection
from pipelines.articles.origin import LANGUAGES, ORIGIN_SUFFIX, InvalidOriginError, parse_origin
from pipelines.articles.read import ReadUnit, plan_reading, read_articles, read_unit

__all__ = [
    "LANGUAGES",
    "ORIGIN_SUFFIX",
    "Article",
    "DocumentReader",
    "InvalidOriginError",
    "Inventory",
    "IsolationError",
    "Origin",
    "Outcome",
    "PassedOver",
    "RawFolderMissingError",
    "ReadResult",
    "ReadUnit",
    "ReadingLimits",
    "RejectedFile",
    "Rejection",
    "UnreadableArticleError",
    "date_in_name",
    "day_in",
    "day_standing_for",
    "load_area_codes",
    "parse_origin",
    "plan_reading",
    "read_articles",
    "read_unit",
    "reader_code_version",
    "take_inventory",
]
