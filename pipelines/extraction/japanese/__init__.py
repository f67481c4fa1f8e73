"""The stages of extraction that depend on the Japanese language; the counterpart of ``english``."""

from pipelines.extraction.japanese.document import find_published_date, read_document
from pipelines.extraction.japanese.items import find_quantities
from pipelines.extraction.japanese.sentence import read_sentence

__all__ = ["find_published_date", "find_quantities", "read_document", "read_sentence"]
