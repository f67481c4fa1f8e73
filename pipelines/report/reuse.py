"""Takes over article pages that would come out the same from the site that is about to be replaced.

An archive grows by a few articles at a time: the pages of all the others need not be written again. What a page would
be made of, in one digest per article, belongs to ``article_pages``.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path

_LIST = ".pages.json"
_HERE = Path(__file__).parent


@cache
def code_digest() -> str:
    """Changes with whatever turns rows into pages: code, templates and the library that fills them."""
    digest = hashlib.sha256(version("jinja2").encode())
    for path in sorted((*_HERE.glob("*.py"), *(_HERE / "templates").iterdir(), *(_HERE / "static").glob("*.css"))):
        digest.update(f"{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()


@dataclass
class Reuse:
    """The pages of an old site and of a new one, by what they are made of.

    Attributes:
        old: The folder of the site that is replaced; there need not be one.
        new: The folder of the site that is written.
        known: Of each page of the old site, what it was made of, its size in bytes and when it was written (ns).
        written: The same for the new site.
    """

    old: Path
    new: Path
    known: Mapping[str, tuple[str, int, int]]
    written: dict[str, tuple[str, int, int]] = field(default_factory=dict)

    def take_over(self, page: str, made_of: str) -> bool:
        """Put the page of the old site into the new one if it is made of the same, and still as it was written."""
        known = self.known.get(page)
        if known is None or known[0] != made_of:
            return False
        try:
            status = (self.old / page).stat()
            if (status.st_size, status.st_mtime_ns) != known[1:]:
                return False
            _link_or_copy(self.old / page, self.new / page)
        except OSError:
            return False
        self.written[page] = known
        return True

    def add(self, page: str, made_of: str) -> None:
        """Remember a page that was written anew."""
        status = (self.new / page).stat()
        self.written[page] = (made_of, status.st_size, status.st_mtime_ns)

    def save(self) -> None:
        """Leave the list of all pages in the new site, for the next one."""
        content = {"code": code_digest(), "pages": self.written}
        (self.new / _LIST).write_text(json.dumps(content, separators=(",", ":")), encoding="utf-8")


def begin_reuse(old: Path, new: Path) -> Reuse:
    """What may be taken over from ``old``: nothing where other code wrote it or its list cannot be read."""
    try:
        content = json.loads((old / _LIST).read_bytes())
        pages = content["pages"] if content["code"] == code_digest() else {}
        known = {str(page): (str(made_of), int(size), int(written)) for page, (made_of, size, written) in pages.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        known = {}
    return Reuse(old, new, known)


def _link_or_copy(source: Path, target: Path) -> None:
    """One file under both names where the disk can, so that ten thousand pages cost no space twice."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
