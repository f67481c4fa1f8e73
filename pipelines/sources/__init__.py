"""Feeds, indexes and pages on the web -> files in ``raw/``, each with its origin file.

The only code that asks a network for anything, and only for what ``raw/sources.yml`` names. What the files say
belongs to ``pipelines.articles``.
"""

from pipelines.sources.config import Source, SourceKind, SourcesError, read_sources
from pipelines.sources.fetch import FetchResult, due_sources, fetch_sources
from pipelines.sources.lock import FetchRunningError
from pipelines.sources.reports import SourceReport, source_reports
from pipelines.sources.world import Limits, World

__all__ = [
    "FetchResult",
    "FetchRunningError",
    "Limits",
    "Source",
    "SourceKind",
    "SourceReport",
    "SourcesError",
    "World",
    "due_sources",
    "fetch_sources",
    "read_sources",
    "source_reports",
]
