"""Whether an article of an archive can hold statistics of the kind at all, decided without reading it.

Such an article names its subject: crime and those who deal with it, harm, minors, or the ways in which they are
reached. The words are rows of ``dbt_project/seeds/subject_words.csv``, each written as it stands inside longer ones
("bully" in "bullying"). An article without any of them is passed over. Measured on all labelled texts, none that states
a figure is; how many of the others are depends on the archive.
"""

from __future__ import annotations

import csv
import functools
from pathlib import Path

from pipelines.settings import SEEDS_DIR

SUBJECT_WORDS = "subject_words.csv"


def may_hold_statistics(text: str) -> bool:
    """Whether an article names the subject, in either language; takes a few thousandths of the time of reading it."""
    # Most that do say so early; the rest is looked at as a whole, where a search in C is quickest.
    lower = text.lower()
    return any(word in lower for word in subject_words())


@functools.cache
def subject_words(seeds_dir: Path = SEEDS_DIR) -> tuple[str, ...]:
    """The words that name the subject, in small letters, in the order of the file.

    Raises:
        ValueError: A row has no word; the message names the file and the line.
    """
    path = seeds_dir / SUBJECT_WORDS
    with path.open(encoding="utf-8", newline="") as file:
        words = []
        for line, row in enumerate(csv.DictReader(file), 2):
            if not row["word"].strip():
                raise ValueError(f"{path.name}, line {line}: there is no word; write one, or remove the line")
            words.append(row["word"].lower())
    return tuple(words)
