"""`npa`: a thin door to the pipeline's functions, for people at a terminal.

One module per command. Whatever is slow to import is imported by the command that needs it.
"""

from pipelines.cli.app import app

__all__ = ["app"]
