"""A logger for whoever runs the job in this process and wants to follow it, instead of Dagster's debug lines."""

import logging

import dagster as dg

PROGRESS_LOGGER = "npa_progress"


def _progress_logger(_context: dg.InitLoggerContext) -> logging.Logger:
    """The Python logger of that name, silent unless somebody adds a handler."""
    logger = logging.getLogger(PROGRESS_LOGGER)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    return logger


progress_logger = dg.LoggerDefinition(
    _progress_logger,
    description="Hands every log record of a run to Python's logger of this name, and to nobody else.",
)
