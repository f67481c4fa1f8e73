"""Article text -> figures and the ledger of all numerals.

Pure functions: no files but the vocabulary, no orchestration, no database.
"""

from pipelines.extraction.areas import of_publisher as area_of_publisher
from pipelines.extraction.extract import extract
from pipelines.extraction.first_pass import may_hold_statistics
from pipelines.extraction.model import ClaimKind, Extraction, Facet, Figure, LedgerEntry, RecordClaim, Span, TableCell

__all__ = [
    "ClaimKind",
    "Extraction",
    "Facet",
    "Figure",
    "LedgerEntry",
    "RecordClaim",
    "Span",
    "TableCell",
    "area_of_publisher",
    "extract",
    "may_hold_statistics",
]
