"""Runs ``expectations/`` against what is about to be published and says what does not hold.

Whether to publish is decided by whoever asks; nothing here writes to a database.
"""

from pipelines.validation.published import create_published, fill_published
from pipelines.validation.suites import Expectation, Suite, SuiteError, load_suites
from pipelines.validation.validate import Finding, read_frames
from pipelines.validation.validator import ValidationError, Validator

__all__ = [
    "Expectation",
    "Finding",
    "Suite",
    "SuiteError",
    "ValidationError",
    "Validator",
    "create_published",
    "fill_published",
    "load_suites",
    "read_frames",
]
