"""Exports: the published warehouse as files that other tools read.

Opens the published database for reading only, and knows nothing of how it was made. What a person reads at a
terminal is in ``pipelines.cli``.
"""

from pipelines.exports.export import export
from pipelines.exports.folder import is_current
from pipelines.exports.formulas import FORMULA_STARTS, harmless
from pipelines.exports.model import FORMATS, Exported, ExportedFile, ExportError, Format

__all__ = [
    "FORMATS",
    "FORMULA_STARTS",
    "ExportError",
    "Exported",
    "ExportedFile",
    "Format",
    "export",
    "harmless",
    "is_current",
]
