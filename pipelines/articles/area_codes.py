"""The codes that an origin file may name an area by: those of the axis ``area`` in the vocabulary.

What a text says of an area belongs to extraction.
"""

from __future__ import annotations

import csv
import functools
from pathlib import Path

from pipelines.settings import SEEDS_DIR

WHOLE_COUNTRY = "JP"
# Says that an area is none of the others, which tells nobody what an article is about.
_UNNAMED = "other"


@functools.cache
def load_area_codes(seeds_dir: Path = SEEDS_DIR) -> tuple[str, ...]:
    """``JP`` for the whole country, then every prefecture and country of concepts.csv, in its order."""
    with (seeds_dir / "concepts.csv").open(encoding="utf-8", newline="") as file:
        listed = [row["code"] for row in csv.DictReader(file) if row["axis"] == "area"]
    return WHOLE_COUNTRY, *(code for code in listed if code != _UNNAMED)
