"""Finds the files of the DuckDB extensions that a lake needs; they come as Python packages, never over a network.

What is done with them belongs to ``connection``.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import duckdb

from pipelines.lake.errors import LakeError

DUCKLAKE = "ducklake"
POSTGRES = "postgres_scanner"
_REMEDY = "Install the extra of this project: pip install 'npa-figures[lake]'"


def extension_file(name: str) -> Path:
    """The extension's file for the DuckDB that runs here.

    Raises:
        LakeError: Its package is not installed, or is of another version of DuckDB.
    """
    package = find_spec(f"duckdb_extension_{name}")
    if package is None or package.origin is None:
        raise LakeError(f"A lake needs DuckDB's extension {name}, which is not installed. {_REMEDY}")
    # A folder for each version of DuckDB the package was built for: an extension loads in no other.
    versions = Path(package.origin).parent / "extensions"
    path = versions / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
    if not path.exists():
        found = ", ".join(sorted(folder.name.removeprefix("v") for folder in versions.glob("v*"))) or "none"
        raise LakeError(
            f"DuckDB's extension {name} is installed for DuckDB {found}, and DuckDB here is {duckdb.__version__}. "
            f"Install both anew. {_REMEDY}"
        )
    return path
