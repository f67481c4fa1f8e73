"""The name of a fetched article's file: when it was published, what its address says, which bytes it holds.

A day in a file's name is taken for the day of publication, so nothing else in a name may look like one.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

_LONGEST = 60
# Says nothing of the article it is the page of.
_TELLS_NOTHING = {"", "index", "default", "article", "news", "view", "show", "detail", "main", "home", "top"}


def file_stem(url: str, title: str | None, published_on: date | None, sha256: str) -> str:
    """A name that is safe on every system and the same for the same document.

    Args:
        url: Where the document lies.
        title: Its title, for an address that says nothing.
        published_on: None where it is not known.
        sha256: Hex digest of its bytes.
    """
    day = f"{published_on.isoformat()}-" if published_on else ""
    return f"{day}{_slug(url, title)}-{sha256[:8]}"


def _slug(url: str, title: str | None) -> str:
    parts = urlsplit(url)
    last = PurePosixPath(unquote(parts.path)).name
    candidates = [_safe(re.sub(r"\.[A-Za-z0-9]{1,5}$", "", last)), _safe(title or "")]
    told = [slug for slug in candidates if slug not in _TELLS_NOTHING and not slug.isdigit()]
    return told[0] if told else _safe(unquote(parts.path) + " " + parts.query) or "document"


def _safe(text: str) -> str:
    """Small letters, digits and hyphens; between digits, where a hyphen could make a day, a low line."""
    words = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return re.sub(r"(?<=\d)-(?=\d)", "_", words)[:_LONGEST].strip("-_")
