"""Files that hold many articles, one in a row: JSON Lines and Parquet, also compressed.

Read as a stream, so memory does not grow with the file. A new format is a module here that yields records; what a
record must hold belongs to ``records``.
"""

from pipelines.articles.bulk.read import BULK_SUFFIXES, bulk_stem, is_bulk, read_bulk

__all__ = ["BULK_SUFFIXES", "bulk_stem", "is_bulk", "read_bulk"]
