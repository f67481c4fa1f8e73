"""The stages of extraction that depend on the Japanese language; the counterpart of ``english``."""

from pipelines.extraction.japanese.document import find_published_date, read_document
from pipelines.extraction.japanese.frames import RULES
from pipelines.extraction.japanese.items import find_quantities, read_items
from pipelines.extraction.japanese.sentence import read_sentence

__all__ = ["RULES", "find_published_date", "find_quantities", "read_document", "read_items", "read_sentence"]
