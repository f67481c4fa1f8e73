"""What a page says of its own encoding, in the markup at its start."""

from __future__ import annotations

import re

# Browsers look for it in the first 1,024 bytes; pages that put it later exist, and cost nothing.
_LOOK_WITHIN = 4096
_META = re.compile(rb"<meta[^>]+?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:\-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]+?encoding\s*=\s*[\"']([A-Za-z0-9_.:\-]+)", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)


def declared_encoding(content: bytes) -> str | None:
    """The name of the encoding, as it stands there; None where the page says none."""
    start = _COMMENT.sub(b"", content[:_LOOK_WITHIN])
    found = _XML.search(start) or _META.search(start)
    return found.group(1).decode("ascii") if found else None
