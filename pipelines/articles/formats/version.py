"""The version of the readers: when it changes, every file is read anew."""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_ARTICLES_DIR = Path(__file__).resolve().parent.parent
# lxml parses what trafilatura judges; the rest are named in pyproject.
_LIBRARIES = ("trafilatura", "pdfminer.six", "charset-normalizer", "lxml")


def reader_code_version() -> str:
    """Hex digest over the code of this stage and the versions of the libraries that decide what a text is."""
    digest = hashlib.sha256()
    for path in sorted(_ARTICLES_DIR.rglob("*.py")):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(_ARTICLES_DIR).as_posix()}\0{content}\n".encode())
    for library in _LIBRARIES:
        digest.update(f"{library} {_version(library)}\n".encode())
    return digest.hexdigest()[:16]


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "missing"
