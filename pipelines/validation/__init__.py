"""Runs ``expectations/`` against what is about to be published and says what does not hold.

Whether to publish is decided by whoever asks; nothing here writes to a database.
"""

from pipelines.validation.data_docs import write_data_docs
from pipelines.validation.suites import Expectation, Suite, load_suites
from pipelines.validation.validate import Finding, Validation, validate

__all__ = ["Expectation", "Finding", "Suite", "Validation", "load_suites", "validate", "write_data_docs"]
