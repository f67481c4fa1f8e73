"""The data dictionary: every table and column of the published file, as a page to read.

Written from what dbt and publishing say of them, never by hand. Reads no data.

``python -m pipelines.dictionary`` writes it to docs/data-dictionary.md.
"""

from pipelines.dictionary.markdown import markdown
from pipelines.dictionary.tables import Column, Table, tables

__all__ = ["Column", "Table", "markdown", "tables"]
