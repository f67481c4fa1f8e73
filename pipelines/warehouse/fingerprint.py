"""What a build depends on, as hashes: the articles, the code, the vocabulary, the models, the expectations.

Quick, and free of the heavy parts of the stack, because it is asked before anything else is imported.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from pipelines.articles import load_area_codes, reader_code_version, take_inventory
from pipelines.settings import DBT_PROJECT_DIR, EXPECTATIONS_DIR, PROJECT_DIR, SEEDS_DIR, Settings

_PIPELINES_DIR = PROJECT_DIR / "pipelines"
_DBT_SUFFIXES = {".sql", ".yml", ".csv", ".md"}
_PAGE_SUFFIXES = {".html", ".css", ".js"}
# Seeds the extractor reads; the others only describe codes.
_VOCABULARY = ("concepts.csv", "phrases*.csv")


def input_fingerprint(settings: Settings) -> str:
    """Hex digest of everything that determines what is published.

    Raises:
        RawFolderMissingError: There is no folder of articles.
    """
    inventory = take_inventory(settings.raw_dir, settings.inventory_path, settings.max_files)
    return combine(inventory.fingerprint, code_fingerprint(settings))


def combine(raw: str, code: str) -> str:
    """The fingerprint of a build, from those of its articles and of its code."""
    return _join([raw, code])


def code_fingerprint(settings: Settings) -> str:
    """Hex digest over code, page templates, vocabulary, models, expectations, locked packages and limits."""
    files = [
        *_PIPELINES_DIR.rglob("*.py"),
        *(path for path in (_PIPELINES_DIR / "report").rglob("*") if path.suffix in _PAGE_SUFFIXES),
        *(path for path in DBT_PROJECT_DIR.rglob("*") if path.suffix in _DBT_SUFFIXES and "target" not in path.parts),
        *EXPECTATIONS_DIR.glob("*.json"),
        PROJECT_DIR / "requirements.lock",
    ]
    return _join([_digest(PROJECT_DIR, files), reader_version(settings)])


def reader_version(settings: Settings) -> str:
    """Hex digest over the code that reads files, its limits and the areas that origin files may name.

    Where it changed, every file is read anew.
    """
    limits = (
        settings.max_article_bytes,
        settings.max_article_chars,
        settings.read_seconds,
        settings.read_memory_mb,
    )
    return _join([reader_code_version(), *(str(limit) for limit in limits), *load_area_codes()])[:16]


def extractor_version() -> str:
    """Hex digest over the extractor's code and vocabulary: a changed rule reads every article anew."""
    files = [
        *(_PIPELINES_DIR / "extraction").rglob("*.py"),
        *(path for pattern in _VOCABULARY for path in SEEDS_DIR.glob(pattern)),
    ]
    return _digest(PROJECT_DIR, files)[:16]


def first_pass_version() -> str:
    """Hex digest over what decides which articles of archives are passed over: then they are all looked at anew."""
    return _digest(PROJECT_DIR, [_PIPELINES_DIR / "extraction" / "first_pass.py", SEEDS_DIR / "subject_words.csv"])[:16]


def _digest(root: Path, paths: Iterable[Path]) -> str:
    lines = []
    for path in sorted(set(paths)):
        try:
            with path.open("rb") as file:
                content = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            content = f"unreadable: {error.errno}"
        lines.append(f"{path.relative_to(root).as_posix()}\0{content}")
    return _join(lines)


def _join(parts: Iterable[str]) -> str:
    # A name that is not UTF-8 must not stop a build: it is rejected later, with its reason.
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
