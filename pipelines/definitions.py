"""The Dagster code location that `dagster dev` opens: everything, on the folders the environment names.

Put together in ``pipelines.defs.build``, which whoever wants other folders or other parts calls.
"""

from pipelines.defs.build import build_defs

__all__ = ["build_defs", "defs"]

defs = build_defs()
