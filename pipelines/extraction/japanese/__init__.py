"""The stages of extraction that depend on the Japanese language; the counterpart of ``english``."""

from pipelines.extraction.japanese.document import find_published_date, read_document
from pipelines.extraction.japanese.numerals import find_numerals
from pipelines.extraction.japanese.sentence import read_sentence

__all__ = ["find_numerals", "find_published_date", "read_document", "read_sentence"]
