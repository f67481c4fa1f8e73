"""The stages of extraction that depend on the English language.

Everything a sentence says of its numbers by itself is read here; what it takes from other sentences is
the business of ``discourse``.
"""

from pipelines.extraction.english.document import read_document
from pipelines.extraction.english.frames import RULES
from pipelines.extraction.english.items import find_quantities, read_items
from pipelines.extraction.english.published import find_published_date
from pipelines.extraction.english.sentence import read_sentence

__all__ = ["RULES", "find_published_date", "find_quantities", "read_document", "read_items", "read_sentence"]
